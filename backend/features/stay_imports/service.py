"""Reservations from a hotel's file: read, mapped, tried without writing, then taken in."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from backend.domain.ids import HotelId
from backend.domain.stay_cells import DayOrder, guess_day_order, text_of
from backend.domain.stay_columns import Column, guess_mapping, missing_in
from backend.domain.words import ImportState, PushOutcome
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.conversations.service import tell_conversation
from backend.features.journey.service import stays_changed
from backend.features.stay_imports import repository
from backend.features.stay_imports.lines import Line, Reading, read_lines
from backend.features.stay_imports.reading import MOST_ROWS, Table, pack, unpack
from backend.features.stay_imports.schemas import ImportDetail, ImportPlan, ImportView, LineView
from backend.features.stays.pushing import Taken, region_of_hotel
from backend.features.stays.service import CHANGING, show_on_conversations, take_in
from backend.kit.crypto import SealBroken
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, decode_cursor, encode_cursor
from backend.kit.text import shorten, storable
from backend.models import Hotel, StayImport
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Work, WorkFactory

ROWS_PURPOSE = "stay_import.rows"
CHUNK = 500
"""Lines of one transaction: short enough for a lock, long enough for the round trips."""
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5
SAMPLE_LINES = 5
MOST_LISTED = 50
KEEP_FILES = timedelta(days=30)
MONTH_FIRST = {"US", "PH", "CA"}
_UNSAFE = ("=", "+", "-", "@", "\t", "\r")
log = structlog.get_logger()


async def add_import(work: Work, *, file_name: str, table: Table) -> ImportDetail:
    """Keeps what was read of a file; nothing is taken in yet."""
    hotel = await work.session.get_one(Hotel, work.hotel_id)
    mapping = guess_mapping(table.heads)
    row = StayImport(
        hotel_id=work.hotel_id,
        file_name=shorten(storable(file_name) or "file", 120),
        rows_sealed=work.vault.seal(pack(table), hotel_id=work.hotel_id, purpose=ROWS_PURPOSE),
        columns=list(table.heads),
        mapping={str(name): place for name, place in mapping.items()},
        day_order=_usual_order(table, mapping, region_of_hotel(hotel)),
        total=len(table.rows),
        by_name=work.actor.name,
        by_id=work.actor.id,
    )
    work.session.add(row)
    await work.session.flush()
    await work.session.refresh(row)
    detail = {"file": row.file_name, "lines": row.total}
    await record(work, "stay_import.upload", subject=str(row.id), detail=detail)
    return _detail(row, table)


async def get_import(work: Work, import_id: UUID) -> ImportDetail:
    row = await _get(work, import_id)
    return _detail(row, _table_of(work, row))


async def list_imports(work: Work) -> list[ImportView]:
    """Newest first."""
    return [view_of(row) for row in await repository.list_imports(work, limit=MOST_LISTED)]


async def start_check(work: Work, import_id: UUID, plan: ImportPlan) -> ImportView:
    """The dry run: everything is worked out, nothing is written. Raises Invalid for a mapping
    that cannot be, Conflict while the import runs or after it ran."""
    row = await _get(work, import_id, lock=True)
    if row.state in (ImportState.CHECKING, ImportState.RUNNING, ImportState.DONE):
        raise Conflict("This import is under way or done.")
    places = list(plan.mapping.values())
    if any(not 0 <= place < len(row.columns) for place in places) or len(set(places)) != len(
        places
    ):
        raise Invalid("Each field needs a column of its own.")
    missing = missing_in(plan.mapping)
    if missing:
        raise Invalid(missing[0], details=[{"field": "mapping", "message": one} for one in missing])
    row.mapping = {str(name): place for name, place in plan.mapping.items()}
    row.day_order = plan.day_order
    return await _begin(work, row, ImportState.CHECKING)


async def start_run(work: Work, import_id: UUID) -> ImportView:
    """Takes the reservations in. Raises Conflict before a dry run was seen."""
    row = await _get(work, import_id, lock=True)
    if row.state is not ImportState.CHECKED:
        raise Conflict("Check the file first, then import it.")
    await record(work, "stay_import.run", subject=str(row.id))
    return await _begin(work, row, ImportState.RUNNING)


async def list_lines(
    work: Work,
    import_id: UUID,
    *,
    outcome: PushOutcome | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[LineView]:
    """The report in the order of the file. Raises NotFound, BadCursor."""
    await _get(work, import_id)
    after = decode_cursor(cursor, 1)[0] if cursor else 0
    if not isinstance(after, int) or not 0 <= after <= MOST_ROWS + 1:
        raise BadCursor("the cursor belongs to another list")
    rows = await repository.list_lines(
        work, import_id, outcome=outcome, after=after, limit=limit + 1
    )
    shown = [LineView.model_validate(row.model_dump()) for row in rows[:limit]]
    return Page(shown, encode_cursor(shown[-1].line) if len(rows) > limit else None)


async def report_csv(work: Work, import_id: UUID) -> tuple[str, str]:
    """(name of the file, its text): one row per problem, one for a line without any."""
    row = await _get(work, import_id)
    lines = await repository.list_lines(work, import_id, outcome=None, after=0, limit=None)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["line", "reservation", "done", "field", "value", "message"])
    for line in lines:
        for problem in line.problems or [{"field": "", "value": "", "message": ""}]:
            cells = (line.external_id or "", line.outcome.value)
            said = (problem["field"], problem["value"], problem["message"])
            writer.writerow([line.line, *map(safe_cell, (*cells, *said))])
    return f"report-{row.id.hex[-8:]}.csv", "\ufeff" + out.getvalue()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_UNSAFE) else text


async def drain_imports(works: WorkFactory, hotel_id: HotelId) -> int:
    """Works through the import that waits longest, in chunks; returns how many lines it did.

    Each chunk commits with its place in the file, so a worker that dies is followed by one that
    goes on after the last chunk.
    """
    async with works.hotel(hotel_id) as work:
        import_id = await repository.claim(work, until=work.now + LEASE)
        if import_id is None:
            return 0
        row = await _get(work, import_id)
        if row.attempts > MOST_ATTEMPTS:
            await _end(work, row, ImportState.FAILED, error="gave_up")
            return 1
        epoch = row.epoch
        try:
            lines = await _lines_of(work, row)
        except SealBroken:
            await _end(work, row, ImportState.FAILED, error="seal_broken")
            return 1
    moved = 1
    while True:
        async with works.hotel(hotel_id) as work:
            done = await _next_chunk(work, import_id, lines, epoch=epoch)
        if done is None:
            return moved
        moved += done


async def forget_old_files(work: Work) -> int:
    return await repository.forget_files(work, before=work.now - KEEP_FILES)


def view_of(row: StayImport) -> ImportView:
    mapping = {Column(name): place for name, place in row.mapping.items()}
    return ImportView(
        **row.model_dump(exclude={"rows_sealed", "next_at", "epoch", "attempts", "by_id"}),
        missing=missing_in(mapping),
    )


async def _next_chunk(
    work: Work, import_id: UUID, lines: Sequence[Line], *, epoch: int
) -> int | None:
    """How many lines were done; None: the import has ended, or is somebody else's by now."""
    row = await _get(work, import_id, lock=True)
    if row.epoch != epoch or row.state not in (ImportState.CHECKING, ImportState.RUNNING):
        return None
    chunk = lines[row.done : row.done + CHUNK]
    if not chunk:
        state = ImportState.CHECKED if row.state is ImportState.CHECKING else ImportState.DONE
        await _end(work, row, state)
        return None
    outcomes = await _take_chunk(work, chunk, is_dry=row.state is ImportState.CHECKING)
    await repository.add_lines(work, [_line_row(work, import_id, line, outcomes) for line in chunk])
    for line in chunk:
        name = _counter(outcomes.get(line.number, PushOutcome.REFUSED))
        setattr(row, name, getattr(row, name) + 1)
    row.done += len(chunk)
    row.next_at, row.attempts = work.now + LEASE, 1
    work.session.add(row)
    work.tell(LiveKind.STAY_IMPORT, view_of(row).as_json())
    return len(chunk)


