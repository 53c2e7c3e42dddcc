"""Queries on the AI's drafts."""

from collections.abc import Collection, Sequence
from uuid import UUID

import orjson
from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.inbox_words import AiDraftState
from backend.features.ai_drafts.schemas import NewDraft
from backend.kit.ids import new_uuid
from backend.models import AiDraft, Conversation
from backend.work import Work

_INSERT = sql("""
insert into ai_draft (hotel_id, id, conversation_id, turn, text, sources, decision_id, state)
select :hotel_id, x.id, x.conversation_id, x.turn, x.text, x.sources, x.decision_id, 'open'
from jsonb_to_recordset(cast(:drafts as jsonb)) as x(id uuid, conversation_id uuid, turn bigint,
  text text, sources jsonb, decision_id bigint)
on conflict (hotel_id, conversation_id, turn) do nothing
returning id
""")


async def insert(work: Work, drafts: Sequence[NewDraft]) -> list[UUID]:
    """Those that were not there before."""
    rows = [
        {
            "id": new_uuid(),
            "conversation_id": one.conversation_id,
            "turn": one.turn,
            "text": one.text,
            "sources": list(one.sources),
            "decision_id": one.decision_id,
        }
        for one in drafts
    ]
    values = {"hotel_id": work.hotel_id, "drafts": orjson.dumps(rows).decode()}
    return [id_ for (id_,) in await work.rows(_INSERT, values)]


async def read(work: Work, ids: Collection[UUID]) -> Sequence[AiDraft]:
    query = select(AiDraft).where(AiDraft.hotel_id == work.hotel_id, col(AiDraft.id).in_(ids))
    return (await work.session.exec(query)).all()


async def get(
    work: Work, conversation_id: UUID, draft_id: UUID, *, lock: bool = False
) -> AiDraft | None:
    query = select(AiDraft).where(
        AiDraft.hotel_id == work.hotel_id,
        AiDraft.conversation_id == conversation_id,
        AiDraft.id == draft_id,
    )
    if lock:
        query = query.with_for_update()
    return (await work.session.exec(query)).one_or_none()


async def current(work: Work, conversation_id: UUID) -> AiDraft | None:
    """The open one that answers the conversation as it stands."""
    query = (
        select(AiDraft)
        .join(
            Conversation,
            (col(Conversation.hotel_id) == AiDraft.hotel_id)
            & (col(Conversation.id) == AiDraft.conversation_id)
            & (col(Conversation.turn) == AiDraft.turn),
        )
        .where(
            AiDraft.hotel_id == work.hotel_id,
            AiDraft.conversation_id == conversation_id,
            AiDraft.state == AiDraftState.OPEN,
        )
    )
    return (await work.session.exec(query)).one_or_none()
