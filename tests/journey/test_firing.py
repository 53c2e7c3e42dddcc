"""Planned occurrences: fired once, moved with the stay, taken back with it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import text

from backend.domain.words import (
    Author,
    OutboxState,
    PlanState,
    TriggerEvent,
)
from backend.features.journey.service import resume_automation, set_enabled, stop_automation
from backend.features.triggers.schemas import SkipInput
from backend.features.triggers.service import add_skip
from backend.models import Conversation, Decision, Message
from tests.journey.conftest import Journey

DAY = timedelta(days=1)
BEFORE_ARRIVAL = {"moment": "arrival", "amount": 1, "unit": "days", "side": "before"}
AFTER_BOOKING = {"moment": "booking", "amount": 0}


async def test_a_guest_who_never_wrote_is_written_to_once(journey: Journey) -> None:
    """The day before arrival, in a conversation made for it, with its line in the ledger."""
    await journey.arm(TriggerEvent.TIME, timing=BEFORE_ARRIVAL)
    stay_id = await journey.push()
    await journey.drain()
    before = await journey.sent()
    planned = await journey.planned()
    await journey.set_due()
    await journey.drain()
    await journey.push()
    await journey.drain()

    (chat,) = await journey.rows(Conversation)
    (message,) = await journey.rows(Message)
    (decision,) = await journey.rows(Decision)
    assert before == []
    assert [one.state for one in planned] == [PlanState.PLANNED]
    assert chat.chat_id == "34612345678@c.us"
    assert message.text.startswith("Hello Ana, see you on ")
    assert (message.author, message.decision_id) == (Author.TRIGGER, decision.id)
    assert (decision.occurrence, decision.stay_id) == (f"stay:{stay_id}", stay_id)
    assert "Ana" not in str(decision.facts)
    assert await journey.queued() == [OutboxState.QUEUED]


async def test_an_amended_stay_moves_what_is_planned(journey: Journey) -> None:
    """One row for the occurrence, with the new time."""
    await journey.arm(TriggerEvent.TIME, timing=BEFORE_ARRIVAL)
    await journey.push(arrives_in=3)
    (first,) = await journey.planned()
    await journey.push(arrives_in=6)
    (second,) = await journey.planned()

    assert first.id == second.id
    assert second.due_at - first.due_at == 3 * DAY


async def test_what_has_fired_is_never_planned_again(journey: Journey) -> None:
    """However the stay is moved afterwards."""
    await journey.arm(TriggerEvent.TIME, timing=BEFORE_ARRIVAL)
    await journey.push(arrives_in=3)
    await journey.set_due()
    await journey.drain()
    await journey.push(arrives_in=9)

    assert [one.state for one in await journey.planned()] == [PlanState.FIRED]
    await journey.set_due()
    await journey.drain()
    assert len(await journey.sent()) == 1


async def test_a_cancelled_stay_hears_nothing_more(journey: Journey) -> None:
    """What was planned is revoked, what was queued is taken back, and the ledger says so."""
    later = {"moment": "arrival", "amount": 0, "at": "18:00"}
    await journey.arm(TriggerEvent.TIME, timing=BEFORE_ARRIVAL)
    await journey.arm(TriggerEvent.TIME, timing=later)
    await journey.push(arrives_in=3)
    await journey.set_due(only_first=True)
    await journey.drain()
    await journey.push(arrives_in=3, status="cancelled")
    await journey.set_due()
    await journey.drain()

    states = [one.state for one in await journey.planned()]
    (message,) = await journey.rows(Message)
    assert states == [PlanState.FIRED, PlanState.REVOKED]
    assert await journey.queued() == [OutboxState.CANCELLED]
    assert message.status_reason == "stay_over"
    assert await journey.ledger() == [("fired", "time"), ("suppressed", "stay_over")]


async def test_a_message_under_way_is_not_torn_back(journey: Journey) -> None:
    """Whoever began to send before the cancellation came ends it by its own rules."""
    await journey.arm(TriggerEvent.TIME, timing=BEFORE_ARRIVAL)
    await journey.push()
    await journey.set_due()
    await journey.drain()
    await journey.owner.execute(
        "update outbox set state = 'sending' where hotel_id = %s", (journey.hotel.id,)
    )
    await journey.push(status="cancelled")

    assert await journey.queued() == [OutboxState.SENDING]


async def test_a_stay_that_comes_back_is_planned_again(journey: Journey) -> None:
    """A cancellation taken back before the time came."""
    await journey.arm(TriggerEvent.TIME, timing=BEFORE_ARRIVAL)
    for status in ("booked", "cancelled", "booked"):
        await journey.push(status=status)

    assert [one.state for one in await journey.planned()] == [PlanState.PLANNED]


@pytest.mark.parametrize(
    ("event", "before", "change"),
    [
        (TriggerEvent.STAY_AMENDED, {}, {"nights": 5}),
        (TriggerEvent.STAY_CANCELLED, {}, {"status": "cancelled"}),
        (TriggerEvent.CHECKED_IN, {}, {"status": "in_house"}),
        (TriggerEvent.CHECKED_OUT, {"status": "in_house"}, {"status": "departed"}),
        (TriggerEvent.ROOM_CHANGED, {}, {"room": "14"}),
        (TriggerEvent.ROOM_READY, {}, {"tags": ["room_ready"]}),
    ],
)
async def test_each_event_of_a_stay_fires_once(
    journey: Journey, event: TriggerEvent, before: dict[str, Any], change: dict[str, Any]
) -> None:
    """The same push again is no second event."""
    await journey.arm(event)
    await journey.push(**before)
    await journey.drain()
    nothing = await journey.sent()
    for _ in range(2):
        await journey.push(**before | change)
        await journey.drain()

    assert nothing == []
    assert await journey.ledger() == [("fired", event.value)]


async def test_a_booking_is_thanked_for_once(journey: Journey) -> None:
    """Not for stays that were known before the trigger was switched on."""
    await journey.push("OLD", guest={"phone": "+34600000001"})
    await journey.arm(TriggerEvent.STAY_BOOKED)
    await journey.push("NEW")
    await journey.push("NEW", room="15")
    await journey.drain()

    assert await journey.ledger() == [("fired", "stay_booked")]


async def test_what_comes_hours_late_is_skipped(journey: Journey) -> None:
    """After a downtime nobody is flooded: past the limit of the trigger it is stale."""
    await journey.arm(TriggerEvent.STAY_BOOKED, stale_after_minutes=180)
    await journey.push("R-1", guest={"phone": "+34600000001"})
    await journey.pass_time(timedelta(hours=2))
    await journey.push("R-2", guest={"phone": "+34600000002"})
    await journey.pass_time(timedelta(hours=2))
    await journey.drain()

    assert sorted(await journey.ledger()) == [("fired", "stay_booked"), ("skipped", "stale")]


async def test_the_second_message_in_a_minute_waits(journey: Journey) -> None:
    """The lower number goes first; the other is deferred, and the ledger says so."""
    await journey.arm(TriggerEvent.STAY_BOOKED, "second", priority=200)
    await journey.arm(TriggerEvent.STAY_BOOKED, "first", priority=10)
    await journey.push()
    await journey.drain()
    at_once = await journey.sent()
    await journey.pass_time(timedelta(minutes=11))
    await journey.drain()

    assert at_once == ["first"]
    assert await journey.sent() == ["first", "second"]
    assert await journey.ledger() == [
        ("fired", "stay_booked"),
        ("deferred", "after_another"),
        ("fired", "stay_booked"),
    ]


async def test_a_guest_hears_at_most_so_much_a_day(journey: Journey) -> None:
    """Three stays booked in a row are one message at a cap of one."""
    await journey.arm(TriggerEvent.STAY_BOOKED, daily_cap=1)
    for number in range(3):
        await journey.push(f"R-{number}")
    await journey.drain()

    assert sorted(await journey.ledger()) == [
        ("fired", "stay_booked"),
        ("skipped", "frequency_cap"),
        ("skipped", "frequency_cap"),
    ]


async def test_rooms_of_one_booking_are_thanked_together(journey: Journey) -> None:
    """One message for the group; the other rooms' lines say that it was sent."""
    await journey.arm(TriggerEvent.STAY_BOOKED, scope="reservation", daily_cap=None)
    for number in range(3):
        await journey.push(f"R-{number}", group_code="G7", guest={"phone": f"+3460000000{number}"})
    await journey.drain()

    assert sorted(await journey.ledger()) == [
        ("fired", "stay_booked"),
        ("skipped", "already_fired"),
        ("skipped", "already_fired"),
    ]


