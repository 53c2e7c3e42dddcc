"""How much planted personal data is left in a message that goes to the model, and what replacing
it costs.

`privacy.tsv` was at hand while the recognisers were written. `privacy_fresh.tsv` was written when
they stood still and was counted once (docs/privacy.md has that count); what it showed was mended
after, so its figure here is no longer of an unseen set.
"""

from collections.abc import Sequence
from time import perf_counter

from backend.domain.pseudonyms import Pseudonyms
from bench._planted import SETS, Case, cases, leaks
from bench._rates import told
from bench.row import Row

ROUNDS = 40
GOAL_MS = 1.0


def run() -> list[Row]:
    rows = []
    for name in SETS:
        judged = [(case, leaks(case, _sent(case))) for case in cases(name)]
        print(name)
        for kind in sorted({case.kind for case, _ in judged}):
            mine = [leaked for case, leaked in judged if case.kind == kind]
            print(f"  {kind:<11} left in {told(sum(mine), len(mine))}")
        left = sum(leaked for _, leaked in judged)
        rows.append(
            Row(
                what=f"{name}: planted and still there {told(left, len(judged))}",
                value=100 * left / len(judged),
                unit="%",
                reference="goal",
                reference_value=0.0,
                better="lower",
            )
        )
    every = [case for name in SETS for case in cases(name)]
    _seconds(every)  # the first phone number loads its tables
    seconds = sorted(one for _ in range(ROUNDS) for one in _seconds(every))
    return [
        *rows,
        _cost("replacing in one message, mean", sum(seconds) / len(seconds)),
        _cost("replacing in one message, p99", seconds[int(len(seconds) * 0.99)]),
    ]


def _sent(case: Case) -> str:
    return Pseudonyms(case.known).hide(case.text)


def _seconds(every: Sequence[Case]) -> list[float]:
    taken = []
    for case in every:
        began = perf_counter()
        _sent(case)
        taken.append(perf_counter() - began)
    return taken


def _cost(what: str, seconds: float) -> Row:
    return Row(
        what=what,
        value=seconds * 1000,
        unit="ms",
        reference="goal",
        reference_value=GOAL_MS,
        better="lower",
    )
