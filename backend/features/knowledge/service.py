"""The hotel's fact sheets: what the AI may answer from."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.knowledge_words import GapEnd
from backend.domain.validity import Validity, season_of
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.knowledge import gaps, history, repository
from backend.features.knowledge.schemas import (
    CategoryCount,
    ChangesView,
    GapView,
    KnowledgeDraft,
    KnowledgeSummary,
    KnowledgeView,
    Shown,
    VersionView,
)
from backend.kit.ids import new_uuid
from backend.kit.pagination import (
    DEFAULT_LIMIT,
    BadCursor,
    Page,
    cut,
    decode_cursor,
    encode_cursor,
    number_in,
)
from backend.kit.text import storable
from backend.models import KnowledgeEntry, KnowledgeVersion
from backend.work import Work


async def list_entries(
    work: Work,
    *,
    shown: Shown = Shown.ALL,
    words: str | None = None,
    language: str | None = None,
    category: str | None = None,
    owner_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[KnowledgeView]:
    """By title. Raises BadCursor."""
    today = await _today(work)
    wanted = repository.Wanted(today, shown, words, language, category, owner_id)
    rows = await repository.list_page(work, wanted, after=_after(cursor), limit=limit + 1)
    kept, following = cut(rows, limit, lambda row: (row[0].title, str(row[0].id)))
    return Page([view_of(entry, today, owner) for entry, owner in kept], following)


async def summarise(work: Work) -> KnowledgeSummary:
    """How many entries there are, and by what they may be narrowed."""
    today = await _today(work)
    counts = {
        one: await repository.count_shown(work, repository.Wanted(today, one)) for one in Shown
    }
    languages = await repository.count_by(work, KnowledgeEntry.language)
    categories = await repository.count_by(work, KnowledgeEntry.category)
    return KnowledgeSummary(
        entries=counts[Shown.ALL],
        today=counts[Shown.TODAY],
        not_today=counts[Shown.NOT_TODAY],
        review=counts[Shown.REVIEW],
        languages=[name for name, _ in languages],
        categories=[CategoryCount(name=name, entries=number) for name, number in categories],
    )


async def get_entry(work: Work, entry_id: UUID) -> KnowledgeView:
    return await _view(work, await _get(work, entry_id))


async def create_entry(
    work: Work,
    draft: KnowledgeDraft,
    *,
    origin: str | None = None,
    entry_id: UUID | None = None,
) -> KnowledgeView:
    """At once, past the golden questions: see `publishing`. `origin`: the address or file it was
    taken from; `entry_id`: that was promised to it."""
    columns = await columns_of(work, draft)
    entry = KnowledgeEntry(
        hotel_id=work.hotel_id, id=entry_id or new_uuid(), origin=origin, **columns
    )
    work.session.add(entry)
    return await _saved(work, entry, draft, "knowledge.create")


async def update_entry(
    work: Work, entry_id: UUID, draft: KnowledgeDraft, *, restored_from: int | None = None
) -> KnowledgeView:
    """At once, past the golden questions. The same again is no new version."""
    entry = await lock_entry(work, entry_id)
    if draft == draft_of(entry):
        return await _view(work, entry)
    changed = {"updated_at": work.now, "version": entry.version + 1}
    entry.sqlmodel_update({**await columns_of(work, draft), **changed})
    action = "knowledge.restore" if restored_from else "knowledge.update"
    return await _saved(work, entry, draft, action, restored_from=restored_from)


async def delete_entry(work: Work, entry_id: UUID) -> None:
    """No answer stands on it from now on; its history is kept."""
    entry = await lock_entry(work, entry_id)
    entry.deleted_at = entry.updated_at = work.now
    await record(work, "knowledge.delete", subject=str(entry_id))


async def undelete_entry(work: Work, entry_id: UUID) -> KnowledgeView:
    """Raises NotFound for one that never was, Conflict for one that is there."""
    entry = await lock_deleted(work, entry_id)
    entry.deleted_at, entry.updated_at = None, work.now
    await work.session.flush()
    await record(work, "knowledge.undelete", subject=str(entry_id))
    return await _view(work, entry)


async def list_all_entries(work: Work) -> list[KnowledgeEntry]:
    """Everything that was not deleted, by title: what a new text is compared with."""
    wanted = repository.Wanted(await _today(work))
    rows = await repository.list_page(work, wanted, after=None, limit=None)
    return [entry for entry, _ in rows]


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


async def list_versions(
    work: Work, entry_id: UUID, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[VersionView]:
    """Newest first. Raises NotFound, BadCursor."""
    await _get(work, entry_id)
    before = number_in(decode_cursor(cursor, 1)[0]) if cursor else None
    if before is not None and before >= 2**31:
        raise BadCursor("the cursor belongs to another list")
    rows = await repository.list_versions(work, entry_id, before=before, limit=limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.version,))
    return Page([history.version_view(row) for row in kept], following)


async def compare_versions(work: Work, entry_id: UUID, version: int, *, since: int) -> ChangesView:
    """What `version` says otherwise than `since`; 0 is nothing. Raises NotFound."""
    await _get(work, entry_id)
    before = (await _version(work, entry_id, since)).content if since else {}
    after = (await _version(work, entry_id, version)).content
    return history.changes(before, after, version=version, since=since)


async def draft_of_version(work: Work, entry_id: UUID, version: int) -> KnowledgeDraft:
    """What it said then. Raises NotFound."""
    held = (await _version(work, entry_id, version)).content
    return KnowledgeDraft.model_validate(held)


async def _version(work: Work, entry_id: UUID, version: int) -> KnowledgeVersion:
    found = await repository.find_version(work, entry_id, version)
    if found is None:
        raise NotFound("There is no such version.")
    return found


async def list_gaps(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[GapView]:
    """What guests asked and nothing answered, newest first. Raises BadCursor."""
    before = number_in(decode_cursor(cursor, 1)[0]) if cursor else None
    rows = await repository.read_gaps(work, before=before, limit=limit + 1)
    shown = rows[:limit]
    following = encode_cursor(str(shown[-1].decision_id)) if len(rows) > limit else None
    known = gaps.beside(await list_all_entries(work)) if shown else gaps.beside(())
    return Page(gaps.views_of(shown, known), following)


async def settle_gap(work: Work, gap_id: int, end: GapEnd, *, entry_id: UUID | None = None) -> None:
    """Raises NotFound for a question that is none, or settled already."""
    if not await repository.settle_gap(work, gap_id, end=end, entry_id=entry_id):
        raise NotFound("There is no such question any more.")
    await record(work, f"knowledge_gap.{end}", subject=str(gap_id))


def view_of(entry: KnowledgeEntry, today: date, owner_name: str | None = None) -> KnowledgeView:
    season = season_of(entry.season_from, entry.season_until)
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
        season_from=entry.season_from,
        season_until=entry.season_until,
        owner_id=entry.owner_id,
        owner_name=owner_name,
        review_on=entry.review_on,
        is_due=entry.review_on is not None and entry.review_on <= today,
        origin=entry.origin,
        version=entry.version,
        valid_today=Validity(entry.valid_from, entry.valid_until, season).holds_on(today),
        updated_at=entry.updated_at,
    )


def draft_of(entry: KnowledgeEntry) -> KnowledgeDraft:
    return KnowledgeDraft.model_construct(
        **entry.model_dump(include=set(KnowledgeDraft.model_fields))
    )


async def columns_of(work: Work, draft: KnowledgeDraft) -> dict[str, Any]:
    """As the row holds them. Raises Invalid for an owner of another hotel."""
    if draft.owner_id and await repository.name_of_staff(work, draft.owner_id) is None:
        details = [{"field": "owner_id", "message": "is nobody of this hotel"}]
        raise Invalid("The owner is nobody of this hotel.", details=details)
    category = storable(draft.category) if draft.category else None
    columns = draft.model_dump()
    said = {"title": storable(draft.title), "text": storable(draft.text), "category": category}
    return {**columns, **said}


async def lock_entry(work: Work, entry_id: UUID) -> KnowledgeEntry:
    """Raises NotFound."""
    return await _get(work, entry_id, lock=True)


async def lock_deleted(work: Work, entry_id: UUID) -> KnowledgeEntry:
    """Raises NotFound for one that never was, Conflict for one that is there."""
    entry = await repository.find(work, entry_id, lock=True)
    if entry is None:
        raise NotFound("There is no such fact sheet.")
    if entry.deleted_at is None:
        raise Conflict("This fact sheet is not deleted.")
    return entry


async def _get(work: Work, entry_id: UUID, *, lock: bool = False) -> KnowledgeEntry:
    entry = await repository.find(work, entry_id, lock=lock)
    if entry is None or entry.deleted_at is not None:
        raise NotFound("There is no such fact sheet.")
    return entry


async def _saved(
    work: Work,
    entry: KnowledgeEntry,
    draft: KnowledgeDraft,
    action: str,
    *,
    restored_from: int | None = None,
) -> KnowledgeView:
    await work.session.flush()
    await work.session.refresh(entry)
    work.session.add(
        KnowledgeVersion(
            hotel_id=work.hotel_id,
            entry_id=entry.id,
            version=entry.version,
            content=draft_of(entry).model_dump(mode="json"),
            restored_from=restored_from,
            made_by=work.actor.name,
        )
    )
    await work.session.flush()
    await record(work, action, subject=str(entry.id), detail={"version": entry.version})
    return await _view(work, entry)


async def _view(work: Work, entry: KnowledgeEntry) -> KnowledgeView:
    owner = await repository.name_of_staff(work, entry.owner_id) if entry.owner_id else None
    return view_of(entry, await _today(work), owner)


def _after(cursor: str | None) -> tuple[str, UUID] | None:
    if cursor is None:
        return None
    title, entry_id = decode_cursor(cursor, 2)
    try:
        return storable(str(title)), UUID(str(entry_id))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None


async def _today(work: Work) -> date:
    zone = await repository.timezone_of(work.session, work.hotel_id)
    return work.now.astimezone(ZoneInfo(zone)).date()
