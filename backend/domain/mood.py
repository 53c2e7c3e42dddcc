"""The mood of a guest's message: from a score to a level, and a judgement without the model.

The lexicon judges while the model is away, and where a guest's words may not leave the house.
"""

from dataclasses import dataclass
from functools import lru_cache

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
# Words of this weight mean what they say, whatever stands before them.
STRONG = 0.7


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
    for one in lexicon.moods.find_all(tokens):
        weight = WEIGHTS[one.group]
        if weight and abs(weight) < STRONG and _is_turned(tokens, one.first, lexicon):
            weight *= -0.6
        found.append((weight, tokens[one.first].start, tokens[one.last].end))
    weights = [weight for weight, _, _ in found if weight]
    if not weights:
        return Mood(0.0, MoodLevel.NEUTRAL)
    if min(weights) < 0 and lexicon.again.has_any(tokens):
        weights.append(min(weights))
    score = _combine(weights)
    if "?" in text and -STRONG < score < STRONG:
        # "Is it noisy at night?" asks, it does not say.
        score = 0.0
    level = level_of(score)
    _, start, end = max(found, key=lambda one: one[0] if score > 0 else -one[0])
    span = text[places[start] : places[end - 1] + 1]
    return Mood(score, level, rationale=span)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    moods: WordLists
    negations: WordLists
    again: WordLists
    nobody: WordLists


PLAIN_WORDS = "plain"
WEIGHTS = {PLAIN_WORDS: 0.0, "delighted": 0.8, "angry": -0.7, "unhappy": -0.4, "glad": 0.5}


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    groups = {
        PLAIN_WORDS: (*PLAIN, *NO_PRAISE),
        "delighted": DELIGHTED,
        "angry": (*ANGRY, *FURY),
        "unhappy": (*UNHAPPY, *FAULTS),
        "glad": (*GLAD, *PRAISE),
    }
    return _Lexicon(
        WordLists(groups),
        WordLists({"not": NEGATIONS}),
        WordLists({"again": AGAIN}),
        WordLists({"nobody": NOBODY}),
    )


def _is_turned(tokens: list[Token], first: int, lexicon: _Lexicon) -> bool:
    """ "Not good" is; "never opened, and nobody came" is not: nobody says no by itself."""
    if lexicon.nobody.has_any(tokens[first : first + 1]):
        return False
    begins = first
    reach = tokens[first].start - NEGATION_REACH
    while begins and tokens[begins - 1].end >= reach:
        begins -= 1
    return lexicon.negations.has_any(tokens[begins:first])


def _combine(weights: list[float]) -> float:
    """The worst word leads, each further one in its direction adds; politeness hides no anger."""
    worst, best = min(weights), max(weights)
    if best >= STRONG and worst > -STRONG:
        return best
    if worst <= -0.4:
        further = sum(weight < 0 for weight in weights) - 1
        return max(-1.0, round(worst - FURTHER * further, 2))
    lead = best if abs(best) >= abs(worst) else worst
    return max(-1.0, min(1.0, round(lead + 0.1 * (len(weights) - 1), 2)))
