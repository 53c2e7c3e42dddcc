"""On which days an entry holds: a first and a last day, and a part of the year that comes again."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Season:
    """From one day of the year to another, both included; it may reach over New Year."""

    first: str
    """Month and day, e.g. 05-01."""
    last: str

    def covers(self, day: date) -> bool:
        now = f"{day:%m-%d}"
        if self.first <= self.last:
            return self.first <= now <= self.last
        return now >= self.first or now <= self.last


@dataclass(frozen=True, slots=True)
class Validity:
    """Days are the hotel's own; what is None sets no bound."""

    first: date | None = None
    last: date | None = None
    season: Season | None = None

    def holds_on(self, day: date) -> bool:
        begun = self.first is None or self.first <= day
        over = self.last is not None and self.last < day
        return begun and not over and (self.season is None or self.season.covers(day))


ALWAYS = Validity()


def season_of(first: str | None, last: str | None) -> Season | None:
    """None unless both ends are set."""
    return Season(first, last) if first and last else None


def is_day_of_year(text: str) -> bool:
    """Month and day as 05-01; 02-29 is one, and comes in leap years alone."""
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        return False
    return text[2:3] == "-"
