"""Alerts: what a person should look at."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from backend.api.deps import PAGE, Cursor, Limit, Reader, Writer
from backend.api.pages import PageOf
from backend.domain.words import AlertStatus
from backend.features.alerts import service
from backend.features.alerts.schemas import AlertView

router = APIRouter(prefix="/hotels/{hotel_id}/alerts", tags=["alerts"])


class Verdict(BaseModel):
    verdict: bool | None = None
    """Whether the alert was right."""


@router.get("")
async def list_alerts(
    access: Reader,
    status: Annotated[list[AlertStatus] | None, Query(max_length=5)] = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[AlertView]:
    """Newest first. `open` includes those that somebody has acknowledged; so does no status."""
    wanted = set(status or service.UNFINISHED)
    if AlertStatus.OPEN in wanted:
        wanted |= set(service.UNFINISHED)
    async with access.work() as work:
        page = await service.list_alerts(work, statuses=sorted(wanted), cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.get("/{alert_id}")
async def get_alert(alert_id: UUID, access: Reader) -> AlertView:
    async with access.work() as work:
        return await service.get_alert(work, alert_id)


class Judgement(BaseModel):
    verdict: bool
    """Whether the alert was right."""


class AlertAssignment(BaseModel):
    staff_id: UUID


@router.post("/{alert_id}/judge")
async def judge(alert_id: UUID, data: Judgement, access: Writer) -> AlertView:
    """Also of one that is finished or was held back."""
    async with access.work() as work:
        return await service.judge(work, alert_id, verdict=data.verdict)


@router.post("/{alert_id}/assign")
async def assign(alert_id: UUID, data: AlertAssignment, access: Writer) -> AlertView:
    """With its conversation; nobody else is called."""
    async with access.work() as work:
        return await service.assign(work, alert_id, data.staff_id)


@router.post("/{alert_id}/acknowledge")
async def acknowledge(alert_id: UUID, access: Writer) -> AlertView:
    async with access.work() as work:
        return await service.acknowledge(work, alert_id)


@router.post("/{alert_id}/resolve")
async def resolve(alert_id: UUID, access: Writer, data: Verdict | None = None) -> AlertView:
    async with access.work() as work:
        return await service.resolve(work, alert_id, verdict=data.verdict if data else None)


@router.post("/{alert_id}/dismiss")
async def dismiss(alert_id: UUID, access: Writer, data: Verdict | None = None) -> AlertView:
    """A false alarm, unless the verdict says otherwise."""
    async with access.work() as work:
        given = data.verdict if data else None
        return await service.dismiss(work, alert_id, verdict=False if given is None else given)
