"""A number with something in its queue, and short ways to move and to look at it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import col, select, update

from backend.domain.ids import ChannelId
from backend.domain.words import (
    Author,
    Direction,
    InstanceState,
    MessageClass,
    MessageStatus,
)
from backend.features.channels.service import find_channel
from backend.features.messages.service import queue_message
from backend.features.number_health.schemas import NumberHealthView
from backend.features.number_health.service import apply_state, get_health
from backend.features.sending.drain import drain_sends
from backend.models import Alert, Channel, Conversation, Message, Outbox
from tests.fakes.provider import FakeProvider
from tests.fixtures.desk import Desk

_keys = count(1)


@dataclass
class Line:
    """One number, from its hotel's side."""

    desk: Desk
    provider: FakeProvider = field(default_factory=FakeProvider)

    async def queue(
        self,
        message_class: MessageClass | None = None,
        text: str = "Good evening",
        *,
        author: Author = Author.STAFF,
        chat: Conversation | None = None,
        known: bool = True,
    ) -> Message:
        """`known`: the guest has written before."""
        chat = chat or await self.chat(known=known)
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            mine = await work.session.get_one(Conversation, (self.desk.hotel.id, chat.id))
            return await queue_message(
                work,
                mine,
                author=author,
                text=text,
                dedupe_key=f"line:{next(_keys)}",
                not_after=work.now + timedelta(days=2),
                message_class=message_class,
            )

    async def chat(self, *, known: bool = True) -> Conversation:
        chat = await self.desk.chat()
        if known:
            await self.hear(chat)
        return chat

    async def hear(self, chat: Conversation) -> None:
        """The guest writes."""
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            mine = await work.session.get_one(Conversation, (self.desk.hotel.id, chat.id))
            message = Message(
                hotel_id=mine.hotel_id,
                conversation_id=mine.id,
                channel_id=mine.channel_id,
                direction=Direction.IN,
                author=Author.GUEST,
                text="Hello",
                sent_at=work.now,
                sort_at=work.now,
                status=MessageStatus.RECEIVED,
            )
            work.session.add(message)
            await work.session.flush()
            mine.last_message_id = message.id

    async def become(self, state: InstanceState) -> None:
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            channel = await find_channel(work, self.desk.hotel.channel.id, lock=True)
            await apply_state(work, channel, state=state, at=work.now)

    async def drain(self) -> int:
        return await drain_sends(
            self.desk.works,
            self.desk.hotel.id,
            ChannelId(self.desk.hotel.channel.id),
            gateway=self.provider,
        )

    async def health(self) -> NumberHealthView:
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            return await get_health(work, self.desk.hotel.channel.id)

    async def set(self, **columns: object) -> None:
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            await work.session.exec(update(Channel).values(**columns))

    async def channel(self) -> Channel:
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            return await find_channel(work, self.desk.hotel.channel.id)

    async def message(self, message: Message) -> Message:
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            return (await work.session.exec(select(Message).where(Message.id == message.id))).one()

    async def row(self, message: Message) -> Outbox:
        return await self.desk.outbox(message.id)

    async def change(self, message: Message, **columns: object) -> None:
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            mine = update(Outbox).where(col(Outbox.message_id) == message.id)
            await work.session.exec(mine.values(**columns))

    async def alerts(self) -> list[Alert]:
        async with self.desk.works.hotel(self.desk.hotel.id) as work:
            return list((await work.session.exec(select(Alert))).all())

    def arrived(self) -> list[str]:
        return [text for _, text in self.provider.ledger]


@pytest.fixture
def line(desk: Desk) -> Line:
    return Line(desk)


@pytest.fixture
def make_line(make_desk: Callable[..., Awaitable[Desk]]) -> Callable[[], Awaitable[Line]]:
    async def make() -> Line:
        return Line(await make_desk())

    return make
