"""Work: one unit of work for one hotel. One transaction, committed once, at the edge.

Services take a Work, never commit, and add what has to be told after the commit: live events for
open screens and wake-ups for workers. Both are hints and may be lost without losing work.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.scope import PLATFORM, scope
from backend.db.transaction import Statement, Transaction, transaction
from backend.domain.ids import HotelId, StaffId
from backend.domain.permissions import Permission
from backend.errors import NoHotelScope
from backend.kit.crypto import Vault
from backend.ports.live import LiveEvent, LiveKind, LivePublisher
from backend.ports.wake import Waker, WorkKind


class ActorKind(StrEnum):
    STAFF = "staff"
    ADMIN = "admin"
    API_KEY = "api_key"
    SYSTEM = "system"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    id: UUID | None = None
    """staff.id, account.id of an admin, or api_key.id."""
    name: str = ""
    ip: str | None = None
    permissions: frozenset[Permission] = frozenset()

    def may(self, permission: Permission) -> bool:
        """Asked where what is done depends on what is given; routes ask before."""
        return self.kind is ActorKind.SYSTEM or permission in self.permissions

    @property
    def staff_id(self) -> StaffId | None:
        return StaffId(self.id) if self.kind is ActorKind.STAFF and self.id else None


SYSTEM = Actor(ActorKind.SYSTEM)


@dataclass(slots=True)
class _InTransaction:
    transaction: Transaction
    actor: Actor
    vault: Vault

    @property
    def session(self) -> AsyncSession:
        return self.transaction.session

    @property
    def now(self) -> datetime:
        """The database's clock when the transaction began; UTC."""
        return self.transaction.now

    async def flush(self) -> None:
        """Writes what the session holds back, where there is a session."""
        await self.transaction.flush()

    async def rows(self, wanted: Statement, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Straight to the driver: for what runs for every message."""
        return await self.transaction.rows(wanted, values)

    async def run(self, wanted: Statement, values: Mapping[str, Any]) -> int:
        """The same for a statement that returns nothing: how many rows it changed."""
        return await self.transaction.run(wanted, values)


@dataclass(slots=True)
class Work(_InTransaction):
    hotel_id: HotelId
    events: list[LiveEvent] = field(default_factory=list)
    wakes: set[WorkKind] = field(default_factory=set)

    def tell(self, kind: LiveKind, data: dict[str, object]) -> None:
        """Adds a live event, published to the hotel's open screens after the commit."""
        self.events.append(LiveEvent(kind, data))

    def wake(self, kind: WorkKind) -> None:
        self.wakes.add(kind)


@dataclass(slots=True)
class PlatformWork(_InTransaction):
    """Global tables only: accounts, sessions, hooks, the list of hotels."""


class WorkFactory:
    """The one way to open a transaction."""

    def __init__(
        self, engine: AsyncEngine, *, publisher: LivePublisher, waker: Waker, vault: Vault
    ) -> None:
        self.engine = engine
        self.vault = vault
        self._publisher = publisher
        self._waker = waker

    @asynccontextmanager
    async def hotel(self, hotel_id: HotelId, *, actor: Actor = SYSTEM) -> AsyncIterator[Work]:
        """Commits on a clean exit, then publishes and wakes; rolls back on an exception."""
        async with self._transaction(hotel_id) as opened:
            work = Work(opened, actor, self.vault, hotel_id)
            yield work
        if work.events:
            await self._publisher.publish(hotel_id, work.events)
        if work.wakes:
            await self._waker.wake(work.wakes)

    @asynccontextmanager
    async def platform(self, *, actor: Actor = SYSTEM) -> AsyncIterator[PlatformWork]:
        async with self._transaction(PLATFORM) as opened:
            yield PlatformWork(opened, actor, self.vault)

    @asynccontextmanager
    async def _transaction(self, wanted: HotelId | str) -> AsyncIterator[Transaction]:
        if scope.get() is not None:
            raise NoHotelScope("A unit of work was opened inside another one.")
        token = scope.set(wanted)
        try:
            async with transaction(self.engine) as opened:
                yield opened
        finally:
            scope.reset(token)
