"""The mood of a guest's message: from a score to a level, and a judgement without the model.

The lexicon judges while the model is away, and where a guest's words may not leave the house.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from backend.domain.mood_cases import ELSEWHERE, GRAVE, PLAIN_CASES, SINCE, TROUBLES
from backend.domain.mood_groups import FAULTS, FURY, NO_PRAISE, PRAISE
from backend.domain.mood_words import (
    AGAIN,
    ANGRY,
    DELIGHTED,
    GLAD,
    NEGATIONS,
    NOBODY,
    PLAIN,
    UNHAPPY,
)
from backend.domain.phrases import fold_with_places
from backend.domain.word_lists import Token, WordLists, tokens_of
from backend.domain.words import MoodLevel

COMPLAINT_AT = -0.6
NEGATIVE_AT = -0.2
POSITIVE_AT = 0.3
LEXICON = "lexicon"
# A negation turns a word round when it stands at most this many characters before it.
NEGATION_REACH = 16
# What each further bad word adds; two of the milder ones make a complaint.
FURTHER = 0.2
# Words of this weight mean what they say, whatever stands before them; from `GRAVE_AT` on a "not"
# turns nothing round: "I did not get the refund".
STRONG = 0.7
GRAVE_AT = 0.65

LONGEST_CLAUSE = 300
_ENDS = re.compile(r"[,;.!?\n]+|: ")
# A clause that only supposes, or that asks although its mark was forgotten.
_SUPPOSES = re.compile(
    r"\W{0,9}(?:if|in case|whether|wenn|falls|ob|si|en caso|au cas|если|на случай)\b"
    r"|\W{0,9}(?:how (?!can |is it possible)|where |who |what (?:time|if|happens)|is there "
    r"|are there |do (?:you|we|the)|can (?:i|we|you)|could (?:i|we|you)|may (?:i|we)"
    r"|wie (?!kann|lange noch)|wo |gibt es|kann (?:ich|man)|konn(?:en|ten) (?:wir|sie)|darf "
    r"|como (?!puede)|donde |puedo |podemos |pueden |ou |comment |peut-on"
    r"|est-ce|puis-je|y a-t-il|насколько|где |можно |есть ли)"
)
_ASKS_FIRST = re.compile(
    r"\W{0,9}(?:is|are|was|were|do|does|did|can|could|will|would|should|have|has|any|ist|sind|hat|haben"
    r"|wird|werden|bekomm\w+|hay|es|esta|estan|tienen|tiene|son|est|sont|avez|suis|peut|a|есть|будет"
    r"|вы|у вас)\b"
)
# How long it has been so; less than ten minutes is nothing.
_LASTS = re.compile(
    r"(?<!\d)\d{2,3}[ -]?(?:minut|min\b|минут)|(?<![^\W_])(?:\d{1,3}|two|three"
    r"|four|ten|fifteen|twenty|thirty|forty|an|half an|zwei|drei|vier"
    r"|zehn|funfzehn|zwanzig|dreissig|vierzig|einer|halben|dos|tres|diez"
    r"|quince|veinte|treinta|cuarenta|una|media|deux|trois|dix|quinze|vingt|trente|quarante|une"
    r"|demi|два|три|десять|пятнадцать|двадцать|тридцать|сорок|уже|целый|пол)[ -]?"
    r"(?:hour|hrs?\b|stund|hora|heure|час)|(?:ten|fifteen|twenty|thirty|forty|zehn|funfzehn|zwanzig"
    r"|dreissig|vierzig|diez|quince|veinte|treinta|cuarenta|dix|quinze|vingt|trente|quarante|десять"
    r"|пятнадцать|двадцать|тридцать|сорок) (?:minut|минут)"
)


@dataclass(frozen=True, slots=True)
class Mood:
    score: float
    """-1 (angry) to 1 (delighted)."""
    level: MoodLevel
    rationale: str = ""
    """The words that decided, as the guest wrote them, or one line of the model."""
    language: str | None = None
    source: str = LEXICON


def level_of(score: float) -> MoodLevel:
    if score <= COMPLAINT_AT:
        return MoodLevel.COMPLAINT
    if score <= NEGATIVE_AT:
        return MoodLevel.NEGATIVE
    return MoodLevel.POSITIVE if score >= POSITIVE_AT else MoodLevel.NEUTRAL


def judged_level(score: float, said: MoodLevel | None) -> MoodLevel:
    """A judge may call a complaint what is only mildly worded, but not what is friendly."""
    if said is MoodLevel.COMPLAINT and score <= NEGATIVE_AT:
        return MoodLevel.COMPLAINT
    return level_of(score)


def is_complaint(mood: Mood) -> bool:
    """Whether staff must hear of it at once."""
    return mood.level is MoodLevel.COMPLAINT


def judge_by_lexicon(text: str) -> Mood:
    folded, places = fold_with_places(text)
    lexicon = _lexicon()
    tokens = tokens_of(folded)
    found = []
    free = 0
    for one in lexicon.moods.find_all(tokens):
        weight = WEIGHTS[one.group]
        if weight and abs(weight) < GRAVE_AT and _is_turned(tokens, free, one.first, lexicon):
            weight *= -0.6
        if WEIGHTS[one.group] < 0:
            free = one.last + 1
        if weight:
            found.append((weight, tokens[one.first].start, tokens[one.last].end))
    is_worse = False
    if any(weight < 0 for weight, _, _ in found):
        found, is_worse = _said_here(folded, tokens, found, lexicon)
    if not found:
        return Mood(0.0, MoodLevel.NEUTRAL)
    weights = [weight for weight, _, _ in found]
    if is_worse and min(weights) < 0:
        weights.append(min(weights))
    score = _combine(weights)
    if "?" in text and 0 < score < STRONG:
        # "Is it nice at night?" asks, it does not say.
        score = 0.0
    level = level_of(score)
    _, start, end = max(found, key=lambda one: one[0] if score > 0 else -one[0])
    span = text[places[start] : places[end - 1] + 1]
    return Mood(score, level, rationale=span)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    moods: WordLists
    negations: WordLists
    beside: WordLists
    """What makes a fault worse, and what makes it somebody else's."""
    nobody: WordLists


