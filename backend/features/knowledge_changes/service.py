"""Changes of what the AI answers from: at once where a hotel has no golden questions, else held
until a worker has asked them with the change and none got worse.

Every way by which staff, files or programs change an entry comes through here.
"""

from uuid import UUID

import structlog

from backend.domain.golden_words import ChangeKind, ChangeState, RunCause
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.knowledge import service as knowledge
from backend.features.knowledge.schemas import KnowledgeDraft, KnowledgeView
from backend.features.knowledge_changes import repository
from backend.features.knowledge_changes.cursors import before_moment, key_of
from backend.features.knowledge_changes.schemas import ChangeView
from backend.kit.ids import new_uuid
from backend.kit.pagination import DEFAULT_LIMIT, Page, cut
from backend.models import GoldenRun, KnowledgeChange, KnowledgeEntry
from backend.observability.metrics import KNOWLEDGE_CHANGES
from backend.ports.wake import WorkKind
from backend.work import Work

# Who keeps an entry and when it is read again changes no answer.
SAID = (
    "title",
    "text",
    "language",
    "fact_class",
    "valid_from",
    "valid_until",
    "season_from",
    "season_until",
)
OPEN = frozenset({ChangeState.CHECKING, ChangeState.REFUSED, ChangeState.UNCHECKED})
HELD_BACK = frozenset({ChangeState.REFUSED, ChangeState.UNCHECKED})
log = structlog.get_logger()


async def publish_new(
    work: Work, draft: KnowledgeDraft, *, origin: str | None = None
) -> KnowledgeView | ChangeView:
    """An entry from now on, or a change that waits; its entry will have the id it names."""
    if not await repository.is_gated(work):
        return await knowledge.create_entry(work, draft, origin=origin)
    await knowledge.columns_of(work, draft)
    return await _hold(work, ChangeKind.CREATE, new_uuid(), draft, origin=origin)


async def publish_change(
    work: Work, entry_id: UUID, draft: KnowledgeDraft, *, restored_from: int | None = None
) -> KnowledgeView | ChangeView:
    """Raises NotFound. What changes no answer is not held."""
    entry = await knowledge.lock_entry(work, entry_id)
    before = knowledge.draft_of(entry)
    same = all(getattr(before, name) == getattr(draft, name) for name in SAID)
    if same or not await repository.is_gated(work):
        return await knowledge.update_entry(work, entry_id, draft, restored_from=restored_from)
    await knowledge.columns_of(work, draft)
    return await _hold(
        work, ChangeKind.UPDATE, entry_id, draft, entry=entry, restored_from=restored_from
    )


async def publish_version(work: Work, entry_id: UUID, version: int) -> KnowledgeView | ChangeView:
    """What it said then becomes its newest version. Raises NotFound."""
    draft = await knowledge.draft_of_version(work, entry_id, version)
    return await publish_change(work, entry_id, draft, restored_from=version)


async def publish_removal(work: Work, entry_id: UUID) -> ChangeView | None:
    """None: it is gone. Raises NotFound."""
    if not await repository.is_gated(work):
        await knowledge.delete_entry(work, entry_id)
        return None
    entry = await knowledge.lock_entry(work, entry_id)
    return await _hold(work, ChangeKind.DELETE, entry_id, knowledge.draft_of(entry), entry=entry)


async def publish_return(work: Work, entry_id: UUID) -> KnowledgeView | ChangeView:
    """Of a deleted one. Raises NotFound, Conflict for one that is there."""
    if not await repository.is_gated(work):
        return await knowledge.undelete_entry(work, entry_id)
    entry = await knowledge.lock_deleted(work, entry_id)
    return await _hold(work, ChangeKind.UNDELETE, entry_id, knowledge.draft_of(entry), entry=entry)


