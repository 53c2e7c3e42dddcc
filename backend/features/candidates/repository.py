"""Queries on what resolved conversations teach."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy import tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.knowledge_words import CandidateState
from backend.features.candidates.schemas import Resolved, Spoken
from backend.kit.ids import new_uuid
from backend.models import KnowledgeCandidate, LearningMark
from backend.work import Work

# ix_conversation_resolved holds them in this order.
_RESOLVED = sql("""
select c.id, c.resolved_at, g.name, g.whatsapp_name, coalesce(s.rooms, '{}'),
  coalesce(s.bookings, '{}')
from (
  select id, resolved_at, guest_id from conversation
  where hotel_id = :hotel and resolved_at is not null
    and (resolved_at, id) > (cast(:at as timestamptz), cast(:id as uuid))
  order by resolved_at, id
  limit :limit
) c
join guest g on g.hotel_id = :hotel and g.id = c.guest_id
left join lateral (
  select array_agg(y.room) filter (where y.room is not null) as rooms,
    array_agg(y.external_id) as bookings
  from stay y where y.hotel_id = :hotel and y.guest_id = c.guest_id
) s on true
where g.colleague is not true
order by c.resolved_at, c.id
""")

_SPOKEN = sql("""
select m.conversation_id, m.id, m.author, coalesce(p.name, ''), m.text,
  exists (select 1 from decision d
    where d.hotel_id = :hotel and d.conversation_id = m.conversation_id and d.turn = m.turn
      and d.kind = 'answer' and d.facts->>'hand_over' in ('not_in_knowledge', 'weak_evidence'))
from unnest(cast(:ids as uuid[])) as wanted(id)
cross join lateral (
  select * from message
  where hotel_id = :hotel and conversation_id = wanted.id and deleted_at is null and text <> ''
  order by sort_at desc, id desc
  limit :window
) m
left join staff p on p.hotel_id = :hotel and p.id = m.staff_id
order by m.conversation_id, m.sort_at, m.id
""")


async def mark(work: Work) -> LearningMark | None:
    return await work.session.get(LearningMark, work.hotel_id)


async def move_mark(work: Work, *, at: datetime, conversation_id: UUID) -> None:
    values = {"resolved_at": at, "conversation_id": conversation_id}
    statement = insert(LearningMark).values(hotel_id=work.hotel_id, **values)
    await work.session.execute(
        statement.on_conflict_do_update(index_elements=["hotel_id"], set_=values)
    )


async def read_resolved(
    work: Work, *, after: tuple[datetime, UUID], limit: int
) -> Sequence[Resolved]:
    at, id_ = after
    values = {"hotel": work.hotel_id, "at": at, "id": id_, "limit": limit}
    return [Resolved(*row) for row in await work.rows(_RESOLVED, values)]


async def read_spoken(work: Work, ids: Collection[UUID], *, window: int) -> Sequence[Spoken]:
    """Of each the last ones, oldest first."""
    values = {"hotel": work.hotel_id, "ids": list(ids), "window": window}
    return [Spoken(*row) for row in await work.rows(_SPOKEN, values)]


async def newest_questions(work: Work, *, limit: int) -> Sequence[str]:
    """Also of those that were settled: what a person put aside does not come back."""
    query = (
        select(KnowledgeCandidate.question)
        .where(KnowledgeCandidate.hotel_id == work.hotel_id)
        .order_by(col(KnowledgeCandidate.found_at).desc())
        .limit(limit)
    )
    return (await work.session.exec(query)).all()


_INSERT = sql("""
insert into knowledge_candidate (hotel_id, id, conversation_id, question_id, question, answer,
  language, answered_by, found_at)
select :hotel, x.id, x.conversation_id, x.question_id, x.question, x.answer, x.language,
  x.answered_by, :now
from jsonb_to_recordset(cast(:rows as jsonb)) as x(id uuid, conversation_id uuid,
  question_id bigint, question text, answer text, language text, answered_by text)
on conflict (hotel_id, question_id) do nothing
""")


async def insert_new(work: Work, rows: Sequence[dict[str, object]]) -> int:
    """How many were not there before."""
    listed = orjson.dumps([{"id": new_uuid(), **one} for one in rows]).decode()
    return await work.run(_INSERT, {"hotel": work.hotel_id, "rows": listed, "now": work.now})


async def list_page(
    work: Work, state: CandidateState, *, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[KnowledgeCandidate]:
    """Newest first."""
    key = (col(KnowledgeCandidate.found_at), col(KnowledgeCandidate.id))
    query = select(KnowledgeCandidate).where(
        KnowledgeCandidate.hotel_id == work.hotel_id, KnowledgeCandidate.state == state
    )
    if after is not None:
        query = query.where(tuple_(*key) < tuple_(*after))
    query = query.order_by(*(one.desc() for one in key)).limit(limit)
    return (await work.session.exec(query)).all()


async def lock(work: Work, candidate_id: UUID) -> KnowledgeCandidate | None:
    return await work.session.get(
        KnowledgeCandidate, (work.hotel_id, candidate_id), with_for_update=True
    )
