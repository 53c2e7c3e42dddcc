"""Rows of triggers and of the ledger."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.ids import HotelId
from backend.domain.words import MessageClass
from backend.models import Conversation, Decision, Guest, Template, Trigger
from backend.work import Work


@dataclass(frozen=True, slots=True)
class LedgerRow:
    decision: Decision
    guest_name: str
    trigger_name: str | None


async def list_triggers(
    session: AsyncSession, hotel_id: HotelId
) -> Sequence[tuple[Trigger, str | None]]:
    """With the name of the template, in the order they are tried."""
    statement = (
        select(Trigger, Template.name)
        .outerjoin(
            Template,
            (col(Template.hotel_id) == hotel_id) & (col(Template.id) == Trigger.template_id),
        )
        .where(Trigger.hotel_id == hotel_id)
        .order_by(col(Trigger.priority), col(Trigger.id))
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


_TRIGGER = Loader(Trigger)
_ENABLED = sql(
    """
select p.message_class, {t} from trigger t
left join template p on p.hotel_id = t.hotel_id and p.id = t.template_id
where t.hotel_id = :hotel and t.enabled order by t.priority, t.id
""",
    t=_TRIGGER,
)


async def read_enabled(work: Work) -> Sequence[tuple[Trigger, MessageClass | None]]:
    """With the class of the template, None when there is no template. The rows belong to no
    session."""
    rows = await work.rows(_ENABLED, {"hotel": work.hotel_id})
    return [
        (_TRIGGER(columns), MessageClass(message_class) if message_class else None)
        for message_class, *columns in rows
    ]


async def find(session: AsyncSession, hotel_id: HotelId, trigger_id: UUID) -> Trigger | None:
    return await session.get(Trigger, (hotel_id, trigger_id))


async def name_taken(
    session: AsyncSession, hotel_id: HotelId, name: str, *, besides: UUID | None
) -> bool:
    statement = select(Trigger.id).where(
        Trigger.hotel_id == hotel_id,
        func.lower(col(Trigger.name)) == name.lower(),
        Trigger.id != besides,
    )
    return (await session.exec(statement)).first() is not None


async def disable_all(session: AsyncSession, hotel_id: HotelId) -> int:
    statement = (
        update(Trigger)
        .where(col(Trigger.hotel_id) == hotel_id, col(Trigger.enabled))
        .values(enabled=False)
        .returning(col(Trigger.id))
    )
    return len((await session.execute(statement)).all())


_FIRED = sql("""
select trigger_id, occurrence from decision
where hotel_id = :hotel and kind = 'trigger' and outcome = 'fired'
  and trigger_id = any(:triggers) and occurrence is not null
  and (conversation_id = any(:conversations) or stay_id = any(:stays))
""")


async def fired_pairs(
    work: Work,
    *,
    trigger_ids: Collection[UUID],
    conversation_ids: Collection[UUID],
    stay_ids: Collection[UUID],
) -> set[tuple[UUID, str]]:
    """(trigger, occurrence) that fired for these conversations or stays."""
    values = {
        "hotel": work.hotel_id,
        "triggers": list(trigger_ids),
        "conversations": list(conversation_ids),
        "stays": list(stay_ids),
    }
    return {(trigger, occurrence) for trigger, occurrence in await work.rows(_FIRED, values)}


async def list_ledger(
    session: AsyncSession,
    hotel_id: HotelId,
    *,
    conversation_id: UUID | None,
    trigger_id: UUID | None,
    before: int | None,
    limit: int,
) -> Sequence[LedgerRow]:
    """Newest first."""
    statement = (
        select(Decision, Guest.name, Trigger.name)
        .join(
            Conversation,
            (col(Conversation.hotel_id) == hotel_id)
            & (col(Conversation.id) == Decision.conversation_id),
        )
        .join(Guest, (col(Guest.hotel_id) == hotel_id) & (col(Guest.id) == Conversation.guest_id))
        .outerjoin(
            Trigger, (col(Trigger.hotel_id) == hotel_id) & (col(Trigger.id) == Decision.trigger_id)
        )
        .where(Decision.hotel_id == hotel_id)
    )
    if conversation_id is not None:
        statement = statement.where(Decision.conversation_id == conversation_id)
    if trigger_id is not None:
        statement = statement.where(Decision.trigger_id == trigger_id)
    if before is not None:
        statement = statement.where(col(Decision.id) < before)
    statement = statement.order_by(col(Decision.id).desc()).limit(limit)
    return [LedgerRow(*row) for row in await session.execute(statement)]
