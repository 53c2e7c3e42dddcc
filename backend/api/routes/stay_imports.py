"""Files of reservations: upload, dry run, import, report."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Response, UploadFile

from backend.api.body_limit import LARGEST_UPLOAD
from backend.api.deps import PAGE, Cursor, Limit, Reader, StayWriter
from backend.api.pages import PageOf
from backend.domain.words import PushOutcome
from backend.errors import Invalid, TooLarge
from backend.features.stay_imports import service
from backend.features.stay_imports.reading import Unreadable, read_table
from backend.features.stay_imports.schemas import ImportDetail, ImportPlan, ImportView, LineView

router = APIRouter(prefix="/hotels/{hotel_id}/stay-imports", tags=["stays"])


@router.get("")
async def list_imports(access: Reader) -> PageOf[ImportView]:
    """Newest first."""
    async with access.work() as work:
        return PageOf.whole(await service.list_imports(work))


@router.post("", status_code=201)
async def upload(
    access: StayWriter, file: Annotated[UploadFile, File(description="CSV or XLSX")]
) -> ImportDetail:
    """Reads the file and guesses its columns. Nothing is taken in before a dry run."""
    raw = await file.read(LARGEST_UPLOAD + 1)
    if len(raw) > LARGEST_UPLOAD:
        raise TooLarge("The file is larger than 8 MiB.")
    try:
        table = await asyncio.to_thread(read_table, raw)
    except Unreadable as error:
        details = [{"field": "file", "message": str(error)}]
        raise Invalid(str(error), details=details) from None
    async with access.work() as work:
        return await service.add_import(work, file_name=file.filename or "", table=table)


@router.get("/{import_id}")
async def get_import(import_id: UUID, access: Reader) -> ImportDetail:
    async with access.work() as work:
        return await service.get_import(work, import_id)


@router.post("/{import_id}/check", status_code=202)
async def check(import_id: UUID, plan: ImportPlan, access: StayWriter) -> ImportView:
    """The dry run, in the background: the report says what an import would do."""
    async with access.work() as work:
        return await service.start_check(work, import_id, plan)


@router.post("/{import_id}/run", status_code=202)
async def run(import_id: UUID, access: StayWriter) -> ImportView:
    """Takes the checked reservations in, in the background."""
    async with access.work() as work:
        return await service.start_run(work, import_id)


@router.get("/{import_id}/lines")
async def list_lines(
    import_id: UUID,
    access: Reader,
    outcome: PushOutcome | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[LineView]:
    """The report, in the order of the file."""
    async with access.work() as work:
        page = await service.list_lines(
            work, import_id, outcome=outcome, cursor=cursor, limit=limit
        )
        return PageOf.of(page)


@router.get("/{import_id}/report.csv", response_class=Response)
async def report(import_id: UUID, access: Reader) -> Response:
    """The whole report as a file; no cell of it is a formula."""
    async with access.work() as work:
        name, text = await service.report_csv(work, import_id)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)