async def list_changes(
    work: Work, *, open_only: bool = True, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[ChangeView]:
    """Newest first. Raises BadCursor."""
    rows = await repository.list_changes(
        work, open_only=open_only, before=before_moment(cursor), limit=limit + 1
    )
    kept, following = cut(rows, limit, lambda row: key_of(row.created_at, row.id))
    return Page([view_of(row) for row in kept], following)


async def get_change(work: Work, change_id: UUID, *, lock: bool = False) -> KnowledgeChange:
    """Raises NotFound."""
    row = await repository.find_change(work, change_id, lock=lock)
    if row is None:
        raise NotFound("There is no such change.")
    return row


async def hold_back(work: Work, change_id: UUID, state: ChangeState) -> None:
    """It was asked about, and is not published by itself."""
    row = await get_change(work, change_id, lock=True)
    if row.state is ChangeState.CHECKING:
        _end(row, state)
        await record(work, f"knowledge_change.{state}", subject=str(row.id))


async def check_again(work: Work, change_id: UUID) -> ChangeView:
    """Raises NotFound, Conflict for one that is decided or under way."""
    row = await _lock_held(work, change_id)
    row.state, row.decided_by, row.decided_at = ChangeState.CHECKING, "", None
    await _begin(work, row)
    return view_of(row)


async def withdraw(work: Work, change_id: UUID) -> ChangeView:
    """The entry stays as it is. Raises NotFound, Conflict for one that is decided."""
    row = await get_change(work, change_id, lock=True)
    if row.state not in OPEN:
        raise Conflict("This change is decided already.")
    row.decided_by, row.decided_at = work.actor.name, work.now
    _end(row, ChangeState.WITHDRAWN)
    await work.session.flush()
    await record(work, "knowledge_change.withdrawn", subject=str(row.id))
    return view_of(row)


async def publish_held(work: Work, change_id: UUID, *, reason: str) -> ChangeView:
    """Although questions get worse by it. Raises NotFound, Conflict."""
    row = await _lock_held(work, change_id)
    row.reason = reason
    await release(work, row)
    return view_of(row)


async def release(work: Work, row: KnowledgeChange) -> bool:
    """Makes the change, unless the entry has another version by now than it was written for."""
    row.decided_by, row.decided_at = work.actor.name, work.now
    try:
        await _apply(work, row)
    except (NotFound, Conflict, Invalid):
        _end(row, ChangeState.OUTDATED)
    else:
        _end(row, ChangeState.PUBLISHED)
    await work.session.flush()
    detail = {"entry_id": str(row.entry_id), "reason": row.reason}
    await record(work, f"knowledge_change.{row.state}", subject=str(row.id), detail=detail)
    return row.state is ChangeState.PUBLISHED


def view_of(row: KnowledgeChange) -> ChangeView:
    own = row.model_dump(include=set(ChangeView.model_fields))
    text = "" if row.kind is ChangeKind.DELETE else str(row.content.get("text", ""))
    return ChangeView(**own, text=text)


async def _hold(
    work: Work,
    kind: ChangeKind,
    entry_id: UUID,
    draft: KnowledgeDraft,
    *,
    entry: KnowledgeEntry | None = None,
    origin: str | None = None,
    restored_from: int | None = None,
) -> ChangeView:
    for older in await repository.lock_open_changes(work, entry_id):
        older.decided_by, older.decided_at = work.actor.name, work.now
        _end(older, ChangeState.WITHDRAWN)
    row = KnowledgeChange(
        hotel_id=work.hotel_id,
        kind=kind,
        entry_id=entry_id,
        title=draft.title,
        content=draft.model_dump(mode="json"),
        origin=origin,
        base_version=entry.version if entry else 0,
        restored_from=restored_from,
        by_name=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    await work.session.refresh(row)
    await record(work, "knowledge_change.held", subject=str(row.id), detail={"kind": kind})
    await _begin(work, row)
    return view_of(row)


async def _begin(work: Work, row: KnowledgeChange) -> None:
    """A run of the golden questions that decides on it."""
    run = GoldenRun(
        hotel_id=work.hotel_id,
        cause=RunCause.KNOWLEDGE,
        change_id=row.id,
        by_name=work.actor.name,
    )
    work.session.add(run)
    await work.session.flush()
    work.wake(WorkKind.GOLDEN)


async def _apply(work: Work, row: KnowledgeChange) -> None:
    draft = KnowledgeDraft.model_validate(row.content)
    match row.kind:
        case ChangeKind.CREATE:
            await knowledge.create_entry(work, draft, origin=row.origin, entry_id=row.entry_id)
        case ChangeKind.UPDATE:
            await _refuse_other(work, row)
            await knowledge.update_entry(work, row.entry_id, draft, restored_from=row.restored_from)
        case ChangeKind.DELETE:
            await _refuse_other(work, row)
            await knowledge.delete_entry(work, row.entry_id)
        case ChangeKind.UNDELETE:
            await knowledge.undelete_entry(work, row.entry_id)


async def _refuse_other(work: Work, row: KnowledgeChange) -> None:
    if (await knowledge.lock_entry(work, row.entry_id)).version != row.base_version:
        raise Conflict()


async def _lock_held(work: Work, change_id: UUID) -> KnowledgeChange:
    row = await get_change(work, change_id, lock=True)
    if row.state not in HELD_BACK:
        raise Conflict("This change is not held back.")
    return row


def _end(row: KnowledgeChange, state: ChangeState) -> None:
    row.state = state
    KNOWLEDGE_CHANGES.labels(row.kind, state).inc()
    log.info("knowledge_change.ended", change_id=str(row.id), kind=row.kind, state=state)