async def test_a_late_booking_follows_the_chosen_rule(journey: Journey) -> None:
    """Booked for today, after the evening before: sent at once, or left out, as the rule says."""
    await journey.arm(TriggerEvent.TIME, "late", timing=BEFORE_ARRIVAL, late="send")
    await journey.arm(TriggerEvent.TIME, "never", timing=BEFORE_ARRIVAL, late="skip")
    await journey.push(arrives_in=0, arrival_time="23:59")
    await journey.drain()

    assert await journey.sent() == ["late"]
    assert sorted(await journey.ledger()) == [("fired", "time"), ("skipped", "late_booking")]


async def test_an_emergency_stop_ends_everything_at_once(journey: Journey) -> None:
    """What is queued is cancelled, what is due is suppressed, and nothing is made up for later."""
    await journey.arm(TriggerEvent.STAY_BOOKED)
    await journey.push("R-1", guest={"phone": "+34600000001"})
    await journey.drain()
    async with journey.works.hotel(journey.hotel.id) as work:
        stopped = await stop_automation(work)
    await journey.push("R-2", guest={"phone": "+34600000002"})
    await journey.drain()
    async with journey.works.hotel(journey.hotel.id) as work:
        resumed = await resume_automation(work)
    await journey.drain()

    assert (stopped.queued, stopped.enabled, resumed.stopped_at) == (0, 1, None)
    assert await journey.queued() == [OutboxState.CANCELLED]
    assert await journey.ledger() == [
        ("fired", "stay_booked"),
        ("suppressed", "automation_stopped"),
    ]