async def _take_chunk(
    work: Work, chunk: Sequence[Line], *, is_dry: bool
) -> Mapping[int, PushOutcome]:
    """{line: what became of it}. A dry run does all of it and takes it back, so that it cannot
    say anything else than the import will do."""
    wanted = [(line.number, line.push) for line in chunk if line.push is not None]
    nested = await work.session.begin_nested()
    taken = await take_in(work, [push for _, push in wanted], source="import")
    outcomes = {number: one.outcome for (number, _), one in zip(wanted, taken, strict=True)}
    if is_dry:
        await nested.rollback()
        return outcomes
    await nested.commit()
    await _show(work, taken)
    return outcomes


async def _show(work: Work, taken: Sequence[Taken]) -> None:
    changed = [one for one in taken if one.outcome in CHANGING]
    for conversation_id in await show_on_conversations(work, changed):
        await tell_conversation(work, conversation_id)
    await stays_changed(work, [one.stay_id for one in changed])


async def _lines_of(work: Work, row: StayImport) -> list[Line]:
    hotel = await work.session.get_one(Hotel, work.hotel_id)
    mapping = {Column(name): place for name, place in row.mapping.items()}
    order: DayOrder = row.day_order  # type: ignore[assignment]
    return read_lines(_table_of(work, row), Reading(mapping, order, region_of_hotel(hotel)))