PLAIN_WORDS, AGAIN_WORDS, ELSEWHERE_WORDS = "plain", "again", "elsewhere"
Weighed = list[tuple[float, int, int]]
"""(weight, where it begins, where it ends)"""
WEIGHTS = {
    PLAIN_WORDS: 0.0,
    "delighted": 0.8,
    "angry": -0.7,
    "grave": -GRAVE_AT,
    "unhappy": -0.4,
    "glad": 0.5,
}


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    groups = {
        PLAIN_WORDS: (*PLAIN, *NO_PRAISE, *PLAIN_CASES),
        "delighted": DELIGHTED,
        "angry": (*ANGRY, *FURY),
        "grave": GRAVE,
        "unhappy": (*UNHAPPY, *FAULTS, *TROUBLES),
        "glad": (*GLAD, *PRAISE),
    }
    return _Lexicon(
        WordLists(groups),
        WordLists({"not": NEGATIONS}),
        WordLists({AGAIN_WORDS: (*AGAIN, *SINCE), ELSEWHERE_WORDS: ELSEWHERE}),
        WordLists({"nobody": NOBODY}),
    )


def _is_turned(tokens: list[Token], free: int, first: int, lexicon: _Lexicon) -> bool:
    """ "Not good" is; "never opened, and nobody came" is not: nobody says no by itself. Nor does
    the "not" of what was found before it: "geht nicht und wir frieren"."""
    if lexicon.nobody.has_any(tokens[first : first + 1]):
        return False
    begins = first
    reach = tokens[first].start - NEGATION_REACH
    while begins > free and tokens[begins - 1].end >= reach:
        begins -= 1
    return lexicon.negations.has_any(tokens[begins:first])


def _said_here(
    folded: str, tokens: list[Token], found: Weighed, lexicon: _Lexicon
) -> tuple[Weighed, bool]:
    """Without what is only asked or supposed, and without the train that broke down; and whether
    it has been so again, or for long."""
    beside = lexicon.beside.find_all(tokens)
    aways = [tokens[one.first].start for one in beside if one.group == ELSEWHERE_WORDS]
    said = [
        one
        for one in found
        if one[0] >= 0 or one[0] <= -STRONG or not _is_aside(folded, one[1], aways)
    ]
    lasts = len(beside) > len(aways) or _LASTS.search(folded) is not None
    return said, lasts


def _is_aside(folded: str, start: int, aways: list[int]) -> bool:
    last = start + LONGEST_CLAUSE
    ends = _ENDS.search(folded, start, last)
    if ends and "?" in ends.group():
        return True
    first = max(0, start - LONGEST_CLAUSE)
    begins = max((one.end() for one in _ENDS.finditer(folded, first, start)), default=first)
    if _SUPPOSES.match(folded, begins):
        return True
    stops = ends.start() if ends else last
    is_asked = folded.find("?", stops, last) >= 0 and folded.find("¿", first, last) < 0
    if is_asked and _ASKS_FIRST.match(folded, begins):
        return True
    nearest = bisect_left(aways, begins)
    return nearest < len(aways) and aways[nearest] < stops


def _combine(weights: list[float]) -> float:
    """The worst word leads, each further one in its direction adds; politeness hides no anger."""
    worst, best = min(weights), max(weights)
    if best >= STRONG and worst > COMPLAINT_AT:
        return best
    if worst <= -0.4:
        further = sum(weight < 0 for weight in weights) - 1
        return max(-1.0, round(worst - FURTHER * further, 2))
    lead = best if abs(best) >= abs(worst) else worst
    return max(-1.0, min(1.0, round(lead + 0.1 * (len(weights) - 1), 2)))
