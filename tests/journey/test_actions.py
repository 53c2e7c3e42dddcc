"""What a trigger does beside sending: each action once, with its outcome in the ledger."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from backend.domain.permissions import Permission
from backend.domain.words import MessageClass, TriggerEvent
from backend.errors import Invalid
from backend.features.journey.service import stop_automation
from backend.features.labels.schemas import LabelInput
from backend.features.labels.service import add_label, remove_label
from backend.features.teams.schemas import TeamInput
from backend.features.teams.service import add_team
from backend.features.triggers.schemas import TriggerDraft
from backend.features.triggers.service import create_trigger, list_ledger
from backend.models import Activity, Alert, Channel, Conversation, Message, Outbox, Stay, StayEvent
from backend.ports.notices import NoticeFailure
from backend.work import Actor, ActorKind
from tests.journey.conftest import Journey

ALERT = {"kind": "alert_staff", "words": "A guest of honour has booked"}
WEBHOOK = {"kind": "notify_webhook", "url": "https://desk.example/hooks/hotelbot"}
WHATSAPP = {"kind": "notify_whatsapp", "phone": "+34611000111", "words": "Prepare the room"}
NOBODY = "00000000-0000-7000-8000-000000000000"
TAG = {"kind": "tag_stay", "tag": "greeted"}


async def _fired(journey: Journey, *actions: dict[str, Any], **rule: Any) -> None:
    """A booking came in, and what it leads to was decided and done."""
    await journey.arm(TriggerEvent.STAY_BOOKED, template_id=None, actions=actions, **rule)
    await journey.push()
    await journey.drain()
    await journey.act()


async def test_an_alert_names_the_room_and_nobody(journey: Journey) -> None:
    """Staff are alerted in the hotel's own words, and no message leaves for it."""
    await _fired(journey, ALERT)

    (alert,) = await journey.rows(Alert)
    assert (alert.kind, alert.reason) == (
        "trigger_asks",
        "A guest of honour has booked (room 12, R-1)",
    )
    assert await journey.acted() == [("alert_staff", "done", "done")]
    assert await journey.rows(Message) == []


async def test_a_webhook_is_told_ids_and_codes(journey: Journey) -> None:
    """The address gets which trigger fired for which reservation, without name or number."""
    await _fired(journey, WEBHOOK)

    ((url, key, body),) = journey.poster.got
    assert url == WEBHOOK["url"]
    assert body["id"] == key
    assert body["stay"]["external_id"] == "R-1"  # type: ignore[index]
    assert "Ana" not in str(body)
    assert "+34" not in str(body)
    assert await journey.acted() == [("notify_webhook", "done", "done")]


async def test_a_webhook_that_is_away_is_tried_again_with_the_same_key(journey: Journey) -> None:
    """So the other side can tell a repetition from a second event."""
    journey.poster.fails = [NoticeFailure("timeout", passing=True)]
    await _fired(journey, WEBHOOK)
    between = await journey.acted()
    await journey.pass_time(timedelta(minutes=2))
    await journey.act()

    assert between == [("notify_webhook", "waiting", "timeout")]
    assert len({key for _, key, _ in journey.poster.got}) == 1
    assert await journey.acted() == [("notify_webhook", "done", "done")]


async def test_a_webhook_that_refuses_is_given_up_with_an_alert(journey: Journey) -> None:
    """The same again would be refused again: a person is told, under a name."""
    journey.poster.fails = [NoticeFailure("http_404", passing=False)]
    await _fired(journey, WEBHOOK, name="Tell the desk")

    (alert,) = await journey.rows(Alert)
    assert alert.kind == "trigger_failed"
    assert "http_404" in alert.reason
    assert await journey.acted() == [("notify_webhook", "failed", "http_404")]


async def test_a_colleague_is_written_to_through_the_hotels_number(journey: Journey) -> None:
    """As essential, told whom it is about, and bound to the line of the ledger."""
    await _fired(journey, WHATSAPP)

    (message,) = await journey.rows(Message)
    (row,) = await journey.rows(Outbox)
    assert message.text.startswith("Prepare the room\nAna Ruiz, room 12, ")
    assert message.decision_id is not None
    assert row.message_class is MessageClass.ESSENTIAL
    (chat,) = await _all(journey, Conversation)
    assert chat.chat_id == "34611000111@c.us"


async def test_without_a_number_that_can_send_the_colleague_is_left_out(journey: Journey) -> None:
    """And the ledger says why."""
    async with journey.works.hotel(journey.hotel.id) as work:
        for channel in await work.session.exec(select(Channel)):
            channel.state = "blocked"  # type: ignore[assignment]
    await _fired(journey, WHATSAPP)

    assert await journey.acted() == [("notify_whatsapp", "left_out", "no_number")]


async def test_a_stay_is_tagged_and_its_triggers_hear_of_it(journey: Journey) -> None:
    """The tag is in the stay and its log, and other rules may ask for it."""
    await _fired(journey, TAG)

    (stay,) = await _all(journey, Stay)
    assert stay.tags == ["greeted"]
    last = (await journey.rows(StayEvent))[-1]
    assert (last.kind, last.source) == ("amended", "trigger")
    assert last.changes == {"tags": [[], ["greeted"]]}


async def test_actions_stand_in_the_line_of_the_ledger(journey: Journey) -> None:
    """In the order of the rule, each with what has become of it."""
    await _fired(journey, ALERT, TAG, WEBHOOK)
    async with journey.works.hotel(journey.hotel.id) as work:
        (line,) = (await list_ledger(work)).items

    assert [(one.place, one.kind, one.state) for one in line.actions] == [
        (0, "alert_staff", "done"),
        (1, "tag_stay", "done"),
        (2, "notify_webhook", "done"),
    ]


