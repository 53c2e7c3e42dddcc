"""Limits on what the AI may cost."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from backend.domain.ai_budget import Budget, Limit, Spent, ends_at, reached


@pytest.mark.parametrize(
    ("budget", "spent", "limit"),
    [
        (Budget(), Spent(9.0, 99.0), None),
        (Budget(day=1.0), Spent(0.99, 99.0), None),
        (Budget(day=1.0), Spent(1.0, 1.0), Limit.DAY),
        (Budget(month=5.0), Spent(0.0, 5.0), Limit.MONTH),
        (Budget(day=1.0, month=5.0), Spent(1.0, 5.0), Limit.MONTH),
        (Budget(day=1.0, month=5.0), Spent(1.0, 4.9), Limit.DAY),
    ],
)
def test_a_limit_is_reached_when_it_is_used_up(
    budget: Budget, spent: Spent, limit: Limit | None
) -> None:
    """The month's wins over the day's: it lasts longer."""
    assert limit is reached(budget, spent)


def test_a_limit_begins_anew_at_the_hotels_midnight() -> None:
    """Also over the end of a year, and where the clock is far from ours."""
    zone = ZoneInfo("America/Mexico_City")
    assert ends_at(Limit.DAY, date(2026, 12, 31), zone) == datetime(2027, 1, 1, 6, tzinfo=UTC)
    assert ends_at(Limit.MONTH, date(2026, 12, 3), zone) == datetime(2027, 1, 1, 6, tzinfo=UTC)
    assert ends_at(Limit.MONTH, date(2027, 1, 31), zone) == datetime(2027, 2, 1, 6, tzinfo=UTC)
