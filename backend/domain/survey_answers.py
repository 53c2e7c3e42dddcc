"""A guest's answer to a survey or to "is it fixed": digits, words, stars and emoji to a score.

What cannot be read with certainty is None and goes to a person: a wrong score would send an angry
guest a link to a review.
"""

import re
import unicodedata
from functools import lru_cache

from backend.domain.phrases import Phrases, fold
from backend.domain.survey_words import FILLERS, NO, NUMBERS, QUALITY, YES

BEST = 5
CUTOFF = 3
"""A score up to this is a complaint, where the survey says nothing else."""
_STARS = "★⭐🌟✭✮"
_EMPTY_STARS = "☆✩"
_EMOJI = {
    5: "😍🤩🥰❤💯🎉👏💖💕🏆",
    4: "👍😊🙂😀😃😄😁👌🙏☺😌",
    3: "😐😑🤷😶",
    2: "👎😕🙁☹😞😒😔😟",
    1: "😡🤬😠💩🤮😤😭🤢",
}
_OF_EMOJI = {char: score for score, chars in _EMOJI.items() for char in chars}
_JOINERS = str.maketrans("", "", "\ufe0f\u20e3\u200d🏻🏼🏽🏾🏿♂♀")
# "4/5", "4 of 5", "8 von 10"
_OF_SCALE = re.compile(
    r"(?<![\d.,/])(\d{1,2})(?:[.,](\d))? ?(?:/|of|out of|von|de|sur|su|van|z|na|из|з|uzerinden) ?"
    r"(5|10)(?![\d.,/])"
)
_NUMBER = re.compile(r"(?<![\d.,/:-])(\d{1,2})(?:[.,](\d))?(?![\d/:-])")
# A score and then what the guest has to say about it.
_LEADING = re.compile(r"([1-5]) ?(?:[!,;:)(-]|\.$)")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
MOST_OTHER_WORDS = 4
MOST_BESIDE_PRAISE = 2
"""A friendly word in a longer message may be about something else."""
LONGEST = 400


def read_score(text: str) -> int | None:
    """1 to 5; None: not certain."""
    if len(text) > LONGEST:
        return None
    plain = _plain(text)
    stars = sum(plain.count(star) for star in _STARS)
    if stars:
        others = _without(plain, _STARS + _EMPTY_STARS)
        return stars if stars <= BEST and _is_filler(others) else None
    scaled = _OF_SCALE.search(plain)
    if scaled is not None:
        return _on_scale(scaled)
    return _by_number(plain) or _by_words(plain) or _by_emoji(plain)


def read_yes_no(text: str) -> bool | None:
    """Whether something is fixed; None: not certain."""
    plain = _plain(text)
    yes, no = _yes_no()
    denied = no.find(plain) is not None
    rest = no.blank(plain)
    confirmed = yes.find(rest) is not None
    if not denied and not confirmed:
        scores = {_OF_EMOJI[char] for char in plain if char in _OF_EMOJI}
        if not scores or _is_filler(_without(plain, "".join(_OF_EMOJI))) is False:
            return None
        return True if min(scores) > 3 else False if max(scores) < 3 else None
    if denied and confirmed:
        return None
    return confirmed


def asks(text: str) -> bool:
    """A question is none of the answers that were waited for."""
    return any(mark in text for mark in "?？؟")


def _plain(text: str) -> str:
    """Plain digits of every script, no variation of emoji, folded."""
    joined = text.translate(_JOINERS)
    digits = "".join(
        str(unicodedata.digit(char))
        if char.isdigit() and unicodedata.digit(char, None) is not None
        else char
        for char in joined
    )
    return fold(digits)


def _on_scale(found: re.Match[str]) -> int | None:
    whole, scale = int(found[1]), int(found[3])
    score = whole if scale == BEST else (whole + 1) // 2
    return score if 1 <= score <= BEST and whole <= scale else None


def _by_number(plain: str) -> int | None:
    numbers = list(_NUMBER.finditer(plain))
    if not numbers:
        return None
    leading = _LEADING.match(plain)
    if leading is not None and len(numbers) == 1:
        return int(leading[1])
    if len(numbers) != 1:
        return None
    score = int(numbers[0][1])
    rest = _NUMBER.sub(" ", plain)
    agreeing = _by_words(rest)
    if not _is_filler(rest) and (agreeing is None or abs(agreeing - score) > 1):
        return None
    return score if 1 <= score <= BEST else None


def _by_words(plain: str) -> int | None:
    found: list[int] = []
    rest = plain
    for score, words in _scored():
        if words.find(rest) is not None:
            found.append(score)
            rest = words.blank(rest)
    if not found or max(found) - min(found) > 1 or any(char.isdigit() for char in plain):
        return None
    others = [word for word in _WORD.findall(rest) if not _is_filler(word)]
    praise = max(found) > CUTOFF
    if len(others) > (MOST_BESIDE_PRAISE if praise else MOST_OTHER_WORDS):
        return None
    # "One" is a word of many sentences, and an article in other languages.
    if others and not _quality(plain):
        return None
    return None if praise and _denies(rest) else min(found)


def _by_emoji(plain: str) -> int | None:
    scores = {_OF_EMOJI[char] for char in plain if char in _OF_EMOJI}
    others = [word for word in _WORD.findall(plain) if not _is_filler(word)]
    if not scores or max(scores) - min(scores) > 1 or others or any(c.isdigit() for c in plain):
        return None
    return min(scores)


def _quality(plain: str) -> bool:
    return _of_quality().find(plain) is not None


def _denies(rest: str) -> bool:
    return _negations().find(rest) is not None


def _is_filler(text: str) -> bool:
    fillers = _fillers()
    return not _WORD.findall(fillers.blank(text))


def _without(text: str, chars: str) -> str:
    return text.translate(str.maketrans("", "", chars))


@lru_cache(maxsize=1)
def _scored() -> tuple[tuple[int, Phrases], ...]:
    """Phrases before the words in them: the worst and the mildly bad, then the best, then good."""
    quality = [(score, Phrases(QUALITY[score])) for score in (1, 5, 2, 4, 3)]
    longer = [
        (score, Phrases([word for word in QUALITY[score] if " " in word])) for score in QUALITY
    ]
    numbers = [(score, Phrases(words)) for score, words in NUMBERS.items()]
    return (*longer, *quality, *numbers)


@lru_cache(maxsize=1)
def _of_quality() -> Phrases:
    return Phrases(word for words in QUALITY.values() for word in words)


@lru_cache(maxsize=1)
def _yes_no() -> tuple[Phrases, Phrases]:
    return Phrases(YES), Phrases(NO)


@lru_cache(maxsize=1)
def _fillers() -> Phrases:
    return Phrases(FILLERS)


@lru_cache(maxsize=1)
def _negations() -> Phrases:
    return Phrases(
        (
            "not",
            "but",
            "nicht",
            "aber",
            "no",
            "pero",
            "pas",
            "mais",
            "non",
            "ma",
            "nao",
            "mas",
            "niet",
            "maar",
            "nie",
            "ale",
            "не",
            "но",
            "нет",
            "ні",
            "але",
            "degil",
            "ama",
            "kein*",
        )
    )
