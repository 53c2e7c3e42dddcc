"""A guess at the language of a short message: by script, by its words, by the look of its letters.

Good enough to choose a fixed text and to notice an answer in the wrong language; None when the
text gives no clear sign.
"""

import heapq
import re
from collections.abc import Mapping, Sequence

from backend.domain.language_letters import likeness, looks_ukrainian
from backend.domain.language_words import COMMON, HOTEL
from backend.domain.phrases import fold

_SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_OTHER_SCRIPTS = frozenset({"ru", "uk", *(language for language, _ in _SCRIPTS)})
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(
    r"[іїєґ]|(?<!\w)(?:дякую|дуже|де|добре|добрий|немає|чи|як|що|ще|будь|ласка|вже|коли|та|це|треба"
    r"|можемо|вранці|ранку|зараз|рушник\w*)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = {
    "es": re.compile(r"[ñ¿¡]", re.IGNORECASE),
    "de": re.compile(r"ß"),
    "pt": re.compile(r"[ãõ]", re.IGNORECASE),
    "pl": re.compile(r"[ąęłśźż]", re.IGNORECASE),
    "tr": re.compile(r"[ğışİ]"),
}

# What one word of a list counts for beside the letters, in nats, and the lead that a guess wants.
WORD_WEIGHT, LEAST_LEAD = 2.0, 0.3
# Groups of three letters are surer of themselves than they are right.
LETTER_WEIGHT = 0.5
# A lead by words that the letters cannot take back.
ENOUGH_LEAD = 4.0
# What the language spoken so far counts for: it decides where the text itself leaves two open.
LEANING = 1.0
# So few words that stand in no list may be a name.
FEW_WORDS = 2
# Calling an answer wrong wants several words and a great lead.
PLAIN_SIGN, PLAIN_LEAD = 2.5, 3.0
PLAIN_WORDS, PLAIN_LOOK = 5, 2.0
LEAST_BESIDE_QUOTE = 3
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»")
# A shorter text may be Ukrainian without one of its own letters.
LETTERS_OF_UKRAINIAN = 40
# Letters past these say nothing new about the language.
ENOUGH_LETTERS = 2_000

COMMON_WORDS = frozenset(word for words in COMMON.values() for word in words.split())
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in COMMON.items():
    for _word in {*_words.split(), *HOTEL[_language].split()}:
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)


def guess_language(text: str, leaning: str | None = None) -> str | None:
    """ISO 639-1, or None when the text is too short or too mixed to say.

    `leaning`: the language spoken so far, which a text that may be either is taken for.
    """
    text = _without_addresses(text[:ENOUGH_LETTERS])
    by_script = _by_script(text)
    if by_script is not None:
        return by_script
    words = _without_names(_WORD.findall(text))
    listed = _ranked(" ".join(words), text)
    if not words or (not listed and _may_be_name(words)):
        return None
    by_words = {
        language: WORD_WEIGHT * listed.get(language, 0.0) + LEANING * (language == leaning)
        for language in COMMON
    }
    best, lead = _first(by_words)
    # The letters cost more than all the rest here, and most whole sentences are plain by now.
    if lead < ENOUGH_LEAD:
        alike = likeness(" ".join(words).lower())
        best, lead = _first({one: by_words[one] + LETTER_WEIGHT * alike[one] for one in by_words})
    return best if lead >= LEAST_LEAD else None


def _first(score: Mapping[str, float]) -> tuple[str, float]:
    """(the highest, its lead over the next)"""
    best, second = heapq.nlargest(2, score, key=lambda language: score[language])
    return best, score[best] - score[second]


def _without_names(words: list[str]) -> list[str]:
    """A capital within a sentence is a name's, or a German noun's, outweighed by its neighbours."""
    rest = [word for at, word in enumerate(words) if at == 0 or not word.istitle()]
    return rest if len(rest) >= FEW_WORDS else words


def _may_be_name(words: list[str]) -> bool:
    return len(words) < FEW_WORDS or all(word.istitle() for word in words)


