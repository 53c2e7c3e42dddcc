"""Contradictions between what the hotel's entries, templates and people say."""

import asyncio
import hashlib
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from backend.domain.facts import Clash, clashes
from backend.domain.ids import HotelId
from backend.domain.knowledge_words import ClashState, TextKind
from backend.errors import Conflict, NotFound
from backend.features.audit.service import record
from backend.features.contradictions import repository
from backend.features.contradictions.schemas import (
    ContradictionView,
    Said,
    ScanView,
    SideView,
    Verdict,
)
from backend.features.hotels.service import get_hotel
from backend.kit.ids import new_uuid
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import Contradiction
from backend.observability.metrics import CONTRADICTIONS
from backend.work import SYSTEM, Actor, Work, WorkFactory

SCAN_EVERY = timedelta(hours=24)
"""Also without a change: a day's end makes an entry hold or not, and staff write replies."""
log = structlog.get_logger()


async def is_due(work: Work) -> bool:
    """Whether something was saved since the last comparison, or it is a day old."""
    scan = await repository.find_scan(work)
    if scan is None or scan.scanned_at is None or scan.scanned_at <= work.now - SCAN_EVERY:
        return True
    changed = await repository.changed_at(work)
    return changed is not None and changed > scan.scanned_at


async def scan(works: WorkFactory, hotel_id: HotelId, *, actor: Actor = SYSTEM) -> ScanView:
    """Compares every text with every other one; no transaction is open meanwhile."""
    async with works.hotel(hotel_id, actor=actor) as work:
        read_at = work.now
        texts = await repository.read_texts(work, await _today(work))
    found = await asyncio.to_thread(compare, texts)
    async with works.hotel(hotel_id, actor=actor) as work:
        await _settle(work, found)
        await repository.note_scan(work, read_at=read_at, texts=len(texts))
        return await last_scan(work)


def compare(texts: list[Said]) -> dict[str, tuple[Clash, Said, Said]]:
    """By fingerprint. Two replies are no contradiction of the hotel's: one corrected the other."""
    found = clashes([(one.title, one.text, one.when) for one in texts])
    pairs = [(one, texts[one.left], texts[one.right]) for one in found]
    return {
        _fingerprint(clash, left, right): (clash, left, right)
        for clash, left, right in pairs
        if not (left.kind is right.kind is TextKind.REPLY) and left.id != right.id
    }


async def list_contradictions(
    work: Work,
    *,
    state: ClashState = ClashState.OPEN,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[ContradictionView]:
    """Newest first. Raises BadCursor."""
    rows = await repository.list_page(work, state, after=_after(cursor), limit=limit + 1)
    kept, following = cut(rows, limit, lambda row: (_found_at(row).isoformat(), str(row.id)))
    return Page([view_of(row) for row in kept], following)


async def decide(work: Work, contradiction_id: UUID, verdict: Verdict) -> ContradictionView:
    """Raises NotFound, Conflict for one that is mended already."""
    row = await repository.find(work, contradiction_id)
    if row is None:
        raise NotFound("There is no such contradiction.")
    if row.state is ClashState.MENDED:
        raise Conflict("This contradiction is mended already.")
    row.decided_by, row.decided_at = work.actor.name, work.now
    row.right_is_true = None
    match verdict:
        case Verdict.REOPEN:
            row.state = ClashState.OPEN
        case Verdict.IGNORE:
            row.state = ClashState.IGNORED
        case Verdict.LEFT | Verdict.RIGHT:
            row.state, row.right_is_true = ClashState.ACCEPTED, verdict is Verdict.RIGHT
    await work.session.flush()
    await record(work, f"contradiction.{verdict}", subject=str(row.id))
    return view_of(row)


async def last_scan(work: Work) -> ScanView:
    held = await repository.find_scan(work)
    return ScanView(
        scanned_at=held.scanned_at if held else None,
        texts=held.texts if held else 0,
        open=await repository.count_open(work),
    )


def view_of(row: Contradiction) -> ContradictionView:
    left, right = (
        SideView(
            kind=getattr(row, f"{side}_kind"),
            id=getattr(row, f"{side}_id"),
            title=getattr(row, f"{side}_title"),
            quote=getattr(row, f"{side}_quote"),
        )
        for side in ("left", "right")
    )
    own = row.model_dump(include=set(ContradictionView.model_fields))
    return ContradictionView(**own, left=left, right=right)


async def _settle(work: Work, found: dict[str, tuple[Clash, Said, Said]]) -> None:
    """What is found no more is mended; what a person ignored stays ignored."""
    known = await repository.list_known(work)
    gone = [row for row in known if row.fingerprint not in found]
    for row in gone:
        row.state = ClashState.MENDED
    fresh = found.keys() - {row.fingerprint for row in known}
    await work.session.flush()
    await repository.add_found(work, [_row(work, one, *found[one]) for one in sorted(fresh)])
    CONTRADICTIONS.labels("found").inc(len(fresh))
    CONTRADICTIONS.labels("mended").inc(len(gone))
    if fresh or gone:
        log.info("contradictions.compared", found=len(fresh), mended=len(gone))


def _row(work: Work, fingerprint: str, clash: Clash, left: Said, right: Said) -> dict[str, Any]:
    return {
        "id": new_uuid(),
        "hotel_id": work.hotel_id,
        "fingerprint": fingerprint,
        "subject": clash.subject,
        "aspect": clash.aspect,
        "left_kind": left.kind,
        "left_id": left.id,
        "left_title": left.title,
        "left_quote": clash.left_quote,
        "right_kind": right.kind,
        "right_id": right.id,
        "right_title": right.title,
        "right_quote": clash.right_quote,
    }


def _fingerprint(clash: Clash, left: Said, right: Said) -> str:
    sides = sorted(
        [(left.kind, left.id, clash.left_quote), (right.kind, right.id, clash.right_quote)]
    )
    said = repr((clash.subject, clash.aspect.value, [tuple(map(str, side)) for side in sides]))
    return hashlib.sha256(said.encode()).hexdigest()


def _found_at(row: Contradiction) -> datetime:
    assert row.found_at is not None
    return row.found_at


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    found_at, contradiction_id = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(str(found_at)), UUID(str(contradiction_id))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None


async def _today(work: Work) -> date:
    return work.now.astimezone(ZoneInfo((await get_hotel(work)).timezone)).date()
