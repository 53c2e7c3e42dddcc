"""A hotel whose alerts climb, with a mail server on the wire and a clock that the test turns."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from uuid import UUID

import psycopg
import pytest
from sqlmodel import col, select

from backend.domain.words import AlertKind, Role
from backend.features.alarms.drain import Ways, drain_alarms
from backend.features.alerts.service import raise_alert
from backend.features.duty.schemas import ContactPatch, ShiftInput
from backend.features.duty.service import add_shift, update_contact
from backend.integrations.smtp import MailServer as Address
from backend.integrations.smtp import Smtp
from backend.kit.ids import new_uuid
from backend.models import Account, Alert, AlertStep, Conversation, Staff
from backend.work import Actor, ActorKind, WorkFactory
from simulators.mail import MailServer
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.journey.conftest import Poster

ALL_WEEK = [0, 1, 2, 3, 4, 5, 6]


@dataclass
class Watch:
    works: WorkFactory
    hotel: HotelFixture
    owner: psycopg.AsyncConnection
    chats: Chats
    mail: MailServer
    poster: Poster = field(default_factory=Poster)
    deadline_s: float = 15.0

    @property
    def ways(self) -> Ways:
        address = Address("127.0.0.1", self.mail.port, None, None, "none", "Hotel <h@hotel.test>")
        mailer = Smtp(address, deadline_s=self.deadline_s)
        return Ways(mailer, self.poster, "https://hotel.test")

    @property
    def manager(self) -> Actor:
        return Actor(ActorKind.STAFF, self.hotel.staff.id, self.hotel.staff.name)

    async def colleague(self, name: str, role: Role = Role.AGENT) -> UUID:
        account = Account(email=f"{name.lower()}-{new_uuid().hex[-6:]}@people.test", name=name)
        async with self.works.platform() as work:
            work.session.add(account)
        staff = Staff(hotel_id=self.hotel.id, account_id=account.id, name=name, role=role)
        async with self.works.hotel(self.hotel.id) as work:
            work.session.add(staff)
        return staff.id

    async def on_duty(self, name: str, **ways: object) -> UUID:
        """A colleague who works day and night."""
        staff_id = await self.colleague(name)
        shift = ShiftInput(
            staff_id=staff_id, weekdays=ALL_WEEK, starts=time(0), ends=time(0), on_holidays=True
        )
        async with self.works.hotel(self.hotel.id) as work:
            await add_shift(work, shift)
        if ways:
            await self.reach(staff_id, **ways)
        return staff_id

    async def reach(self, staff_id: UUID, **ways: object) -> None:
        async with self.works.hotel(self.hotel.id) as work:
            await update_contact(work, staff_id, ContactPatch.model_validate(ways))

    async def complain(self, key: str = "complaint:1", chat: Chat | None = None) -> UUID:
        chat = chat or await self.chats.open(self.hotel)
        async with self.works.hotel(self.hotel.id) as work:
            alert = await raise_alert(
                work,
                kind=AlertKind.COMPLAINT,
                reason="The guest is unhappy.",
                dedupe_key=key,
                conversation_id=chat.conversation_id,
            )
        assert alert is not None
        return alert.id

    def chats_of(self, row: Conversation) -> Chat:
        return Chat(self.works, self.hotel, row.id, row.guest_id, row.stay_id)

    async def drain(self) -> None:
        while await drain_alarms(self.works, self.hotel.id, self.ways):
            pass

    async def pass_time(self, by: timedelta) -> None:
        """As if so long had passed for the hotel's ladders."""
        for table, columns in {
            "alert": ("created_at", "climb_at"),
            "alert_step": ("next_at", "created_at", "done_at"),
        }.items():
            moved = ", ".join(f"{name} = {name} - %(by)s" for name in columns)
            query = f"update {table} set {moved} where hotel_id = %(hotel)s"
            await self.owner.execute(query, {"by": by, "hotel": self.hotel.id})

    async def steps(self) -> list[tuple[int, str, str, str, str | None]]:
        """(rung, name, way, state, outcome), as they were written."""
        async with self.works.hotel(self.hotel.id) as work:
            query = (
                select(AlertStep, Staff.name)
                .join(Staff, col(Staff.id) == col(AlertStep.staff_id))
                .where(AlertStep.hotel_id == self.hotel.id)
                .order_by(col(AlertStep.id))
            )
            return [
                (one.rung, name, one.way.value, one.state.value, one.outcome)
                for one, name in (await work.session.exec(query)).all()
            ]

    async def alerts(self) -> list[Alert]:
        async with self.works.hotel(self.hotel.id) as work:
            query = select(Alert).where(Alert.hotel_id == self.hotel.id)
            return list(await work.session.exec(query.order_by(col(Alert.created_at))))

    def mails(self) -> list[tuple[str, str]]:
        """(to whom, subject)"""
        return [(str(one["To"]).split("-")[0], str(one["Subject"])) for one in self.mail.messages]


@pytest.fixture
async def watch(
    works: WorkFactory,
    make_hotel: Callable[..., Awaitable[HotelFixture]],
    owner: psycopg.AsyncConnection,
    chats: Chats,
    mail: MailServer,
) -> Watch:
    return Watch(works, await make_hotel(name="Hotel Linden"), owner, chats, mail)
