"""A colleague at a desk whose guest writes German."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from sqlmodel import col, select

from backend.features.translations.schemas import Translated, TranslationView
from backend.features.translations.translator import Translator
from backend.models import Account, AiCall, Message, Translation
from backend.work import Actor, ActorKind, Work, WorkFactory
from tests.fakes.ai import FakeAi
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture


@dataclass
class Reader:
    """One colleague and one conversation."""

    works: WorkFactory
    hotel: HotelFixture
    chat: Chat
    ai: FakeAi
    translator: Translator

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.STAFF, self.hotel.staff.id, "Nina")

    async def read(
        self, *ids: int, language: str | None = "en", again: bool = False
    ) -> list[TranslationView]:
        return await self.translator.messages(
            self.hotel.id, self.actor, self.chat.conversation_id, ids,
            language=language, again=again,
        )  # fmt: skip

    async def draft(self, text: str, *, again: bool = False) -> Translated:
        return await self.translator.draft(
            self.hotel.id, self.actor, self.chat.conversation_id, text, again=again
        )

    async def rows(self) -> list[Translation]:
        async with self.works.hotel(self.hotel.id) as work:
            query = select(Translation).where(Translation.hotel_id == self.hotel.id)
            return list(await work.session.exec(query.order_by(col(Translation.id))))

    async def calls(self) -> list[AiCall]:
        async with self.works.hotel(self.hotel.id) as work:
            query = select(AiCall).where(AiCall.hotel_id == self.hotel.id)
            return list(await work.session.exec(query))

    async def change(self, message_id: int, **columns: object) -> None:
        async with self.works.hotel(self.hotel.id) as work:
            await self._change(work, message_id, columns)

    async def _change(self, work: Work, message_id: int, columns: dict[str, object]) -> None:
        row = await work.session.get_one(Message, (self.hotel.id, message_id))
        row.sqlmodel_update(columns)

    async def choose(self, *, reads: str | None, screens: str | None = None) -> None:
        async with self.works.platform() as work:
            account = await work.session.get_one(Account, self.hotel.account.id)
            account.reads, account.screens = reads, screens


MakeReader = Callable[..., Awaitable[Reader]]


@pytest.fixture
def make_reader(works: WorkFactory, hotel: HotelFixture, chats: Chats) -> MakeReader:
    async def make(ai: FakeAi, language: str | None = "de") -> Reader:
        chat = await chats.open(hotel, language=language)
        return Reader(works, hotel, chat, ai, Translator(works, ai))

    return make
