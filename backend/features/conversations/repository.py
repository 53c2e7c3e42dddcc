"""Queries of the inbox. Each batch is one query, however many rows are shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, tuple_
from sqlmodel import col, select

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.words import AlertStatus, ConversationStatus
from backend.features.conversations.views import Surroundings
from backend.models import (
    Alert,
    Assessment,
    Conversation,
    Guest,
    Hotel,
    Media,
    Message,
    Staff,
    Stay,
)
from backend.work import Work

OPEN_ALERT = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class After:
    """Key of the last row of the page before."""

    at: datetime
    id: UUID | int


async def get_conversation(
    work: Work, conversation_id: UUID, *, lock: bool = False
) -> Conversation | None:
    """As the database has it now, with what this unit of work has already changed."""
    query = select(Conversation).where(
        Conversation.hotel_id == work.hotel_id, Conversation.id == conversation_id
    )
    if lock:
        query = query.with_for_update()
    result = await work.session.exec(query, execution_options={"populate_existing": True})
    return result.first()


async def list_conversations(
    work: Work, *, where: Sequence[ColumnElement[bool]], after: After | None, limit: int
) -> Sequence[Conversation]:
    query = select(Conversation).where(Conversation.hotel_id == work.hotel_id, *where)
    if after is not None:
        at, key = col(Conversation.last_message_at), col(Conversation.id)
        query = query.where(or_(at < after.at, and_(at == after.at, key > after.id)))
    query = query.order_by(col(Conversation.last_message_at).desc(), col(Conversation.id))
    return (await work.session.exec(query.limit(limit))).all()


def in_status(name: str) -> list[ColumnElement[bool]]:
    """The conversations a tab of the inbox shows; `counts` counts by the same words."""
    unresolved = col(Conversation.status) != ConversationStatus.RESOLVED
    return {
        "all": [],
        "open": [unresolved],
        "waiting": [unresolved, col(Conversation.waiting_since).is_not(None)],
        "alerts": [_has_open_alert()],
        "resolved": [col(Conversation.status) == ConversationStatus.RESOLVED],
    }[name]


def matching(words: str) -> ColumnElement[bool]:
    """Guest's name or phone, room, or the text of a message; case does not matter."""
    guest = exists().where(
        col(Guest.hotel_id) == col(Conversation.hotel_id),
        col(Guest.id) == col(Conversation.guest_id),
        or_(
            col(Guest.name).icontains(words, autoescape=True),
            col(Guest.whatsapp_name).icontains(words, autoescape=True),
            col(Guest.phone).icontains(words, autoescape=True),
        ),
    )
    room = exists().where(
        col(Stay.hotel_id) == col(Conversation.hotel_id),
        col(Stay.id) == col(Conversation.stay_id),
        func.lower(col(Stay.room)) == words.lower(),
    )
    said = exists().where(
        col(Message.hotel_id) == col(Conversation.hotel_id),
        col(Message.conversation_id) == col(Conversation.id),
        col(Message.text).icontains(words, autoescape=True),
    )
    return or_(guest, room, said)


async def counts(work: Work) -> dict[str, int]:
    query = select(
        func.count().filter(*in_status("open")),
        func.count().filter(*in_status("waiting")),
        func.count().filter(*in_status("alerts")),
        func.count().filter(*in_status("resolved")),
    ).where(Conversation.hotel_id == work.hotel_id)
    opened, waiting, alerts, resolved = (await work.session.exec(query)).one()
    return {"open": opened, "waiting": waiting, "alerts": alerts, "resolved": resolved}


async def list_messages(
    work: Work, conversation_id: UUID, *, before: After | None, limit: int
) -> Sequence[Message]:
    query = select(Message).where(
        Message.hotel_id == work.hotel_id, Message.conversation_id == conversation_id
    )
    key = (col(Message.sort_at), col(Message.id))
    if before is not None:
        query = query.where(tuple_(*key) < tuple_(before.at, before.id))
    query = query.order_by(*(part.desc() for part in key))
    return (await work.session.exec(query.limit(limit))).all()


async def get_message(work: Work, message_id: int) -> Message | None:
    query = select(Message).where(Message.hotel_id == work.hotel_id, Message.id == message_id)
    return (await work.session.exec(query)).first()


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


