"""How far two judges agree beyond chance: Cohen's kappa."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

MEASURED_ENOUGH = 100
GOOD_ENOUGH = 0.6
"""From here on the literature calls agreement substantial; below it a judge decides nothing."""
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Agreement:
    n: int
    kappa: float | None
    """None: no pair, or both always say the same one word, and then chance explains everything."""
    low: float | None = None
    high: float | None = None

    @property
    def may_decide(self) -> bool:
        return self.n >= MEASURED_ENOUGH and self.kappa is not None and self.kappa >= GOOD_ENOUGH


def agreement(pairs: Sequence[tuple[bool, bool]]) -> Agreement:
    """With the interval at 95 % from Cohen's standard error, for samples of this size."""
    n = len(pairs)
    if n == 0:
        return Agreement(0, None)
    same = sum(one == other for one, other in pairs) / n
    left, right = sum(one for one, _ in pairs) / n, sum(other for _, other in pairs) / n
    chance = left * right + (1 - left) * (1 - right)
    if chance == 1:
        return Agreement(n, None)
    kappa = (same - chance) / (1 - chance)
    reach = _Z * sqrt(same * (1 - same) / n) / (1 - chance)
    return Agreement(n, kappa, max(-1.0, kappa - reach), min(1.0, kappa + reach))
