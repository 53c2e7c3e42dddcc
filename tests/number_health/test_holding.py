"""What waits to spare a number, why, until when, and what passes it meanwhile."""

from datetime import timedelta

from backend.domain.ids import ChannelId
from backend.domain.sending import SendTimes
from backend.domain.words import (
    HoldReason,
    InstanceState,
    MessageClass,
    MessageStatus,
    OutboxState,
)
from backend.features.channels.schemas import ChannelChange
from backend.features.messages.service import resend
from backend.features.number_health.service import change_number
from backend.features.sending.service import claim
from tests.number_health.conftest import Line

ESSENTIAL, USEFUL, PROMOTIONAL = MessageClass
DAY = timedelta(days=1)


async def test_a_yellow_card_holds_offers_at_once_and_leaves_answers_a_quarter(
    line: Line,
) -> None:
    """Nothing leaves under the card; authorized again answers go, slowly, and the page says why
    the rest does not."""
    await line.set(send_interval_ms=10)
    offer = await line.queue(PROMOTIONAL, "Spa for two")
    hint = await line.queue(USEFUL, "Breakfast from 7")
    answer = await line.queue(ESSENTIAL, "Room 214")
    await line.become(InstanceState.YELLOW_CARD)
    await line.drain()
    under_card = await line.health()
    arrived_under_card = line.arrived()
    await line.become(InstanceState.AUTHORIZED)
    await line.drain()
    after = await line.health()

    assert arrived_under_card == []
    assert (under_card.sending, under_card.pause and under_card.pause.reason) == (
        False,
        "state_yellowCard",
    )
    assert under_card.pause is not None
    assert under_card.pause.until is None
    assert {(one.message_class, one.reason) for one in under_card.held} == {
        (USEFUL, HoldReason.YELLOW_CARD),
        (PROMOTIONAL, HoldReason.YELLOW_CARD),
    }
    assert [one.message_class for one in under_card.waiting] == [ESSENTIAL]

    assert line.arrived() == ["Room 214"]
    assert await line.desk.status(answer.id) is MessageStatus.ACCEPTED
    assert after.sending
    assert (after.pace.configured_ms, after.pace.now_ms) == (10, 80)
    assert after.pace.share == 0.25
    assert after.pace.reasons == ["recovering"]
    held = {one.message_class: one for one in after.held}
    assert {one.reason for one in after.held} == {HoldReason.RECOVERING}
    assert after.care_until is not None
    assert held[PROMOTIONAL].until == after.care_until
    assert held[USEFUL].until == after.care_until - 6 * DAY
    assert after.warned_at is not None
    assert [event.detail for event in after.events] == ["authorized", "yellowCard"]
    for message in (offer, hint):
        shown = await line.message(message)
        assert (shown.status, shown.status_reason) == (MessageStatus.QUEUED, "held_recovering")
    assert [alert.kind.value for alert in await line.alerts()] == ["channel_state"]


async def test_what_is_queued_after_a_warning_is_weighed_too(line: Line) -> None:
    """A trigger that fires during the recovery waits like those before it."""
    await line.become(InstanceState.SUSPENDED)
    await line.become(InstanceState.AUTHORIZED)
    hint = await line.queue(USEFUL, "Breakfast from 7")
    await line.queue(text="Room 214")
    await line.drain()

    assert line.arrived() == ["Room 214"]
    assert (await line.row(hint)).held_reason is HoldReason.RECOVERING


async def test_after_the_recovery_everything_leaves(line: Line) -> None:
    """Held is not dropped: when its time comes it goes out."""
    await line.become(InstanceState.YELLOW_CARD)
    offer = await line.queue(PROMOTIONAL, "Spa for two")
    await line.become(InstanceState.AUTHORIZED)
    await line.drain()
    held = (await line.row(offer)).held_reason
    channel = await line.channel()
    assert channel.care_since is not None
    await line.set(care_since=channel.care_since - 8 * DAY)
    await line.change(offer, next_at=channel.care_since)
    await line.drain()

    assert held is HoldReason.RECOVERING
    assert line.arrived() == ["Spa for two"]
    assert (await line.health()).held == []
    assert (await line.message(offer)).status_reason is None


