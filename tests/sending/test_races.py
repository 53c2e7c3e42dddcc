"""Staff, echoes and journals reaching for one doubtful message in the same moment."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import cast

import pytest
from sqlmodel import col, select, update

from backend.domain.ids import ChannelId
from backend.domain.sending import SendTimes
from backend.domain.words import (
    AlertKind,
    AlertStatus,
    Author,
    MessageStatus,
    OutboxState,
    SendOutcome,
)
from backend.errors import Conflict
from backend.features.messages.service import (
    Accepted,
    accept_doubted,
    mark_as_sent,
    match_echo,
    resend,
)
from backend.features.sending.drain import drain_sends
from backend.models import Alert, AuditLog, Channel, Conversation, Message, Outbox
from backend.ports.messaging import ChannelAccess, OutgoingRecord, SendResult
from backend.work import Work
from tests.fakes.provider import FakeProvider
from tests.fixtures.desk import Desk
from tests.waiting import PATIENCE_S, until

NOW = timedelta(0)
AT_ONCE = SendTimes(reconcile_after=NOW, look_again=NOW, journal_pace=NOW)
NO_ANSWER = SendResult(SendOutcome.AMBIGUOUS, detail="timeout")
TEXT = "Your taxi is here"
Drain = Callable[[], Awaitable[int]]


class SlowJournal(FakeProvider):
    """Its journal answers when the test lets it, with what was there when it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()

    async def list_sent(self, access: ChannelAccess, *, minutes: int) -> Sequence[OutgoingRecord]:
        shown = await super().list_sent(access, minutes=minutes)
        self.asked.set()
        async with asyncio.timeout(PATIENCE_S):
            await self.may_answer.wait()
        return shown


@pytest.fixture
def provider() -> SlowJournal:
    return SlowJournal()


@pytest.fixture
def drain(desk: Desk, provider: SlowJournal) -> Drain:
    async def run() -> int:
        channel = ChannelId(desk.hotel.channel.id)
        return await drain_sends(
            desk.works, desk.hotel.id, channel, gateway=provider, times=AT_ONCE
        )

    return run


async def _in_doubt(desk: Desk, provider: SlowJournal, drain: Drain, *, arrives: bool) -> Message:
    provider.script.append(NO_ANSWER)
    provider.accepts_despite = arrives
    message = await desk.queue(await desk.chat(), TEXT, author=Author.STAFF)
    await drain()
    assert await desk.status(message.id) is MessageStatus.UNCERTAIN
    return message


async def _look(drain: Drain, provider: SlowJournal) -> asyncio.Future[int]:
    """A look at the journal that is waiting for its answer."""
    looking = asyncio.ensure_future(drain())
    async with asyncio.timeout(PATIENCE_S):
        await provider.asked.wait()
    return looking


async def test_a_resend_is_called_off_by_the_journal_that_shows_the_message(
    desk: Desk, provider: SlowJournal, drain: Drain
) -> None:
    """A colleague clicks while the journal is being read: the guest gets it once."""
    message = await _in_doubt(desk, provider, drain, arrives=True)
    async with desk.works.hotel(desk.hotel.id) as work:
        # Its way out is closed for the moment, as on a paced number.
        await work.session.exec(update(Channel).values(next_send_at=work.now + timedelta(hours=1)))
    looking = await _look(drain, provider)
    async with desk.works.hotel(desk.hotel.id) as work:
        await resend(work, message.id or 0)
    provider.may_answer.set()
    await looking
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Channel).values(next_send_at=work.now))
    await drain()

    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert provider.ledger == [(provider.ledger[0][0], TEXT)]


async def test_what_staff_marked_is_not_sent_again_by_a_journal_that_shows_nothing(
    desk: Desk, provider: SlowJournal, drain: Drain
) -> None:
    """A person saw it on the phone; the look that began before changes nothing."""
    message = await _in_doubt(desk, provider, drain, arrives=False)
    looking = await _look(drain, provider)
    async with desk.works.hotel(desk.hotel.id) as work:
        await mark_as_sent(work, message.id or 0)
    provider.may_answer.set()
    await looking
    await drain()

    assert await desk.status(message.id) is MessageStatus.SENT
    assert provider.calls == 1


