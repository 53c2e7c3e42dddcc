"""Entries from a page or a file: read by a worker, proposed, decided one by one by a person."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog

from backend.domain.knowledge_words import (
    IntakeState,
    Mark,
    ProposalState,
    ReadTrouble,
    SourceKind,
)
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.knowledge.schemas import KnowledgeDraft
from backend.features.knowledge.service import get_entry, list_all_entries
from backend.features.knowledge_changes.schemas import ChangeView
from backend.features.knowledge_changes.service import publish_change, publish_new
from backend.features.knowledge_imports import repository
from backend.features.knowledge_imports.marking import Marked, marks_of
from backend.features.knowledge_imports.reading import Proposed, kind_of_file
from backend.features.knowledge_imports.schemas import (
    AddressDraft,
    Choice,
    Decision,
    IntakeView,
    ProposalView,
)
from backend.features.stay_imports.service import safe_cell
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor, number_in
from backend.kit.text import shorten, storable
from backend.models import KnowledgeEntry, KnowledgeImport, KnowledgeProposal
from backend.ports.documents import Unread
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Work

MOST_LISTED = 50
MOST_ATTEMPTS = 3
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Claimed:
    id: UUID
    epoch: int
    kind: SourceKind
    source: str
    raw: bytes
    is_html: bool


async def add_address(work: Work, draft: AddressDraft) -> IntakeView:
    """A worker reads it; nothing becomes an entry before a person says so."""
    row = KnowledgeImport(
        hotel_id=work.hotel_id,
        kind=SourceKind.ADDRESS,
        source=storable(draft.url),
        language=draft.language,
    )
    return await _begin(work, row)


async def add_file(work: Work, *, name: str, raw: bytes, language: str) -> IntakeView:
    """The same file again is the same import. Raises Invalid for a file of another kind."""
    source = shorten(storable(name) or "file", 200)
    try:
        kind = kind_of_file(source, raw)
    except Unread:
        message = "Choose a PDF, a CSV or Excel file, or a page of text (.html, .txt)."
        raise Invalid(message, details=[{"field": "file", "message": message}]) from None
    digest = hashlib.sha256(raw).digest()
    twin = await repository.find_twin(work, source, digest, besides=None)
    if twin is not None:
        return view_of(twin)
    row = KnowledgeImport(
        hotel_id=work.hotel_id, kind=kind, source=source, language=language, raw=raw, sha256=digest
    )
    return await _begin(work, row)


async def get_import(work: Work, intake_id: UUID) -> IntakeView:
    return view_of(await _get(work, intake_id))


async def list_imports(work: Work) -> list[IntakeView]:
    """Newest first."""
    return [view_of(row) for row in await repository.list_imports(work, limit=MOST_LISTED)]


async def list_proposals(
    work: Work,
    intake_id: UUID,
    *,
    state: ProposalState | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[ProposalView]:
    """In the order of the source. Raises NotFound, BadCursor."""
    await _get(work, intake_id)
    after = number_in(decode_cursor(cursor, 1)[0]) if cursor else 0
    if after >= 2**31:
        raise BadCursor("the cursor belongs to another list")
    rows = await repository.list_proposals(
        work, intake_id, state=state, after=after, limit=limit + 1
    )
    kept, following = cut(rows, limit, lambda row: (row[0].number,))
    return Page([_proposal_view(*row) for row in kept], following)


async def decide(work: Work, intake_id: UUID, number: int, decision: Decision) -> ProposalView:
    """Raises Conflict for a proposal that became an entry already, or has none to replace."""
    intake = await _get(work, intake_id, lock=True)
    row = await repository.find_proposal(work, intake_id, number)
    if row is None:
        raise NotFound("There is no such proposal.")
    given = decision.model_dump(exclude={"choice"}, exclude_none=True)
    for name, value in given.items():
        setattr(row, name, storable(value))
    await _decide(work, intake, row, decision.choice)
    await _count(work, intake)
    (shown,) = await repository.list_proposals(work, intake_id, after=number - 1, limit=1)
    return _proposal_view(*shown)


async def decide_all(work: Work, intake_id: UUID, choice: Choice) -> IntakeView:
    """Every proposal that is undecided. What is marked is accepted by hand only, one by one."""
    intake = await _get(work, intake_id, lock=True)
    rows = await repository.list_proposals(
        work, intake_id, state=ProposalState.PROPOSED, limit=None
    )
    for row, _ in rows:
        if choice is Choice.SKIP or row.mark is None:
            await _decide(work, intake, row, choice)
    return await _count(work, intake)


async def report_csv(work: Work, intake_id: UUID) -> tuple[str, str]:
    """(name of the file, its text): one row for each proposal."""
    intake = await _get(work, intake_id)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "title", "text", "mark", "note", "done", "by"])
    for row, _ in await repository.list_proposals(work, intake_id, limit=None):
        cells = (row.title, row.text, row.mark or "", row.note, row.state.value, row.decided_by)
        writer.writerow([row.number, *map(safe_cell, cells)])
    return f"knowledge-{intake.id.hex[-8:]}.csv", "\ufeff" + out.getvalue()


async def claim(work: Work, *, lease: timedelta) -> Claimed | None:
    """The import that waits longest; one whose reading ended its worker again and again fails."""
    intake_id = await repository.claim(work, until=work.now + lease)
    if intake_id is None:
        return None
    row = await _get(work, intake_id, lock=True)
    if row.attempts > MOST_ATTEMPTS:
        await _end(work, row, IntakeState.FAILED, trouble=ReadTrouble.GAVE_UP)
        return None
    is_html = row.source.lower().endswith((".html", ".htm"))
    await _tell(work, row)
    return Claimed(row.id, row.epoch, row.kind, row.source, row.raw or b"", is_html)


async def fail(work: Work, claimed: Claimed, trouble: ReadTrouble) -> None:
    row = await _get(work, claimed.id, lock=True)
    if row.epoch == claimed.epoch:
        await _end(work, row, IntakeState.FAILED, trouble=trouble)


async def propose(
    work: Work, claimed: Claimed, *, digest: bytes, proposed: Sequence[Proposed]
) -> None:
    """What was read, each with its mark. What an entry says already is skipped by itself."""
    row = await _get(work, claimed.id, lock=True)
    if row.epoch != claimed.epoch:
        return
    row.sha256 = digest
    if await repository.find_twin(work, row.source, digest, besides=row.id):
        await _end(work, row, IntakeState.UNCHANGED)
        return
    marks = marks_of(proposed, await list_all_entries(work))
    work.session.add_all(
        _row(row, number, one, marked)
        for number, (one, marked) in enumerate(zip(proposed, marks, strict=True), 1)
    )
    await work.session.flush()
    row.found, row.skipped = len(proposed), sum(one.mark is Mark.SAME for one in marks)
    state = IntakeState.DONE if row.found == row.skipped else IntakeState.READY
    await _end(work, row, state)


def view_of(row: KnowledgeImport) -> IntakeView:
    return IntakeView.model_validate(row.model_dump(include=set(IntakeView.model_fields)))


def _row(intake: KnowledgeImport, number: int, one: Proposed, marked: Marked) -> KnowledgeProposal:
    known = marked.mark is Mark.SAME
    return KnowledgeProposal(
        hotel_id=intake.hotel_id,
        import_id=intake.id,
        number=number,
        title=one.title,
        text=one.text,
        language=one.language or intake.language,
        category=one.category,
        mark=marked.mark,
        twin_id=marked.twin_id,
        note=marked.note,
        state=ProposalState.SKIPPED if known else ProposalState.PROPOSED,
    )


async def _decide(
    work: Work, intake: KnowledgeImport, row: KnowledgeProposal, choice: Choice
) -> None:
    if row.state is ProposalState.ACCEPTED:
        raise Conflict("This proposal is an entry already; change the entry.")
    row.decided_by, row.decided_at = work.actor.name, work.now
    match choice:
        case Choice.REOPEN:
            row.state = ProposalState.PROPOSED
        case Choice.SKIP:
            row.state = ProposalState.SKIPPED
        case Choice.ACCEPT | Choice.REPLACE:
            row.entry_id = await _taken(work, intake, row, replaces=choice is Choice.REPLACE)
            row.state = ProposalState.ACCEPTED
    await work.session.flush()


async def _taken(
    work: Work, intake: KnowledgeImport, row: KnowledgeProposal, *, replaces: bool
) -> UUID:
    said = {"title": row.title, "text": row.text, "language": row.language}
    if not replaces:
        draft = KnowledgeDraft(**said, category=row.category)
        made = await publish_new(work, draft, origin=intake.source)
        return made.entry_id if isinstance(made, ChangeView) else made.id
    if row.twin_id is None:
        raise Conflict("There is no entry that this proposal could replace.")
    entry = await get_entry(work, row.twin_id)
    kept = entry.model_dump(include=set(KnowledgeDraft.model_fields))
    await publish_change(work, entry.id, KnowledgeDraft.model_validate(kept | said))
    return entry.id


async def _begin(work: Work, row: KnowledgeImport) -> IntakeView:
    row.by_name, row.by_id = work.actor.name, work.actor.id
    work.session.add(row)
    await work.session.flush()
    await work.session.refresh(row)
    await record(work, "knowledge_import.begin", subject=str(row.id), detail={"kind": row.kind})
    work.wake(WorkKind.KNOWLEDGE)
    return view_of(row)


async def _count(work: Work, row: KnowledgeImport) -> IntakeView:
    rows = await repository.list_proposals(work, row.id, limit=None)
    states = [proposal.state for proposal, _ in rows]
    row.accepted = states.count(ProposalState.ACCEPTED)
    row.skipped = states.count(ProposalState.SKIPPED)
    open_ones = ProposalState.PROPOSED in states
    row.state = IntakeState.READY if open_ones else IntakeState.DONE
    return await _tell(work, row)


async def _end(
    work: Work, row: KnowledgeImport, state: IntakeState, *, trouble: ReadTrouble | None = None
) -> None:
    row.state, row.trouble, row.finished_at, row.raw = state, trouble, work.now, None
    detail = {"found": row.found, "trouble": trouble}
    await record(work, f"knowledge_import.{state}", subject=str(row.id), detail=detail)
    log.info("knowledge_import.ended", import_id=str(row.id), state=state, **detail)
    await _tell(work, row)


async def _tell(work: Work, row: KnowledgeImport) -> IntakeView:
    await work.session.flush()
    view = view_of(row)
    work.tell(LiveKind.KNOWLEDGE_IMPORT, view.as_json())
    return view


def _proposal_view(row: KnowledgeProposal, twin: KnowledgeEntry | None) -> ProposalView:
    own = row.model_dump(exclude={"hotel_id", "import_id"})
    beside = (twin.title, twin.text) if twin else (None, None)
    return ProposalView(**own, twin_title=beside[0], twin_text=beside[1])


async def _get(work: Work, intake_id: UUID, *, lock: bool = False) -> KnowledgeImport:
    row = await repository.find(work, intake_id, lock=lock)
    if row is None:
        raise NotFound("There is no such import.")
    return row
