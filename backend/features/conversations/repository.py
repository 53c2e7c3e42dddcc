"""Queries of the inbox. Each batch is one query, however many rows are shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, false, func, or_, tuple_
from sqlalchemy import select as select_columns
from sqlalchemy.orm import Mapped
from sqlmodel import col, select, update

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.words import AlertStatus, ConversationStatus
from backend.features.conversations.views import Surroundings
from backend.features.saved_views.schemas import InboxTab, ViewFilter
from backend.models import (
    Alert,
    Assessment,
    Conversation,
    ConversationLabel,
    Guest,
    Hotel,
    Media,
    Mention,
    Message,
    Staff,
    Stay,
)
from backend.work import Work

ACTIVE = (ConversationStatus.OPEN, ConversationStatus.WAITING_GUEST)
"""Somebody may have to act; partial indexes are made of these two words."""
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
        # The first bound is what the index begins at, however deep the page.
        query = query.where(at <= after.at, or_(at < after.at, key > after.id))
    query = query.order_by(col(Conversation.last_message_at).desc(), col(Conversation.id))
    return (await work.session.exec(query.limit(limit))).all()


def in_view(name: InboxTab, staff_id: UUID | None) -> list[ColumnElement[bool]]:
    """The conversations a view of the inbox shows; `counts` counts by the same words."""
    status = col(Conversation.status)
    active = status.in_(ACTIVE)
    views: dict[InboxTab, list[ColumnElement[bool]]] = {
        "all": [],
        "open": [active],
        "mine": [active, *_is(col(Conversation.assignee_id), staff_id)],
        "unassigned": [
            active,
            col(Conversation.assignee_id).is_(None),
            col(Conversation.team_id).is_(None),
        ],
        "waiting": [active, col(Conversation.waiting_since).is_not(None)],
        "mentions": [status != ConversationStatus.RESOLVED, _mentions(staff_id)],
        "alerts": [_has_open_alert()],
        "waiting_guest": [status == ConversationStatus.WAITING_GUEST],
        "snoozed": [status == ConversationStatus.SNOOZED],
        "resolved": [status == ConversationStatus.RESOLVED],
    }
    return views[name]


def selected(chosen: ViewFilter, staff_id: UUID | None) -> list[ColumnElement[bool]]:
    """A view of the inbox, narrowed by what else was chosen."""
    where = in_view(chosen.status, staff_id)
    if chosen.assignee_id is not None:
        where.append(col(Conversation.assignee_id) == chosen.assignee_id)
    if chosen.team_id is not None:
        where.append(col(Conversation.team_id) == chosen.team_id)
    if chosen.priority is not None:
        where.append(col(Conversation.priority) == chosen.priority)
    if chosen.label_id is not None:
        where.append(
            exists().where(
                col(ConversationLabel.hotel_id) == col(Conversation.hotel_id),
                col(ConversationLabel.conversation_id) == col(Conversation.id),
                col(ConversationLabel.label_id) == chosen.label_id,
            )
        )
    return where


async def counts(work: Work, selections: Sequence[ViewFilter]) -> list[int]:
    """How many conversations each of them holds: one statement, so all are of one moment."""
    numbers = [
        select(func.count())
        .select_from(Conversation)
        .where(
            Conversation.hotel_id == work.hotel_id,
            *selected(chosen, work.actor.staff_id),
        )
        .scalar_subquery()
        .label(f"n{place}")
        for place, chosen in enumerate(selections)
    ]
    return list((await work.session.execute(select_columns(*numbers))).one())


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
      and a.status in ('open', 'acknowledged')), e.name, t.name, (
    select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'colour', l.colour)
                              order by lower(l.name)), '[]')
    from conversation_label x join label l on l.hotel_id = x.hotel_id and l.id = x.label_id
    where x.hotel_id = c.hotel_id and x.conversation_id = c.id), array(
    select distinct m.staff_id from mention m
    where m.hotel_id = c.hotel_id and m.conversation_id = c.id and m.seen_at is null),
  {c}, {g}, {s}
from conversation c
join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
left join stay s on s.hotel_id = c.hotel_id and s.id = c.stay_id
left join staff f on f.hotel_id = c.hotel_id and f.id = c.speaker_staff_id
left join staff e on e.hotel_id = c.hotel_id and e.id = c.assignee_id
left join team t on t.hotel_id = c.hotel_id and t.id = c.team_id
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
    for row in await work.rows(_SURROUNDINGS, values):
        name, alerts, assignee, team, labels, mentioned, *columns = row
        conversation, rest = columns[: _CONVERSATION.width], columns[_CONVERSATION.width :]
        guest, stay = rest[: _GUEST.width], rest[_GUEST.width :]
        around = Surroundings(
            _GUEST(guest), _stay(stay), name, alerts, assignee, team, labels, mentioned
        )
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


async def languages(work: Work, conversation_id: UUID) -> tuple[str | None, str]:
    """Of the guest and of the hotel."""
    query = (
        select(Guest.language, Hotel.language)
        .join(Conversation, col(Conversation.guest_id) == col(Guest.id))
        .join(Hotel, col(Hotel.id) == col(Conversation.hotel_id))
        .where(
            Conversation.hotel_id == work.hotel_id,
            Guest.hotel_id == work.hotel_id,
            Conversation.id == conversation_id,
        )
    )
    return (await work.session.exec(query)).one()


async def put_question(
    work: Work, conversation_id: UUID, question: str | None, until: datetime | None
) -> None:
    asked = (
        update(Conversation)
        .where(col(Conversation.hotel_id) == work.hotel_id, col(Conversation.id) == conversation_id)
        .values(question=question, question_until=until)
    )
    await work.session.execute(asked)


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


def _mentions(staff_id: UUID | None) -> ColumnElement[bool]:
    return exists().where(
        col(Mention.hotel_id) == col(Conversation.hotel_id),
        col(Mention.conversation_id) == col(Conversation.id),
        *_is(col(Mention.staff_id), staff_id),
    )


def _is(column: Mapped[Any], staff_id: UUID | None) -> list[ColumnElement[bool]]:
    """A machine or the operator is no colleague: nothing is theirs."""
    return [false()] if staff_id is None else [column == staff_id]


def _has_open_alert() -> ColumnElement[bool]:
    return exists().where(
        col(Alert.hotel_id) == col(Conversation.hotel_id),
        col(Alert.conversation_id) == col(Conversation.id),
        col(Alert.status).in_(OPEN_ALERT),
    )
