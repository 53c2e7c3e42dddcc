"""What the lexicon makes of guests' messages, on sets of our own writing.

It judges while the model is away and where words may not leave the house. `moods.tsv`,
`moods_fresh.tsv` and `moods_night.tsv` were at hand while its words were chosen. `moods_unseen.tsv`
says what it means without a word of feeling; no word was added for it. `moods_blind.tsv` was
written before the lists by theme and counted after them: docs/ai.md has its figures.
"""

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from backend.domain.mood import judge_by_lexicon
from backend.domain.words import MoodLevel
from bench._rates import told
from bench.row import Row

FOLDER = Path(__file__).parent / "labelled"
SETS = KNOWN, FRESH, NIGHT, UNSEEN, BLIND = (
    "moods.tsv",
    "moods_fresh.tsv",
    "moods_night.tsv",
    "moods_unseen.tsv",
    "moods_blind.tsv",
)
GOAL_MS = 0.3
Judged = list[tuple[str, MoodLevel, MoodLevel]]
"""(language, as labelled, as judged)"""


def labelled(name: str) -> Iterator[tuple[str, MoodLevel, str]]:
    """(language, level, message)."""
    for line in (FOLDER / name).read_text().splitlines():
        language, level, text = line.split("\t")
        yield language, MoodLevel(level), text


def judged(name: str) -> Judged:
    return [(one, level, judge_by_lexicon(text).level) for one, level, text in labelled(name)]


def precision(found: Judged, level: MoodLevel) -> tuple[int, int]:
    """Of what was judged so, how much is so."""
    called = [one for one in found if one[2] is level]
    return sum(one[1] is level for one in called), len(called)


def recall(found: Judged, level: MoodLevel) -> tuple[int, int]:
    """Of what is so, how much was judged so."""
    real = [one for one in found if one[1] is level]
    return sum(one[2] is level for one in real), len(real)


def run() -> list[Row]:
    rows = []
    for name in SETS:
        found = judged(name)
        for language in sorted({one[0] for one in found}):
            mine = [one for one in found if one[0] == language]
            for level in MoodLevel:
                print(f"{name} {language} {level}: {_figures(mine, level)}")
        rows += [_row(name, found, level) for level in MoodLevel if recall(found, level)[1]]
    return [*rows, _speed()]


def _speed() -> Row:
    texts = [text for name in SETS for _, _, text in labelled(name)]
    spent = []
    for text in texts:
        began = perf_counter()
        judge_by_lexicon(text)
        spent.append(perf_counter() - began)
    return Row(
        what="judging a message, the middle one of all labelled",
        value=1000 * median(spent),
        unit="ms",
        reference="goal",
        reference_value=GOAL_MS,
        better="lower",
    )


def _figures(found: Judged, level: MoodLevel) -> str:
    return f"precision {told(*precision(found, level))}, recall {told(*recall(found, level))}"


def _row(name: str, found: Judged, level: MoodLevel) -> Row:
    hits, n = recall(found, level)
    return Row(
        what=f"{name} {level}: {_figures(found, level)}",
        value=100 * hits / n,
        unit="% recall",
        reference="goal",
        reference_value=90.0,
        better="higher",
    )
