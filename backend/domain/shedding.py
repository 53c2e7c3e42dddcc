"""What is left out first when there is more work than a process can do. Pure.

From the least missed to the most: files can wait, offers can wait, the lexicon judges a mood for
nothing, a rule or an honest holding message takes less than an answer. What staff write is never
left out.
"""

from collections.abc import Set
from enum import StrEnum


class Optional(StrEnum):
    """In the order in which they are left out."""

    EXPORTS = "exports"
    PROMOTIONS = "promotions"
    """Broadcasts and messages that advertise."""
    MOODS = "moods"
    """Calls to the model that only judge a mood."""
    ANSWERS = "answers"
    """Calls to the model for an answer."""


AFTER_S = {
    Optional.EXPORTS: 5.0,
    Optional.PROMOTIONS: 10.0,
    Optional.MOODS: 20.0,
    Optional.ANSWERS: 120.0,
}
"""How long a process must have been full, without a break."""
NOTHING: frozenset[Optional] = frozenset()


def left_out(full_for_s: float) -> Set[Optional]:
    return frozenset(kind for kind, after_s in AFTER_S.items() if full_for_s >= after_s)
