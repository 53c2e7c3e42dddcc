"""The hotel's fact sheets: what the AI may answer from."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.errors import NotFound
from backend.features.audit.service import record
from backend.features.knowledge import repository
from backend.features.knowledge.schemas import GapView, KnowledgeDraft, KnowledgeView
from backend.kit.pagination import DEFAULT_LIMIT, Page, decode_cursor, encode_cursor, number_in
from backend.kit.text import shorten, storable
from backend.models import KnowledgeEntry
from backend.work import Work

LONGEST_QUESTION = 300


async def list_entries(work: Work) -> list[KnowledgeView]:
    """By title."""
    today = await _today(work)
    rows = await repository.list_entries(work.session, work.hotel_id)
    return [view_of(row, today) for row in rows]


async def get_entry(work: Work, entry_id: UUID) -> KnowledgeView:
    return view_of(await _get(work, entry_id), await _today(work))


async def create_entry(work: Work, draft: KnowledgeDraft) -> KnowledgeView:
    entry = KnowledgeEntry(hotel_id=work.hotel_id, **_columns(draft))
    work.session.add(entry)
    return await _saved(work, entry, "knowledge.create")


async def update_entry(work: Work, entry_id: UUID, draft: KnowledgeDraft) -> KnowledgeView:
    entry = await _get(work, entry_id)
    entry.sqlmodel_update({**_columns(draft), "updated_at": work.now})
    return await _saved(work, entry, "knowledge.update")


async def delete_entry(work: Work, entry_id: UUID) -> None:
    await work.session.delete(await _get(work, entry_id))
    await record(work, "knowledge.delete", subject=str(entry_id))


async def list_valid_entries(work: Work, today: date) -> Sequence[KnowledgeEntry]:
    """Those that hold on a day of the hotel, in a fixed order."""
    return await repository.read_valid(work, today)


async def find_entries(work: Work, ids: Collection[UUID]) -> list[KnowledgeView]:
    """Those of them that still exist."""
    if not ids:
        return []
    today = await _today(work)
    return [
        view_of(row, today) for row in await repository.find_all(work.session, work.hotel_id, ids)
    ]


async def list_gaps(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[GapView]:
    """What guests asked and nothing answered, newest first. Raises BadCursor."""
    before = number_in(decode_cursor(cursor, 1)[0]) if cursor else None
    rows = await repository.read_gaps(work, before=before, limit=limit + 1)
    shown = [
        GapView(
            id=str(one.decision_id),
            conversation_id=one.conversation_id,
            reason=one.reason,
            asked_at=one.asked_at,
            question=shorten(one.question, LONGEST_QUESTION),
            guest_name=one.guest_name,
        )
        for one in rows[:limit]
    ]
    return Page(shown, encode_cursor(shown[-1].id) if len(rows) > limit else None)


def view_of(entry: KnowledgeEntry, today: date) -> KnowledgeView:
    begun = entry.valid_from is None or entry.valid_from <= today
    over = entry.valid_until is not None and entry.valid_until < today
    assert entry.updated_at is not None
    return KnowledgeView(
        id=entry.id,
        title=entry.title,
        text=entry.text,
        language=entry.language,
        category=entry.category,
        fact_class=entry.fact_class,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        valid_today=begun and not over,
        updated_at=entry.updated_at,
    )


def _columns(draft: KnowledgeDraft) -> dict[str, Any]:
    columns = draft.model_dump()
    return {**columns, "title": storable(draft.title), "text": storable(draft.text)}


async def _get(work: Work, entry_id: UUID) -> KnowledgeEntry:
    entry = await repository.find(work.session, work.hotel_id, entry_id)
    if entry is None:
        raise NotFound("There is no such fact sheet.")
    return entry


async def _saved(work: Work, entry: KnowledgeEntry, action: str) -> KnowledgeView:
    await work.session.flush()
    await work.session.refresh(entry)
    await record(work, action, subject=str(entry.id))
    return view_of(entry, await _today(work))


async def _today(work: Work) -> date:
    zone = await repository.timezone_of(work.session, work.hotel_id)
    return work.now.astimezone(ZoneInfo(zone)).date()
