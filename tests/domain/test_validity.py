"""On which days an entry holds."""

from datetime import date

import pytest

from backend.domain.validity import Season, Validity, is_day_of_year, season_of

SUMMER, WINTER = Season("05-01", "09-30"), Season("11-15", "02-29")


@pytest.mark.parametrize(
    ("season", "day", "holds"),
    [
        (SUMMER, date(2026, 5, 1), True),
        (SUMMER, date(2031, 9, 30), True),
        (SUMMER, date(2026, 4, 30), False),
        (SUMMER, date(2026, 10, 1), False),
        (WINTER, date(2026, 12, 31), True),
        (WINTER, date(2027, 1, 1), True),
        (WINTER, date(2027, 2, 28), True),
        (WINTER, date(2028, 2, 29), True),
        (WINTER, date(2027, 3, 1), False),
        (WINTER, date(2026, 11, 14), False),
    ],
)
def test_a_season_comes_every_year(season: Season, day: date, holds: bool) -> None:
    """Both of its days belong to it, also when it reaches over New Year."""
    assert Validity(season=season).holds_on(day) is holds


def test_an_entry_holds_only_where_its_days_and_its_season_meet() -> None:
    """The last summer of a terrace that closes is not followed by another one."""
    last_summer = Validity(last=date(2026, 12, 31), season=SUMMER)

    assert last_summer.holds_on(date(2026, 7, 1))
    assert not last_summer.holds_on(date(2026, 12, 1))
    assert not last_summer.holds_on(date(2027, 7, 1))


def test_a_day_of_the_year_is_one_that_the_calendar_has() -> None:
    """29 February is one; half a season is none."""
    given = ("02-29", "12-31", "02-30", "13-01", "1-1", "", "W01-1")

    assert [is_day_of_year(one) for one in given] == [True, True, False, False, False, False, False]
    assert season_of("05-01", None) is None
