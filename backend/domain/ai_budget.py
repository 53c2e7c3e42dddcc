"""What the AI of a hotel may cost, on a day and in a month of the hotel's clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Limit(StrEnum):
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Budget:
    """In USD, as the vendor counts; None: no limit."""

    day: float | None = None
    month: float | None = None

    @property
    def is_bounded(self) -> bool:
        return self.day is not None or self.month is not None


@dataclass(frozen=True, slots=True)
class Spent:
    today: float = 0.0
    this_month: float = 0.0


def reached(budget: Budget, spent: Spent) -> Limit | None:
    """The one that lasts longer, where both are. A call that begins before may still end above."""
    if budget.month is not None and spent.this_month >= budget.month:
        return Limit.MONTH
    if budget.day is not None and spent.today >= budget.day:
        return Limit.DAY
    return None


def ends_at(limit: Limit, today: date, zone: ZoneInfo) -> datetime:
    """When the limit begins anew: at midnight of the hotel's clock."""
    return datetime.combine(following(limit, today), time(0), zone)


def following(limit: Limit, today: date) -> date:
    if limit is Limit.DAY:
        return today + timedelta(days=1)
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
