"""What a cell says, and what no cell may do to the reader."""

import pytest

from backend.domain.stay_cells import BadCell, read_count, read_day


@pytest.mark.parametrize("text", ["²", "①", "²²²²²", "9" * 5000])
def test_signs_that_look_like_digits_are_refused_with_a_sentence(text: str) -> None:
    """One such cell must not end the import of the other lines."""
    with pytest.raises(BadCell):
        read_count(text, most=99)
    with pytest.raises(BadCell):
        read_day(text, "dmy")
