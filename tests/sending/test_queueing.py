"""Queueing a message: once, in the list, with everybody told."""

import asyncio

from sqlmodel import func, select

from backend.domain.words import AiRung, Author, MessageStatus
from backend.features.messages.service import queue_message
from backend.models import Conversation, Message
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from tests.fixtures.desk import Desk
from tests.fixtures.work import Recorder


async def test_a_queued_message_moves_the_conversation_up(desk: Desk, recorder: Recorder) -> None:
    """The list row, the open screens and the senders all learn of it."""
    chat = await desk.chat()
    message = await desk.queue(chat)
    async with desk.works.hotel(desk.hotel.id) as work:
        after = await work.session.get_one(Conversation, (desk.hotel.id, chat.id))

    assert message.status is MessageStatus.QUEUED
    assert after.last_message_id == message.id
    assert after.turn == chat.turn
    assert [event.kind for _, event in recorder.events] == [LiveKind.MESSAGE, LiveKind.CONVERSATION]
    assert recorder.wakes == [WorkKind.SENDS]


async def test_a_reply_of_staff_makes_the_open_turn_stale(desk: Desk) -> None:
    """An answer the AI is still thinking about must not follow a colleague's."""
    chat = await desk.chat()
    await desk.queue(chat, author=Author.STAFF)
    async with desk.works.hotel(desk.hotel.id) as work:
        after = await work.session.get_one(Conversation, (desk.hotel.id, chat.id))

    assert after.turn == chat.turn + 1


async def test_a_holding_message_is_no_answer(desk: Desk) -> None:
    """The guest goes on waiting until somebody says something of substance."""
    chat = await desk.chat()
    async with desk.works.hotel(desk.hotel.id) as work:
        mine = await work.session.get_one(Conversation, (desk.hotel.id, chat.id))
        mine.waiting_since = work.now
        await queue_message(
            work,
            mine,
            author=Author.AI,
            text="A colleague will answer.",
            dedupe_key="hold",
            not_after=work.now,
            ai_rung=AiRung.HOLDING,
        )
        waiting_after_holding = mine.waiting_since
    await desk.queue(chat)
    async with desk.works.hotel(desk.hotel.id) as work:
        after = await work.session.get_one(Conversation, (desk.hotel.id, chat.id))

    assert waiting_after_holding is not None
    assert after.waiting_since is None


async def test_ten_clicks_with_one_key_queue_one_message(desk: Desk) -> None:
    """A repeated request gets the message that is there, also when all come at once."""
    chat = await desk.chat()
    messages = await asyncio.gather(*(desk.queue(chat, key="click") for _ in range(10)))
    async with desk.works.hotel(desk.hotel.id) as work:
        count = (await work.session.exec(select(func.count()).select_from(Message))).one()

    assert len({message.id for message in messages}) == 1
    assert count == 1
