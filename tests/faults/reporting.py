"""The table at the end of a run: what each row came to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.faults.matrix import ROWS

WORST_FIRST = ("failed", "error", "skipped", "passed")


@dataclass
class Outcome:
    results: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def word(self) -> str:
        return next((word for word in WORST_FIRST if word in self.results), "not run")


@dataclass
class Results:
    seed: int
    by_row: dict[str, Outcome] = field(default_factory=dict)

    def add(self, ids: Iterable[str], result: str, seconds: float) -> None:
        for row_id in ids:
            outcome = self.by_row.setdefault(row_id, Outcome())
            outcome.results.append(result)
            outcome.seconds += seconds

    def lines(self) -> list[str]:
        """The whole matrix: a row that was not run says so."""
        width = max(len(row.fault) for row in ROWS.values())
        made = [
            f"{'row':4} {'fault':{width}} {'outcome':8} {'tests':>5} {'seed':>5} {'seconds':>7}"
        ]
        for row in ROWS.values():
            outcome = self.by_row.get(row.id, Outcome())
            tests = str(len(outcome.results)) if outcome.results else "-"
            seconds = f"{outcome.seconds:.1f}" if outcome.results else "-"
            note = f"  nearest: {row.nearest}" if row.nearest else ""
            note = note or (f"  {row.reason}" if row.reason else "")
            made.append(
                f"{row.id:4} {row.fault:{width}} {outcome.word:8} {tests:>5} {self.seed:>5}"
                f" {seconds:>7}{note}"
            )
        return made
