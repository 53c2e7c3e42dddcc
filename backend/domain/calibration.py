"""How well complaints are found, and from which score on they are raised."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

SHIFTS_A_DAY = 3
"""A shift of the budget is eight hours."""
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its number of cases and Wilson's interval at 95 %."""

    hits: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def rate(hits: int, n: int) -> Rate:
    """Without a case there is no share."""
    if n == 0:
        return Rate(0, 0, None, None, None)
    share = hits / n
    middle = share + _Z**2 / (2 * n)
    reach = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n * n))
    whole = 1 + _Z**2 / n
    low, high = (middle - reach) / whole, (middle + reach) / whole
    return Rate(hits, n, share, max(0.0, low), min(1.0, high))


def threshold_for(scores: Sequence[float], *, shifts: int, budget: int | None) -> float | None:
    """The mildest score that still raises an alert, so that on average at most `budget` come in a
    shift; None: every complaint does. `scores` are those of the complaints of `shifts` shifts,
    -1 the angriest. The angriest is never held back."""
    if budget is None:
        return None
    allowed = budget * max(shifts, 1)
    ordered = sorted(scores)
    if len(ordered) <= allowed:
        return None
    first_held = ordered[allowed]
    raised = [score for score in ordered[:allowed] if score < first_held]
    return raised[-1] if raised else ordered[0]


def is_held(score: float | None, threshold: float | None) -> bool:
    """What has no score, such as a keyword or a low survey, is never held back."""
    return score is not None and threshold is not None and score > threshold
