"""Templates: texts by name, their words per language."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit
from backend.api.pages import PageOf
from backend.api.patching import patched
from backend.domain.words import MessageClass
from backend.features.templates import service
from backend.features.templates.schemas import (
    Language,
    Name,
    TemplateDraft,
    TemplateView,
    VariableView,
)

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["templates"])


class TemplatePatch(BaseModel):
    name: Name | None = None
    texts: dict[Language, str] | None = Field(default=None, min_length=1)
    """Every language the template is to have."""
    message_class: MessageClass | None = None


@router.get("/template-variables")
async def list_variables(access: ContentReader) -> PageOf[VariableView]:
    return PageOf.whole(service.list_variables())


@router.get("/templates")
async def list_templates(
    access: ContentReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[TemplateView]:
    """By name."""
    async with access.work() as work:
        return PageOf.part(await service.list_templates(work), cursor=cursor, limit=limit)


@router.post("/templates", status_code=201)
async def create_template(data: TemplateDraft, access: ContentWriter) -> TemplateView:
    async with access.work() as work:
        return await service.create_template(work, data)


@router.get("/templates/{template_id}")
async def get_template(template_id: UUID, access: ContentReader) -> TemplateView:
    async with access.work() as work:
        return await service.get_template(work, template_id)


@router.patch("/templates/{template_id}")
async def update_template(
    template_id: UUID, data: TemplatePatch, access: ContentWriter
) -> TemplateView:
    async with access.work() as work:
        current = await service.get_template(work, template_id)
        draft = patched(TemplateDraft, current, data)
        return await service.update_template(work, template_id, draft)


@router.delete("/templates/{template_id}", status_code=204)
async def delete_template(template_id: UUID, access: ContentWriter) -> None:
    async with access.work() as work:
        await service.delete_template(work, template_id)
