"""What the hotel's texts say against each other."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit
from backend.api.pages import PageOf
from backend.domain.knowledge_words import ClashState
from backend.features.contradictions import service
from backend.features.contradictions.schemas import ContradictionView, ScanView, VerdictInput

router = APIRouter(prefix="/hotels/{hotel_id}/contradictions", tags=["knowledge"])


@router.get("")
async def list_contradictions(
    access: ContentReader,
    state: ClashState = ClashState.OPEN,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[ContradictionView]:
    """Newest first."""
    async with access.work() as work:
        page = await service.list_contradictions(work, state=state, cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.get("/scan")
async def last_scan(access: ContentReader) -> ScanView:
    """When the texts were last compared, and what is open."""
    async with access.work() as work:
        return await service.last_scan(work)


@router.post("/scan")
async def scan(access: ContentWriter) -> ScanView:
    """Compares every text now, as it happens by itself after each save and each night."""
    return await service.scan(access.works, access.hotel_id, actor=access.actor)


@router.post("/{contradiction_id}/decide")
async def decide(
    contradiction_id: UUID, data: VerdictInput, access: ContentWriter
) -> ContradictionView:
    """Which of the two is right, or that both may stand."""
    async with access.work() as work:
        return await service.decide(work, contradiction_id, data.verdict)
