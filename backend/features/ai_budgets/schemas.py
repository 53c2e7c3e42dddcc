"""A hotel's limits on what the AI may cost, and how far it is from them."""

from datetime import datetime

from pydantic import BaseModel, Field

from backend.domain.ai_budget import Limit


class AiBudgetInput(BaseModel):
    day_usd: float | None = Field(default=None, ge=0.01, le=100_000, allow_inf_nan=False)
    """Null: no limit."""
    month_usd: float | None = Field(default=None, ge=0.01, le=1_000_000, allow_inf_nan=False)


class AiBudgetView(BaseModel):
    day_usd: float | None
    month_usd: float | None
    today_usd: float
    this_month_usd: float
    reached: Limit | None
    """Which limit keeps the model from being asked now."""
    ends_at: datetime | None
    """When the reached limit begins anew."""
