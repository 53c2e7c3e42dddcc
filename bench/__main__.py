"""python -m bench [NAME ...] [--OPTION ...]: runs the benchmarks of this folder.

A benchmark is a module here with `run() -> list[Row]`; its name is the module's. Options are the
keyword arguments of its `run`, such as `ai --live`.
"""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.report import table, write_json
from bench.row import Row

FOLDER = Path(__file__).parent
RESULTS = FOLDER.parent / "bench-results"
Benchmark = Callable[..., list[Row]]


def main(arguments: Sequence[str]) -> int:
    known = benchmarks()
    names = [one for one in arguments if not one.startswith("--")]
    options = {one.removeprefix("--"): True for one in arguments if one.startswith("--")}
    unknown = [name for name in names if name not in known]
    if unknown:
        listed = ", ".join(known)
        print(f"bin/bench: no benchmark {', '.join(unknown)}; known: {listed}", file=sys.stderr)
        return 1
    strange = [one for one in options if not all(_takes(known[name], one) for name in names)]
    if strange or (options and not names):
        print(f"bin/bench: no option {', '.join(strange or options)} there", file=sys.stderr)
        return 1
    results = {}
    for name in names or known:
        results[name] = known[name](**options)
        print(f"\n{name}\n{table(results[name])}", flush=True)
    print(f"\nWritten to {write_json(results, RESULTS, now=datetime.now(UTC))}")
    return 0


def _takes(benchmark: Benchmark, option: str) -> bool:
    return option in inspect.signature(benchmark).parameters


def benchmarks() -> dict[str, Benchmark]:
    found = {}
    for module in pkgutil.iter_modules([str(FOLDER)]):
        if not module.name.startswith("_"):
            run = getattr(importlib.import_module(f"bench.{module.name}"), "run", None)
            if callable(run):
                found[module.name] = run
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
