"""Shares with their uncertainty: Wilson's interval at 95 %."""

from math import sqrt

Z = 1.96


def wilson(hits: int, n: int) -> tuple[float, float]:
    """(lower, upper) bound of the true share."""
    if n == 0:
        return 0.0, 1.0
    share = hits / n
    middle = share + Z * Z / (2 * n)
    reach = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    return (middle - reach) / whole, (middle + reach) / whole


def told(hits: int, n: int) -> str:
    """`96.0 % (288 of 300; 93.1-97.7)`."""
    if n == 0:
        return "none"
    low, high = wilson(hits, n)
    return f"{100 * hits / n:.1f} % ({hits} of {n}; {100 * low:.1f}-{100 * high:.1f})"
