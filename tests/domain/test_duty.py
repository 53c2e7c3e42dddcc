"""Who is on duty, by the hotel's clock."""

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from backend.domain.alarms import next_climb, whom
from backend.domain.duty import Shift, on_duty

ANA, BEN, CARO = (UUID(int=number) for number in (1, 2, 3))
BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = frozenset(range(7))
EARLY = Shift(frozenset({ANA}), frozenset(range(5)), time(7), time(15))
NIGHT = Shift(frozenset({BEN}), EVERY_DAY, time(22), time(6), on_holidays=True)
SPLIT = (
    Shift(frozenset({CARO}), frozenset({2}), time(9), time(12)),
    Shift(frozenset({CARO}), frozenset({2}), time(17), time(21)),
)
WHOLE_DAY = Shift(frozenset({ANA}), frozenset({6}), time(8), time(8))
CHRISTMAS = frozenset({date(2026, 12, 25)})


@pytest.mark.parametrize(
    ("shift", "on_clock", "works"),
    [
        (EARLY, "2026-11-26 07:00", True),
        (EARLY, "2026-11-26 06:59", False),
        (EARLY, "2026-11-26 14:59", True),
        (EARLY, "2026-11-26 15:00", False),
        (EARLY, "2026-11-28 10:00", False),  # a Saturday
        (EARLY, "2026-12-25 10:00", False),  # a holiday on a Friday
        (NIGHT, "2026-11-26 22:00", True),
        (NIGHT, "2026-11-27 05:59", True),
        (NIGHT, "2026-11-27 06:00", False),
        (NIGHT, "2026-12-26 03:00", True),  # the night that began on the holiday
        (NIGHT, "2026-12-25 23:00", True),
        (SPLIT[0], "2026-11-25 11:59", True),
        (SPLIT[0], "2026-11-25 13:00", False),
        (SPLIT[1], "2026-11-25 13:00", False),
        (SPLIT[1], "2026-11-25 17:00", True),
        (SPLIT[1], "2026-11-25 21:00", False),
        (WHOLE_DAY, "2026-11-29 08:00", True),
        (WHOLE_DAY, "2026-11-30 07:59", True),
        (WHOLE_DAY, "2026-11-30 08:00", False),
        (WHOLE_DAY, "2026-11-29 07:59", False),
    ],
)
def test_a_shift_is_worked_by_the_day_on_which_it_begins(
    shift: Shift, on_clock: str, works: bool
) -> None:
    """Nights, split days, whole days and holidays, each at its edges."""
    now = datetime.fromisoformat(on_clock).replace(tzinfo=BERLIN)

    assert on_duty([shift], CHRISTMAS, now, BERLIN) == (set(shift.people) if works else set())


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        # The clock goes from 02:00 to 03:00: the night lasts seven hours.
        (datetime(2026, 3, 28, 21, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 3, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 4, 0, tzinfo=UTC), False),
        # It goes from 03:00 back to 02:00: the night lasts nine.
        (datetime(2026, 10, 24, 20, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 4, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 5, 0, tzinfo=UTC), False),
    ],
)
def test_a_night_in_which_the_clocks_change_ends_by_the_clock(
    moment: datetime, works: bool
) -> None:
    """Six in the morning is six in the morning."""
    assert on_duty([NIGHT], (), moment, BERLIN) == ({BEN} if works else set())


def test_all_who_work_now_are_named_together() -> None:
    """Also where shifts overlap."""
    late = Shift(frozenset({CARO, BEN}), EVERY_DAY, time(14), time(22))
    now = datetime(2026, 11, 26, 14, 30, tzinfo=BERLIN)

    assert on_duty([EARLY, NIGHT, late], (), now, BERLIN) == {ANA, BEN, CARO}


@pytest.mark.parametrize(
    ("rung", "working", "told"),
    [
        (0, {BEN}, {BEN}),
        (1, {BEN}, {BEN}),
        (2, {BEN}, {ANA, BEN}),
        (3, {BEN}, {ANA, BEN, CARO}),
        (0, set(), {ANA}),
        (1, set(), {ANA}),
        (3, set(), {ANA, BEN, CARO}),
    ],
)
def test_each_rung_tells_more_people(rung: int, working: set[UUID], told: set[UUID]) -> None:
    """Those on duty, then the managers too, then everybody; nobody on duty: the managers."""
    assert told == whom(rung, on_duty=working, managers={ANA}, everybody={ANA, BEN, CARO})


def test_a_ladder_ends_after_its_last_rung() -> None:
    """Minutes count from the raising, not from the rung before."""
    raised = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    climbs = [next_climb(rung, raised, [5, 10, 20]) for rung in range(4)]

    assert [at and at.minute for at in climbs] == [5, 10, 20, None]
