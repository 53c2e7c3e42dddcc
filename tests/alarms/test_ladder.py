"""An alert that nobody has seen climbs, and whoever sees it stops it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.domain.words import Author
from backend.features.alarms.drain import drain_alarms
from backend.features.alarms.service import claim_steps, climb
from backend.features.alerts import service as alerts
from backend.features.alerts.service import get_alert, list_alerts
from backend.features.duty.schemas import LadderInput
from backend.features.duty.service import set_ladder
from backend.features.turns.drain import drain_turns
from backend.models import Conversation, Guest, Message
from backend.ports.notices import NoticeFailure
from backend.work import Work
from tests.alarms.conftest import Watch
from tests.fakes.ai import FakeAi

Handle = Callable[[Work, UUID], Awaitable[object]]


async def test_whoever_is_on_duty_is_told_at_once(watch: Watch) -> None:
    """On the screen and by e-mail, without a guest's name or words."""
    await watch.on_duty("Nina")
    await watch.complain()
    await watch.drain()

    assert await watch.steps() == [
        (0, "Nina", "screen", "done", "shown"),
        (0, "Nina", "email", "done", "sent"),
    ]
    (mail,) = watch.mail.messages
    assert mail["Subject"] == "Hotel Linden: Complaint"
    assert "room 412" in mail.get_content()
    assert "Anna" not in mail.as_string()


async def test_a_ladder_climbs_to_the_managers_and_then_to_everybody(watch: Watch) -> None:
    """After 5 minutes those on duty again, after 10 the managers too, after 20 all."""
    await watch.on_duty("Nina")
    await watch.colleague("Otto")
    await watch.complain()
    told = []
    for minutes in (0, 5, 5, 10, 60):
        await watch.pass_time(timedelta(minutes=minutes))
        await watch.drain()
        told.append({(rung, name) for rung, name, way, *_ in await watch.steps() if way == "email"})

    first, second = {(0, "Nina")}, {(1, "Nina")}
    third = {(2, "Nina"), (2, "Mara Manager")}
    last = {(3, "Nina"), (3, "Mara Manager"), (3, "Otto")}
    assert told == [
        first,
        first | second,
        first | second | third,
        first | second | third | last,
        first | second | third | last,
    ]


async def test_without_anybody_on_duty_the_managers_are_told(watch: Watch) -> None:
    """A gap in the plan is no gap in the watch."""
    await watch.colleague("Otto")
    await watch.complain()
    await watch.drain()

    assert {name for _, name, *_ in await watch.steps()} == {"Mara Manager"}


async def test_the_hotel_sets_its_own_minutes(watch: Watch) -> None:
    """One rung after a minute, and then it ends."""
    async with watch.works.hotel(watch.hotel.id) as work:
        await set_ladder(work, LadderInput(climb_minutes=[1]))
    await watch.complain()
    for _ in range(3):
        await watch.drain()
        await watch.pass_time(timedelta(minutes=1))

    assert [rung for rung, *_ in await watch.steps()] == [0, 0, 1, 1]


async def _assign(work: Work, alert_id: UUID) -> object:
    assert work.actor.id is not None
    return await alerts.assign(work, alert_id, work.actor.id)


async def _conversation(work: Work, alert_id: UUID) -> object:
    view = await get_alert(work, alert_id)
    assert view.conversation_id is not None
    await alerts.taken_over(work, view.conversation_id)
    return view


@pytest.mark.parametrize(
    "handle",
    [alerts.acknowledge, alerts.resolve, alerts.dismiss, _assign, _conversation],
    ids=["acknowledged", "resolved", "dismissed", "assigned", "conversation given"],
)
async def test_whoever_looks_after_it_stops_the_ladder(watch: Watch, handle: Handle) -> None:
    """What was not told yet is not told any more, and nothing climbs."""
    await watch.on_duty("Nina")
    alert_id = await watch.complain()
    async with watch.works.hotel(watch.hotel.id) as work:
        await climb(work)
    async with watch.works.hotel(watch.hotel.id, actor=watch.manager) as work:
        await handle(work, alert_id)
    at_once = {way: state for _, _, way, state, _ in await watch.steps()}
    await watch.pass_time(timedelta(hours=1))
    await watch.drain()

    assert at_once == {"screen": "done", "email": "left_out"}
    assert len(await watch.steps()) == 2
    assert watch.mail.messages == []


async def test_one_that_ended_by_itself_is_not_told(watch: Watch) -> None:
    """Whatever closed the alert, the last look is at the alert itself."""
    await watch.on_duty("Nina")
    alert_id = await watch.complain()
    async with watch.works.hotel(watch.hotel.id) as work:
        await climb(work)
    await watch.owner.execute("update alert set status = 'resolved' where id = %s", [alert_id])
    await watch.drain()

    assert (0, "Nina", "email", "left_out", "handled") in await watch.steps()
    assert watch.mail.messages == []