def _line_row(
    work: Work, import_id: UUID, line: Line, outcomes: Mapping[int, PushOutcome]
) -> dict[str, Any]:
    return {
        "hotel_id": work.hotel_id,
        "import_id": import_id,
        "line": line.number,
        "outcome": outcomes.get(line.number, PushOutcome.REFUSED),
        "external_id": line.external_id,
        "problems": [problem.as_json() for problem in line.problems],
    }


def _counter(outcome: PushOutcome) -> str:
    return PushOutcome.UNCHANGED if outcome is PushOutcome.STALE else outcome


async def _begin(work: Work, row: StayImport, state: ImportState) -> ImportView:
    await repository.clear_lines(work, row.id)
    row.state, row.error, row.next_at = state, None, work.now
    row.done = row.created = row.amended = row.unchanged = row.refused = row.attempts = 0
    work.wake(WorkKind.STAYS)
    return await _tell(work, row)


async def _end(
    work: Work, row: StayImport, state: ImportState, *, error: str | None = None
) -> None:
    row.state, row.error, row.total = state, error, row.done or row.total
    if state is not ImportState.CHECKED:
        row.finished_at = work.now
    detail = {name: getattr(row, name) for name in ("created", "amended", "unchanged", "refused")}
    await record(work, f"stay_import.{state}", subject=str(row.id), detail=detail)
    log.info("stay_import.ended", import_id=str(row.id), state=state, error=error, **detail)
    await _tell(work, row)


async def _tell(work: Work, row: StayImport) -> ImportView:
    work.session.add(row)
    await work.session.flush()
    view = view_of(row)
    work.tell(LiveKind.STAY_IMPORT, view.as_json())
    return view


def _table_of(work: Work, row: StayImport) -> Table:
    packed = work.vault.open(row.rows_sealed, hotel_id=work.hotel_id, purpose=ROWS_PURPOSE)
    return unpack(packed)


def _detail(row: StayImport, table: Table) -> ImportDetail:
    sample = [[shorten(text_of(cell), 60) for cell in line] for line in table.rows[:SAMPLE_LINES]]
    return ImportDetail(**view_of(row).model_dump(), sample=sample)


def _usual_order(table: Table, mapping: Mapping[Column, int], region: str | None) -> DayOrder:
    places = [mapping[one] for one in (Column.ARRIVAL, Column.DEPARTURE) if one in mapping]
    texts = (text_of(row[place]) for row in table.rows for place in places)
    return guess_day_order(texts, usual="mdy" if region in MONTH_FIRST else "dmy")


async def _get(work: Work, import_id: UUID, *, lock: bool = False) -> StayImport:
    row = await repository.find(work, import_id, lock=lock)
    if row is None:
        raise NotFound("There is no such import.")
    return row
