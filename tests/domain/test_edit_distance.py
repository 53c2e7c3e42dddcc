"""How much of a draft staff changed is counted as a table would count it."""

from hypothesis import given
from hypothesis import strategies as st

from backend.domain.edit_distance import edit_distance

TEXTS = st.text(alphabet="abé 日🙂", max_size=40)


def by_table(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


@given(TEXTS, TEXTS)
def test_it_is_the_distance_of_the_table(one: str, other: str) -> None:
    """For any two texts, whichever comes first."""
    assert edit_distance(one, other) == edit_distance(other, one) == by_table(one, other)


def test_a_changed_price_is_two_characters() -> None:
    """Of a long reply too, where numbers of a machine word would end."""
    said = "Breakfast is from 7:00 to 10:30. " * 30
    assert edit_distance(said + "It costs 25 EUR.", said + "It costs 18 EUR.") == 2
