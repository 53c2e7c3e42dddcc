"""Regular expressions of hotels: the usual subset, always in bounded time."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.patterns import MOST_STATES, BadPattern, pattern_of

_ATOM = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\w", r"\d", r"\s", r"\b", "^", "$", "ab"])
_PATTERN = st.recursive(
    _ATOM,
    lambda inner: st.one_of(
        st.builds(lambda one, two: one + two, inner, inner),
        st.builds(lambda one, two: f"(?:{one}|{two})", inner, inner),
        st.builds(
            lambda one, repeat: f"(?:{one}){repeat}",
            inner,
            st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"]),
        ),
    ),
    max_leaves=6,
)


@given(source=_PATTERN, text=st.text(alphabet="abAB1 \n", max_size=12))
def test_it_finds_what_python_finds(source: str, text: str) -> None:
    """The same answer as `re`, for every pattern both know."""
    # `$` of Python also matches before a last line break; ours means the end.
    expected = re.search(source.replace("$", r"\Z"), text.lower(), re.IGNORECASE) is not None

    assert pattern_of(source).search(text) is expected


@pytest.mark.parametrize("source", ["(a+)+$", "(a|aa)+$", "(a*)*b", "(?:a?){50}a{50}"])
def test_a_careless_pattern_costs_its_size_times_the_text(source: str) -> None:
    """Python's own matcher would not come back from these before the hotel closes."""
    assert pattern_of(source).search("a" * 200 + "!") in (True, False)


def test_repeats_are_bounded_when_written_out() -> None:
    """A pattern cannot become large in a few characters."""
    with pytest.raises(BadPattern, match="too large"):
        pattern_of(f"a{{{MOST_STATES + 1}}}")


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("Frühstück", "frühstück bitte", True),
        ("[А-Я]+", "завтрак", True),
        (r"\d{1,2}:\d{2}", "um 9:30 Uhr", True),
        (r"\D", "aa", True),
        ("late.?check.?out", "Late check-out?", True),
    ],
)
def test_case_and_script_do_not_matter(source: str, text: str, found: bool) -> None:
    """Also in ranges."""
    assert pattern_of(source).search(text) is found
