"""What staff may do with a message that did not simply arrive."""

import pytest
from sqlmodel import col, select, update

from backend.domain.words import Author, MessageStatus, OutboxState
from backend.errors import Conflict, NotFound
from backend.features.messages.service import cancel, mark_as_sent, resend
from backend.models import AuditLog, Message, Outbox
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from tests.fixtures.desk import Desk
from tests.fixtures.work import Recorder


async def _put(desk: Desk, message: Message, state: OutboxState, status: MessageStatus) -> None:
    async with desk.works.hotel(desk.hotel.id) as work:
        await work.session.exec(
            update(Outbox).where(col(Outbox.message_id) == message.id).values(state=state)
        )
        await work.session.exec(
            update(Message).where(col(Message.id) == message.id).values(status=status)
        )


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (OutboxState.FAILED, MessageStatus.FAILED),
        (OutboxState.ASKED, MessageStatus.UNCERTAIN),
        (OutboxState.UNCERTAIN, MessageStatus.UNCERTAIN),
        (OutboxState.EXPIRED, MessageStatus.EXPIRED),
        (OutboxState.ACCEPTED, MessageStatus.NO_ACCOUNT),
    ],
)
async def test_staff_send_again_what_did_not_arrive(
    desk: Desk, recorder: Recorder, state: OutboxState, status: MessageStatus
) -> None:
    """It goes out as their own: first in line, with a day's time, in the audit log."""
    message = await desk.queue(await desk.chat())
    await _put(desk, message, state, status)
    recorder.wakes.clear()
    async with desk.works.hotel(desk.hotel.id) as work:
        await resend(work, message.id or 0)
    row = await desk.outbox(message.id)
    async with desk.works.hotel(desk.hotel.id) as work:
        actions = (await work.session.exec(select(AuditLog.action))).all()

    assert row.state is OutboxState.QUEUED
    assert row.priority == 0
    assert (row.not_after - row.created_at).total_seconds() > 86_000  # type: ignore[operator]
    assert await desk.status(message.id) is MessageStatus.QUEUED
    assert recorder.wakes == [WorkKind.SENDS]
    assert list(actions) == ["message.resend"]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (OutboxState.QUEUED, MessageStatus.QUEUED),
        (OutboxState.SENDING, MessageStatus.SENDING),
        (OutboxState.ACCEPTED, MessageStatus.READ),
    ],
)
async def test_what_is_on_its_way_or_arrived_is_not_sent_again(
    desk: Desk, state: OutboxState, status: MessageStatus
) -> None:
    """A second click must not become a second message."""
    message = await desk.queue(await desk.chat(), author=Author.STAFF)
    await _put(desk, message, state, status)

    with pytest.raises(Conflict):
        async with desk.works.hotel(desk.hotel.id) as work:
            await resend(work, message.id or 0)


async def test_staff_say_that_it_arrived(desk: Desk, recorder: Recorder) -> None:
    """They saw it on the phone: the queue moves on and nothing is sent."""
    message = await desk.queue(await desk.chat())
    await _put(desk, message, OutboxState.UNCERTAIN, MessageStatus.UNCERTAIN)
    recorder.events.clear()
    async with desk.works.hotel(desk.hotel.id) as work:
        await mark_as_sent(work, message.id or 0)

    assert (await desk.outbox(message.id)).state is OutboxState.ACCEPTED
    assert await desk.status(message.id) is MessageStatus.SENT
    kinds = [event.kind for _, event in recorder.events]
    assert kinds == [LiveKind.MESSAGE, LiveKind.CONVERSATION]


async def test_what_has_not_left_can_be_taken_back(desk: Desk) -> None:
    """Once only: what has left is with the guest."""
    message = await desk.queue(await desk.chat(), author=Author.STAFF)
    async with desk.works.hotel(desk.hotel.id) as work:
        await cancel(work, message.id or 0)
    with pytest.raises(Conflict):
        async with desk.works.hotel(desk.hotel.id) as work:
            await cancel(work, message.id or 0)

    assert await desk.status(message.id) is MessageStatus.CANCELLED


async def test_a_message_of_another_hotel_does_not_exist(desk: Desk, make_desk: object) -> None:
    """The number of a message says nothing to a stranger."""
    other = await make_desk()  # type: ignore[operator]
    message = await other.queue(await other.chat())

    with pytest.raises(NotFound):
        async with desk.works.hotel(desk.hotel.id) as work:
            await resend(work, message.id or 0)
