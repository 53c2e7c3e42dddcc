"""A guess at the language of a short message: by script, by its words, by the look of its words.

Good enough to choose a fixed text and to notice an answer in the wrong language; None when the
text gives no clear sign.
"""

import re
from collections.abc import Mapping, Sequence

from backend.domain.language_letters import likeness
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

# A guess wants one word and a lead; calling an answer wrong wants several and a great lead.
LEAST_SIGN, LEAST_LEAD = 1.0, 1.5
PLAIN_SIGN, PLAIN_LEAD = 2.5, 3.0
# A word of two languages is enough to begin with where the letters of all words speak.
PLAIN_WORDS, PLAIN_LOOK = 5, 0.25
LEAST_BESIDE_QUOTE = 3
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»")
# A shorter text may be Ukrainian without one of its own letters.
LETTERS_OF_UKRAINIAN = 40
LEAST_WORD, LETTERS_WEIGHT, LETTERS_LEAD = 0.5, 0.7, 1.0

COMMON_WORDS = frozenset(word for words in COMMON.values() for word in words.split())
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in COMMON.items():
    for _word in {*_words.split(), *HOTEL[_language].split()}:
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)


def guess_language(text: str) -> str | None:
    """ISO 639-1, or None when the text is too short or too mixed to say."""
    text = _without_addresses(text)
    by_script = _by_script(text)
    if by_script is not None:
        return by_script
    ranked = _ranked(text)
    if not ranked:
        return None
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else ("", 0.0)
    clear = best[1] >= LEAST_SIGN and best[1] >= second[1] * LEAST_LEAD
    return best[0] if clear else _by_letters(text, ranked)


def _by_letters(text: str, ranked: list[tuple[str, float]]) -> str | None:
    """Where the words leave several open, the look of all of them decides between those."""
    words = _WORD.findall(fold(text))
    alike = likeness(words)
    weighed = sorted(
        (score + LETTERS_WEIGHT * len(words) * alike.get(language, 0.0), language)
        for language, score in ranked
    )
    if ranked[0][1] < LEAST_WORD:
        return None
    lead = weighed[-1][0] - weighed[-2][0] if len(weighed) > 1 else LETTERS_LEAD
    return weighed[-1][1] if lead >= LETTERS_LEAD else None


def route_language(texts: Sequence[str], known: str | None) -> str | None:
    """The language to answer in: of the newest message that shows one, else the guest's as known.

    `texts`: the guest's own messages, newest first. A name, a number or "ok" shows none.
    """
    found = next(filter(None, map(guess_language, texts)), None)
    return found or (base_language(known) if known else None)


def is_other_language(text: str, expected: str) -> bool:
    """Whether the text is plainly not in the expected language. Names of places and dishes in a
    third language are no sign of it, nor is what is quoted from an entry."""
    text = _without_addresses(_without_quotes(text))
    by_script = _by_script(text)
    wanted = base_language(expected)
    if by_script is not None:
        short = wanted == "uk" and by_script == "ru" and len(text) < LETTERS_OF_UKRAINIAN
        return by_script != wanted and not short
    score = dict(_ranked(text))
    best = max(score.values(), default=0.0)
    plain = best >= PLAIN_SIGN and score.get(wanted, 0.0) * PLAIN_LEAD <= best
    return plain or _looks_other(text, wanted, score)


def _looks_other(text: str, wanted: str, score: Mapping[str, float]) -> bool:
    """By the look of many words; a sentence of Latin letters is in no language of another script.
    Words that begin with a capital may be names."""
    words = [word for word in _WORD.findall(text) if word[0].islower()]
    if len(words) < PLAIN_WORDS:
        return False
    if wanted not in COMMON:
        return wanted in _OTHER_SCRIPTS
    alike = likeness([fold(word) for word in words])
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
    letters = sum(map(str.isalpha, text))
    if letters == 0:
        return None
    cyrillic = len(_CYRILLIC.findall(text))
    if cyrillic * 2 > letters:
        return "uk" if _UKRAINIAN.search(text) else "ru"
    for language, script in _SCRIPTS:
        if len(script.findall(text)) * 3 > letters:
            return language
    return None


def base_language(tag: str) -> str:
    """`pt` of `pt-BR`."""
    return tag.replace("_", "-").partition("-")[0].strip().lower()


def _ranked(text: str) -> list[tuple[str, float]]:
    """Languages by how many words speak for each; a word of several languages counts in parts."""
    score = {language: 1.0 for language, letter in _LETTERS.items() if letter.search(text)}
    for word in _WORD.findall(fold(text)):
        languages = _LANGUAGES_OF.get(word, ())
        for language in languages:
            score[language] = score.get(language, 0) + 1 / len(languages)
    return sorted(score.items(), key=lambda item: -item[1])
