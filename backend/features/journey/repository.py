"""Queries of planned occurrences. Each batch is one query, however many rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import orjson
from sqlalchemy import CompoundSelect, func, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, delete, select

from backend.domain.sending import SENDABLE
from backend.domain.words import (
    AlertKind,
    AlertStatus,
    ChannelPolicy,
    OutboxState,
    PlanState,
)
from backend.features.journey.schemas import Claim, Sent, Talk
from backend.features.journey.statements import (
    CLAIM,
    FIRED,
    LEDGER,
    ONE_AT_A_TIME,
    PLAN,
    SENT,
    SETTLE,
    SILENCES,
    TALKS,
)
from backend.models import (
    Channel,
    Conversation,
    Guest,
    Hotel,
    Outbox,
    PlannedOccurrence,
    Stay,
    StayEvent,
    Trigger,
    TriggerSkip,
)
from backend.work import Work


async def get_hotel(work: Work) -> Hotel:
    return (await work.session.exec(select(Hotel).where(Hotel.id == work.hotel_id))).one()


async def claim(work: Work, *, limit: int, lease: timedelta) -> list[Claim]:
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "lease_until": work.now + lease,
        "limit": limit,
    }
    return [Claim(*row) for row in await work.session.execute(CLAIM, values)]


async def subjects(work: Work, ids: Collection[int]) -> list[tuple[UUID, UUID | None]]:
    """(guest, conversation of a silence) of planned occurrences; nothing is locked."""
    guest = func.coalesce(col(Stay.guest_id), col(Conversation.guest_id))
    query = (
        select(guest, PlannedOccurrence.conversation_id)
        .select_from(PlannedOccurrence)
        .outerjoin(
            Stay,
            (col(Stay.hotel_id) == work.hotel_id) & (col(Stay.id) == PlannedOccurrence.stay_id),
        )
        .outerjoin(
            Conversation,
            (col(Conversation.hotel_id) == work.hotel_id)
            & (col(Conversation.id) == PlannedOccurrence.conversation_id),
        )
        .where(PlannedOccurrence.hotel_id == work.hotel_id, col(PlannedOccurrence.id).in_(ids))
    )
    return [(row[0], row[1]) for row in await work.session.execute(query)]


async def one_at_a_time(work: Work, guests: Collection[UUID]) -> None:
    """Two workers never decide about the same guest at once."""
    await work.session.execute(ONE_AT_A_TIME, {"guests": [str(one) for one in guests]})


async def lock_conversations(work: Work, guests: Collection[UUID]) -> Sequence[Conversation]:
    """Newest message first. Locked before planned rows, as a push of a stay does."""
    query = (
        select(Conversation)
        .where(Conversation.hotel_id == work.hotel_id, col(Conversation.guest_id).in_(guests))
        .order_by(col(Conversation.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    rows = (await work.session.exec(query)).all()
    return sorted(rows, key=lambda row: row.last_message_at or work.now, reverse=True)


async def lock_planned(work: Work, ids: Collection[int]) -> Sequence[PlannedOccurrence]:
    """Those that are still to be decided now."""
    query = (
        select(PlannedOccurrence)
        .where(
            PlannedOccurrence.hotel_id == work.hotel_id,
            col(PlannedOccurrence.id).in_(ids),
            PlannedOccurrence.state == PlanState.PLANNED,
            col(PlannedOccurrence.due_at) <= work.now,
        )
        .order_by(col(PlannedOccurrence.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await work.session.exec(query)).all()


async def lock_standing(
    work: Work, stay_ids: Collection[UUID], trigger_ids: Collection[UUID]
) -> Sequence[PlannedOccurrence]:
    query = (
        select(PlannedOccurrence)
        .where(
            PlannedOccurrence.hotel_id == work.hotel_id,
            col(PlannedOccurrence.stay_id).in_(stay_ids),
            col(PlannedOccurrence.trigger_id).in_(trigger_ids),
        )
        .order_by(col(PlannedOccurrence.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await work.session.exec(query)).all()


async def stays_by_id(work: Work, ids: Collection[UUID]) -> Sequence[Stay]:
    query = select(Stay).where(Stay.hotel_id == work.hotel_id, col(Stay.id).in_(ids))
    query = query.execution_options(populate_existing=True)
    return (await work.session.exec(query)).all()


async def stays_of(work: Work, guests: Collection[UUID]) -> Sequence[Stay]:
    query = select(Stay).where(Stay.hotel_id == work.hotel_id, col(Stay.guest_id).in_(guests))
    query = query.execution_options(populate_existing=True)
    return (await work.session.exec(query)).all()


async def living_stays(work: Work, *, since: date) -> Sequence[UUID]:
    """Stays that end on that day or later."""
    query = select(Stay.id).where(Stay.hotel_id == work.hotel_id, col(Stay.departure) >= since)
    return (await work.session.exec(query.order_by(col(Stay.id)))).all()


async def log_of(
    work: Work, stay_ids: Collection[UUID], *, since: datetime
) -> Mapping[UUID, Sequence[StayEvent]]:
    """Oldest first."""
    query = select(StayEvent).where(
        StayEvent.hotel_id == work.hotel_id,
        col(StayEvent.stay_id).in_(stay_ids),
        col(StayEvent.at) >= since,
    )
    found: dict[UUID, list[StayEvent]] = defaultdict(list)
    for row in await work.session.exec(query.order_by(col(StayEvent.id))):
        found[row.stay_id].append(row)
    return found


async def guests_by_id(work: Work, ids: Collection[UUID]) -> Mapping[UUID, Guest]:
    query = select(Guest).where(Guest.hotel_id == work.hotel_id, col(Guest.id).in_(ids))
    query = query.execution_options(populate_existing=True)
    return {guest.id: guest for guest in await work.session.exec(query)}


async def talks(work: Work, rows: Sequence[Conversation]) -> list[Talk]:
    """In the order of `rows`."""
    values = {
        "hotel_id": work.hotel_id,
        "ids": [row.id for row in rows],
        "complaint": AlertKind.COMPLAINT.value,
        "unfinished": [AlertStatus.OPEN.value, AlertStatus.ACKNOWLEDGED.value],
    }
    known = {row.id: row for row in await work.session.execute(TALKS, values)}
    return [
        Talk(
            row,
            ChannelPolicy(known[row.id].policy),
            known[row.id].last_in_at,
            known[row.id].has_open_complaint,
        )
        for row in rows
    ]


async def sent_to(work: Work, guests: Collection[UUID]) -> Mapping[UUID, Sequence[Sent]]:
    found: dict[UUID, list[Sent]] = defaultdict(list)
    values = {"hotel_id": work.hotel_id, "guests": list(guests)}
    for row in await work.session.execute(SENT, values):
        template = UUID(row.template_id) if row.template_id else None
        found[row.guest_id].append(
            Sent(row.trigger_id, template, row.occurrence, row.stay_id, row.decided_at)
        )
    return found


async def fired(work: Work, rows: Sequence[PlannedOccurrence]) -> set[tuple[UUID, str]]:
    """Also by another stay or guest, where several share an occurrence."""
    values = {
        "hotel_id": work.hotel_id,
        "triggers": [row.trigger_id for row in rows],
        "occurrences": [row.occurrence for row in rows],
    }
    return {(row[0], row[1]) for row in await work.session.execute(FIRED, values)}


async def skips(work: Work, trigger_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """(trigger, guest or stay)"""
    query = select(TriggerSkip.trigger_id, TriggerSkip.subject_id).where(
        TriggerSkip.hotel_id == work.hotel_id, col(TriggerSkip.trigger_id).in_(trigger_ids)
    )
    return set((await work.session.exec(query)).all())


async def speaking_number(work: Work) -> UUID | None:
    """The hotel's first number that can send."""
    query = (
        select(Channel.id)
        .where(
            Channel.hotel_id == work.hotel_id,
            col(Channel.state).in_(SENDABLE),
            col(Channel.policy) == ChannelPolicy.PERSONAL,
        )
        .order_by(col(Channel.created_at), col(Channel.id))
    )
    return (await work.session.exec(query)).first()


