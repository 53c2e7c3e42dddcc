"""Units of work whose clock the test turns, and a month of a hotel lived through by it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import psycopg

from backend.db.transaction import Transaction
from backend.domain.ids import HotelId
from backend.features.journey.drain import drain_triggers
from backend.features.journey.service import stays_changed
from backend.features.stays.schemas import StayInput
from backend.features.stays.service import put_stay
from backend.work import WorkFactory
from tests.fixtures.work import HotelFixture

MONTH_ENDS = datetime.fromisoformat("2026-06-01T00:00+00:00")
"""Far behind the month and before any real clock: what the database dated itself is after it."""
DATED = {"stay_event": "at", "stay": "created_at", "decision": "decided_at"}


class TurnedWorks(WorkFactory):
    """`at` is what the database's clock shows."""

    at: datetime

    @asynccontextmanager
    async def _transaction(self, wanted: HotelId | str) -> AsyncIterator[Transaction]:
        async with super()._transaction(wanted) as opened:
            opened.now = self.at
            yield opened


@dataclass
class Month:
    """Lives through days of one hotel: bookings, changes, comings and goings by chance."""

    works: TurnedWorks
    hotel: HotelFixture
    owner: psycopg.AsyncConnection
    luck: Random
    guests: int
    stays: dict[str, dict[str, Any]] = field(default_factory=dict)

    async def live(self, days: int) -> None:
        for _ in range(days):
            for hours in (6, 4, 14):
                for number in range(self.guests):
                    await self._maybe(f"R-{number}", number)
                await self._until(self.works.at + timedelta(hours=hours))

    async def _maybe(self, name: str, number: int) -> None:
        today, dice = self.works.at.date(), self.luck.random()
        known = self.stays.get(name)
        before = dict(known) if known else None
        if known is None:
            if dice > 0.05:
                return
            known = {
                "arrival": today + timedelta(days=self.luck.randint(0, 5)),
                "nights": self.luck.randint(1, 5),
                "status": "booked",
                "vip": dice < 0.02,
                "room": str(100 + number),
            }
        elif known["status"] == "booked":
            self._booked(known, today, dice)
        elif known["status"] == "in_house":
            self._in_house(known, today, dice)
        if known != before:
            self.stays[name] = known
            await self._push(name, number, known)

    def _booked(self, known: dict[str, Any], today: date, dice: float) -> None:
        if known["arrival"] <= today and dice < 0.6:
            known["status"] = "in_house"
        elif dice > 0.98:
            known["status"] = "cancelled"
        elif dice > 0.93:
            known["arrival"] = today + timedelta(days=self.luck.randint(0, 6))
        elif dice > 0.9:
            known["room"] = str(self.luck.randint(100, 199))

    def _in_house(self, known: dict[str, Any], today: date, dice: float) -> None:
        if known["arrival"] + timedelta(days=known["nights"]) <= today:
            known["status"] = "departed"
        elif dice < 0.05:
            known["room"] = str(self.luck.randint(100, 199))

    async def _push(self, name: str, number: int, known: dict[str, Any]) -> None:
        self.works.at += timedelta(seconds=7)
        guest = {"name": f"Guest {number}", "phone": f"+3460000{number:04}"}
        body = {
            "guest": guest,
            "arrival": known["arrival"],
            "departure": known["arrival"] + timedelta(days=known["nights"]),
            **{key: known[key] for key in ("status", "vip", "room")},
        }
        async with self.works.hotel(self.hotel.id) as work:
            pushed = await put_stay(work, name, StayInput.model_validate(body))
        await self._date()
        async with self.works.hotel(self.hotel.id) as work:
            await stays_changed(work, [pushed.stay.id])
        await self._drain()

    async def _until(self, end: datetime) -> None:
        """Stops wherever something is due."""
        while self.works.at < end:
            query = (
                "select min(due_at) from planned_occurrence"
                " where hotel_id = %s and state = 'planned'"
            )
            row = await (await self.owner.execute(query, (self.hotel.id,))).fetchone()
            due = row[0] if row and row[0] else end
            self.works.at = max(self.works.at, min(due, end))
            await self._drain()
            if due >= end:
                break
        self.works.at = end

    async def _drain(self) -> None:
        while await drain_triggers(self.works, self.hotel.id):
            pass
        # The sender is quick: what was queued has left when the next thing happens.
        await self.owner.execute(
            "update outbox set state = 'accepted' where hotel_id = %s", (self.hotel.id,)
        )
        await self._date()

    async def _date(self) -> None:
        for table, column in DATED.items():
            await self.owner.execute(
                f"update {table} set {column} = %(at)s"
                f" where hotel_id = %(hotel)s and {column} > %(real)s",
                {"at": self.works.at, "hotel": self.hotel.id, "real": MONTH_ENDS},
            )
