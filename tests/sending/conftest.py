"""A conversation to send in, and short ways to queue and to look."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.domain.sending import NOT_AFTER
from backend.domain.words import Author, MessageStatus, OutboxState
from backend.features.messages.service import queue_message
from backend.models import Conversation, Guest, Message, Outbox
from backend.work import WorkFactory
from tests.fixtures.work import HotelFixture

_numbers = count(1)


@dataclass(frozen=True)
class Desk:
    """One hotel's side of the story, as a test sees it."""

    works: WorkFactory
    hotel: HotelFixture

    async def chat(self, *, chat_id: str | None = None) -> Conversation:
        async with self.works.hotel(self.hotel.id) as work:
            guest = Guest(hotel_id=self.hotel.id, name="Gesa Guest")
            work.session.add(guest)
            await work.session.flush()
            conversation = Conversation(
                hotel_id=self.hotel.id,
                channel_id=self.hotel.channel.id,
                chat_id=chat_id or f"4915000{next(_numbers):06d}@c.us",
                guest_id=guest.id,
            )
            work.session.add(conversation)
        return conversation

    async def queue(
        self,
        conversation: Conversation,
        text: str = "Good evening",
        *,
        author: Author = Author.AI,
        key: str | None = None,
        lives_for: timedelta | None = None,
    ) -> Message:
        async with self.works.hotel(self.hotel.id) as work:
            mine = await work.session.get_one(Conversation, (self.hotel.id, conversation.id))
            return await queue_message(
                work,
                mine,
                author=author,
                text=text,
                dedupe_key=key or f"test:{next(_numbers)}",
                not_after=work.now + (NOT_AFTER[author] if lives_for is None else lives_for),
            )

    async def outbox(self, message_id: int | None) -> Outbox:
        async with self.works.hotel(self.hotel.id) as work:
            found = select(Outbox).where(Outbox.message_id == message_id)
            return (await work.session.exec(found)).one()

    async def states(self, conversation_id: UUID) -> list[OutboxState]:
        async with self.works.hotel(self.hotel.id) as work:
            rows = select(Outbox.state).where(Outbox.conversation_id == conversation_id)
            return list((await work.session.exec(rows.order_by(col(Outbox.id)))).all())

    async def status(self, message_id: int | None) -> MessageStatus:
        async with self.works.hotel(self.hotel.id) as work:
            return (
                (await work.session.exec(select(Message).where(Message.id == message_id)))
                .one()
                .status
            )


@pytest.fixture
def desk(works: WorkFactory, hotel: HotelFixture) -> Desk:
    return Desk(works, hotel)


@pytest.fixture
def make_desk(
    works: WorkFactory, make_hotel: Callable[..., Awaitable[HotelFixture]]
) -> Callable[..., Awaitable[Desk]]:
    async def make(**columns: object) -> Desk:
        return Desk(works, await make_hotel(**columns))

    return make
