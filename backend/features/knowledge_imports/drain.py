"""Reads what waits: claim, then fetch and read without a transaction, then propose."""

import asyncio
import hashlib
from datetime import timedelta

import structlog

from backend.db.transaction import DATABASE_AWAY
from backend.domain.ids import HotelId
from backend.domain.knowledge_words import ReadTrouble, SourceKind
from backend.features.knowledge_imports import service
from backend.features.knowledge_imports.reading import Proposed, read_page, read_paper, read_rows
from backend.features.knowledge_imports.service import Claimed
from backend.kit.traces import place_of
from backend.observability.metrics import KNOWLEDGE_IMPORTS, WORK_FAILURES
from backend.ports.documents import PageFetcher, PaperReader, Unread
from backend.work import WorkFactory

LEASE = timedelta(seconds=90)
"""More than fetching and reading may last together."""
_HTML = {"text/html", "application/xhtml+xml"}
_TEXT = {"text/plain", "text/markdown"}
log = structlog.get_logger()


async def drain_knowledge(
    works: WorkFactory, hotel_id: HotelId, *, fetcher: PageFetcher, papers: PaperReader
) -> int:
    """Reads the import that waits longest; how many were read."""
    async with works.hotel(hotel_id) as work:
        claimed = await service.claim(work, lease=LEASE)
    if claimed is None:
        return 0
    trouble: ReadTrouble | None = None
    digest, found = b"", list[Proposed]()
    try:
        digest, found = await _read(claimed, fetcher, papers)
    except Unread as unread:
        trouble = unread.trouble
    except DATABASE_AWAY:
        raise
    except Exception as error:
        WORK_FAILURES.labels("knowledge").inc()
        log.error("knowledge.read_broke", error=type(error).__name__, place=place_of(error))
        trouble = ReadTrouble.BROKEN
    KNOWLEDGE_IMPORTS.labels(claimed.kind, trouble or "read").inc()
    async with works.hotel(hotel_id) as work:
        if trouble is not None:
            await service.fail(work, claimed, trouble)
        else:
            await service.propose(work, claimed, digest=digest, proposed=found)
    return 1


async def _read(
    claimed: Claimed, fetcher: PageFetcher, papers: PaperReader
) -> tuple[bytes, list[Proposed]]:
    raw, kind, is_html = claimed.raw, claimed.kind, claimed.is_html
    if kind is SourceKind.ADDRESS:
        page = await fetcher.fetch_page(claimed.source)
        raw = page.raw
        is_html = page.media_type in _HTML
        if raw.startswith(b"%PDF-"):
            kind = SourceKind.PDF
        elif not is_html and page.media_type not in _TEXT:
            raise Unread(ReadTrouble.UNKNOWN_TYPE)
    digest = hashlib.sha256(raw).digest()
    if kind is SourceKind.PDF:
        pages = await papers.pages_of(raw)
        return digest, await asyncio.to_thread(read_paper, pages)
    if kind is SourceKind.TABLE:
        return digest, await asyncio.to_thread(read_rows, raw)
    return digest, await asyncio.to_thread(read_page, raw, is_html=is_html)
