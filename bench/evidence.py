"""One answer held against the entries it names: what the check costs a turn."""

from datetime import date
from time import perf_counter

from backend.domain.claims import claims_in
from backend.domain.evidence import Evidence, Sentence, Source, check_answer
from backend.features.demo.data.berlin import SHEETS
from bench.row import Row

ROUNDS = 300
GOAL_MS = 5.0


def run() -> list[Row]:
    sources = {
        f"k{number}": Source(f"{one.title}: {one.text}") for number, one in enumerate(SHEETS, 1)
    }
    evidence = Evidence(
        sources, "Hotel\n2026-11-25", "When is breakfast?", date(2026, 11, 25), "en"
    )
    answers = [
        [Sentence("Hello!"), *(Sentence(sources[key].text, (key,)) for key in keys)]
        for keys in zip(sources, list(sources)[1:], list(sources)[2:], strict=False)
    ]
    for one in answers:
        _seconds(one, evidence, known=False)  # the first phone number loads its tables
    many = answers * (ROUNDS // len(answers))
    return [
        _row(
            "checking an answer of four sentences, as the first of a process, p99",
            sorted(_seconds(one, evidence, known=False) for one in many),
        ),
        _row(
            "the same when the hotel's entries are known, p99",
            sorted(_seconds(one, evidence, known=True) for one in many),
        ),
    ]


def _seconds(sentences: list[Sentence], evidence: Evidence, *, known: bool) -> float:
    claims_in.cache_clear()
    if known:
        for source in evidence.sources.values():
            claims_in(source.text)
    began = perf_counter()
    check_answer(sentences, evidence)
    return perf_counter() - began


def _row(what: str, seconds: list[float]) -> Row:
    return Row(
        what=what,
        value=1000 * seconds[int(len(seconds) * 0.99) - 1],
        unit="ms",
        reference="goal",
        reference_value=GOAL_MS,
        better="lower",
    )
