"""The retry table, row by row."""

from datetime import timedelta

import pytest

from backend.domain.retrying import (
    BUG_WAITS,
    MOST_ATTEMPTS,
    Act,
    Trouble,
    backoff,
    decide,
    trouble_of,
)
from backend.domain.words import SendOutcome

TABLE = [
    # trouble, act, wait in seconds, feeds the breaker, counts, a person is told
    (Trouble.BUSY, Act.TRY_AGAIN, 0.5, True, False, False),
    (Trouble.CROWDED, Act.TRY_AGAIN, 0.5, False, False, False),
    (Trouble.NO_ANSWER, Act.LOOK_UP, 0, True, False, False),
    (Trouble.QUOTA, Act.PAUSE, 3600, False, False, True),
    (Trouble.AUTH, Act.PAUSE, 300, False, False, True),
    (Trouble.REFUSED, Act.GIVE_UP, 0, False, True, True),
    (Trouble.BUG, Act.TRY_AGAIN, 5, False, True, False),
    (Trouble.STORE_AWAY, Act.TRY_AGAIN, 0.5, False, False, False),
]


@pytest.mark.parametrize(("trouble", "act", "wait", "feeds", "counts", "told"), TABLE)
def test_each_trouble_has_one_answer(
    trouble: Trouble, act: Act, wait: float, feeds: bool, counts: bool, told: bool
) -> None:
    """What is tried again, what is looked up, what pauses the number, what is given up."""
    action = decide(trouble, 1, luck=0.5)

    assert action.act is act
    assert action.wait == timedelta(seconds=wait)
    assert action.feeds_breaker is feeds
    assert action.counts is counts
    assert action.tell_person is told
    assert action.reason


def test_the_table_is_whole() -> None:
    """No trouble and no outcome of a call is without its row."""
    assert {row[0] for row in TABLE} == set(Trouble)
    assert {trouble_of(outcome) for outcome in SendOutcome} <= {None, *Trouble}
    assert trouble_of(SendOutcome.ACCEPTED) is None


def test_a_defect_of_ours_is_tried_five_times_ever_later() -> None:
    """5 s, 30 s, 2 min, 10 min; the fifth failure is a dead letter. Who waits long is shown."""
    actions = [decide(Trouble.BUG, attempt) for attempt in range(1, 8)]

    assert [action.act for action in actions] == [Act.TRY_AGAIN] * 4 + [Act.GIVE_UP] * 3
    assert [action.wait.total_seconds() for action in actions[:4]] == [5, 30, 120, 600]
    assert [action.tell_person for action in actions] == [False] + [True] * 6
    assert MOST_ATTEMPTS == len(BUG_WAITS) == 5


@pytest.mark.parametrize("attempts", [1, 50, 5000])
@pytest.mark.parametrize("trouble", [Trouble.BUSY, Trouble.CROWDED, Trouble.STORE_AWAY])
def test_an_absent_other_side_is_never_held_against_the_work(
    trouble: Trouble, attempts: int
) -> None:
    """A night without the provider makes no dead letters; its own time limit ends a message."""
    assert decide(trouble, attempts).act is Act.TRY_AGAIN


@pytest.mark.parametrize(
    ("attempts", "luck", "seconds"),
    [
        (1, 0.0, 0.1),  # never at once
        (1, 0.999, 0.999),
        (3, 0.5, 2.0),
        (7, 1.0, 60.0),  # the ceiling
        (500, 1.0, 60.0),  # and no overflow
    ],
)
def test_the_wait_doubles_with_full_jitter_up_to_a_minute(
    attempts: int, luck: float, seconds: float
) -> None:
    """Many rows that failed together do not knock together."""
    assert backoff(attempts, luck) == timedelta(seconds=seconds)