async def test_an_answer_overtakes_a_held_offer_in_its_conversation(line: Line) -> None:
    """The guest who asks is answered; the offer goes on waiting."""
    await line.become(InstanceState.YELLOW_CARD)
    await line.become(InstanceState.AUTHORIZED)
    chat = await line.chat()
    offer = await line.queue(PROMOTIONAL, "Spa for two", chat=chat)
    await line.queue(text="Room 214", chat=chat)
    await line.drain()

    assert line.arrived() == ["Room 214"]
    assert (await line.row(offer)).state is OutboxState.QUEUED


async def test_a_held_message_past_its_time_says_why_it_never_left(line: Line) -> None:
    """It expires with the reason of the hold and an alert, not silently."""
    await line.become(InstanceState.YELLOW_CARD)
    await line.become(InstanceState.AUTHORIZED)
    offer = await line.queue(PROMOTIONAL, "Spa for two")
    await line.drain()
    await line.change(offer, not_after=offer.sent_at)
    await line.drain()
    shown = await line.message(offer)

    assert (shown.status, shown.status_reason) == (MessageStatus.EXPIRED, "held_recovering")
    assert "send_failed" in {alert.kind.value for alert in await line.alerts()}


async def test_staff_may_send_what_expired_while_it_was_held(line: Line) -> None:
    """A person's own decision is essential."""
    await line.become(InstanceState.YELLOW_CARD)
    await line.become(InstanceState.AUTHORIZED)
    offer = await line.queue(PROMOTIONAL, "Spa for two")
    await line.drain()
    await line.change(offer, not_after=offer.sent_at)
    await line.drain()
    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        await resend(work, offer.id or 0)
    freed = await line.row(offer)
    await line.drain()

    assert (freed.message_class, freed.held_reason) == (ESSENTIAL, None)
    assert line.arrived() == ["Spa for two"]


async def test_a_young_number_begins_ten_conversations_on_its_first_day(line: Line) -> None:
    """The eleventh useful one waits until tomorrow; known guests and colleagues do not count
    against it, and a manager who knows better frees it."""
    for number in range(12):
        await line.queue(USEFUL, f"new {number}", known=False)
    await line.queue(USEFUL, "known")
    await line.drain()
    health = await line.health()

    assert sorted(line.arrived()) == sorted([*(f"new {n}" for n in range(10)), "known"])
    assert (health.budget.limit, health.budget.used, health.budget.left) == (10, 10, 0)
    (held,) = health.held
    assert (held.reason, held.count, held.until) == (
        HoldReason.WARM_UP,
        2,
        health.budget.resets_at,
    )
    assert health.today.new_contacts == 10

    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        await change_number(work, line.desk.hotel.channel.id, ChannelChange(warm_up=False))
    await line.drain()

    assert len(line.arrived()) == 13
    assert (await line.health()).budget.limit == 100


async def test_a_colleague_begins_conversations_beyond_the_budget(line: Line) -> None:
    """People decide; the page counts them all the same."""
    await line.set(daily_new_contacts=0)
    await line.queue(text="Your lost scarf is here", known=False)
    await line.drain()
    health = await line.health()

    assert line.arrived() == ["Your lost scarf is here"]
    assert (health.budget.used, health.budget.left) == (1, 0)


async def test_nothing_leaves_unweighed(line: Line) -> None:
    """Queued between two looks, it waits for the next one, which comes at once."""
    await line.queue(PROMOTIONAL, "Spa for two")
    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        channel = ChannelId(line.desk.hotel.channel.id)
        batch = await claim(work, channel, room=10, gap=timedelta(0), times=SendTimes())

    assert (list(batch.rows), batch.unweighed) == ([], True)


async def test_offers_leave_one_for_five_gaps(line: Line) -> None:
    """After one offer the next waits although the number is idle; an answer does not."""
    await line.set(send_interval_ms=60_000)
    for number in range(2):
        await line.queue(PROMOTIONAL, f"offer {number}")
    await line.drain()
    channel = await line.channel()
    assert channel.next_send_at is not None
    assert channel.next_promotional_at is not None
    between = channel.next_promotional_at - channel.next_send_at
    await line.set(next_send_at=channel.created_at)
    await line.drain()
    await line.queue(text="Room 214")
    await line.drain()

    assert timedelta(minutes=3.9) < between < timedelta(minutes=4.1)
    assert line.arrived() == ["offer 0", "Room 214"]
