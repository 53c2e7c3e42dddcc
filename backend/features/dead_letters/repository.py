"""Queries on dead letters and on the work they stand for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select, text, tuple_, update
from sqlmodel.sql.expression import SelectOfScalar

from backend.domain.words import Author, InboxState, MessageStatus, SendOutcome
from backend.features.dead_letters.rows import Around, SendTry, Webhook
from backend.models import Channel, Conversation, DeadLetter, Guest, Inbox, Stay
from backend.work import Work


async def list_letters(
    work: Work,
    *,
    waiting: bool,
    source: str | None,
    reason: str | None,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[DeadLetter]:
    query = _chosen(select(DeadLetter), work, waiting=waiting, source=source, reason=reason)
    if after is not None:
        at, key = after
        last, own = col(DeadLetter.last_at), col(DeadLetter.id)
        query = query.where((last < at) | ((last == at) & (own > key)))
    query = query.order_by(col(DeadLetter.last_at).desc(), col(DeadLetter.id)).limit(limit)
    return (await work.session.exec(query)).all()


_COUNTS = text("""
select source, reason, count(*) as waiting, min(first_at) as oldest_at, max(last_at) as latest_at
from dead_letter
where hotel_id = :hotel_id and replayed_at is null and discarded_at is null
group by source, reason order by waiting desc, source, reason
""")


async def count_by_reason(work: Work) -> Sequence[Mapping[str, Any]]:
    """source, reason, how many wait, first and last time; most first."""
    rows = await work.session.execute(_COUNTS, {"hotel_id": work.hotel_id})
    return [dict(row) for row in rows.mappings()]


async def count_waiting(work: Work, *, source: str | None, reason: str | None) -> int:
    query = select(func.count()).select_from(DeadLetter)
    query = _chosen(query, work, waiting=True, source=source, reason=reason)
    return (await work.session.exec(query)).one()


async def lock_letter(work: Work, letter_id: UUID) -> DeadLetter | None:
    query = select(DeadLetter).where(
        DeadLetter.hotel_id == work.hotel_id, DeadLetter.id == letter_id
    )
    return (await work.session.exec(query.with_for_update())).first()


async def lock_waiting(
    work: Work, *, source: str | None, reason: str | None, most: int
) -> Sequence[DeadLetter]:
    """Oldest first; those that somebody else replays now are left out."""
    query = _chosen(select(DeadLetter), work, waiting=True, source=source, reason=reason)
    query = query.order_by(col(DeadLetter.last_at), col(DeadLetter.id)).limit(most)
    return (await work.session.exec(query.with_for_update(skip_locked=True))).all()


async def revive_inbox(work: Work, inbox_id: int) -> bool:
    """False when the row is gone or is not given up."""
    query = (
        update(Inbox)
        .where(
            col(Inbox.hotel_id) == work.hotel_id,
            col(Inbox.id) == inbox_id,
            col(Inbox.state).in_((InboxState.DEAD, InboxState.UNPARSED)),
        )
        .values(state=InboxState.NEW, attempts=0, next_at=work.now, done_at=None, error=None)
        .returning(col(Inbox.id))
    )
    return (await work.session.exec(query)).first() is not None


async def unparsed_inbox(work: Work) -> Sequence[int]:
    query = select(Inbox.id).where(
        Inbox.hotel_id == work.hotel_id,
        col(Inbox.state).in_((InboxState.DEAD, InboxState.UNPARSED)),
    )
    return [key for key in await work.session.exec(query) if key is not None]


async def revive_turn(work: Work, conversation_id: UUID) -> bool:
    """False when nobody waits for an answer any more."""
    query = (
        update(Conversation)
        .where(
            col(Conversation.hotel_id) == work.hotel_id,
            col(Conversation.id) == conversation_id,
            col(Conversation.waiting_since).is_not(None),
        )
        .values(due_at=work.now, due_since=work.now, attempts=0)
        .returning(col(Conversation.id))
    )
    return (await work.session.exec(query)).first() is not None


# A turn is shown by the last words of the guest, a message by its own.
_AROUND = text("""
select d.id as letter_id, c.id as conversation_id, c.waiting_since, g.name as guest_name, s.room,
  ch.id as channel_id, ch.name as channel_name, m.id as message_id, m.author, m.status,
  coalesce(m.text, last.text, '') as text
from dead_letter d
left join message m on m.hotel_id = d.hotel_id
  and m.id = case when d.source = 'outbox' then cast(d.source_id as bigint) end
