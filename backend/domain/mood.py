"""The mood of a guest's message: from a score to a level, and a judgement without the model.

The lexicon judges while the model is away, and where a guest's words may not leave the house.
"""

from dataclasses import dataclass
from functools import lru_cache

from backend.domain.mood_words import AGAIN, ANGRY, DELIGHTED, GLAD, NEGATIONS, PLAIN, UNHAPPY
from backend.domain.phrases import Phrases, fold_with_places
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
    folded = whole = lexicon.plain.blank(folded)
    found: list[tuple[float, int, int]] = []
    for words, weight in lexicon.weights:
        for match in words.find_all(folded):
            before = folded[max(0, match.start() - NEGATION_REACH) : match.start()]
            turned = abs(weight) < STRONG and lexicon.negations.find(before) is not None
            found.append((-0.6 * weight if turned else weight, match.start(), match.end()))
        # What was read is not read again: "not bad" holds no "bad".
        folded = words.blank(folded)
    if not found:
        return Mood(0.0, MoodLevel.NEUTRAL)
    weights = [weight for weight, _, _ in found]
    if min(weights) < 0 and lexicon.again.find(whole) is not None:
        weights.append(min(weights))
    score = _combine(weights)
    if "?" in text and -STRONG < score < 0:
        # "Is it noisy at night?" asks, it does not say.
        score = 0.0
    level = level_of(score)
    _, start, end = max(found, key=lambda one: abs(one[0]))
    span = text[places[start] : places[end - 1] + 1]
    return Mood(score, level, rationale=span)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    weights: tuple[tuple[Phrases, float], ...]
    negations: Phrases
    plain: Phrases
    again: Phrases


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    weights = ((DELIGHTED, 0.8), (ANGRY, -0.7), (UNHAPPY, -0.4), (GLAD, 0.5))
    return _Lexicon(
        tuple((Phrases(words), weight) for words, weight in weights),
        Phrases(NEGATIONS),
        Phrases(PLAIN),
        Phrases(AGAIN),
    )


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
