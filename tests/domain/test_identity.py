"""Twenty-two situations of who writes, and what may be told in each."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pytest

from backend.domain.identity import (
    Ambiguous,
    Unknown,
    Verified,
    Why,
    codes_in,
    identify,
    may_tell,
    may_tell_of,
)
from backend.domain.words import FactClass, StayStatus
from backend.kit.ids import new_uuid

TODAY = date(2026, 11, 25)
IN, BOOKED, OUT = StayStatus.IN_HOUSE, StayStatus.BOOKED, StayStatus.DEPARTED
GONE, NO_SHOW = StayStatus.CANCELLED, StayStatus.NO_SHOW


@dataclass(frozen=True)
class Of:
    """A stay from day to day of November 2026."""

    first: int
    last: int
    status: StayStatus
    external_id: str = "BK-10001"
    id: UUID = field(default_factory=new_uuid)

    @property
    def arrival(self) -> date:
        return date.fromordinal(date(2026, 11, 1).toordinal() + self.first - 1)

    @property
    def departure(self) -> date:
        return date.fromordinal(date(2026, 11, 1).toordinal() + self.last - 1)


A, B = Of(24, 27, IN, "BK-10001"), Of(23, 26, IN, "BK-10002")
AMBIGUOUS = "ambiguous"


# situation: stays, what is known beside, (the answer, why), may a secret be told
SITUATIONS = {
    "one in the house": ([A], {}, (A, Why.ONLY_ONE_IN_HOUSE), True),
    "on the day of leaving": ([x := Of(20, 25, IN)], {}, (x, Why.ONLY_ONE_IN_HOUSE), True),
    "on the day of coming": ([x := Of(25, 27, IN)], {}, (x, Why.ONLY_ONE_IN_HOUSE), True),
    "in the house, and booked again": (
        [A, Of(29, 33, BOOKED)],
        {},
        (A, Why.ONLY_ONE_IN_HOUSE),
        True,
    ),
    "in the house, and here last year": (
        [A, Of(-300, -296, OUT)],
        {},
        (A, Why.ONLY_ONE_IN_HOUSE),
        True,
    ),
    "in the house beside a cancelled room": (
        [A, Of(24, 27, GONE)],
        {},
        (A, Why.ONLY_ONE_IN_HOUSE),
        True,
    ),
    "two rooms in the house": ([A, B], {}, (AMBIGUOUS, Why.SEVERAL_IN_HOUSE), False),
    "two rooms, staff chose one": ([A, B], {"chosen": B.id}, (B, Why.CHOSEN_BY_STAFF), True),
    "two rooms, staff chose one that is over": (
        [A, B, x := Of(1, 3, OUT)],
        {"chosen": x.id},
        (AMBIGUOUS, Why.SEVERAL_IN_HOUSE),
        False,
    ),
    "two rooms, the guest named one": (
        [A, B],
        {"said": ["it is bk-10002, thanks"]},
        (B, Why.NAMED_BY_GUEST),
        True,
    ),
    "two rooms, the guest named both": (
        [A, B],
        {"said": ["BK-10001 and BK-10002"]},
        (AMBIGUOUS, Why.SEVERAL_IN_HOUSE),
        False,
    ),
    "two rooms, the guest guessed a longer number": (
        [A, B],
        {"said": ["BK-100021"]},
        (AMBIGUOUS, Why.SEVERAL_IN_HOUSE),
        False,
    ),
    "two rooms with short numbers, one of them said": (
        [Of(24, 27, IN, "12"), Of(24, 27, IN, "14")],
        {"said": ["room 12 please"]},
        (AMBIGUOUS, Why.SEVERAL_IN_HOUSE),
        False,
    ),
    "booked for today, not checked in": (
        [x := Of(25, 27, BOOKED)],
        {},
        (x, Why.ONLY_ONE_STAY),
        False,
    ),
    "two rooms booked for the same days": (
        [Of(28, 33, BOOKED), Of(28, 33, BOOKED)],
        {},
        (AMBIGUOUS, Why.SEVERAL_STAYS),
        False,
    ),
    "booked in December and again in spring": (
        [x := Of(40, 43, BOOKED), Of(150, 153, BOOKED)],
        {},
        (x, Why.ONLY_ONE_STAY),
        False,
    ),
    "left yesterday": ([x := Of(20, 24, OUT)], {}, (x, Why.ONLY_ONE_STAY), False),
    "should have left yesterday": ([x := Of(20, 24, IN)], {}, (x, Why.ONLY_ONE_STAY), False),
    "checked in before the day of coming": (
        [x := Of(27, 29, IN)],
        {},
        (x, Why.ONLY_ONE_STAY),
        False,
    ),
    "left last year": ([Of(-300, -296, OUT)], {}, (None, Why.ONLY_OLD_STAYS), False),
    "cancelled": ([Of(24, 27, GONE)], {}, (None, Why.ONLY_CANCELLED), False),
    "did not come": ([Of(24, 27, NO_SHOW)], {}, (None, Why.ONLY_CANCELLED), False),
    "nobody we know": ([], {}, (None, Why.NO_STAY), False),
    "WhatsApp hides the number": (
        [A],
        {"number_known": False},
        (None, Why.NUMBER_HIDDEN),
        False,
    ),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_secret_is_told_in_the_house_alone(situation: str) -> None:
    """Verified, ambiguous or unknown, each with its reason; no secret without a verified stay."""
    stays, beside, (expected, why), secret = SITUATIONS[situation]
    identity = identify(stays, today=TODAY, **beside)  # type: ignore[arg-type]

    assert len(SITUATIONS) >= 20
    assert identity.why is why
    if expected is AMBIGUOUS:
        assert isinstance(identity, Ambiguous)
        assert len(identity.candidates) == 2
    elif expected is None:
        assert isinstance(identity, Unknown)
    else:
        assert isinstance(identity, Verified)
        assert identity.stay is expected
    assert may_tell(FactClass.SECRET, identity) is secret
    assert may_tell(FactClass.STAY_PRIVATE, identity) is isinstance(identity, Verified)
    assert may_tell(FactClass.PUBLIC, identity)


def test_the_order_of_the_stays_decides_nothing() -> None:
    """Neither the newest nor the first is picked: two stays stay two."""
    for stays in ([A, B], [B, A]):
        assert isinstance(identify(stays, today=TODAY), Ambiguous)


def test_a_secret_of_another_stay_is_never_told() -> None:
    """Being verified for one room opens no other."""
    identity = identify([A], today=TODAY)

    assert may_tell_of(FactClass.SECRET, A.id, identity)
    assert not may_tell_of(FactClass.SECRET, B.id, identity)
    assert not may_tell_of(FactClass.STAY_PRIVATE, B.id, identity)
    assert may_tell_of(FactClass.PUBLIC, B.id, identity)


def test_codes_are_found_in_a_secret_text() -> None:
    """What a withheld entry holds can be recognised in an earlier message."""
    assert codes_in("The door is 4711#, Wi-Fi is sunny-42 all day.") == ["4711#", "sunny-42"]
