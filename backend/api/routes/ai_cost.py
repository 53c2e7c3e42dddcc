"""What the AI of a hotel costs, and what it may cost."""

import csv
from datetime import date, timedelta
from io import StringIO
from typing import Annotated

from fastapi import APIRouter, Query, Response

from backend.api.deps import HotelAccess, SettingsReader, SettingsWriter
from backend.errors import Invalid
from backend.features.ai_budgets import service as budgets
from backend.features.ai_budgets.schemas import AiBudgetInput, AiBudgetView
from backend.features.ai_calls.schemas import MeterView, PurposeCost
from backend.features.ai_calls.service import hotel_day, meter

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["cost of the AI"])
LONGEST = timedelta(days=92)
A_MONTH = timedelta(days=30)

Day = Annotated[date | None, Query(ge=date(2020, 1, 1), le=date(2100, 1, 1))]


@router.get("/ai-cost")
async def get_cost(access: SettingsReader, since: Day = None, until: Day = None) -> MeterView:
    """The sum of the records of calls, by day of the hotel's clock and by purpose: of the last
    month, or from one day to another, 92 at most."""
    return await _meter(access, since, until)


@router.get("/ai-cost/csv", response_class=Response)
async def export_cost(access: SettingsReader, since: Day = None, until: Day = None) -> Response:
    found = await _meter(access, since, until)
    text = StringIO()
    lines = csv.DictWriter(text, ["day", *PurposeCost.model_fields])
    lines.writeheader()
    for day in found.days:
        lines.writerows({"day": day.day, **one.model_dump()} for one in day.purposes)
    name = f"ai-cost-{found.since}-{found.until}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/ai-budget")
async def get_budget(access: SettingsReader) -> AiBudgetView:
    async with access.work() as work:
        return await budgets.get_budget(work)


@router.put("/ai-budget")
async def set_budget(data: AiBudgetInput, access: SettingsWriter) -> AiBudgetView:
    """Holds at once: what was spent this month counts."""
    async with access.work() as work:
        return await budgets.set_budget(work, data)


async def _meter(access: HotelAccess, since: date | None, until: date | None) -> MeterView:
    async with access.work() as work:
        last = until or await hotel_day(work)
        first = since or last - A_MONTH
        if not timedelta(0) <= last - first < LONGEST:
            raise Invalid("The days must follow each other, 92 of them at most.")
        return await meter(work, since=first, until=last)
