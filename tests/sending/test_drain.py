"""Draining a number: every outcome of a call, and what becomes of the message."""

import asyncio

import pytest
from sqlmodel import col, select, update

from backend.domain.sending import SendTimes
from backend.domain.words import (
    HotelStatus,
    InstanceState,
    Look,
    MessageStatus,
    OutboxState,
    SendOutcome,
)
from backend.features.messages.service import match_echo
from backend.features.sending.drain import BUDGET_S
from backend.models import Alert, Channel, Hotel, Message, Outbox, SendAttempt, StatusNote
from backend.ports.messaging import SendResult
from tests.fakes.provider import FakeProvider
from tests.fixtures.desk import Desk
from tests.sending.conftest import NOW, Drain
from tests.waiting import PATIENCE_S


async def test_an_accepted_message_shows_it_and_keeps_the_providers_id(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """The id is what later statuses and echoes are matched with."""
    chat = await desk.chat()
    message = await desk.queue(chat, "Welcome")
    moved = await drain()
    row = await desk.outbox(message.id)

    assert moved == 1
    assert provider.ledger == [(chat.chat_id, "Welcome")]
    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert row.state is OutboxState.ACCEPTED
    assert row.provider_id is not None
    assert await _attempts(desk, row) == [SendOutcome.ACCEPTED]


async def test_a_status_that_came_before_the_id_is_applied_with_it(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Green API's webhook may overtake the answer to our own call."""
    message = await desk.queue(await desk.chat())
    async with desk.works.hotel(desk.hotel.id) as work:
        work.session.add(
            StatusNote(
                hotel_id=desk.hotel.id,
                channel_id=desk.hotel.channel.id,
                provider_id=f"3EB0{0:018X}",
                status=MessageStatus.DELIVERED,
            )
        )
    await drain()
    async with desk.works.hotel(desk.hotel.id) as work:
        notes = (await work.session.exec(select(StatusNote))).all()

    assert await desk.status(message.id) is MessageStatus.DELIVERED
    assert notes == []


async def test_a_refused_message_waits_and_goes_in_order(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """After "too many requests" nothing overtakes within the conversation, nothing is lost."""
    chat = await desk.chat()
    provider.script.append(SendResult(SendOutcome.REFUSED, http_status=429, detail="429"))
    for text in ("one", "two", "three"):
        await desk.queue(chat, text)
    await drain()

    assert [text for _, text in provider.ledger] == ["one", "two", "three"]
    assert provider.calls == 4


async def test_a_call_without_answer_that_was_accepted_is_not_sent_again(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """The journal shows it: one message at the guest, one accepted message here."""
    provider.script.append(SendResult(SendOutcome.AMBIGUOUS, detail="timeout"))
    provider.accepts_despite = True
    message = await desk.queue(await desk.chat())
    await drain()
    uncertain = await desk.status(message.id)
    await drain()

    assert uncertain is MessageStatus.UNCERTAIN
    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert provider.calls == 1


async def test_a_call_without_answer_that_was_lost_is_sent_once_more(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Neither queue nor journal shows it after the wait: it goes out again by itself."""
    provider.script.append(SendResult(SendOutcome.AMBIGUOUS, detail="reset"))
    message = await desk.queue(await desk.chat())
    await drain()
    await drain(SendTimes(reconcile_after=NOW))
    await drain()

    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert provider.calls == 2
    assert len(provider.ledger) == 1


async def test_the_echo_settles_an_uncertain_message_at_once(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """The webhook of our own message is proof enough; the journals need not be asked."""
    provider.script.append(SendResult(SendOutcome.AMBIGUOUS, detail="timeout"))
    chat = await desk.chat()
    message = await desk.queue(chat, "Your table is booked")
    await drain(SendTimes())
    async with desk.works.hotel(desk.hotel.id) as work:
        channel = await work.session.get_one(Channel, (desk.hotel.id, desk.hotel.channel.id))

        async def echo(text: str, provider_id: str) -> Message | None:
            return await match_echo(
                work,
                channel=channel,
                chat_id=chat.chat_id,
                text=text,
                provider_id=provider_id,
                at=work.now,
            )

        other = await echo("Something else", "X1")
        ours = await echo(" Your table is booked ", "X2")
        again = await echo("Your table is booked", "X2")

    assert other is None
    assert ours is not None
    assert again is not None
    assert message.id == ours.id == again.id
    assert await desk.status(message.id) is MessageStatus.ACCEPTED


async def test_an_uncertain_message_holds_back_the_ones_behind_it(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Order within a conversation survives doubt; another conversation does not wait."""
    provider.script.append(SendResult(SendOutcome.AMBIGUOUS, detail="timeout"))
    chat, other = await desk.chat(), await desk.chat()
    await desk.queue(chat, "one")
    await desk.queue(chat, "two")
    await desk.queue(other, "elsewhere")
    await drain(SendTimes())

    assert [text for _, text in provider.ledger] == ["elsewhere"]
    assert await desk.states(chat.id) == [OutboxState.UNCERTAIN, OutboxState.QUEUED]


async def test_a_message_too_old_to_repeat_is_given_to_a_person(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Absent everywhere and past its time: nothing is sent late, an alert asks staff to look."""
    provider.script.append(SendResult(SendOutcome.AMBIGUOUS, detail="timeout"))
    message = await desk.queue(await desk.chat())
    await drain(SendTimes())
    await _set(desk, message, not_after=message.sent_at, next_at=message.sent_at)
    await drain()

    assert await desk.status(message.id) is MessageStatus.UNCERTAIN
    assert (await desk.outbox(message.id)).state is OutboxState.ASKED
    assert await _alerts(desk) == ["send_uncertain"]
    assert provider.calls == 1


async def test_while_the_journal_is_unreachable_the_message_stays_uncertain(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Not knowing is no reason to send again. After half an hour a person is told, once, and the
    journal is asked again until it answers."""
    provider.script.append(SendResult(SendOutcome.AMBIGUOUS, detail="timeout"))
    provider.journal_down = True
    message = await desk.queue(await desk.chat())
    await drain()
    await drain()
    quiet = await _alerts(desk)
    for _ in range(2):
        await drain(SendTimes(look_again=NOW, person_after=NOW))
    row, told = await desk.outbox(message.id), await _alerts(desk)
    provider.journal_down = False
    await drain()
    await drain()

    assert (row.state, row.look) == (OutboxState.UNCERTAIN, Look.UNREACHABLE)
    assert (quiet, told) == ([], ["send_uncertain"])
    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert len(provider.ledger) == 1


async def test_a_message_refused_for_good_fails_with_an_alert(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Staff see the reason and may try again; the next message does not wait for that."""
    provider.script.append(SendResult(SendOutcome.PERMANENT, http_status=400, detail="bad chatId"))
    chat = await desk.chat()
    first = await desk.queue(chat, "one")
    await desk.queue(chat, "two")
    await drain()

    assert await desk.status(first.id) is MessageStatus.FAILED
    assert await desk.states(chat.id) == [OutboxState.FAILED, OutboxState.ACCEPTED]
    assert await _alerts(desk) == ["send_failed"]


async def test_one_send_shows_whether_a_paused_number_works_again(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """While it is under way nothing else of the number leaves, however many wait."""
    for _ in range(5):
        await desk.queue(await desk.chat())
    async with desk.works.hotel(desk.hotel.id) as work:
        over = {"pause_reason": "quota", "paused_until": work.now}
        await work.session.exec(update(Channel).values(**over))
    provider.latency_s = 0.3
    provider.script.extend([SendResult(SendOutcome.QUOTA, http_status=466, detail="quota")] * 5)
    await drain()

    assert provider.calls == 1


async def test_a_used_up_quota_pauses_this_number_alone(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """One message asks again when the pause ends; success lifts it."""
    provider.script.append(SendResult(SendOutcome.QUOTA, http_status=466, detail="quota"))
    first = await desk.queue(await desk.chat())
    await drain()
    paused = await _channel(desk)
    await desk.queue(await desk.chat())
    await drain()
    calls_while_paused = provider.calls
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Channel).values(paused_until=work.now))
    await drain()

    assert paused.pause_reason == "quota"
    assert calls_while_paused == 1
    assert await desk.status(first.id) is MessageStatus.ACCEPTED
    assert (await _channel(desk)).pause_reason is None
    assert len(provider.ledger) == 2
    assert await _alerts(desk) == ["channel_state"]


async def test_a_suspended_hotel_is_not_waited_for(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """What it queued waits for it; a drain that comes for something else leaves at once."""
    await desk.queue(await desk.chat())
    async with desk.works.platform() as work:
        suspended = update(Hotel).where(col(Hotel.id) == desk.hotel.id)
        await work.session.exec(suspended.values(status=HotelStatus.SUSPENDED))
    async with asyncio.timeout(BUDGET_S / 2):
        await drain()

    assert provider.calls == 0


async def test_nothing_is_handed_to_a_number_that_is_logged_out(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Green API would keep it and send it up to a day later."""
    message = await desk.queue(await desk.chat())
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Channel).values(state=InstanceState.NOT_AUTHORIZED))
    await drain()

    assert provider.calls == 0
    assert await desk.status(message.id) is MessageStatus.QUEUED


async def test_a_message_past_its_time_is_never_sent(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """It expires with an alert instead of surprising the guest tomorrow."""
    message = await desk.queue(await desk.chat(), lives_for=NOW)
    await drain()

    assert provider.calls == 0
    assert await desk.status(message.id) is MessageStatus.EXPIRED
    assert await _alerts(desk) == ["send_failed"]


async def test_a_worker_that_vanished_leaves_an_uncertain_message(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Its lease ends; whether the call was made is looked up before anything is sent."""
    message = await desk.queue(await desk.chat())
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(
            update(Outbox).values(
                state=OutboxState.SENDING,
                attempts=1,
                epoch=1,
                first_try_at=work.now,
                last_try_at=work.now,
                next_at=work.now,
            )
        )
    await drain(SendTimes())
    uncertain = await desk.status(message.id)
    await _set(desk, message, next_at=message.sent_at)
    await drain()
    await drain()

    assert uncertain is MessageStatus.UNCERTAIN
    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert len(provider.ledger) == 1


async def test_a_call_that_would_begin_too_late_is_handed_back(
    desk: Desk, provider: FakeProvider, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was not made, so nothing is uncertain: the message goes with the next try."""
    message = await desk.queue(await desk.chat())
    with monkeypatch.context() as held_up:
        held_up.setattr("backend.features.sending.drain.BEGIN_WITHIN", 0.0)
        await drain()
    left, made = await desk.outbox(message.id), provider.calls
    await _set(desk, message, next_at=message.sent_at)
    await drain()

    assert (left.state, made) == (OutboxState.QUEUED, 0)
    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert len(provider.ledger) == 1


async def test_a_frozen_worker_that_wakes_up_changes_nothing(
    desk: Desk, provider: FakeProvider, drain: Drain
) -> None:
    """Another one holds the row meanwhile: the old epoch finishes nothing."""
    provider.may_end = asyncio.Event()
    provider.script.append(SendResult(SendOutcome.PERMANENT, http_status=400, detail="late"))
    message = await desk.queue(await desk.chat())
    frozen = asyncio.ensure_future(drain())
    async with asyncio.timeout(PATIENCE_S):
        await provider.called.wait()
    await _set(desk, message, epoch=99)
    provider.may_end.set()
    await frozen

    assert (await desk.outbox(message.id)).state is OutboxState.SENDING
    assert await _alerts(desk) == []


async def _set(desk: Desk, message: Message, **columns: object) -> None:
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(
            update(Outbox).where(col(Outbox.message_id) == message.id).values(**columns)
        )


async def _alerts(desk: Desk) -> list[str]:
    async with desk.works.hotel(desk.hotel.id) as work:
        return [str(kind) for kind in (await work.session.exec(select(Alert.kind))).all()]


async def _channel(desk: Desk) -> Channel:
    async with desk.works.hotel(desk.hotel.id) as work:
        return await work.session.get_one(Channel, (desk.hotel.id, desk.hotel.channel.id))


async def _attempts(desk: Desk, row: Outbox) -> list[SendOutcome | None]:
    async with desk.works.hotel(desk.hotel.id) as work:
        found = select(SendAttempt).where(SendAttempt.outbox_id == row.id)
        return [attempt.outcome for attempt in (await work.session.exec(found)).all()]
