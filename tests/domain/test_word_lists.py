"""Words of many groups are found in one pass, the longest first."""

from backend.domain.phrases import fold
from backend.domain.word_lists import WordLists, tokens_of

LISTS = WordLists(
    {
        "bad": ["not", "bad", "disappoint*", "isn't working"],
        "good": ["not bad", "wi-fi works", "❤*"],
    }
)


def groups(text: str) -> list[str]:
    return [one.group for one in LISTS.find_all(tokens_of(fold(text)))]


def test_the_longest_phrase_wins_and_is_not_read_again() -> None:
    """ "Not bad" holds no "bad"."""
    assert groups("not bad") == ["good"]
    assert groups("not so bad") == ["bad", "bad"]


def test_a_star_stands_for_any_ending_and_nothing_for_a_part_of_a_word() -> None:
    """A badge is not bad."""
    assert groups("disappointing, really disappointed") == ["bad", "bad"]
    assert groups("my badge and my knot") == []


def test_apostrophes_hyphens_and_pictures_part_words_alike_everywhere() -> None:
    """However a guest types them."""
    assert groups("it isn’t working") == ["bad"]
    assert groups("Wi-Fi works") == groups("wi fi works") == ["good"]
    assert groups("❤️") == ["good"]


def test_a_text_without_any_of_them_is_read_once() -> None:
    """A long message of other words finds nothing, and costs its length."""
    assert groups("lorem ipsum " * 5000) == []
