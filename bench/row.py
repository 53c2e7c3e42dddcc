"""One measured line of a benchmark."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    what: str
    value: float
    unit: str
    reference: str
    """What it is compared with, measured in the same run on the same machine."""
    reference_value: float
    better: Literal["lower", "higher"]

    @property
    def ratio(self) -> float:
        """How many times better than the reference; above 1 is better, whichever way is good."""
        ours, theirs = self.value, self.reference_value
        worse, good = (ours, theirs) if self.better == "lower" else (theirs, ours)
        return good / worse if worse else float("inf")
