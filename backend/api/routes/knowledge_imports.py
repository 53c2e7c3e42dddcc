"""Entries from pages and files: read by a worker, decided by a person."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Path, Response, UploadFile
from pydantic import BaseModel

from backend.api.body_limit import LARGEST_UPLOAD
from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit
from backend.api.pages import PageOf
from backend.domain.knowledge_words import ProposalState
from backend.errors import TooLarge
from backend.features.knowledge.schemas import Language
from backend.features.knowledge_imports import service
from backend.features.knowledge_imports.schemas import (
    AddressDraft,
    Choice,
    Decision,
    IntakeView,
    ProposalView,
)

router = APIRouter(prefix="/hotels/{hotel_id}/knowledge-imports", tags=["knowledge"])
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class DecideAll(BaseModel):
    choice: Choice


@router.get("")
async def list_imports(access: ContentReader) -> PageOf[IntakeView]:
    """Newest first."""
    async with access.work() as work:
        return PageOf.whole(await service.list_imports(work))


@router.post("", status_code=202)
async def upload(
    access: ContentWriter,
    file: Annotated[UploadFile, File(description="PDF, CSV, XLSX, HTML or text")],
    language: Annotated[Language, Form()] = "en",
) -> IntakeView:
    """Read in the background. The same file again is the same import."""
    raw = await file.read(LARGEST_UPLOAD + 1)
    if len(raw) > LARGEST_UPLOAD:
        raise TooLarge("The file is larger than 8 MiB.")
    async with access.work() as work:
        return await service.add_file(work, name=file.filename or "", raw=raw, language=language)


@router.post("/address", status_code=202)
async def read_address(data: AddressDraft, access: ContentWriter) -> IntakeView:
    """Fetched and read in the background; only public https addresses."""
    async with access.work() as work:
        return await service.add_address(work, data)


@router.get("/{intake_id}")
async def get_import(intake_id: UUID, access: ContentReader) -> IntakeView:
    async with access.work() as work:
        return await service.get_import(work, intake_id)


@router.get("/{intake_id}/proposals")
async def list_proposals(
    intake_id: UUID,
    access: ContentReader,
    state: ProposalState | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[ProposalView]:
    """In the order of the source."""
    async with access.work() as work:
        page = await service.list_proposals(
            work, intake_id, state=state, cursor=cursor, limit=limit
        )
        return PageOf.of(page)


@router.post("/{intake_id}/proposals/{number}")
async def decide(
    intake_id: UUID, number: Number, data: Decision, access: ContentWriter
) -> ProposalView:
    """Accept, replace, skip or reopen one proposal, as it is or edited."""
    async with access.work() as work:
        return await service.decide(work, intake_id, number, data)


@router.post("/{intake_id}/decide")
async def decide_all(intake_id: UUID, data: DecideAll, access: ContentWriter) -> IntakeView:
    """Everything undecided at once; what is marked is accepted one by one only."""
    async with access.work() as work:
        return await service.decide_all(work, intake_id, data.choice)


@router.get("/{intake_id}/report.csv", response_class=Response)
async def report(intake_id: UUID, access: ContentReader) -> Response:
    """The whole report as a file; no cell of it is a formula."""
    async with access.work() as work:
        name, text = await service.report_csv(work, intake_id)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)