def route_language(texts: Sequence[str], known: str | None) -> str | None:
    """The language to answer in: of the newest message that shows one, else the guest's as known.

    `texts`: the guest's own messages, newest first. A name, a number or "ok" shows none.
    """
    spoken = base_language(known) if known else None
    for text in reversed(texts):
        spoken = guess_language(text, spoken) or spoken
    return spoken


def is_other_language(text: str, expected: str) -> bool:
    """Whether the text is plainly not in the expected language. Names of places and dishes in a
    third language are no sign of it, nor is what is quoted from an entry."""
    text = _without_addresses(_without_quotes(text))
    by_script = _by_script(text)
    wanted = base_language(expected)
    if by_script is not None:
        return by_script != wanted and not _may_be_either(text, {wanted, by_script})
    score = _ranked(text, text)
    best = max(score.values(), default=0.0)
    plain = best >= PLAIN_SIGN and score.get(wanted, 0.0) * PLAIN_LEAD <= best
    return plain or _looks_other(text, wanted, score)


def _may_be_either(text: str, languages: set[str]) -> bool:
    """A short text in Cyrillic letters that both of the languages have."""
    # Hours and prices are letters of no language.
    short = sum(map(str.isalpha, text)) < LETTERS_OF_UKRAINIAN and not _UKRAINIAN.search(text)
    return short and languages == {"ru", "uk"}


def _looks_other(text: str, wanted: str, score: Mapping[str, float]) -> bool:
    """By the look of many words; a sentence of Latin letters is in no language of another script.
    Words that begin with a capital may be names."""
    words = [word for word in _WORD.findall(text) if word[0].islower()]
    if len(words) < PLAIN_WORDS:
        return False
    if wanted not in COMMON:
        return wanted in _OTHER_SCRIPTS
    if score.get(wanted, 0.0) >= max(score.values(), default=0.0):
        # No other language has more of its words here; its letters alone would not do.
        return False
    alike = likeness(" ".join(words))
    best = max(alike, key=lambda language: alike[language])
    further = score.get(best, 0.0) > score.get(wanted, 0.0)
    return further and alike[best] - alike[wanted] >= PLAIN_LOOK


def _without_quotes(text: str) -> str:
    """All of it where little else is said."""
    rest = _QUOTED.sub(" ", text)
    return rest if len(_WORD.findall(rest)) >= LEAST_BESIDE_QUOTE else text


def _without_addresses(text: str) -> str:
    """Links and e-mail addresses are in no language. By words, for a pattern would try every
    beginning inside a word of 65,000 letters."""
    return " ".join(word for word in text.split() if not _is_address(word))


def _is_address(word: str) -> bool:
    return "@" in word[:-1] or "/" in word[:-1] or "." in word[1:-1]


def _by_script(text: str) -> str | None:
    if text.isascii():
        return None
    letters = sum(map(str.isalpha, text))
    if letters == 0:
        return None
    cyrillic = len(_CYRILLIC.findall(text))
    if cyrillic * 2 > letters:
        return "uk" if _UKRAINIAN.search(text) or looks_ukrainian(text) else "ru"
    for language, script in _SCRIPTS:
        if len(script.findall(text)) * 3 > letters:
            return language
    return None


def base_language(tag: str) -> str:
    """`pt` of `pt-BR`."""
    return tag.replace("_", "-").partition("-")[0].strip().lower()


def _ranked(words: str, text: str) -> dict[str, float]:
    """Languages by how many of the words speak for each, a word of several languages in parts, and
    by the letters of the text that only one of them has."""
    plain = text.isascii()
    score = {
        language: 1.0 for language, letter in _LETTERS.items() if not plain and letter.search(text)
    }
    for word in _WORD.findall(fold(words)):
        languages = _LANGUAGES_OF.get(word, ())
        for language in languages:
            score[language] = score.get(language, 0) + 1 / len(languages)
    return score
