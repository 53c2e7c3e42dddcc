"""What is kept of a call to the model."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call to the model, as the ledger of calls keeps it."""

    task: str
    model: str
    outcome: str
    started_at: datetime
    duration_ms: int
    stable_sha256: bytes
    payload_sha256: bytes
    payload_redacted: str
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    provider_id: str | None = None


class PurposeCost(BaseModel):
    """What the calls for one purpose cost, on a day or in all."""

    model_config = ConfigDict(frozen=True)

    task: str
    calls: int
    failed: int
    """Of these, those that gave nothing usable."""
    prompt_tokens: int
    cached_tokens: int
    """Of the prompt's."""
    completion_tokens: int
    cost_usd: float
    unpriced: int
    """Calls whose cost is not known: the model is in no price table, or gave no count."""


class DayCost(BaseModel):
    model_config = ConfigDict(frozen=True)

    day: date
    """Of the hotel's clock."""
    cost_usd: float
    calls: int
    tokens: int
    purposes: list[PurposeCost]


class MeterView(BaseModel):
    since: date
    until: date
    """The last day that is counted."""
    cost_usd: float
    calls: int
    tokens: int
    unpriced: int
    purposes: list[PurposeCost]
    """Dearest first."""
    days: list[DayCost]
    """Newest first; a day without a call is left out."""
