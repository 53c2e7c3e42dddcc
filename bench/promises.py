"""Which messages of a hotel are found to promise something, for which moment, and what it costs.

`promises.tsv` was at hand while the words were chosen. `promises_fresh.tsv` was written afterwards;
its first count stands in docs/ai.md, for what it missed was taught then. `promises_unseen.tsv` was
written after that, and nothing was changed after its count. `promises_staff.tsv` was at hand when
verbs gave way to who does something; `promises_blind.tsv` was written before that and counted once,
after it. All of these were at hand when hours in words and what stands beside a promise were
learned; `promises_night.tsv` was written before that and counted once, after it. It was at hand
when words in a hurry were learned; `promises_last.tsv` was written before that and counted once,
after it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from backend.domain.promise_times import SOON
from backend.domain.promises import promised, promises_in
from bench._rates import told
from bench.row import Row

FOLDER = Path(__file__).parent / "labelled"
SETS = KNOWN, FRESH, STAFF, UNSEEN, BLIND, NIGHT, LAST = (
    "promises.tsv",
    "promises_fresh.tsv",
    "promises_staff.tsv",
    "promises_unseen.tsv",
    "promises_blind.tsv",
    "promises_night.tsv",
    "promises_last.tsv",
)
ZONE = ZoneInfo("Europe/Berlin")
SAID_AT = datetime(2026, 11, 26, 14, 20, tzinfo=ZONE)
"""When every labelled message is written."""
GOAL_MS = 1.0
ROUNDS = 5


class Judged(NamedTuple):
    language: str
    wanted: datetime | None
    """When it is due; None: it promises nothing."""
    found: datetime | None
    text: str


def judged(name: str) -> list[Judged]:
    found = []
    for line in (FOLDER / name).read_text().splitlines():
        language, label, text = line.split("\t")
        seen = promises_in(text, said_at=SAID_AT, zone=ZONE)
        found.append(Judged(language, _due(label), seen[0].due_at if seen else None, text))
    return found


def _due(label: str) -> datetime | None:
    """`-`, `soon`, `+10` (minutes), `18:00`, `10:00+1` (of the day after)."""
    if label == "-":
        return None
    if label == "soon":
        return SAID_AT + SOON
    if label.startswith("+"):
        return SAID_AT + timedelta(minutes=int(label))
    clock, _, days = label.partition("+")
    hour, minute = map(int, clock.split(":"))
    return SAID_AT.replace(hour=hour, minute=minute) + timedelta(days=int(days or 0))


def precision(rows: Sequence[Judged]) -> tuple[int, int]:
    called = [one for one in rows if one.found is not None]
    return sum(one.wanted is not None for one in called), len(called)


def recall(rows: Sequence[Judged]) -> tuple[int, int]:
    real = [one for one in rows if one.wanted is not None]
    return sum(one.found is not None for one in real), len(real)


def on_time(rows: Sequence[Judged]) -> tuple[int, int]:
    """Of the promises that were found, how many are due when they should be."""
    both = [one for one in rows if one.wanted is not None and one.found is not None]
    return sum(one.wanted == one.found for one in both), len(both)


def run() -> list[Row]:
    rows = []
    for name in SETS:
        found = judged(name)
        for language in sorted({one.language for one in found}):
            mine = [one for one in found if one.language == language]
            print(f"{name} {language} (n={len(mine)}): {_figures(mine)}")
        hits, n = recall(found)
        rows.append(
            Row(
                what=f"{name} (n={len(found)}): {_figures(found)}",
                value=100 * hits / n,
                unit="% recall",
                reference="goal",
                reference_value=90.0,
                better="higher",
            )
        )
    return [*rows, _speed()]


def _figures(rows: Sequence[Judged]) -> str:
    return (
        f"precision {told(*precision(rows))}, recall {told(*recall(rows))},"
        f" moment right {told(*on_time(rows))}"
    )


def _speed() -> Row:
    texts = [one.text for name in SETS for one in judged(name)]
    began = perf_counter()
    for _ in range(ROUNDS):
        promised.cache_clear()
        for text in texts:
            promises_in(text, said_at=SAID_AT, zone=ZONE)
    return Row(
        what="reading one message",
        value=1000 * (perf_counter() - began) / (ROUNDS * len(texts)),
        unit="ms",
        reference="goal",
        reference_value=GOAL_MS,
        better="lower",
    )
