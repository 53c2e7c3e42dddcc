"""Rows of alerts, with the names a screen shows beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.domain.alarms import StepState
from backend.domain.ids import HotelId
from backend.domain.words import AlertKind, AlertStatus
from backend.models import Alert, AlertPolicy, AlertStep, Conversation, Guest, Message, Staff
from backend.work import Work

UNFINISHED = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class NamedAlert:
    alert: Alert
    guest_name: str | None
    handled_by: str | None


async def insert_once(session: AsyncSession, alert: Alert) -> Alert | None:
    """None when the hotel has an alert with this dedupe_key already."""
    values = alert.model_dump(exclude={"created_at"})
    statement = (
        insert(Alert)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["hotel_id", "dedupe_key"])
        .returning(Alert)
    )
    return (await session.scalars(statement)).one_or_none()


async def find_for_update(session: AsyncSession, hotel_id: HotelId, alert_id: UUID) -> Alert | None:
    statement = select(Alert).where(Alert.hotel_id == hotel_id, Alert.id == alert_id)
    return (await session.exec(statement.with_for_update())).one_or_none()


SENDING_KINDS = (AlertKind.SEND_UNCERTAIN, AlertKind.SEND_FAILED)


async def list_open_of_messages(
    session: AsyncSession, hotel_id: HotelId, messages: Sequence[Message]
) -> Sequence[Alert]:
    """Unfinished alerts about how these messages were sent, locked."""
    statement = (
        select(Alert)
        .where(
            Alert.hotel_id == hotel_id,
            col(Alert.conversation_id).in_({message.conversation_id for message in messages}),
            col(Alert.message_id).in_([message.id for message in messages]),
            col(Alert.kind).in_(SENDING_KINDS),
            col(Alert.status).in_(UNFINISHED),
        )
        .order_by(col(Alert.id))
        .with_for_update()
    )
    return (await session.exec(statement)).all() if messages else ()


async def named(
    session: AsyncSession, hotel_id: HotelId, alert_ids: Sequence[UUID]
) -> Sequence[NamedAlert]:
    statement = _named(hotel_id).where(col(Alert.id).in_(alert_ids))
    return [NamedAlert(*row) for row in await session.execute(statement)]


async def list_page(
    session: AsyncSession,
    hotel_id: HotelId,
    *,
    statuses: Sequence[AlertStatus],
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[NamedAlert]:
    """Newest first."""
    order = tuple_(col(Alert.created_at), col(Alert.id))
    statement = _named(hotel_id).where(col(Alert.status).in_(statuses))
    if after is not None:
        statement = statement.where(order < tuple_(*after))
    statement = statement.order_by(col(Alert.created_at).desc(), col(Alert.id).desc())
    return [NamedAlert(*row) for row in await session.execute(statement.limit(limit))]


async def steps_of(
    session: AsyncSession, hotel_id: HotelId, alert_ids: Sequence[UUID]
) -> Sequence[tuple[AlertStep, str]]:
    """With the colleague's name, in the order in which they were told."""
    query = (
        select(AlertStep, Staff.name)
        .join(Staff, (col(Staff.hotel_id) == hotel_id) & (col(Staff.id) == AlertStep.staff_id))
        .where(AlertStep.hotel_id == hotel_id, col(AlertStep.alert_id).in_(alert_ids))
        .order_by(col(AlertStep.rung), col(AlertStep.id))
    )
    return (await session.exec(query)).all()


async def stop_steps(
    session: AsyncSession, hotel_id: HotelId, alert_id: UUID, outcome: str, now: datetime
) -> None:
    """Nobody who was not told yet is told any more."""
    stopped = (
        update(AlertStep)
        .where(
            col(AlertStep.hotel_id) == hotel_id,
            col(AlertStep.alert_id) == alert_id,
            col(AlertStep.state) == StepState.WAITING,
        )
        .values(state=StepState.LEFT_OUT, outcome=outcome, done_at=now)
    )
    await session.execute(stopped)


async def threshold(session: AsyncSession, hotel_id: HotelId) -> float | None:
    query = select(AlertPolicy.threshold).where(AlertPolicy.hotel_id == hotel_id)
    return (await session.exec(query)).first()


async def list_open_of_conversation(
    session: AsyncSession, hotel_id: HotelId, conversation_id: UUID
) -> Sequence[Alert]:
    """Those that nobody has seen yet."""
    query = select(Alert).where(
        Alert.hotel_id == hotel_id,
        Alert.conversation_id == conversation_id,
        Alert.status == AlertStatus.OPEN,
    )
    return (await session.exec(query.order_by(col(Alert.id)))).all()


async def list_unfinished(
    session: AsyncSession, hotel_id: HotelId, dedupe_keys: Sequence[str]
) -> Sequence[Alert]:
    query = select(Alert).where(
        Alert.hotel_id == hotel_id,
        col(Alert.dedupe_key).in_(dedupe_keys),
        col(Alert.status).in_(UNFINISHED),
    )
    return (await session.exec(query.order_by(col(Alert.id)))).all()


async def list_unfinished_of_kind(work: Work, kind: AlertKind) -> Sequence[Alert]:
    query = select(Alert).where(
        Alert.hotel_id == work.hotel_id,
        Alert.kind == kind,
        col(Alert.status).in_(UNFINISHED),
    )
    return (await work.session.exec(query.order_by(col(Alert.id)))).all()


async def is_unfinished(work: Work, kind: AlertKind, conversation_id: UUID | None) -> bool:
    query = select(Alert.id).where(
        Alert.hotel_id == work.hotel_id,
        Alert.conversation_id == conversation_id,
        Alert.kind == kind,
        col(Alert.status).in_(UNFINISHED),
    )
    return (await work.session.exec(query.limit(1))).first() is not None


async def count(session: AsyncSession, hotel_id: HotelId, statuses: Sequence[AlertStatus]) -> int:
    statement = select(func.count()).where(
        Alert.hotel_id == hotel_id, col(Alert.status).in_(statuses)
    )
    return (await session.exec(statement)).one()


def _named(hotel_id: HotelId) -> Any:
    return (
        select(Alert, Guest.name, Staff.name)
        .outerjoin(
            Conversation,
            (col(Conversation.hotel_id) == hotel_id)
            & (col(Conversation.id) == Alert.conversation_id),
        )
        .outerjoin(
            Guest,
            (col(Guest.hotel_id) == hotel_id) & (col(Guest.id) == Conversation.guest_id),
        )
        .outerjoin(Staff, (col(Staff.hotel_id) == hotel_id) & (col(Staff.id) == Alert.handled_by))
        .where(Alert.hotel_id == hotel_id)
    )
