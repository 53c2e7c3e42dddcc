"""The hotel's fact sheets, which the AI answers from."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from backend.api.deps import (
    PAGE,
    ContentReader,
    ContentWriter,
    Cursor,
    Limit,
    Reader,
    language_models,
)
from backend.api.pages import PageOf
from backend.api.patching import patched
from backend.domain.knowledge_words import CandidateState, GapEnd
from backend.domain.words import FactClass
from backend.features.candidates.service import settle
from backend.features.knowledge import service
from backend.features.knowledge.schemas import (
    Category,
    ChangesView,
    DayOfYear,
    GapView,
    KnowledgeDraft,
    KnowledgeSummary,
    KnowledgeView,
    Language,
    NewEntry,
    Shown,
    Text,
    Title,
    VersionView,
)
from backend.features.knowledge_changes import service as changes
from backend.features.knowledge_changes.schemas import ChangeView
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}/knowledge", tags=["knowledge"])

HELD: dict[int | str, dict[str, Any]] = {
    202: {"model": ChangeView, "description": "Held until the golden questions were asked with it"}
}
Version = Annotated[int, Path(ge=1, le=2**31 - 1)]
GapId = Annotated[int, Path(ge=1, le=2**62)]
Since = Annotated[int, Query(ge=0, le=2**31 - 1)]


class KnowledgePatch(BaseModel):
    title: Title | None = None
    text: Text | None = None
    language: Language | None = None
    category: Category | None = None
    fact_class: FactClass | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    season_from: DayOfYear | None = None
    season_until: DayOfYear | None = None
    owner_id: UUID | None = None
    review_on: date | None = None


@router.get("")
async def list_knowledge(
    access: ContentReader,
    shown: Shown = Shown.ALL,
    q: Annotated[str | None, Query(max_length=200)] = None,
    language: Annotated[str | None, Query(max_length=12)] = None,
    category: Annotated[str | None, Query(max_length=60)] = None,
    owner_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[KnowledgeView]:
    """By title."""
    async with access.work() as work:
        page = await service.list_entries(
            work,
            shown=shown,
            words=storable(q or ""),
            language=storable(language or ""),
            category=storable(category or ""),
            owner_id=owner_id,
            cursor=cursor,
            limit=limit,
        )
        return PageOf.of(page)


@router.get("/summary")
async def summarise_knowledge(access: ContentReader) -> KnowledgeSummary:
    """How many entries there are, and by what the list can be narrowed."""
    async with access.work() as work:
        return await service.summarise(work)


@router.post("", status_code=201, responses=HELD)
async def create_knowledge(
    data: NewEntry, access: ContentWriter, response: Response
) -> KnowledgeView | ChangeView:
    """With `gap_id` or `candidate_id` the question that it answers is settled."""
    draft = KnowledgeDraft(**data.model_dump(exclude={"gap_id", "candidate_id"}))
    async with access.work() as work:
        made = await changes.publish_new(work, draft)
        entry_id = made.entry_id if isinstance(made, ChangeView) else made.id
        if data.gap_id:
            end = GapEnd.TAKEN
            await service.settle_gap(work, int(data.gap_id), end, entry_id=entry_id)
        if data.candidate_id:
            taken = CandidateState.TAKEN
            await settle(work, data.candidate_id, state=taken, entry_id=entry_id)
    return _said(response, made)


@router.get("/gaps")
async def list_gaps(access: Reader, cursor: Cursor = None, limit: Limit = PAGE) -> PageOf[GapView]:
    """What guests asked and no fact sheet held, newest first."""
    await language_models()
    async with access.work() as work:
        return PageOf.of(await service.list_gaps(work, cursor=cursor, limit=limit))


@router.post("/gaps/{gap_id}/dismiss", status_code=204)
async def dismiss_gap(gap_id: GapId, access: ContentWriter) -> None:
    """No entry is wanted for it."""
    async with access.work() as work:
        await service.settle_gap(work, gap_id, GapEnd.DISMISSED)


@router.get("/{entry_id}")
async def get_knowledge(entry_id: UUID, access: ContentReader) -> KnowledgeView:
    async with access.work() as work:
        return await service.get_entry(work, entry_id)


@router.patch("/{entry_id}", responses=HELD)
async def update_knowledge(
    entry_id: UUID, data: KnowledgePatch, access: ContentWriter, response: Response
) -> KnowledgeView | ChangeView:
    async with access.work() as work:
        current = await service.get_entry(work, entry_id)
        draft = patched(KnowledgeDraft, current, data)
        return _said(response, await changes.publish_change(work, entry_id, draft))


@router.delete("/{entry_id}", status_code=204, response_model=None, responses=HELD)
async def delete_knowledge(entry_id: UUID, access: ContentWriter) -> Response:
    async with access.work() as work:
        held = await changes.publish_removal(work, entry_id)
    return JSONResponse(held.as_json(), 202) if held else Response(status_code=204)


@router.post("/{entry_id}/undelete", responses=HELD)
async def undelete_knowledge(
    entry_id: UUID, access: ContentWriter, response: Response
) -> KnowledgeView | ChangeView:
    async with access.work() as work:
        return _said(response, await changes.publish_return(work, entry_id))


@router.get("/{entry_id}/versions")
async def list_versions(
    entry_id: UUID, access: ContentReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[VersionView]:
    """Newest first."""
    async with access.work() as work:
        return PageOf.of(await service.list_versions(work, entry_id, cursor=cursor, limit=limit))


@router.get("/{entry_id}/versions/{version}/changes")
async def compare_versions(
    entry_id: UUID, version: Version, access: ContentReader, since: Since = 0
) -> ChangesView:
    """What a version says otherwise than another; 0 is nothing."""
    async with access.work() as work:
        return await service.compare_versions(work, entry_id, version, since=since)


@router.post("/{entry_id}/versions/{version}/restore", responses=HELD)
async def restore_version(
    entry_id: UUID, version: Version, access: ContentWriter, response: Response
) -> KnowledgeView | ChangeView:
    """What it said then becomes its newest version."""
    async with access.work() as work:
        return _said(response, await changes.publish_version(work, entry_id, version))


def _said(response: Response, published: KnowledgeView | ChangeView) -> KnowledgeView | ChangeView:
    if isinstance(published, ChangeView):
        response.status_code = 202
    return published
