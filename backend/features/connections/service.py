"""Connections: what a hotel depends on, gathered from the database and the circuits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from backend.domain.connections import (
    Condition,
    ConnectionKind,
    NumberFacts,
    Outage,
    describe_database,
    describe_live,
    describe_model,
    describe_number,
)
from backend.domain.ids import HotelId
from backend.features.connections import repository
from backend.features.connections.repository import NumberRow
from backend.features.connections.schemas import (
    ConnectionsView,
    ConnectionView,
    HotelConnectionsView,
    PlatformConnectionsView,
)
from backend.ports.live import LiveEvent, LiveKind, LivePublisher
from backend.reliability.breaker import Breaker, Change, Detail
from backend.reliability.circuit import CircuitState
from backend.reliability.guarded import DEEPSEEK, GREEN_API, journal_circuit, number_circuit
from backend.work import Actor, WorkFactory

REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Silence:
    """Redis does not answer this process."""

    for_s: float
    error: str | None


async def connections_of(
    works: WorkFactory,
    hotel_id: HotelId,
    *,
    actor: Actor,
    breaker: Breaker,
    silence: Silence | None,
) -> ConnectionsView:
    """Opens its own unit of work: none is held while Redis is asked."""
    async with works.hotel(hotel_id, actor=actor) as work:
        numbers = _connected(await repository.list_numbers(work))
        now = work.now
    circuits = await breaker.details(_circuits_of(numbers))
    items = [_number_view(row, circuits, now) for row in numbers]
    items += _shared_views(circuits, silence, now)
    return ConnectionsView(checked_at=now, all_well=_are_well(items), items=items)


async def all_connections(
    works: WorkFactory, *, actor: Actor, breaker: Breaker, silence: Silence | None
) -> PlatformConnectionsView:
    """Across hotels, for the operator; of the numbers only those in trouble are listed."""
    async with works.platform(actor=actor) as work:
        numbers = _connected(await repository.list_all_numbers(work))
        now = work.now
    circuits = await breaker.details(_circuits_of(numbers))
    hotels = []
    for (hotel_id, name), rows in groupby(numbers, lambda row: (row.hotel_id, row.hotel_name)):
        views = [_number_view(row, circuits, now) for row in rows]
        bad = [view for view in views if view.state is not Condition.WORKING]
        if bad:
            hotels.append(HotelConnectionsView(hotel_id=hotel_id, name=name, items=bad))
    shared = _shared_views(circuits, silence, now)
    return PlatformConnectionsView(
        checked_at=now,
        all_well=not hotels and _are_well(shared),
        shared=shared,
        hotels=hotels,
        numbers=len(numbers),
        numbers_in_trouble=sum(len(hotel.items) for hotel in hotels),
    )


class Announcer:
    """Tells the screens of the hotels concerned that a circuit opened or closed."""

    def __init__(self, works: WorkFactory, publisher: LivePublisher) -> None:
        self._works = works
        self._publisher = publisher

    async def __call__(self, change: Change) -> None:
        _, _, number = change.name.partition(":")
        told: dict[UUID, str | None]
        async with self._works.platform() as work:
            if number:
                owners = await repository.owners_of(work, int(number))
                told = {hotel_id: str(channel_id) for hotel_id, channel_id in owners}
            else:
                told = dict.fromkeys(await repository.active_hotels(work), None)
        kind = ConnectionKind.MODEL if change.name == DEEPSEEK else ConnectionKind.WHATSAPP
        for hotel_id, channel_id in told.items():
            data = {"kind": kind, "channel_id": channel_id, "circuit": change.state}
            event = LiveEvent(LiveKind.CONNECTION, data)
            await self._publisher.publish(HotelId(hotel_id), [event])


def _connected(numbers: Iterable[NumberRow]) -> list[NumberRow]:
    return [row for row in numbers if row.pause_reason != REMOVED]


def _circuits_of(numbers: Sequence[NumberRow]) -> list[str]:
    names = [DEEPSEEK, GREEN_API]
    for row in numbers:
        names += [number_circuit(row.id_instance), journal_circuit(row.id_instance)]
    return names


def _number_view(row: NumberRow, circuits: Mapping[str, Detail], now: datetime) -> ConnectionView:
    facts = NumberFacts(
        state=row.state,
        state_at=row.state_at,
        pause_reason=row.pause_reason,
        paused_until=row.paused_until,
        outage=_outage(circuits[number_circuit(row.id_instance)], now),
        provider=_outage(circuits[GREEN_API], now),
        journal=_outage(circuits[journal_circuit(row.id_instance)], now),
    )
    return ConnectionView.of(
        ConnectionKind.WHATSAPP,
        describe_number(facts, now),
        name=row.name or f"WhatsApp number {row.id_instance}",
        channel_id=row.channel_id,
    )


def _shared_views(
    circuits: Mapping[str, Detail], silence: Silence | None, now: datetime
) -> list[ConnectionView]:
    quiet = None
    if silence is not None:
        quiet = Outage(now - timedelta(seconds=silence.for_s), error=silence.error)
    model = describe_model(_outage(circuits[DEEPSEEK], now))
    return [
        ConnectionView.of(ConnectionKind.MODEL, model, name="Answers by the AI"),
        ConnectionView.of(ConnectionKind.LIVE, describe_live(quiet), name="Live updates"),
        ConnectionView.of(ConnectionKind.DATABASE, describe_database(), name="Database"),
    ]


def _outage(detail: Detail, now: datetime) -> Outage | None:
    if detail.state is CircuitState.CLOSED:
        return None
    next_try = now + timedelta(seconds=detail.next_try_in_s)
    return Outage(now - timedelta(seconds=detail.open_for_s), next_try, detail.error)


def _are_well(items: Iterable[ConnectionView]) -> bool:
    return all(view.state is Condition.WORKING for view in items)
