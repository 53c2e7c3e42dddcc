"""Queries on the audit log."""

from collections.abc import Sequence

from sqlmodel import col, select

from backend.models import AuditLog
from backend.work import Work


async def list_entries(work: Work, *, before: int | None, limit: int) -> Sequence[AuditLog]:
    query = select(AuditLog).where(AuditLog.hotel_id == work.hotel_id)
    if before is not None:
        query = query.where(col(AuditLog.id) < before)
    return (await work.session.exec(query.order_by(col(AuditLog.id).desc()).limit(limit))).all()
