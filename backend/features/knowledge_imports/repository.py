"""Rows of imports of knowledge and of what they propose."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select, text

from backend.domain.knowledge_words import IntakeState, ProposalState
from backend.models import KnowledgeEntry, KnowledgeImport, KnowledgeProposal
from backend.work import Work

_CLAIM = text("""
with due as (
  select id from knowledge_import
  where hotel_id = :hotel_id and state in ('waiting', 'reading') and next_at <= :now
  order by next_at
  limit 1
  for update skip locked
)
update knowledge_import i
set next_at = :until, epoch = i.epoch + 1, attempts = i.attempts + 1, state = 'reading'
from due where i.hotel_id = :hotel_id and i.id = due.id
returning i.id
""")


async def claim(work: Work, *, until: datetime) -> UUID | None:
    """The import that waits longest, ours until then."""
    values = {"hotel_id": work.hotel_id, "now": work.now, "until": until}
    return (await work.session.execute(_CLAIM, values)).scalar_one_or_none()


async def find(work: Work, intake_id: UUID, *, lock: bool = False) -> KnowledgeImport | None:
    key = (work.hotel_id, intake_id)
    return await work.session.get(
        KnowledgeImport, key, with_for_update=lock or None, populate_existing=lock
    )


async def find_twin(
    work: Work, source: str, sha256: bytes, *, besides: UUID | None
) -> KnowledgeImport | None:
    """An import of the same source with the same bytes that did not fail."""
    statement = select(KnowledgeImport).where(
        KnowledgeImport.hotel_id == work.hotel_id,
        KnowledgeImport.source == source,
        KnowledgeImport.sha256 == sha256,
        col(KnowledgeImport.state) != IntakeState.FAILED,
    )
    if besides is not None:
        statement = statement.where(KnowledgeImport.id != besides)
    order = col(KnowledgeImport.created_at)
    return (await work.session.exec(statement.order_by(order).limit(1))).first()


async def list_imports(work: Work, *, limit: int) -> Sequence[KnowledgeImport]:
    """Newest first."""
    order = (col(KnowledgeImport.created_at).desc(), col(KnowledgeImport.id))
    statement = select(KnowledgeImport).where(KnowledgeImport.hotel_id == work.hotel_id)
    return (await work.session.exec(statement.order_by(*order).limit(limit))).all()


async def list_proposals(
    work: Work,
    intake_id: UUID,
    *,
    state: ProposalState | None = None,
    after: int = 0,
    limit: int | None,
) -> list[tuple[KnowledgeProposal, KnowledgeEntry | None]]:
    """In the order of the source, each with its twin as it is now."""
    statement = (
        select(KnowledgeProposal, KnowledgeEntry)
        .outerjoin(
            KnowledgeEntry,
            (col(KnowledgeEntry.hotel_id) == KnowledgeProposal.hotel_id)
            & (col(KnowledgeEntry.id) == KnowledgeProposal.twin_id)
            & col(KnowledgeEntry.deleted_at).is_(None),
        )
        .where(
            KnowledgeProposal.hotel_id == work.hotel_id,
            KnowledgeProposal.import_id == intake_id,
            col(KnowledgeProposal.number) > after,
        )
        .order_by(col(KnowledgeProposal.number))
    )
    if state is not None:
        statement = statement.where(KnowledgeProposal.state == state)
    found = await work.session.exec(statement.limit(limit))
    return [(proposal, twin) for proposal, twin in found]


async def find_proposal(work: Work, intake_id: UUID, number: int) -> KnowledgeProposal | None:
    key = (work.hotel_id, intake_id, number)
    return await work.session.get(KnowledgeProposal, key, with_for_update=True)
