"""What a guest gets when the model gives no usable answer.

First a rule: one clear question, one fact sheet of the hotel. Then one honest holding message and
a person. Then silence for a while: nobody is told the same thing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.domain.fixed_texts import GREETING
from backend.domain.language import base_language
from backend.domain.phrases import fold, phrases_of
from backend.domain.rule_words import GREETINGS, HUMAN, TOPICS
from backend.domain.validity import Season

HOLDING_EVERY = timedelta(minutes=30)
MOST_GREETING_WORDS = 6
MOST_QUESTION_WORDS = 25


class Fallback(StrEnum):
    RULE = "rule"
    HOLDING = "holding"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact sheet valid today."""

    id: str
    title: str
    text: str
    language: str
    valid_from: date | None = None
    valid_until: date | None = None
    season: Season | None = None


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    text: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class NextStep:
    fallback: Fallback
    answer: RuleAnswer | None = None


def decide_fallback(
    text: str,
    entries: Sequence[Entry],
    *,
    language: str,
    holding_sent_at: datetime | None,
    now: datetime,
) -> NextStep:
    """The next rung below the model."""
    answer = rule_answer(text, entries, language=language)
    if answer is not None:
        return NextStep(Fallback.RULE, answer)
    return NextStep(Fallback.HOLDING if may_hold(holding_sent_at, now) else Fallback.SILENT)


def may_hold(holding_sent_at: datetime | None, now: datetime) -> bool:
    return holding_sent_at is None or now - holding_sent_at >= HOLDING_EVERY


def rule_answer(text: str, entries: Sequence[Entry], *, language: str) -> RuleAnswer | None:
    """Only where there is nothing to misread: one topic, one entry, the guest's language."""
    folded = fold(text)
    if is_greeting_only(text) and base_language(language) in GREETING:
        return RuleAnswer(GREETING[base_language(language)], None)
    if len(folded.split()) > MOST_QUESTION_WORDS:
        return None
    topics = [topic for topic, words in TOPICS.items() if phrases_of(*words).find(folded)]
    if len(topics) != 1:
        return None
    about = phrases_of(*TOPICS[topics[0]])
    spoken = [one for one in entries if base_language(one.language) == base_language(language)]
    fitting = [one for one in spoken if about.find(fold(one.title))]
    fitting = fitting or [one for one in spoken if about.find(fold(one.text))]
    return RuleAnswer(fitting[0].text, fitting[0]) if len(fitting) == 1 else None


def is_greeting_only(text: str) -> bool:
    folded = fold(text)
    short = len(folded.split()) <= MOST_GREETING_WORDS and "?" not in text
    greetings = phrases_of(*GREETINGS)
    if not short or greetings.find(folded) is None:
        return False
    rest = folded
    for match in reversed(greetings.find_all(folded)):
        rest = rest[: match.start()] + rest[match.end() :]
    # A name may follow a greeting, a sentence may not.
    return sum(len(word) > 1 for word in rest.strip(" .,!").split()) <= 1


def asks_for_human(text: str) -> bool:
    return phrases_of(*HUMAN).find(fold(text)) is not None
