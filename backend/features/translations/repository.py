"""Queries on translations, and on who reads which conversation translated."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.translating import TranslationState
from backend.domain.words import Direction
from backend.features.translations.schemas import Made
from backend.models import Conversation, Guest, Message, Translation, TranslationSwitch
from backend.work import Work

# The latest of each, however often it was said. What a colleague wrote is of one message alone.
_BY_DIGEST = sql("""
select t.id from unnest(cast(:digests as bytea[])) as wanted(digest)
cross join lateral (
  select id from translation
  where hotel_id = :hotel and digest = wanted.digest and language = :language
    and not by_person and state <> 'not_translated'
  order by id desc limit 1
) t
""")
_FORGET = sql("""
delete from translation t using (
  select t.id from translation t
  where t.hotel_id = :hotel and t.conversation_id is not null and t.created_at < :before
  union all
  select t.id from message m join translation t on t.hotel_id = m.hotel_id and t.message_id = m.id
  where m.hotel_id = :hotel and m.deleted_at is not null
  limit :most
) gone
where t.hotel_id = :hotel and t.id = gone.id
""")


async def of_messages(
    work: Work, message_ids: Collection[int], language: str
) -> Sequence[Translation]:
    query = select(Translation).where(
        Translation.hotel_id == work.hotel_id,
        col(Translation.message_id).in_(message_ids),
        Translation.language == language,
    )
    return (await work.session.exec(query)).all()


async def by_digest(
    work: Work, digests: Collection[bytes], language: str
) -> dict[bytes, Translation]:
    """Of whatever text of the hotel says the same; the latest counts."""
    values = {"hotel": work.hotel_id, "digests": list(digests), "language": language}
    ids = [row[0] for row in await work.rows(_BY_DIGEST, values)]
    if not ids:
        return {}
    query = select(Translation).where(
        Translation.hotel_id == work.hotel_id, col(Translation.id).in_(ids)
    )
    return {row.digest: row for row in (await work.session.exec(query)).all()}


async def draft(
    work: Work, conversation_id: UUID, digest: bytes, language: str
) -> Translation | None:
    query = select(Translation).where(
        Translation.hotel_id == work.hotel_id,
        Translation.conversation_id == conversation_id,
        Translation.digest == digest,
        Translation.language == language,
    )
    return (await work.session.exec(query)).one_or_none()


async def readings(work: Work, conversation_id: UUID, digest: bytes) -> Sequence[Translation]:
    """Of a text that is no message yet, in whatever language."""
    query = select(Translation).where(
        Translation.hotel_id == work.hotel_id,
        Translation.conversation_id == conversation_id,
        Translation.digest == digest,
        Translation.state == TranslationState.TRANSLATED,
    )
    return (await work.session.exec(query)).all()


async def last_draft(work: Work, conversation_id: UUID, digest: bytes) -> Translation | None:
    query = select(Translation).where(
        Translation.hotel_id == work.hotel_id,
        Translation.conversation_id == conversation_id,
        Translation.digest == digest,
    )
    return (await work.session.exec(query.order_by(col(Translation.id).desc()).limit(1))).first()


async def keep(work: Work, conversation_id: UUID, made: Sequence[Made]) -> None:
    """Of messages, or of what is being written. What was made before of an earlier wording gives
    way; what a colleague wrote stays."""
    for of_message in (True, False):
        rows = [
            {
                "hotel_id": work.hotel_id,
                "message_id": one.wanted.message_id,
                "conversation_id": None if of_message else conversation_id,
                "digest": one.wanted.digest,
                "language": one.said.language,
                "spoken": one.said.spoken,
                "state": one.said.state,
                "reason": one.said.reason,
                "text": one.said.text,
                "details": {"fact": one.said.fact, "doubtful": one.said.doubtful},
                "by_person": False,
            }
            for one in made
            if (one.wanted.message_id is not None) == of_message
        ]
        if rows:
            await _put(work, rows, of_message=of_message)


async def keep_original(
    work: Work, message_id: int, *, digest: bytes, language: str, spoken: str | None, text: str
) -> None:
    """What a colleague wrote before it was put into the guest's language."""
    row = {
        "hotel_id": work.hotel_id,
        "message_id": message_id,
        "digest": digest,
        "language": language,
        "spoken": spoken,
        "state": TranslationState.TRANSLATED,
        "text": text,
        "details": {},
        "by_person": True,
    }
    await _put(work, [row], of_message=True)


async def _put(work: Work, rows: Sequence[Mapping[str, Any]], *, of_message: bool) -> None:
    added = insert(Translation).values(rows)
    changing = ("digest", "spoken", "state", "reason", "text", "details")
    changed = {name: added.excluded[name] for name in changing}
    if of_message:
        put = added.on_conflict_do_update(
            index_elements=["hotel_id", "message_id", "language"],
            set_=changed,
            where=col(Translation.by_person).is_(False),
        )
    else:
        put = added.on_conflict_do_update(
            index_elements=["hotel_id", "conversation_id", "digest", "language"],
            index_where=col(Translation.conversation_id).is_not(None),
            set_=changed,
        )
    await work.session.execute(put)


async def forget(work: Work, *, before: datetime, most: int) -> int:
    return await work.run(_FORGET, {"hotel": work.hotel_id, "before": before, "most": most})


async def is_on(work: Work, conversation_id: UUID, staff_id: UUID) -> bool | None:
    query = select(TranslationSwitch.is_on).where(
        TranslationSwitch.hotel_id == work.hotel_id,
        TranslationSwitch.conversation_id == conversation_id,
        TranslationSwitch.staff_id == staff_id,
    )
    return (await work.session.exec(query)).one_or_none()


async def switch(work: Work, conversation_id: UUID, staff_id: UUID, *, on: bool) -> None:
    row = {
        "hotel_id": work.hotel_id,
        "conversation_id": conversation_id,
        "staff_id": staff_id,
        "is_on": on,
    }
    added = insert(TranslationSwitch).values(row)
    key = ["hotel_id", "conversation_id", "staff_id"]
    await work.session.execute(
        added.on_conflict_do_update(index_elements=key, set_={"is_on": added.excluded.is_on})
    )


async def get_guest(work: Work, conversation_id: UUID) -> Guest:
    query = (
        select(Guest)
        .join(
            Conversation,
            (col(Conversation.hotel_id) == col(Guest.hotel_id))
            & (col(Conversation.guest_id) == col(Guest.id)),
        )
        .where(Guest.hotel_id == work.hotel_id, Conversation.id == conversation_id)
    )
    return (await work.session.exec(query)).one()


async def last_said(work: Work, conversation_id: UUID, *, most: int) -> Sequence[str]:
    """The guest's own words, newest first."""
    query = (
        select(Message.text)
        .where(
            Message.hotel_id == work.hotel_id,
            Message.conversation_id == conversation_id,
            Message.direction == Direction.IN,
            col(Message.deleted_at).is_(None),
            Message.text != "",
        )
        .order_by(col(Message.sort_at).desc(), col(Message.id).desc())
        .limit(most)
    )
    return (await work.session.exec(query)).all()
