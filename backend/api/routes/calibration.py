"""How well complaints are found, and how many of them call somebody."""

from fastapi import APIRouter

from backend.api.deps import Reader, SettingsWriter, Writer
from backend.features.calibration import service
from backend.features.calibration.schemas import (
    BudgetInput,
    BudgetView,
    CalibrationView,
    MissedView,
)

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["calibration"])


@router.get("/calibration")
async def get_calibration(access: Reader) -> CalibrationView:
    """Precision and recall by language from what staff said of alerts, with n and interval."""
    async with access.work() as work:
        return await service.calibration(work)


@router.put("/alert-budget")
async def set_budget(data: BudgetInput, access: SettingsWriter) -> BudgetView:
    """The threshold follows at once; what it holds back is listed and calls nobody."""
    async with access.work() as work:
        return await service.set_budget(work, data)


@router.put("/messages/{message_id}/missed")
async def mark_missed(message_id: str, access: Writer) -> MissedView:
    """A complaint for which nobody was alerted."""
    async with access.work() as work:
        return await service.mark_missed(work, message_id)


@router.delete("/messages/{message_id}/missed", status_code=204)
async def unmark_missed(message_id: str, access: Writer) -> None:
    async with access.work() as work:
        await service.unmark_missed(work, message_id)