async def test_a_click_that_comes_second_sees_what_came_first(
    desk: Desk,
    provider: SlowJournal,
    drain: Drain,
    somebody_waits: Callable[[], Awaitable[bool]],
) -> None:
    """The journal's proof is being written while a colleague clicks: nothing goes out twice."""
    message = await _in_doubt(desk, provider, drain, arrives=True)
    row = await desk.outbox(message.id)
    is_written = asyncio.Event()

    async def click() -> None:
        async with asyncio.timeout(PATIENCE_S):
            await is_written.wait()
        async with desk.works.hotel(desk.hotel.id) as work:
            await resend(work, message.id or 0)

    clicking = asyncio.ensure_future(click())
    async with desk.works.hotel(desk.hotel.id) as work:
        await accept_doubted(work, [Accepted(row.id or 0, "X1", row.epoch)])
        is_written.set()
        # The click stands at the lock that this unit of work holds.
        await until(somebody_waits)
    with pytest.raises(Conflict):
        await clicking

    assert await desk.status(message.id) is MessageStatus.ACCEPTED


async def test_two_colleagues_who_click_at_once_send_it_once(
    desk: Desk, provider: SlowJournal, drain: Drain
) -> None:
    """The second click gets the same answer as the first, and one line in the audit log."""
    message = await _in_doubt(desk, provider, drain, arrives=False)

    async def click() -> MessageStatus:
        async with desk.works.hotel(desk.hotel.id) as work:
            return (await resend(work, message.id or 0)).status

    said = await asyncio.gather(click(), click())
    provider.may_answer.set()
    await drain()
    again = await click()
    async with desk.works.hotel(desk.hotel.id) as work:
        actions = (await work.session.exec(select(AuditLog.action))).all()

    assert list(said) == [MessageStatus.QUEUED, MessageStatus.QUEUED]
    assert again is MessageStatus.ACCEPTED
    assert list(actions) == ["message.resend"]
    assert provider.ledger == [(provider.ledger[0][0], TEXT)]


async def test_marking_twice_is_marking_once(
    desk: Desk, provider: SlowJournal, drain: Drain
) -> None:
    """What was asked about it is answered by it, and a later resend is refused."""
    message = await _in_doubt(desk, provider, drain, arrives=False)
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Outbox).values(state=OutboxState.ASKED))
        work.session.add(
            Alert(
                hotel_id=desk.hotel.id,
                kind=AlertKind.SEND_UNCERTAIN,
                conversation_id=message.conversation_id,
                message_id=message.id,
                dedupe_key="asked",
                reason="Did it arrive?",
            )
        )
    for _ in range(2):
        async with desk.works.hotel(desk.hotel.id) as work:
            await mark_as_sent(work, message.id or 0)
    with pytest.raises(Conflict):
        async with desk.works.hotel(desk.hotel.id) as work:
            await resend(work, message.id or 0)
    async with desk.works.hotel(desk.hotel.id) as work:
        actions = (await work.session.exec(select(AuditLog.action))).all()
        alerts = (await work.session.exec(select(Alert.status))).all()

    assert list(actions) == ["message.mark_sent"]
    assert list(alerts) == [AlertStatus.RESOLVED]


async def test_the_echo_of_a_marked_message_is_no_second_bubble(
    desk: Desk, provider: SlowJournal, drain: Drain
) -> None:
    """A colleague was quicker than the webhook: it finds its message and changes no tick."""
    message = await _in_doubt(desk, provider, drain, arrives=True)
    async with desk.works.hotel(desk.hotel.id) as work:
        await mark_as_sent(work, message.id or 0)
    found = await _echo(desk, "X1")

    assert found is not None
    assert found.id == message.id
    assert await desk.status(message.id) is MessageStatus.SENT
    assert (await desk.outbox(message.id)).provider_id == "X1"


