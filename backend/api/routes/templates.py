"""Templates: texts by name, their words per language with versions and review."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit
from backend.api.pages import PageOf
from backend.api.patching import patched
from backend.domain.words import MessageClass
from backend.errors import RateLimited
from backend.features.template_links import service as links
from backend.features.template_links.schemas import LinkView
from backend.features.templates import service
from backend.features.templates.schemas import (
    DiffView,
    Language,
    Name,
    PreviewInput,
    PreviewView,
    ReviewInput,
    TemplateDraft,
    TemplateView,
    Text,
    TextDraft,
    VariableView,
    VersionView,
)

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["templates"])
ONE = "/templates/{template_id}"
TEXT = ONE + "/texts/{language}"
LINK_TRIES = "10/minute"
"""Of a hotel: other people's servers are asked."""
BIGGEST = 2**31 - 1
Tag = Annotated[Language, Path()]
Earlier = Annotated[int | None, Query(ge=0, le=BIGGEST)]
"""0: the empty text before the first version."""
VersionInPath = Annotated[int, Path(ge=1, le=BIGGEST)]


class TemplatePatch(BaseModel):
    name: Name | None = None
    texts: dict[Language, Text] | None = Field(default=None, min_length=1)
    """Every language the template is to have."""
    message_class: MessageClass | None = None
    machine: list[Language] = Field(default_factory=list)
    reviewed: bool = False


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
    """Its texts are drafts until they are reviewed."""
    async with access.work() as work:
        return await service.create_template(work, data)


@router.post("/template-preview")
async def preview_text(data: PreviewInput, access: ContentReader) -> PreviewView:
    """A text as the guest of a stay would read it, saved or not, with what is wrong with it."""
    async with access.work() as work:
        return await service.preview_text(work, data)


@router.get(ONE)
async def get_template(template_id: UUID, access: ContentReader) -> TemplateView:
    async with access.work() as work:
        return await service.get_template(work, template_id)


@router.patch(ONE)
async def update_template(
    template_id: UUID, data: TemplatePatch, access: ContentWriter
) -> TemplateView:
    async with access.work() as work:
        current = await service.get_template(work, template_id)
        draft = patched(TemplateDraft, current, data)
        return await service.update_template(work, template_id, draft)


@router.delete(ONE, status_code=204)
async def delete_template(template_id: UUID, access: ContentWriter) -> None:
    """409 with the list while a trigger names it."""
    async with access.work() as work:
        await service.delete_template(work, template_id)


@router.post(ONE + "/undelete")
async def undelete_template(template_id: UUID, access: ContentWriter) -> TemplateView:
    async with access.work() as work:
        return await service.undelete_template(work, template_id)


@router.get(ONE + "/links")
async def list_links(template_id: UUID, access: ContentReader) -> PageOf[LinkView]:
    async with access.work() as work:
        return PageOf.whole(await links.list_links(work, template_id))


@router.post(ONE + "/links/try")
async def try_links(template_id: UUID, access: ContentWriter) -> PageOf[LinkView]:
    """Asks every address of its texts once; the answer of each is kept with its time."""
    services = access.services
    if not await services.limiter.hit("links", str(access.hotel_id), limit=LINK_TRIES):
        raise RateLimited()
    tried = await links.try_links(
        access.works,
        access.hotel_id,
        template_id,
        prober=services.container.links,
        actor=access.actor,
    )
    return PageOf.whole(tried)


@router.put(TEXT)
async def save_text(
    template_id: UUID, language: Tag, data: TextDraft, access: ContentWriter
) -> TemplateView:
    """A new version of one language; it waits for its review."""
    async with access.work() as work:
        return await service.save_text(work, template_id, language, data)


@router.delete(TEXT)
async def drop_text(template_id: UUID, language: Tag, access: ContentWriter) -> TemplateView:
    """Its versions stay, should the language come back."""
    async with access.work() as work:
        return await service.drop_text(work, template_id, language)


@router.put(TEXT + "/review")
async def review(
    template_id: UUID, language: Tag, data: ReviewInput, access: ContentWriter
) -> TemplateView:
    """What was read is what guests get from now on."""
    async with access.work() as work:
        return await service.review(work, template_id, language, data.version)


@router.delete(TEXT + "/review")
async def withdraw(template_id: UUID, language: Tag, access: ContentWriter) -> TemplateView:
    """Guests get nothing in this language until it is reviewed again."""
    async with access.work() as work:
        return await service.withdraw(work, template_id, language)


@router.get(TEXT + "/versions")
async def list_versions(
    template_id: UUID,
    language: Tag,
    access: ContentReader,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[VersionView]:
    """Newest first."""
    async with access.work() as work:
        page = await service.list_versions(work, template_id, language, cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.get(TEXT + "/versions/{version}/changes")
async def changes(
    template_id: UUID,
    language: Tag,
    version: VersionInPath,
    access: ContentReader,
    since: Earlier = None,
) -> DiffView:
    """What is different from an earlier version, word by word; without one, from the last."""
    before = version - 1 if since is None else since
    async with access.work() as work:
        return await service.diff(work, template_id, language, before=before, after=version)


@router.post(TEXT + "/versions/{version}/restore")
async def restore(
    template_id: UUID, language: Tag, version: VersionInPath, access: ContentWriter
) -> TemplateView:
    """The words of an earlier version as a new draft."""
    async with access.work() as work:
        return await service.restore(work, template_id, language, version)