async def test_one_handled_between_claim_and_telling_is_not_told(watch: Watch) -> None:
    """The last look is after the claim."""
    await watch.on_duty("Nina")
    alert_id = await watch.complain()
    async with watch.works.hotel(watch.hotel.id) as work:
        await climb(work)
    async with watch.works.hotel(watch.hotel.id) as work:
        claims = await claim_steps(work, limit=10)
    async with watch.works.hotel(watch.hotel.id, actor=watch.manager) as work:
        await alerts.acknowledge(work, alert_id)
    await watch.pass_time(timedelta(minutes=2))
    await watch.drain()

    assert len(claims) == 1
    assert watch.mail.messages == []


async def test_a_worker_that_dies_after_the_claim_loses_nothing(watch: Watch) -> None:
    """Its lease ends, and another one tells; the rung is not written twice."""
    await watch.on_duty("Nina")
    await watch.complain()
    async with watch.works.hotel(watch.hotel.id) as work:
        await climb(work)
    async with watch.works.hotel(watch.hotel.id) as work:
        await claim_steps(work, limit=10)
    await watch.drain()
    before = list(watch.mail.messages)
    await watch.pass_time(timedelta(minutes=2))
    await watch.drain()

    assert before == []
    assert len(watch.mail.messages) == 1
    assert len(await watch.steps()) == 2


async def test_many_alerts_are_one_message_for_one_person(watch: Watch) -> None:
    """The first says what it is about; what comes within the next seconds is one digest."""
    await watch.on_duty("Nina")
    await watch.complain("complaint:1")
    await watch.drain()
    for number in range(2, 7):
        await watch.complain(f"complaint:{number}")
    await watch.drain()
    between = watch.mails()
    await watch.pass_time(timedelta(seconds=30))
    await watch.drain()

    assert between == [("nina", "Hotel Linden: Complaint")]
    assert watch.mails()[1:] == [("nina", "Hotel Linden: 5 alerts wait")]
    assert all(state == "done" for _, _, _, state, _ in await watch.steps())


async def test_a_webhook_and_a_telephone_are_told_too(watch: Watch) -> None:
    """Each on the ways they chose: ids for a program, words for a colleague."""
    await watch.on_duty(
        "Nina", email=False, phone="+34611000111", webhook_url="https://x.example/a"
    )
    await watch.complain()
    await watch.drain()

    ((url, _, body),) = watch.poster.got
    (message,) = await _messages(watch)
    assert (url, body["event"]) == ("https://x.example/a", "alert.raised")
    assert (message.author, "room 412" in message.text) == (Author.TRIGGER, True)
    assert watch.mail.messages == []


async def test_a_webhook_that_refuses_for_good_shows_on_the_alert(watch: Watch) -> None:
    """And raises one of its own, that colleagues cannot be told."""
    watch.poster.fails = [NoticeFailure("http_404", passing=False)]
    await watch.on_duty("Nina", email=False, webhook_url="https://x.example/a")
    alert_id = await watch.complain()
    await watch.drain()
    async with watch.works.hotel(watch.hotel.id) as work:
        view = await get_alert(work, alert_id)

    assert [(one.way, one.state, one.outcome) for one in view.steps] == [
        ("screen", "done", "shown"),
        ("webhook", "failed", "http_404"),
    ]
    assert "alarm_failed" in [one.kind for one in await watch.alerts()]


async def test_what_a_colleague_writes_back_is_no_guests_message(watch: Watch) -> None:
    """No answer of the AI, no mood, no alert; the chat does not wait in the inbox."""
    await watch.on_duty("Nina", email=False, phone="+34611000111")
    await watch.complain()
    await watch.drain()
    async with watch.works.hotel(watch.hotel.id) as work:
        query = select(Conversation).where(Conversation.chat_id == "34611000111@c.us")
        row = (await work.session.exec(query)).one()
        guest = await work.session.get_one(Guest, (watch.hotel.id, row.guest_id))
    await watch.chats_of(row).write("This is terrible, I am on my way")
    ai = FakeAi()
    await drain_turns(watch.works, watch.hotel.id, ai=ai, limit=5)
    after = await watch.chats_of(row).row()

    assert guest.colleague
    assert ai.requests == []
    assert (after.status, after.waiting_since, after.unread) == ("resolved", None, 0)
    assert len(await watch.alerts()) == 1


async def test_a_list_shows_the_ladder_of_each_alert(watch: Watch) -> None:
    """With one question for the whole page."""
    await watch.on_duty("Nina")
    for number in range(3):
        await watch.complain(f"complaint:{number}")
    await watch.drain()
    async with watch.works.hotel(watch.hotel.id) as work:
        page = await list_alerts(work)

    assert [len(one.steps) for one in page.items] == [2, 2, 2]
    assert all(one.climb_at is not None for one in page.items)


async def test_a_drain_with_nothing_to_do_does_nothing(watch: Watch) -> None:
    """No row is written and nobody is told."""
    assert await drain_alarms(watch.works, watch.hotel.id, watch.ways) == 0
    assert await watch.steps() == []


async def _messages(watch: Watch) -> list[Message]:
    async with watch.works.hotel(watch.hotel.id) as work:
        query = select(Message).where(Message.hotel_id == watch.hotel.id)
        return list(await work.session.exec(query))