async def test_an_echo_goes_to_the_message_in_doubt_before_one_that_was_given_up(
    desk: Desk, provider: SlowJournal, drain: Drain
) -> None:
    """Two equal texts in one chat: the one under way gets its id, the old question stays."""
    old = await _in_doubt(desk, provider, drain, arrives=False)
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Outbox).values(state=OutboxState.ASKED))
    provider.script.append(NO_ANSWER)
    async with desk.works.hotel(desk.hotel.id) as work:
        chat = await work.session.get_one(Conversation, (desk.hotel.id, old.conversation_id))
    new = await desk.queue(chat, TEXT, author=Author.STAFF)
    await drain()
    found = await _echo(desk, "X1")

    assert found is not None
    assert found.id == new.id
    assert (await desk.outbox(old.id)).state is OutboxState.ASKED


async def test_an_answer_that_comes_after_the_lease_still_counts(
    desk: Desk, provider: SlowJournal, drain: Drain
) -> None:
    """A frozen worker wakes with the provider's id: that is proof, and better than a look."""
    message = await _in_doubt(desk, provider, drain, arrives=True)
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Outbox).values(epoch=col(Outbox.epoch) + 1))
    row = await desk.outbox(message.id)
    async with desk.works.hotel(desk.hotel.id) as work:
        changed = await accept_doubted(work, [Accepted(row.id or 0, "X1", row.epoch - 1)])

    assert [one.id for one in changed] == [message.id]
    assert await desk.status(message.id) is MessageStatus.ACCEPTED


async def test_what_failed_before_is_not_taken_for_the_new_try(
    desk: Desk, provider: SlowJournal, drain: Drain
) -> None:
    """The journal still shows the message that WhatsApp did not deliver; the resend is another."""
    provider.may_answer.set()
    message = await desk.queue(await desk.chat(), TEXT, author=Author.STAFF)
    await drain()
    provider.grow_older(timedelta(minutes=1))
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(update(Message).values(status=MessageStatus.FAILED))
        await work.session.exec(update(Outbox).values(first_try_at=work.now - timedelta(minutes=1)))
    async with desk.works.hotel(desk.hotel.id) as work:
        await resend(work, message.id or 0)
    provider.script.append(NO_ANSWER)
    for _ in range(3):
        await drain()

    assert await desk.status(message.id) is MessageStatus.ACCEPTED
    assert [text for _, text in provider.ledger] == [TEXT, TEXT]


async def _echo(desk: Desk, provider_id: str) -> Message | None:
    async with desk.works.hotel(desk.hotel.id) as work:
        channel = await work.session.get_one(Channel, (desk.hotel.id, desk.hotel.channel.id))
        chat_id = await _only_tried_chat(work)
        return await match_echo(
            work,
            channel=channel,
            chat_id=chat_id,
            text=TEXT,
            provider_id=provider_id,
            at=work.now,
        )


async def _only_tried_chat(work: Work) -> str:
    query = (
        select(Conversation.chat_id)
        .join(Outbox, col(Outbox.conversation_id) == col(Conversation.id))
        .limit(1)
    )
    return str((await work.session.exec(query)).one())


async def test_outcomes_that_cannot_be_written_do_not_take_others_with_them(desk: Desk) -> None:
    """What the provider accepted meanwhile is written before the trouble is told."""
    read = (asyncio.Event(), asyncio.Event())

    class Unreadable:
        def __init__(self, read: asyncio.Event) -> None:
            self._read = read

        def __getattr__(self, name: str) -> object:
            self._read.set()
            raise ZeroDivisionError(name)

    class OneAfterTheOther(FakeProvider):
        async def send_text(
            self, access: ChannelAccess, *, chat_id: str, text: str, quoted_id: str | None = None
        ) -> SendResult:
            number = int(text)
            if number > 0:
                await read[number - 1].wait()
            if number < len(read):
                return cast(SendResult, Unreadable(read[number]))
            return await super().send_text(access, chat_id=chat_id, text=text)

    messages = [await desk.queue(await desk.chat(), str(number)) for number in range(3)]
    with pytest.raises(ZeroDivisionError):
        await drain_sends(
            desk.works,
            desk.hotel.id,
            ChannelId(desk.hotel.channel.id),
            gateway=OneAfterTheOther(),
            times=AT_ONCE,
        )

    assert await desk.status(messages[-1].id) is MessageStatus.ACCEPTED