left join conversation c on c.hotel_id = d.hotel_id
  and c.id = case when d.source = 'turn' then cast(d.source_id as uuid)
             else m.conversation_id end
left join guest g on g.hotel_id = d.hotel_id and g.id = c.guest_id
left join stay s on s.hotel_id = d.hotel_id and s.id = c.stay_id
left join channel ch on ch.hotel_id = d.hotel_id and ch.id = c.channel_id
left join lateral (
  select w.text from message w
  where d.source = 'turn' and w.hotel_id = d.hotel_id and w.conversation_id = c.id
    and w.direction = 'in' and w.deleted_at is null
  order by w.sort_at desc, w.id desc limit 1
) last on true
where d.hotel_id = :hotel_id and d.id = any(:ids)
""")


async def around(work: Work, letter_ids: Sequence[UUID]) -> Mapping[UUID, Around]:
    """Of letters that stand for a turn or a message."""
    values = {"hotel_id": work.hotel_id, "ids": list(letter_ids)}
    found = {}
    for row in (await work.session.execute(_AROUND, values)).mappings():
        author = Author(row["author"]) if row["author"] else None
        status = MessageStatus(row["status"]) if row["status"] else None
        found[row["letter_id"]] = Around(**{**row, "author": author, "status": status})
    return found


async def webhooks(work: Work, ids: Sequence[int]) -> Mapping[int, Webhook]:
    query = (
        select(Inbox, Channel.name)
        .join(
            Channel,
            (col(Channel.hotel_id) == Inbox.hotel_id) & (col(Channel.id) == Inbox.channel_id),
        )
        .where(Inbox.hotel_id == work.hotel_id, col(Inbox.id).in_(ids))
    )
    found = {}
    for row, name in await work.session.exec(query):
        assert row.id is not None
        found[row.id] = Webhook(row.id, row.kind, row.raw_sealed, row.state, row.channel_id, name)
    return found


async def chats(
    work: Work, wanted: Sequence[tuple[UUID, str]]
) -> Mapping[tuple[UUID, str], tuple[UUID, str, str | None]]:
    """(channel, chat id) -> (conversation, guest's name, room)."""
    query = (
        select(Conversation, Guest.name, Stay.room)
        .join(
            Guest,
            (col(Guest.hotel_id) == Conversation.hotel_id)
            & (col(Guest.id) == Conversation.guest_id),
        )
        .outerjoin(
            Stay,
            (col(Stay.hotel_id) == Conversation.hotel_id) & (col(Stay.id) == Conversation.stay_id),
        )
        .where(
            Conversation.hotel_id == work.hotel_id,
            tuple_(col(Conversation.channel_id), col(Conversation.chat_id)).in_(wanted),
        )
    )
    rows = await work.session.exec(query)
    return {(row.channel_id, row.chat_id): (row.id, name, room) for row, name, room in rows}


_SEND_TRIES = text("""
select o.message_id, a.n, a.started_at, a.outcome, a.http_status
from outbox o
cross join lateral (
  select * from send_attempt t
  where t.hotel_id = :hotel_id and t.outbox_id = o.id order by t.n desc limit :most
) a
where o.hotel_id = :hotel_id and o.message_id = any(:ids)
order by o.message_id, a.n
""")


async def send_tries(work: Work, message_ids: Sequence[int], *, most: int) -> Sequence[SendTry]:
    values = {"hotel_id": work.hotel_id, "ids": list(message_ids), "most": most}
    rows = (await work.session.execute(_SEND_TRIES, values)).all()
    return [
        SendTry(
            message_id=row.message_id,
            n=row.n,
            at=row.started_at,
            outcome=SendOutcome(row.outcome) if row.outcome else None,
            http_status=row.http_status,
        )
        for row in rows
    ]


def _chosen(
    query: SelectOfScalar[Any],
    work: Work,
    *,
    waiting: bool,
    source: str | None,
    reason: str | None,
) -> SelectOfScalar[Any]:
    query = query.where(*(_waiting(work) if waiting else [DeadLetter.hotel_id == work.hotel_id]))
    if source is not None:
        query = query.where(col(DeadLetter.source) == source)
    if reason is not None:
        query = query.where(col(DeadLetter.reason) == reason)
    return query


def _waiting(work: Work) -> list[Any]:
    return [
        DeadLetter.hotel_id == work.hotel_id,
        col(DeadLetter.replayed_at).is_(None),
        col(DeadLetter.discarded_at).is_(None),
    ]
