"""How often the language of a short guest message is recognised, on sets of our own writing.

`languages.tsv` was at hand while the word lists were written, `languages_fresh.tsv` while lingua
was fitted beside them. `languages_unseen.tsv` was written when all of that stood still, and nothing
was changed after its count; `languages_blind.tsv` was written later, to judge smaller models by.
The figures of these two are the honest ones. A guest who wrote before is told apart
from one who did not: what was spoken so far decides where a text may be either.
"""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from backend.domain.language import guess_language
from bench._rates import told
from bench.row import Row

FOLDER = Path(__file__).parent / "labelled"
KNOWN, FRESH, UNSEEN = "languages.tsv", "languages_fresh.tsv", "languages_unseen.tsv"
BLIND = "languages_blind.tsv"
SETS = (KNOWN, FRESH, UNSEEN, BLIND)
GOAL = 99.0
GOAL_MS = 1.0
Judged = list[tuple[str, str | None]]


def labelled(name: str) -> Iterator[tuple[str, str]]:
    """(language, message)."""
    for line in (FOLDER / name).read_text().splitlines():
        language, text = line.split("\t")
        yield language, text


def run() -> list[Row]:
    rows = []
    for name in SETS:
        judged = [(language, guess_language(text)) for language, text in labelled(name)]
        print(name)
        for language in sorted({one for one, _ in judged}):
            mine = [found for one, found in judged if one == language]
            right = sum(found == language for found in mine)
            print(f"  {language}  right {told(right, len(mine))}, unclear {mine.count(None)}")
        spoken = [(one, guess_language(text, one)) for one, text in labelled(name)]
        rows += [
            _right(name, judged),
            _wrong(name, judged),
            _right(f"{name}, spoken before", spoken),
        ]
    return [*rows, _speed()]


def _speed() -> Row:
    spent = []
    for text in (text for name in SETS for _, text in labelled(name)):
        began = perf_counter()
        guess_language(text)
        spent.append(perf_counter() - began)
    return Row(
        what="telling a message, the middle one of all labelled",
        value=1000 * median(spent),
        unit="ms",
        reference="goal",
        reference_value=GOAL_MS,
        better="lower",
    )


def _right(name: str, judged: Judged) -> Row:
    right = sum(one == found for one, found in judged)
    return Row(
        what=f"{name}: recognised {told(right, len(judged))}",
        value=100 * right / len(judged),
        unit="%",
        reference="goal",
        reference_value=GOAL,
        better="higher",
    )


def _wrong(name: str, judged: Judged) -> Row:
    wrong = sum(found is not None and one != found for one, found in judged)
    return Row(
        what=f"{name}: taken for another {told(wrong, len(judged))}",
        value=100 * wrong / len(judged),
        unit="%",
        reference="goal",
        reference_value=1.0,
        better="lower",
    )
