"""A colleague who wants digests, a mail server on the wire, and a clock that the test turns."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import pytest
from sqlmodel import col, select

from backend.domain.ids import HotelId
from backend.domain.notifying import NotifyKind
from backend.domain.words import Role
from backend.features.digests.posting import post_digests
from backend.features.digests.schemas import DigestView
from backend.features.digests.service import get_digest
from backend.features.notifications.schemas import SettingsPatch
from backend.features.notifications.service import (
    News,
    change_settings,
    mark_read,
    mark_shown,
    notify,
)
from backend.integrations.smtp import MailServer as Address
from backend.integrations.smtp import Security, Smtp
from backend.kit.ids import new_uuid
from backend.models import Account, Alert, Digest, Staff
from backend.work import Actor, ActorKind, WorkFactory
from simulators.mail import MailServer
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture

URL = "https://hotel.test"
MINUTE = timedelta(minutes=1)


@dataclass
class Post:
    works: WorkFactory
    hotel: HotelFixture
    owner: psycopg.AsyncConnection
    chats: Chats
    mail: MailServer
    nina: Staff
    account: Account
    deadline_s: float = 15.0
    security: Security = "none"

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.STAFF, self.nina.id, self.nina.name)

    @property
    def mailer(self) -> Smtp:
        sender = "Hotel <h@hotel.test>"
        address = Address("127.0.0.1", self.mail.port, None, None, self.security, sender)
        return Smtp(address, deadline_s=self.deadline_s)

    async def want(self, **settings: object) -> None:
        async with self.works.hotel(self.hotel.id, actor=self.actor) as work:
            await change_settings(work, SettingsPatch.model_validate(settings))

    async def tell(self, kind: NotifyKind = NotifyKind.MENTION, chat: Chat | None = None) -> Chat:
        """As if a colleague or a guest had done it."""
        chat = chat or await self.chats.open(self.hotel)
        news = [News(kind, chat.conversation_id, self.nina.id)]
        by = Actor(ActorKind.STAFF, self.hotel.staff.id, "Mara Manager")
        async with self.works.hotel(self.hotel.id, actor=by) as work:
            await notify(work, news)
        return chat

    async def look(self) -> None:
        async with self.works.hotel(self.hotel.id, actor=self.actor) as work:
            await mark_shown(work)

    async def read(self, chat: Chat) -> None:
        async with self.works.hotel(self.hotel.id, actor=self.actor) as work:
            await mark_read(work, conversation_id=chat.conversation_id)

    async def post(self) -> int:
        return await post_digests(self.works, self.hotel.id, self.mailer, public_url=URL)

    async def post_later(self, by: timedelta) -> None:
        """What is new is seen, so long passes, and what is due then is sent."""
        await self.post()
        await self.pass_time(by)
        await self.post()

    async def pass_time(self, by: timedelta) -> None:
        """As if so long had passed for the hotel's digests."""
        for table, columns in {
            "digest": ("next_at", "created_at", "done_at"),
            "notification": ("at", "read_at"),
            "notification_settings": ("looked_to",),
        }.items():
            moved = ", ".join(f"{name} = {name} - %(by)s" for name in columns)
            query = f"update {table} set {moved} where hotel_id = %(hotel)s"
            await self.owner.execute(query, {"by": by, "hotel": self.hotel.id})

    async def rows(self) -> list[Digest]:
        async with self.works.hotel(self.hotel.id) as work:
            query = select(Digest).where(Digest.hotel_id == self.hotel.id)
            return list(await work.session.exec(query.order_by(col(Digest.id))))

    async def ends(self) -> list[tuple[str, str | None]]:
        return [(one.state.value, one.outcome) for one in await self.rows()]

    async def view(self) -> DigestView:
        async with self.works.hotel(self.hotel.id, actor=self.actor) as work:
            return await get_digest(work, can_mail=True)

    async def alerts(self) -> list[Alert]:
        async with self.works.hotel(self.hotel.id) as work:
            query = select(Alert).where(Alert.hotel_id == self.hotel.id)
            return list(await work.session.exec(query))

    def texts(self) -> list[str]:
        return [one.get_content() for one in self.mail.messages]


def link(chat: Chat) -> str:
    return f"{URL}/?c={chat.conversation_id}"


async def hire(works: WorkFactory, hotel_id: HotelId, name: str) -> tuple[Staff, Account]:
    account = Account(email=f"{name.lower()}-{new_uuid().hex[-6:]}@people.test", name=name)
    async with works.platform() as work:
        work.session.add(account)
    staff = Staff(hotel_id=hotel_id, account_id=account.id, name=name, role=Role.AGENT)
    async with works.hotel(hotel_id) as work:
        work.session.add(staff)
    return staff, account


@pytest.fixture
async def post(
    works: WorkFactory,
    make_hotel: Callable[..., Awaitable[HotelFixture]],
    owner: psycopg.AsyncConnection,
    chats: Chats,
    mail: MailServer,
) -> Post:
    """Nina wants a digest every quarter of an hour at most."""
    hotel = await make_hotel(name="Hotel Linden")
    nina, account = await hire(works, hotel.id, "Nina")
    made = Post(works, hotel, owner, chats, mail, nina, account)
    await made.want(mail_minutes=15)
    return made
