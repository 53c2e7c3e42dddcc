"""No fault of the matrix may be forgotten."""

import pytest

from tests.faults.matrix import ROWS
from tests.faults.table import PAGE, rehearsals, table

pytestmark = pytest.mark.short


def test_the_matrix_is_whole() -> None:
    """Fifty-two rows, none left out."""
    assert list(ROWS) == [f"F{number}" for number in range(1, 53)]


@pytest.mark.parametrize("row_id", ROWS)
def test_a_row_is_rehearsed_or_says_why_not(row_id: str) -> None:
    """A reason beside a rehearsal would be a lie left over."""
    assert (row_id in rehearsals()) != bool(ROWS[row_id].reason)


def test_the_page_shows_the_matrix_as_it_is() -> None:
    """After a change of either: python -m tests.faults.table"""
    assert table() in PAGE.read_text()
