"""What a call cost."""

from datetime import UTC, datetime

import pytest

from backend.domain.ai_prices import cost_usd

SUNDAY = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MONDAY_PEAK = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MONDAY_NIGHT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [(SUNDAY, 0.753), (MONDAY_NIGHT, 0.753), (MONDAY_PEAK, 1.506)],
)
def test_peak_hours_cost_double(at: datetime, expected: float) -> None:
    """Beijing's working hours, working days only."""
    found = cost_usd("deepseek-flash", at, prompt=2_000_000, cached=1_000_000, completion=1_000_000)

    assert expected == found


def test_an_unknown_model_has_no_price() -> None:
    """Nothing is better than a wrong sum."""
    assert cost_usd("other", SUNDAY, prompt=1, cached=0, completion=1) is None
