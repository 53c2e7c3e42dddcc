"""Queries on dead letters and on the work they stand for."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select, update

from backend.domain.words import InboxState
from backend.models import Conversation, DeadLetter, Inbox
from backend.work import Work


async def list_letters(
    work: Work, *, waiting: bool, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[DeadLetter]:
    query = select(DeadLetter).where(DeadLetter.hotel_id == work.hotel_id)
    if waiting:
        query = query.where(
            col(DeadLetter.replayed_at).is_(None), col(DeadLetter.discarded_at).is_(None)
        )
    if after is not None:
        at, key = after
        last, own = col(DeadLetter.last_at), col(DeadLetter.id)
        query = query.where((last < at) | ((last == at) & (own > key)))
    query = query.order_by(col(DeadLetter.last_at).desc(), col(DeadLetter.id)).limit(limit)
    return (await work.session.exec(query)).all()


async def lock_letter(work: Work, letter_id: UUID) -> DeadLetter | None:
    query = select(DeadLetter).where(
        DeadLetter.hotel_id == work.hotel_id, DeadLetter.id == letter_id
    )
    return (await work.session.exec(query.with_for_update())).first()


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