_CONVERSATION, _MESSAGE = Loader(Conversation), Loader(Message)
_GUEST, _STAY = Loader(Guest), Loader(Stay)
_SURROUNDINGS = sql(
    """
select f.name, (
    select count(*) from alert a
    where a.hotel_id = c.hotel_id and a.conversation_id = c.id
      and a.status in ('open', 'acknowledged')), {c}, {g}, {s}
from conversation c
join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
left join stay s on s.hotel_id = c.hotel_id and s.id = c.stay_id
left join staff f on f.hotel_id = c.hotel_id and f.id = c.speaker_staff_id
where c.hotel_id = :hotel and c.id = any(:ids)
""",
    c=_CONVERSATION,
    g=_GUEST,
    s=_STAY,
)
_GUESTS = sql(
    """
select c.id, {g} from conversation c
join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
where c.hotel_id = :hotel and c.id = any(:ids)
""",
    g=_GUEST,
)
_MESSAGES = sql(
    "select {m} from message m where m.hotel_id = :hotel and m.id = any(:ids) order by m.id",
    m=_MESSAGE,
)


async def read_listed(work: Work, ids: Collection[UUID]) -> list[tuple[Conversation, Surroundings]]:
    """As the database has them now, in one query. They belong to no session."""
    values = {"hotel": work.hotel_id, "ids": list(ids)}
    found = []
    for name, alerts, *columns in await work.rows(_SURROUNDINGS, values):
        conversation, rest = columns[: _CONVERSATION.width], columns[_CONVERSATION.width :]
        guest, stay = rest[: _GUEST.width], rest[_GUEST.width :]
        around = Surroundings(_GUEST(guest), _stay(stay), name, alerts)
        found.append((_CONVERSATION(conversation), around))
    return found


def _stay(columns: Sequence[Any]) -> Stay | None:
    """All empty where there is none; its hotel never is."""
    return None if columns[0] is None else _STAY(columns)


async def guests_of(work: Work, conversation_ids: Collection[UUID]) -> dict[UUID, Guest]:
    """Conversation id to its guest."""
    if not conversation_ids:
        return {}
    values = {"hotel": work.hotel_id, "ids": list(conversation_ids)}
    return {id_: _GUEST(columns) for id_, *columns in await work.rows(_GUESTS, values)}


async def get_guest(work: Work, guest_id: UUID) -> Guest:
    return await work.session.get_one(Guest, (work.hotel_id, guest_id))


async def stays_of_guest(work: Work, guest_id: UUID) -> Sequence[Stay]:
    query = select(Stay).where(Stay.hotel_id == work.hotel_id, Stay.guest_id == guest_id)
    return (await work.session.exec(query.order_by(col(Stay.arrival).desc()))).all()


async def conversations_of_guest(work: Work, guest_id: UUID) -> Sequence[Conversation]:
    query = select(Conversation).where(
        Conversation.hotel_id == work.hotel_id, Conversation.guest_id == guest_id
    )
    return (await work.session.exec(query)).all()


async def staff_names(work: Work, ids: Collection[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    query = select(Staff.id, Staff.name).where(
        Staff.hotel_id == work.hotel_id, col(Staff.id).in_(ids)
    )
    return dict((await work.session.exec(query)).all())


async def read_messages(work: Work, ids: Collection[int]) -> list[Message]:
    """In the order of their ids, as the database has them now. They belong to no session."""
    if not ids:
        return []
    values = {"hotel": work.hotel_id, "ids": list(ids)}
    return [_MESSAGE(row) for row in await work.rows(_MESSAGES, values)]


async def quoted(work: Work, keys: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], Message]:
    """(conversation, provider id) to the message that was quoted."""
    if not keys:
        return {}
    place = tuple_(col(Message.conversation_id), col(Message.provider_id))
    query = select(Message).where(Message.hotel_id == work.hotel_id, place.in_(list(keys)))
    rows = await work.session.exec(query)
    return {(row.conversation_id, row.provider_id or ""): row for row in rows}


_ASSESSMENT = Loader(Assessment)
_ASSESSMENTS = sql(
    "select {a} from assessment a where a.hotel_id = :hotel and a.message_id = any(:ids)",
    a=_ASSESSMENT,
)


async def assessments(work: Work, message_ids: Collection[int]) -> dict[int, Assessment]:
    if not message_ids:
        return {}
    values = {"hotel": work.hotel_id, "ids": list(message_ids)}
    found = [_ASSESSMENT(row) for row in await work.rows(_ASSESSMENTS, values)]
    return {row.message_id: row for row in found}


async def media(work: Work, message_ids: Collection[int]) -> dict[int, Media]:
    if not message_ids:
        return {}
    query = select(Media).where(
        Media.hotel_id == work.hotel_id, col(Media.message_id).in_(message_ids)
    )
    return {row.message_id: row for row in await work.session.exec(query)}


def _has_open_alert() -> ColumnElement[bool]:
    return exists().where(
        col(Alert.hotel_id) == col(Conversation.hotel_id),
        col(Alert.conversation_id) == col(Conversation.id),
        col(Alert.status).in_(OPEN_ALERT),
    )
