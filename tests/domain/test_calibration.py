"""The alert budget, and the figures beside it."""

import pytest

from backend.domain.calibration import is_held, rate, threshold_for


@pytest.mark.parametrize(
    ("scores", "shifts", "budget", "threshold"),
    [
        ([-0.9, -0.8, -0.7], 1, None, None),
        ([-0.9, -0.8, -0.7], 1, 3, None),
        ([-0.9, -0.8, -0.7], 1, 2, -0.8),
        ([-0.7, -0.9, -0.8], 1, 1, -0.9),
        ([-0.9, -0.8, -0.7], 3, 1, None),
        ([-0.9, -0.8, -0.8, -0.7], 1, 2, -0.9),  # a tie is not split
        ([-0.8, -0.8, -0.8], 1, 1, -0.8),  # the angriest is never held back
        ([], 1, 1, None),
    ],
)
def test_the_threshold_follows_the_budget(
    scores: list[float], shifts: int, budget: int | None, threshold: float | None
) -> None:
    """At most so many in a shift on average, the angriest first."""
    assert threshold_for(scores, shifts=shifts, budget=budget) == threshold


def test_what_has_no_score_is_never_held_back() -> None:
    """A keyword or a low survey calls somebody whatever the budget is."""
    assert not is_held(None, -0.9)
    assert not is_held(-0.9, -0.9)
    assert is_held(-0.8, -0.9)
    assert not is_held(-0.1, None)


def test_a_rate_says_how_little_it_knows() -> None:
    """Wilson's interval; without a case there is no share at all."""
    nine = rate(9, 10)

    assert (nine.hits, nine.n, nine.share) == (9, 10, 0.9)
    assert (round(nine.low or 0, 3), round(nine.high or 0, 3)) == (0.596, 0.982)
    assert rate(0, 0).share is None
    assert rate(5, 5).high == 1.0
