"""The rules a notification is judged by."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.arrival import due_time, is_late, sort_time
from backend.domain.channel_state import pause_reason_of
from backend.domain.current_stay import choose_stay
from backend.domain.delivery_status import further, is_further
from backend.domain.opt_out import Wish, confirmation, wish_in
from backend.domain.words import InstanceState, MessageStatus, StayStatus

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OURS = [status for status in MessageStatus if status is not MessageStatus.RECEIVED]
REPORTED = [
    MessageStatus.SENT,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
    MessageStatus.FAILED,
    MessageStatus.NO_ACCOUNT,
]


@given(st.lists(st.sampled_from(REPORTED), min_size=1, max_size=8), st.randoms())
def test_the_order_of_statuses_does_not_matter(
    statuses: list[MessageStatus], random: Random
) -> None:
    """Whatever order they come in, and however often, they end in the same status."""
    shuffled = list(statuses)
    random.shuffle(shuffled)

    assert _end(statuses) == _end(shuffled) == _end(shuffled + statuses)


def test_every_order_of_all_statuses_ends_read() -> None:
    """All 120 orders of the five reports."""
    ends = {_end(order) for order in permutations(REPORTED)}

    assert ends == {MessageStatus.READ}


@pytest.mark.parametrize(
    ("has", "gets", "moves"),
    [
        ("accepted", "sent", True),
        ("queued", "sent", True),  # the report overtook the answer to our call
        ("uncertain", "sent", True),
        ("expired", "delivered", True),
        ("read", "sent", False),
        ("read", "delivered", False),
        ("sent", "failed", True),
        ("failed", "sent", False),  # seen in the wild, minutes later
        ("failed", "delivered", True),
        ("no_account", "read", True),
        ("delivered", "failed", False),
        ("received", "read", False),  # a guest's message has no ticks
    ],
)
def test_a_status_moves_only_forward(has: str, gets: str, moves: bool) -> None:
    """sent < failed < delivered < read."""
    assert is_further(MessageStatus(gets), than=MessageStatus(has)) is moves


def test_no_status_replaces_itself() -> None:
    """Otherwise a repeated report would be a change."""
    assert not any(is_further(status, than=status) for status in OURS)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("STOP", Wish.OPT_OUT),
        ("stop!", Wish.OPT_OUT),
        ("  Stop. 🛑 ", Wish.OPT_OUT),
        ("СТОП", Wish.OPT_OUT),
        ("ОТПИСАТЬСЯ", Wish.OPT_OUT),
        ("Stopp", Wish.OPT_OUT),
        ("Désabonner", Wish.OPT_OUT),
        ("BAJA", Wish.OPT_OUT),
        ("退订", Wish.OPT_OUT),
        ("unsubscribe", Wish.OPT_OUT),
        ("s\u200btop", Wish.OPT_OUT),  # an invisible character inside
        ("START", Wish.OPT_IN),
        ("старт", Wish.OPT_IN),
        ("stop the music please", None),
        ("Where is the bus stop?", None),
        ("cancel", None),  # a booking, perhaps
        ("", None),
        ("🛑", None),
        ("stop " * 50, None),
    ],
)
def test_only_a_whole_message_is_a_wish(text: str, wish: Wish | None) -> None:
    """A word inside a sentence changes nothing."""
    found = wish_in(text)

    assert (found[0] if found else None) is wish


@pytest.mark.parametrize("wish", Wish)
def test_a_confirmation_speaks_the_guests_language(wish: Wish) -> None:
    """The first language we have words in, else English."""
    assert confirmation(wish, None, "de-AT") == confirmation(wish, "de")
    assert confirmation(wish, "xx") == confirmation(wish, "en")
    assert len({confirmation(wish, language) for language in ("en", "ru", "fr")}) == 3


@pytest.mark.parametrize(
    ("ago", "believed", "late"),
    [
        (timedelta(0), True, False),
        (timedelta(minutes=10), True, False),
        (timedelta(minutes=11), True, True),
        (timedelta(hours=23, minutes=59), True, True),
        (timedelta(hours=25), False, False),  # older than anything the provider keeps
        (timedelta(days=20_000), False, False),
        (timedelta(minutes=-5), True, False),
        (timedelta(minutes=-6), False, False),
    ],
)
def test_an_impossible_time_counts_as_arrival(ago: timedelta, believed: bool, late: bool) -> None:
    """A wrong clock neither reorders a conversation nor silences the answer."""
    written = NOW - ago

    assert sort_time(written, NOW) == (written if believed else NOW)
    assert is_late(written, NOW) is late


def test_a_missing_time_is_the_time_of_arrival() -> None:
    """Some notifications carry none."""
    assert sort_time(None, NOW) == NOW
    assert not is_late(None, NOW)


def test_a_burst_is_put_off_but_not_endlessly() -> None:
    """Two seconds of silence; eight seconds in all."""
    first = due_time(NOW, since=NOW, debounce_ms=2000)
    seventh = due_time(NOW + timedelta(seconds=7), since=NOW, debounce_ms=2000)

    assert first == NOW + timedelta(seconds=2)
    assert seventh == NOW + timedelta(seconds=8)


def test_states_that_hold_sends() -> None:
    """Every state of Green API is decided: it speaks, passes by itself, or holds sends."""
    held = {state.value for state in InstanceState if pause_reason_of(state)}

    assert held == {"notAuthorized", "blocked", "suspended", "sleepMode", "yellowCard"}


class Dates(NamedTuple):
    arrival: date
    departure: date
    status: StayStatus


@pytest.mark.parametrize(
    ("stays", "chosen"),
    [
        ([(-1, 2, "in_house"), (10, 12, "booked")], 0),
        ([(10, 12, "booked"), (3, 5, "booked")], 1),  # the next one
        ([(-9, -5, "departed"), (40, 42, "booked")], 1),
        ([(-9, -5, "departed"), (-3, -2, "departed")], 1),  # the last one
        ([(-90, -60, "departed")], None),  # long gone
        ([(0, 3, "cancelled"), (0, 3, "no_show")], None),
        ([(0, 3, "booked"), (0, 3, "cancelled")], 0),  # arrives today
        ([(-3, -1, "in_house"), (0, 2, "booked")], 0),  # still in the house, past the date
        ([], None),
    ],
)
def test_the_stay_a_guest_writes_about(
    stays: list[tuple[int, int, str]], chosen: int | None
) -> None:
    """Running, else next, else lately ended."""
    today = NOW.date()
    dates = [
        Dates(today + timedelta(days=a), today + timedelta(days=d), StayStatus(s))
        for a, d, s in stays
    ]

    assert choose_stay(dates, today=today) == (None if chosen is None else dates[chosen])


def _end(statuses: list[MessageStatus] | tuple[MessageStatus, ...]) -> MessageStatus:
    status = MessageStatus.ACCEPTED
    for report in statuses:
        status = further(status, report)
    return status
