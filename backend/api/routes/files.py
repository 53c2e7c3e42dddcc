"""Files for guests, before a message takes them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.requests import ClientDisconnect

from backend.api.deps import Writer
from backend.errors import Invalid
from backend.features.kept_files import service
from backend.features.kept_files.schemas import FileLimits, FileView
from backend.observability.metrics import FILES_KEPT

router = APIRouter(prefix="/hotels/{hotel_id}/files", tags=["media"])
FileName = Annotated[str, Query(min_length=1, max_length=255)]


@router.post("", status_code=201)
async def keep_file(name: FileName, access: Writer, request: Request) -> FileView:
    """The body is the file itself, of any length up to the limit. Its first bytes decide what it
    is; one that no message takes is deleted after a day."""
    container = access.services.container
    settings = container.settings
    announced = request.headers.get("content-length", "0")
    try:
        return await service.keep(
            access.works,
            access.hotel_id,
            access.actor,
            request.stream(),
            file_name=name,
            announced=int(announced[:20]) if announced.isdecimal() else 0,
            files=container.files,
            pictures=container.pictures,
            limits=service.Limits(
                largest_mb=settings.upload_largest_mb, quota_mb=settings.files_quota_mb
            ),
        )
    except ClientDisconnect:
        FILES_KEPT.labels("broken_off").inc()
        raise Invalid("The upload was broken off.") from None


@router.get("/limits")
async def get_limits(access: Writer) -> FileLimits:
    """How large a file may be, and how much room is left for this hotel's."""
    settings = access.services.container.settings
    async with access.work() as work:
        return await service.limits_of(
            work,
            service.Limits(largest_mb=settings.upload_largest_mb, quota_mb=settings.files_quota_mb),
        )


@router.delete("/{file_id}", status_code=204)
async def drop_file(file_id: UUID, access: Writer) -> None:
    """One that no message has taken."""
    async with access.work() as work:
        await service.drop(work, file_id)
