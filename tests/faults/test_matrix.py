"""No fault of the matrix may be forgotten."""

import ast
from pathlib import Path

import pytest

from tests.faults.matrix import ROWS

HERE = Path(__file__).parent

pytestmark = pytest.mark.short


def covered() -> set[str]:
    """Every id that stands in a `@covers(...)` below this folder."""
    return {
        argument.value
        for path in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "covers"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_the_matrix_is_whole() -> None:
    """Fifty-two rows, none left out."""
    assert list(ROWS) == [f"F{number}" for number in range(1, 53)]


@pytest.mark.parametrize("row_id", ROWS)
def test_a_row_is_rehearsed_or_says_why_not(row_id: str) -> None:
    """A reason beside a rehearsal would be a lie left over."""
    assert (row_id in covered()) != bool(ROWS[row_id].reason)