async def open_chat(
    work: Work, *, channel_id: UUID, chat_id: str, guest_id: UUID, stay_id: UUID | None
) -> UUID:
    row = Conversation(
        hotel_id=work.hotel_id,
        channel_id=channel_id,
        chat_id=chat_id,
        guest_id=guest_id,
        stay_id=stay_id,
    )
    statement = (
        insert(Conversation)
        .values(row.model_dump(exclude_none=True))
        .on_conflict_do_nothing(index_elements=["hotel_id", "channel_id", "chat_id"])
        .returning(col(Conversation.id))
    )
    made = (await work.session.execute(statement)).scalar_one_or_none()
    if made is not None:
        return cast(UUID, made)
    query = select(Conversation.id).where(
        Conversation.hotel_id == work.hotel_id,
        Conversation.channel_id == channel_id,
        Conversation.chat_id == chat_id,
    )
    return (await work.session.exec(query)).one()


async def write_plans(work: Work, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        values = {"hotel_id": work.hotel_id, "rows": orjson.dumps(rows).decode()}
        await work.session.execute(PLAN, values)


async def plan_silences(
    work: Work, trigger_id: UUID, *, lasted: timedelta, guest_waits: bool, since: datetime
) -> int:
    """Episodes whose time came after `since`, each once."""
    values = {
        "hotel_id": work.hotel_id,
        "trigger_id": trigger_id,
        "lasted": lasted,
        "guest_waits": guest_waits,
        "since": since,
        "now": work.now,
    }
    return (await work.session.execute(SILENCES, values)).rowcount  # type: ignore[attr-defined,no-any-return]


async def write_ledger(
    work: Work, rows: Sequence[Mapping[str, Any]]
) -> dict[tuple[UUID, str], int]:
    """{(trigger, occurrence): decision} of those that fired; one that fired before is left out."""
    if not rows:
        return {}
    values = {"hotel_id": work.hotel_id, "rows": orjson.dumps(rows).decode()}
    written = await work.session.execute(LEDGER, values)
    return {(row.trigger_id, row.occurrence): row.id for row in written if row.outcome == "fired"}


async def settle(work: Work, rows: Sequence[Mapping[str, Any]]) -> None:
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "rows": orjson.dumps(rows).decode(),
    }
    await work.session.execute(SETTLE, values)


