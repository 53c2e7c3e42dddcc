"""The inbox of a chain at the database: list, thread, counts and search over 1,000,000 messages in
100,000 conversations of 50 hotels, one of them ten times as large as the others, beside the same
over 10,000 messages.

BENCH_DATA names the folder where the filled databases stay for the next run.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from bench._inbox_asked import Ask, ask_counts, ask_list, ask_search, ask_thread, run_asked
from bench._inbox_store import filled, kept_server
from bench.row import Row

FOLDER = Path(__file__).parents[1] / ".data" / "bench-inbox"
SMALL, LARGE = (10_000, 5), (1_000_000, 50)
"""Messages and hotels. Few hotels for the small one, so that pages are full there too."""
TIMES = 600
GROWTH = 1.5
"""How many times as slow the large one may be."""
ASKS: Mapping[str, tuple[Ask, float]] = {
    "list": (ask_list, 50),
    "thread": (ask_thread, 50),
    "counts": (ask_counts, 50),
    "search": (ask_search, 150),
}
"""With the most milliseconds of its p95."""


def run() -> list[Row]:
    asks = {name: ask for name, (ask, _) in ASKS.items()}
    with kept_server(Path(os.environ.get("BENCH_DATA", FOLDER))) as url:
        small, large = (
            run_asked(filled(url, messages, hotels=hotels).urls, asks, times=TIMES)
            for messages, hotels in (SMALL, LARGE)
        )
    rows = []
    for name, (_, goal) in ASKS.items():
        p95, before = _percentile(large[name], 0.95), _percentile(small[name], 0.95)
        rows += [
            _row(f"{name}, p95 of {TIMES}", p95, "goal", goal),
            _row(
                f"{name}, p50",
                _percentile(large[name], 0.5),
                "10,000 messages",
                _percentile(small[name], 0.5),
            ),
            _row(f"{name}, p95", p95, f"{GROWTH} x 10,000 messages", GROWTH * before),
        ]
    return rows


def _percentile(sizes: list[float], share: float) -> float:
    return sizes[min(len(sizes) - 1, int(share * len(sizes)))] * 1000


def _row(what: str, value: float, reference: str, reference_value: float) -> Row:
    return Row(
        what=what,
        value=value,
        unit="ms",
        reference=reference,
        reference_value=reference_value,
        better="lower",
    )
