"""How the catalogues say it: the words of docs/glossary-languages.md, the address, the type."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotelbot_ui.browser.bridge import CATALOGUES

ROOT = Path(__file__).parents[2]
BROWSER = ROOT / "hotelbot_ui" / "browser"
NOT_USED = re.compile(r"^\| (de|es|ru) \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
FORMS = {
    "de": {"one", "other"},
    "es": {"one", "other"},
    "ru": {"one", "few", "many", "other"},
}
# A capital letter within a sentence is the address of a letter to one person.
FAMILIAR = {
    "de": r"(?i:\b(du|dich|dir|dein\w*|euch|eure\w*)\b)",
    "es": r"(?i:\b(tú|tu|tus|te|ti|contigo|vosotros|vuestr\w+|haz|pon)\b)",
    "ru": r"(?i:\b(ты|тебя|тебе|твой|твоя|твоё|твои)\b)|(?<=[а-яё,] )(Вы|Вас|Вам|Ваш\w*)\b",
}
FOREIGN_QUOTES = {"de": r'["”«»‘’]|„[^“]*$|“[^„]*“', "es": r'["“”„‘]', "ru": r'["“”„‘]'}
CODE = re.compile(r"\{\{.*?\}\}")
LANGUAGES = [re.sub(r"words_|\.json", "", name) for name in CATALOGUES]


def catalogue(language: str) -> dict[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = json.loads(
        (BROWSER / f"words_{language}.json").read_text()
    )
    return found


def said(language: str) -> Iterator[str]:
    """Each text and each of its forms, without what is code."""
    for entry in catalogue(language).values():
        for text in entry.values() if isinstance(entry, dict) else [entry]:
            yield CODE.sub("", text)


def those_with(pattern: str, language: str) -> list[str]:
    return [text for text in said(language) if re.search(pattern, text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concept_has_one_word(language: str) -> None:
    """Whoever reads "Kartei" on one screen and "Profil" on the next looks for two things."""
    glossary = (ROOT / "docs" / "glossary-languages.md").read_text()
    words = [word for of, word in NOT_USED.findall(glossary) if of == language]

    assert words
    assert those_with(rf"(?i:\b({'|'.join(map(re.escape, words))}))", language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_has_every_form_of_its_language(language: str) -> None:
    """Without its own form "5" would take that of a fraction."""
    counted = {
        key: set(entry) for key, entry in catalogue(language).items() if isinstance(entry, dict)
    }

    assert counted
    assert {key: forms for key, forms in counted.items() if forms != FORMS[language]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_addressed_formally(language: str) -> None:
    """A hotel says Sie, usted and вы, to its own people too."""
    assert those_with(FAMILIAR[language], language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_and_spaces_are_those_of_the_language(language: str) -> None:
    """No straight quotes, no % alone on the next line, no minus between the ends of a range."""
    assert those_with(FOREIGN_QUOTES[language], language) == []
    assert those_with(r"[\d}] ?%", language) == []
    assert those_with(r"\}-\{", language) == []


def test_a_spanish_question_is_opened() -> None:
    """Also an exclamation."""
    for opening, closing in (("¿", "?"), ("¡", "!")):
        assert [
            text
            for text in said("es")
            if len(re.findall(rf"\w\{closing}", text)) != text.count(opening)
        ] == []
