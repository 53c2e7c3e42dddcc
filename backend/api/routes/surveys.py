"""Surveys in the chat, with their results."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit
from backend.api.pages import PageOf
from backend.features.surveys import service
from backend.features.surveys.schemas import SurveyInput, SurveyPatch, SurveyView

router = APIRouter(prefix="/hotels/{hotel_id}/surveys", tags=["surveys"])


@router.get("")
async def list_surveys(
    access: ContentReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[SurveyView]:
    async with access.work() as work:
        return PageOf.part(await service.list_surveys(work), cursor=cursor, limit=limit)


@router.post("", status_code=201)
async def add_survey(data: SurveyInput, access: ContentWriter) -> SurveyView:
    """It is asked by a trigger's action."""
    async with access.work() as work:
        return await service.add_survey(work, data)


@router.get("/{survey_id}")
async def get_survey(survey_id: UUID, access: ContentReader) -> SurveyView:
    async with access.work() as work:
        return await service.get_survey(work, survey_id)


@router.patch("/{survey_id}")
async def update_survey(survey_id: UUID, data: SurveyPatch, access: ContentWriter) -> SurveyView:
    async with access.work() as work:
        return await service.update_survey(work, survey_id, data)