async def test_a_guest_whom_staff_left_out_hears_nothing(journey: Journey) -> None:
    """The ledger names the colleague's wish, not the rule."""
    trigger_id = await journey.arm(TriggerEvent.STAY_BOOKED)
    stay_id = await journey.push()
    async with journey.works.hotel(journey.hotel.id) as work:
        await add_skip(work, trigger_id, SkipInput(stay_id=stay_id))
    await journey.drain()

    assert await journey.ledger() == [("suppressed", "skipped_by_staff")]


async def test_who_opted_out_is_left_alone(journey: Journey) -> None:
    """Consent stands above every trigger."""
    await journey.arm(TriggerEvent.STAY_BOOKED)
    await journey.push()
    await journey.owner.execute(
        "update guest set opted_out_at = now() where hotel_id = %s", (journey.hotel.id,)
    )
    await journey.drain()

    (row,) = await journey.rows(Decision)
    assert (row.outcome, row.reason) == ("suppressed", "automation_held")
    assert row.facts["detail"] == "opted_out"


async def test_a_trigger_waits_while_a_person_speaks(journey: Journey) -> None:
    """Until the lease ends; then it is decided again."""
    await journey.arm(TriggerEvent.STAY_BOOKED, "first")
    await journey.push("R-1")
    await journey.drain()
    await journey.owner.execute(
        "update conversation set speaker = 'staff', speaker_until = now() + interval '30 minutes'"
        " where hotel_id = %s",
        (journey.hotel.id,),
    )
    await journey.push("R-2")
    await journey.drain()
    during = await journey.ledger()
    await journey.pass_time(timedelta(minutes=31))
    await journey.drain()

    assert during[-1] == ("deferred", "automation_held")
    assert (await journey.ledger())[-1] == ("fired", "stay_booked")


async def test_without_a_number_to_write_to_the_ledger_says_so(journey: Journey) -> None:
    """No telephone, no conversation, no message."""
    await journey.arm(TriggerEvent.STAY_BOOKED)
    await journey.push(guest={"phone": None})
    await journey.drain()

    assert await journey.ledger() == [("skipped", "no_address")]


async def test_a_missing_value_keeps_the_text_back(journey: Journey) -> None:
    """Never braces, never a door code to somebody who is not in the house."""
    await journey.arm(TriggerEvent.STAY_BOOKED, "Your room is {{room}}.")
    await journey.arm(TriggerEvent.STAY_BOOKED, "Your code is {{door_code}}.")
    await journey.push(room=None, door_code="4711#")
    await journey.drain()

    assert sorted(await journey.ledger()) == [
        ("skipped", "missing_variable"),
        ("skipped", "not_verified"),
    ]


async def test_switched_off_forgets_what_was_planned(journey: Journey) -> None:
    """And on again plans only what is still to come."""
    trigger_id = await journey.arm(TriggerEvent.TIME, timing=BEFORE_ARRIVAL)
    await journey.push(arrives_in=3)
    async with journey.works.hotel(journey.hotel.id) as work:
        await set_enabled(work, trigger_id, False)
    off = await journey.planned()
    await journey.push("R-2", arrives_in=1, arrival_time="00:00")
    async with journey.works.hotel(journey.hotel.id) as work:
        await set_enabled(work, trigger_id, True)

    assert off == []
    assert len(await journey.planned()) == 1


async def test_an_automatic_message_without_its_line_cannot_exist(journey: Journey) -> None:
    """The database refuses it, whoever asks."""
    await journey.arm(TriggerEvent.STAY_BOOKED)
    await journey.push()
    await journey.drain()
    with pytest.raises(IntegrityError, match="trigger_has_decision"):
        async with journey.works.hotel(journey.hotel.id) as work:
            await work.session.execute(
                text("update message set decision_id = null where author = 'trigger'")
            )