async def discard_planned(work: Work, trigger_id: UUID) -> None:
    """What has not fired is planned anew, by the rule as it is now."""
    gone = delete(PlannedOccurrence).where(
        col(PlannedOccurrence.hotel_id) == work.hotel_id,
        col(PlannedOccurrence.trigger_id) == trigger_id,
        col(PlannedOccurrence.state) != PlanState.FIRED,
    )
    await work.session.execute(gone)


async def list_planned(
    work: Work,
    *,
    trigger_id: UUID | None,
    stay_id: UUID | None,
    guest_id: UUID | None,
    after: tuple[datetime, int] | None,
    limit: int,
) -> Sequence[tuple[PlannedOccurrence, str, Stay | None, Guest | None]]:
    """What waits for its time, the next first."""
    guest = func.coalesce(col(Stay.guest_id), col(Conversation.guest_id))
    row = PlannedOccurrence
    query = (
        select(row, Trigger.name, Stay, Guest)
        .join(
            Trigger, (col(Trigger.hotel_id) == work.hotel_id) & (col(Trigger.id) == row.trigger_id)
        )
        .outerjoin(Stay, (col(Stay.hotel_id) == work.hotel_id) & (col(Stay.id) == row.stay_id))
        .outerjoin(
            Conversation,
            (col(Conversation.hotel_id) == work.hotel_id)
            & (col(Conversation.id) == row.conversation_id),
        )
        .outerjoin(Guest, (col(Guest.hotel_id) == work.hotel_id) & (col(Guest.id) == guest))
        .where(row.hotel_id == work.hotel_id, row.state == PlanState.PLANNED)
    )
    if trigger_id is not None:
        query = query.where(row.trigger_id == trigger_id)
    if stay_id is not None:
        query = query.where(row.stay_id == stay_id)
    if guest_id is not None:
        query = query.where(col(row.id).in_(_planned_for(work, guest_id)))
    if after is not None:
        at, key = after
        query = query.where(
            (col(row.due_at) > at) | ((col(row.due_at) == at) & (col(row.id) > key))
        )
    query = query.order_by(col(row.due_at), col(row.id)).limit(limit)
    return [(one[0], one[1], one[2], one[3]) for one in await work.session.execute(query)]


def _planned_for(work: Work, guest_id: UUID) -> CompoundSelect[tuple[int | None]]:
    """By the guest's stays and conversations, each through its index, however much is planned."""
    row = PlannedOccurrence
    stays = select(Stay.id).where(Stay.hotel_id == work.hotel_id, Stay.guest_id == guest_id)
    talks = select(Conversation.id).where(
        Conversation.hotel_id == work.hotel_id, Conversation.guest_id == guest_id
    )
    waiting = select(row.id).where(row.hotel_id == work.hotel_id, row.state == PlanState.PLANNED)
    return union_all(
        waiting.where(col(row.stay_id).in_(stays)),
        waiting.where(col(row.conversation_id).in_(talks)),
    )


async def count_planned(work: Work) -> int:
    query = select(func.count()).where(
        PlannedOccurrence.hotel_id == work.hotel_id, PlannedOccurrence.state == PlanState.PLANNED
    )
    return (await work.session.exec(query)).one()


async def count_queued(work: Work) -> int:
    query = select(func.count()).where(
        Outbox.hotel_id == work.hotel_id,
        Outbox.state == OutboxState.QUEUED,
        Outbox.author == "trigger",
    )
    return (await work.session.exec(query)).one()
