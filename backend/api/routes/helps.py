"""Help of the AI for whoever writes to a guest."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import Reader, Writer, language_models
from backend.api.pages import PageOf
from backend.errors import RateLimited
from backend.features.helping.schemas import HelpWish
from backend.features.helping.service import help_with
from backend.features.helps import service
from backend.features.helps.schemas import HelpFigure, HelpView

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["conversations"])
PER_PERSON = "30/minute"
"""Each costs money, and nobody reads more of them."""


@router.post("/conversations/{conversation_id}/help")
async def ask(conversation_id: UUID, data: HelpWish, access: Writer) -> HelpView:
    """An answer with its sources, the written text in other words, or a summary. Nothing is sent.
    A failure is an `outcome`; 409 while the last wish of the same person is under way."""
    services = access.services
    if not await services.limiter.hit("ai_help", str(access.actor.id), limit=PER_PERSON):
        raise RateLimited("That was a lot of help. Wait a minute and ask again.")
    await language_models()
    return await help_with(
        access.works,
        access.hotel_id,
        services.container.ai,
        conversation_id,
        data,
        actor=access.actor,
    )


@router.get("/help-figures")
async def figures(access: Reader) -> PageOf[HelpFigure]:
    """What became of it in the last 30 days."""
    async with access.work() as work:
        return PageOf.whole(list(await service.figures(work)))
