"""Under which heading a trigger stands."""

import pytest

from backend.domain.journey_parts import JourneyPart, part_of
from backend.domain.trigger_facts import Timing
from backend.domain.words import OffsetUnit, Side, StayMoment, TriggerEvent

MOMENT, PART = StayMoment, JourneyPart


@pytest.mark.parametrize(
    ("moment", "amount", "unit", "side", "part"),
    [
        (MOMENT.BOOKING, 1, "hours", "after", PART.BEFORE_ARRIVAL),
        (MOMENT.ARRIVAL, 1, "days", "before", PART.BEFORE_ARRIVAL),
        (MOMENT.ARRIVAL, 2, "hours", "before", PART.ARRIVAL_DAY),
        (MOMENT.ARRIVAL, 48, "hours", "before", PART.BEFORE_ARRIVAL),
        (MOMENT.ARRIVAL, 0, "days", "after", PART.ARRIVAL_DAY),
        (MOMENT.CHECK_IN, 1, "days", "after", PART.STAY),
        (MOMENT.FIRST_NIGHT, 0, "days", "after", PART.ARRIVAL_DAY),
        (MOMENT.MID_STAY, 0, "days", "after", PART.STAY),
        (MOMENT.DEPARTURE, 1, "days", "before", PART.STAY),
        (MOMENT.DEPARTURE, 0, "days", "after", PART.DEPARTURE),
        (MOMENT.CHECK_OUT, 2, "hours", "after", PART.DEPARTURE),
        (MOMENT.CHECK_OUT, 1, "days", "after", PART.AFTER),
    ],
)
def test_a_time_belongs_to_the_day_it_falls_on(
    moment: StayMoment, amount: int, unit: str, side: str, part: JourneyPart
) -> None:
    """Hours of less than a day stay with their moment."""
    timing = Timing(moment, amount, OffsetUnit(unit), Side(side))
    assert part_of(TriggerEvent.TIME, timing) is part


def test_each_event_has_its_part() -> None:
    """What happens in a chat stands under conversation, everything else under a day."""
    found = {part_of(event, None) for event in TriggerEvent if event is not TriggerEvent.TIME}
    assert found == set(PART) - {PART.AFTER}
