"""Questions that colleagues answered and no entry held."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit, language_models
from backend.api.pages import PageOf
from backend.domain.knowledge_words import CandidateState
from backend.errors import RateLimited
from backend.features.candidates import service
from backend.features.candidates.schemas import CandidateView, WordedView

router = APIRouter(prefix="/hotels/{hotel_id}/knowledge-candidates", tags=["knowledge"])
PER_PERSON = "30/minute"


@router.get("")
async def list_candidates(
    access: ContentReader,
    state: CandidateState = CandidateState.OPEN,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[CandidateView]:
    """Newest first."""
    async with access.work() as work:
        page = await service.list_candidates(work, state=state, cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.post("/{candidate_id}/dismiss")
async def dismiss(candidate_id: UUID, access: ContentWriter) -> CandidateView:
    """No entry is wanted for it; 409 when it became one."""
    async with access.work() as work:
        return await service.settle(work, candidate_id, state=CandidateState.DISMISSED)


@router.post("/{candidate_id}/word")
async def word(candidate_id: UUID, access: ContentWriter) -> WordedView:
    """The model words it as an entry; nothing is saved. A failure is an `outcome`; 409 while it is
    under way, or where the AI is off."""
    services = access.services
    if not await services.limiter.hit("ai_word", str(access.actor.id), limit=PER_PERSON):
        raise RateLimited("That was a lot of help. Wait a minute and ask again.")
    await language_models()
    return await service.word(
        access.works, access.hotel_id, services.container.ai, candidate_id, actor=access.actor
    )
