"""The matrix as docs/reliability.md shows it: `python -m tests.faults.table` writes it there.

What a row's rehearsals prove is what their docstrings say.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.faults.matrix import ROWS

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "reliability.md"
HEAD = "| Row | Fault | Expected | What is rehearsed |\n|---|---|---|---|"


@dataclass(frozen=True)
class Rehearsal:
    file: str
    promise: str


def rehearsals() -> dict[str, list[Rehearsal]]:
    """By row, in the order of the files and of the tests in them."""
    found: dict[str, list[Rehearsal]] = defaultdict(list)
    for path in sorted(HERE.glob("test_*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                promise = " ".join((ast.get_docstring(node) or "").split())
                for row_id in _covered(node):
                    found[row_id].append(Rehearsal(path.name, promise))
    return found


def _covered(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for mark in node.decorator_list:
        if (
            isinstance(mark, ast.Call)
            and isinstance(mark.func, ast.Name)
            and mark.func.id == "covers"
        ):
            yield from (ast.literal_eval(argument) for argument in mark.args)


def table() -> str:
    found = rehearsals()
    lines = [HEAD]
    for row in ROWS.values():
        done = found[row.id]
        files = ", ".join(f"`{name}`" for name in dict.fromkeys(one.file for one in done))
        said = " ".join(one.promise for one in done)
        what = f"{said} {files}" if done else row.reason
        if row.nearest:
            what += f" Nearest: {row.nearest}"
        lines.append(f"| {row.id} | {row.fault} | {row.expected} | {what} |")
    return "\n".join(lines)


def main() -> None:
    text = PAGE.read_text()
    start = text.index(HEAD)
    end = text.index("\n\n", start)
    PAGE.write_text(text[:start] + table() + text[end:])


if __name__ == "__main__":
    main()
