"""What a call to the model cost, by the vendor's dated price table."""

from dataclasses import dataclass
from datetime import UTC, datetime

MILLION = 1_000_000
SATURDAY = 5
# Beijing's working hours, Monday to Friday, in UTC; prices are doubled then.
PEAK_HOURS = frozenset({1, 2, 3, 6, 7, 8, 9})


@dataclass(frozen=True, slots=True)
class Price:
    """USD for a million tokens, off-peak."""

    cached: float
    prompt: float
    completion: float


# DeepSeek's pricing page of 2026-11-15.
PRICES = {
    "deepseek-flash": Price(cached=0.003, prompt=0.15, completion=0.60),
    "deepseek-v4-flash": Price(cached=0.003, prompt=0.15, completion=0.60),
    "deepseek-v4-pro": Price(cached=0.022, prompt=0.66, completion=1.98),
}


def cost_usd(
    model: str, at: datetime, *, prompt: int, cached: int, completion: int
) -> float | None:
    """`prompt` counts the cached tokens too. None for a model without a known price."""
    price = PRICES.get(model)
    if price is None:
        return None
    fresh = max(0, prompt - cached)
    total = fresh * price.prompt + cached * price.cached + completion * price.completion
    return round(total * (2 if _is_peak(at) else 1) / MILLION, 8)


def _is_peak(at: datetime) -> bool:
    """Chinese public holidays count as working days here: an upper bound."""
    utc = at.astimezone(UTC)
    return utc.weekday() < SATURDAY and utc.hour in PEAK_HOURS
