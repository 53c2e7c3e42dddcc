"""Which pairs of a hotel's sentences are found to contradict each other, and what 500 entries cost.

`contradictions.tsv` was at hand while the words were chosen; `contradictions_fresh.tsv` was written
afterwards, in sentences as staff write them.
"""

from pathlib import Path
from time import perf_counter

from backend.domain.claims import claims_in
from backend.domain.facts import clashes, facts_in
from bench._rates import told
from bench.row import Row

FOLDER = Path(__file__).parent / "labelled"
KNOWN, FRESH = "contradictions.tsv", "contradictions_fresh.tsv"
GOAL_S = 3.0
ENTRIES = 500


def labelled(name: str) -> list[tuple[bool, str, str]]:
    """(whether the two contradict each other, one sentence, the other)."""
    lines = (FOLDER / name).read_text().splitlines()
    return [
        (label == "clash", left, right) for label, left, right in (x.split("\t") for x in lines)
    ]


def found(left: str, right: str) -> bool:
    return bool(clashes([("", left, ""), ("", right, "")]))


def rates(name: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """(hits, n) of precision and of recall."""
    judged = [(real, found(left, right)) for real, left, right in labelled(name)]
    hits = sum(real and said for real, said in judged)
    return (hits, sum(said for _, said in judged)), (hits, sum(real for real, _ in judged))


def run() -> list[Row]:
    rows = [_row(name, *rates(name)) for name in (KNOWN, FRESH)]
    return [*rows, _speed()]


def _row(name: str, precision: tuple[int, int], recall: tuple[int, int]) -> Row:
    hits, n = recall
    return Row(
        what=f"{name}: precision {told(*precision)}, recall {told(*recall)}",
        value=100 * hits / n,
        unit="% recall",
        reference="goal",
        reference_value=90.0,
        better="higher",
    )


def _speed() -> Row:
    sentences = [one for name in (KNOWN, FRESH) for _, *pair in labelled(name) for one in pair]
    texts = [
        (
            f"Entry {number}",
            " ".join(sentences[number % 100 : number % 100 + 3]) + f" No. {number}",
            "",
        )
        for number in range(ENTRIES)
    ]
    claims_in.cache_clear()
    facts_in.cache_clear()
    began = perf_counter()
    clashes(texts)
    return Row(
        what=f"comparing {ENTRIES} entries, nothing remembered",
        value=perf_counter() - began,
        unit="s",
        reference="goal",
        reference_value=GOAL_S,
        better="lower",
    )
