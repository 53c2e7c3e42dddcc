"""Calls in flight: bounded, fair between hotels, and what is left out when there are too many."""

from backend.domain.ids import HotelId
from backend.domain.shedding import Optional, left_out
from backend.kit.ids import new_uuid
from backend.reliability.shares import ALONE_SHARE, CROWDED_SHARE, REMEMBERED_S, Shares


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def hotel() -> HotelId:
    return HotelId(new_uuid())


def test_a_hotel_alone_leaves_room_for_whoever_comes() -> None:
    """The first hotel of the day cannot take the whole worker."""
    shares, alone = Shares(100), hotel()

    assert shares.take(alone, 1000) == 100 * ALONE_SHARE
    assert shares.take(alone, 1000) == 0


def test_beside_others_a_storm_gets_its_share_and_no_more() -> None:
    """A thousand turns of one hotel: the others' few all start, whatever the order."""
    clock = Clock()
    shares, storm = Shares(100, clock=clock), hotel()
    others = [hotel() for _ in range(20)]
    got = [shares.take(other, 1) for other in others]
    stormy = shares.take(storm, 1000)
    later = [shares.take(other, 1) for other in others]

    assert got == later == [1] * 20
    assert stormy == 100 * CROWDED_SHARE


def test_what_was_given_back_can_be_taken_again() -> None:
    """Nothing leaks over many rounds, also where more was reserved than was there."""
    shares, one = Shares(10), hotel()
    for _ in range(50):
        got = shares.take(one, 8)
        shares.give_back(one, got - 1)
        shares.give_back(one)

    assert shares.held_by(one) == 0
    assert shares.take(one, 100) == 5


def test_a_hotel_that_left_no_longer_narrows_the_others() -> None:
    """Once the second hotel has been quiet for a while the first one may spread again."""
    clock = Clock()
    shares, first, second = Shares(100, clock=clock), hotel(), hotel()
    shares.give_back(second, shares.take(second, 1))
    beside = shares.take(first, 1000)
    clock.now += REMEMBERED_S + 1
    alone = shares.take(first, 1000)

    assert (beside, beside + alone) == (10, 50)


def test_things_are_left_out_in_order_and_answers_last() -> None:
    """Exports, promotions, moods, answers; what staff write is no part of the list."""
    order = [sorted(left_out(seconds)) for seconds in (0, 5, 10, 20, 119.9, 120)]

    assert [len(kinds) for kinds in order] == [0, 1, 2, 3, 3, 4]
    assert list(Optional) == [
        Optional.EXPORTS,
        Optional.PROMOTIONS,
        Optional.MOODS,
        Optional.ANSWERS,
    ]
    assert left_out(60) == {Optional.EXPORTS, Optional.PROMOTIONS, Optional.MOODS}


def test_only_a_process_that_stays_full_leaves_anything_out() -> None:
    """One free place ends it at once."""
    clock = Clock()
    shares = Shares(4, clock=clock)
    hotels = [hotel() for _ in range(4)]
    for one in hotels:
        shares.take(one, 1)
    clock.now += 30
    full = shares.left_out()
    shares.give_back(hotels[0])
    clock.now += 1

    assert full == {Optional.EXPORTS, Optional.PROMOTIONS, Optional.MOODS}
    assert shares.left_out() == set()
