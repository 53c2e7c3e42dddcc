"""The mood of a guest's message: from a score to a level, and a judgement without the model.

The lexicon judges while the model is away, and where a guest's words may not leave the house.
"""

from dataclasses import dataclass
from functools import lru_cache

from backend.domain.mood_words import ANGRY, GLAD, NEGATIONS, UNHAPPY
from backend.domain.phrases import Phrases, fold
from backend.domain.words import MoodLevel

COMPLAINT_AT = -0.6
NEGATIVE_AT = -0.2
POSITIVE_AT = 0.3
LEXICON = "lexicon"
# A negation turns a word round when it stands at most this many characters before it.
NEGATION_REACH = 16


@dataclass(frozen=True, slots=True)
class Mood:
    score: float
    """-1 (angry) to 1 (delighted)."""
    level: MoodLevel
    rationale: str = ""
    """The words that decided, or one line of the model."""
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
    folded = fold(text)
    lexicon = _lexicon()
    found: list[tuple[float, str]] = []
    for words, weight in ((lexicon.angry, -0.7), (lexicon.unhappy, -0.4), (lexicon.glad, 0.5)):
        for match in words.find_all(folded):
            before = folded[max(0, match.start() - NEGATION_REACH) : match.start()]
            negated = lexicon.negations.find(before) is not None
            found.append((-0.6 * weight if negated else weight, match.group()))
    if not found:
        return Mood(0.0, MoodLevel.NEUTRAL)
    score = _combine([weight for weight, _ in found])
    strongest = max(found, key=lambda item: abs(item[0]))
    return Mood(score, level_of(score), rationale=strongest[1])


@dataclass(frozen=True, slots=True)
class _Lexicon:
    angry: Phrases
    unhappy: Phrases
    glad: Phrases
    negations: Phrases


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    return _Lexicon(Phrases(ANGRY), Phrases(UNHAPPY), Phrases(GLAD), Phrases(NEGATIONS))


def _combine(weights: list[float]) -> float:
    """The worst word leads, each further one in its direction adds; politeness hides no anger."""
    worst, best = min(weights), max(weights)
    if worst <= -0.4:
        further = sum(weight < 0 for weight in weights) - 1
        return max(-1.0, round(worst - 0.15 * further, 2))
    lead = best if abs(best) >= abs(worst) else worst
    return max(-1.0, min(1.0, round(lead + 0.1 * (len(weights) - 1), 2)))
