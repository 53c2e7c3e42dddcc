"""Who did what in a hotel."""

from fastapi import APIRouter

from backend.api.deps import PAGE, AuditReader, Cursor, Limit
from backend.api.pages import PageOf
from backend.features.audit.schemas import AuditView
from backend.features.audit.service import list_audit

router = APIRouter(prefix="/hotels/{hotel_id}/audit", tags=["audit"])


@router.get("")
async def read_audit(
    access: AuditReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[AuditView]:
    """Newest first."""
    async with access.work() as work:
        return PageOf.of(await list_audit(work, cursor=cursor, limit=limit))