async def test_a_conversation_is_handled(journey: Journey) -> None:
    """Assigned, labelled, ranked and put to rest: in the thread like everything staff do."""
    async with journey.works.hotel(journey.hotel.id) as work:
        label = await add_label(work, LabelInput(name="VIP"))
        team = await add_team(work, TeamInput(name="Front desk"))
    await journey.arm(
        TriggerEvent.STAY_BOOKED,
        actions=[
            {"kind": "assign", "staff_id": journey.hotel.staff.id},
            {"kind": "assign", "team_id": team.id},
            {"kind": "add_label", "label_id": label.id},
            {"kind": "set_priority", "priority": "high"},
            {"kind": "snooze", "choice": "tomorrow"},
        ],
    )
    await journey.push()
    await journey.drain()
    await journey.act()

    assert [outcome for _, _, outcome in await journey.acted()] == ["done"] * 5
    (chat,) = await _all(journey, Conversation)
    assert (chat.assignee_id, chat.team_id) == (journey.hotel.staff.id, team.id)
    assert (chat.priority, chat.status) == ("high", "snoozed")
    kinds = [one.kind for one in await journey.rows(Activity)]
    assert kinds == ["assigned", "team_set", "label_added", "priority_set", "snoozed"]


async def test_without_a_conversation_there_is_nothing_to_handle(journey: Journey) -> None:
    """A guest who never wrote and is not written to: left out, with the reason."""
    await _fired(journey, {"kind": "set_priority", "priority": "high"})

    assert await journey.acted() == [("set_priority", "left_out", "no_conversation")]


async def test_what_was_removed_meanwhile_is_left_out(journey: Journey) -> None:
    """A label that is gone by the time the trigger fires breaks nothing."""
    async with journey.works.hotel(journey.hotel.id) as work:
        label = await add_label(work, LabelInput(name="VIP"))
    await journey.arm(
        TriggerEvent.STAY_BOOKED, actions=[{"kind": "add_label", "label_id": label.id}]
    )
    async with journey.works.hotel(journey.hotel.id) as work:
        await remove_label(work, label.id)
    await journey.push()
    await journey.drain()
    await journey.act()

    assert await journey.acted() == [("add_label", "left_out", "gone")]


async def test_a_message_and_actions_go_together(journey: Journey) -> None:
    """A trigger may both write to the guest and do something."""
    await journey.arm(TriggerEvent.STAY_BOOKED, actions=[TAG])
    await journey.push()
    await journey.drain()
    await journey.act()

    assert len(await journey.sent()) == 1
    assert await journey.acted() == [("tag_stay", "done", "done")]


async def test_a_guest_who_wants_no_messages_does_not_stop_what_only_acts(
    journey: Journey,
) -> None:
    """Consent is about writing to the guest: staff may still be alerted."""
    await journey.arm(TriggerEvent.STAY_BOOKED, template_id=None, actions=[ALERT])
    await journey.push()
    await journey.owner.execute("update guest set opted_out_at = now()")
    await journey.drain()

    assert await journey.ledger() == [("fired", "stay_booked")]


async def test_an_emergency_stop_ends_what_waits(journey: Journey) -> None:
    """Fired before the stop, not done yet: it is left out, and the ledger says so."""
    await journey.arm(TriggerEvent.STAY_BOOKED, template_id=None, actions=[ALERT, WEBHOOK])
    await journey.push()
    await journey.drain()
    async with journey.works.hotel(journey.hotel.id) as work:
        await stop_automation(work)
    await journey.act()

    assert await journey.acted() == [
        ("alert_staff", "left_out", "automation_stopped"),
        ("notify_webhook", "left_out", "automation_stopped"),
    ]
    assert journey.poster.got == []


@pytest.mark.parametrize(
    ("action", "path"),
    [
        ({**WEBHOOK, "url": "http://desk.example/hook"}, "actions.0.url"),
        ({**WEBHOOK, "url": "https://me:secret@desk.example/"}, "actions.0.url"),
        ({**WHATSAPP, "phone": "12 34 5"}, "actions.0.phone"),
        ({"kind": "add_label", "label_id": NOBODY}, "actions.0.label_id"),
        ({"kind": "assign", "staff_id": NOBODY}, "actions.0.staff_id"),
        ({"kind": "assign", "team_id": NOBODY}, "actions.0.team_id"),
    ],
)
async def test_a_wrong_action_cannot_be_saved(
    journey: Journey, action: dict[str, Any], path: str
) -> None:
    """What is wrong is named with its path in the rule."""
    with pytest.raises(Invalid) as refused:
        await journey.draft(TriggerEvent.STAY_BOOKED, template_id=None, actions=[action])

    assert _fields(refused.value) == [path]


async def test_one_may_only_build_what_one_may_do(journey: Journey) -> None:
    """Without the permission of an action it cannot be put into a rule."""
    actor = Actor(ActorKind.STAFF, permissions=frozenset({Permission.CONTENT_WRITE}))
    draft = TriggerDraft.model_validate(
        {"name": "T", "event": "stay_booked", "actions": [ALERT, TAG, WEBHOOK, WHATSAPP]}
    )
    async with journey.works.hotel(journey.hotel.id, actor=actor) as work:
        with pytest.raises(Invalid) as refused:
            await create_trigger(work, draft)

    assert _fields(refused.value) == [f"actions.{place}.kind" for place in range(4)]


def _fields(error: Invalid) -> list[str]:
    assert isinstance(error.details, list)
    return [one["field"] for one in error.details]


async def _all(journey: Journey, table: Any) -> list[Any]:
    async with journey.works.hotel(journey.hotel.id) as work:
        return list(await work.session.exec(select(table)))
