"""What the model may say: reading its JSON, and refusing a reply that cannot be stood behind."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from backend.domain.identifiers import Sort, find_identifiers
from backend.domain.language import base_language, is_other_language
from backend.domain.mood import Mood, judged_level
from backend.domain.pseudonyms import Pseudonyms, placeholders_in
from backend.domain.words import MoodLevel
from backend.kit.text import shorten, visible

Word = TypeVar("Word", bound=StrEnum)

LONGEST_REPLY = 1000
RATIONALE_LENGTH = 200
MOST_SOURCES = 5


class Action(StrEnum):
    REPLY = "reply"
    HAND_OVER = "hand_over"


class HandOver(StrEnum):
    """Why the model leaves it to a person."""

    COMPLAINT = "complaint"
    ASKS_FOR_HUMAN = "asks_for_human"
    RESTRICTED_TOPIC = "restricted_topic"
    REQUEST_FOR_STAFF = "request_for_staff"
    NOT_IN_KNOWLEDGE = "not_in_knowledge"


class Refusal(StrEnum):
    """Why a reply is not sent."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    OTHER_LANGUAGE = "other_language"
    FOREIGN_CONTACT = "foreign_contact"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    TEMPLATE_BRACES = "template_braces"
    UNKNOWN_SOURCE = "unknown_source"
    NUMBER_WITHOUT_SOURCE = "number_without_source"
    SECRET = "secret"  # noqa: S105 - the name of a refusal
    """It names a code that this guest may not be told."""


class Unreadable(Exception):
    """The model's JSON has another shape than was asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    mood: Mood
    action: Action
    reply: str
    sources: tuple[str, ...]
    hand_over: HandOver | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reply may stand on."""

    sources: Mapping[str, str]
    """Text of each knowledge entry by its key in the prompt, e.g. k1."""
    said: str
    """The guest's words and the facts of the stay, as they were sent."""
    guest_language: str | None


def read_mood(data: Any, *, source: str) -> Mood:
    """Raises Unreadable."""
    sentiment = data.get("sentiment") if isinstance(data, dict) else None
    score = sentiment.get("score") if isinstance(sentiment, dict) else None
    if not isinstance(sentiment, dict) or isinstance(score, bool):
        raise Unreadable("no sentiment")
    if not isinstance(score, int | float) or not -1.5 <= score <= 1.5:
        raise Unreadable("no score")
    bounded = max(-1.0, min(1.0, float(score)))
    said = _word(MoodLevel, sentiment.get("level"))
    return Mood(
        score=bounded,
        level=judged_level(bounded, said),
        rationale=shorten(visible(str(sentiment.get("rationale") or "")), RATIONALE_LENGTH),
        language=_language(data.get("language")),
        source=source,
    )


def read_answer(data: Any, *, source: str) -> Answer:
    """Raises Unreadable."""
    mood = read_mood(data, source=source)
    action = _word(Action, data.get("action"))
    reply, sources = data.get("reply"), data.get("sources") or []
    if action is None or not isinstance(reply, str | None) or not isinstance(sources, list):
        raise Unreadable("no action")
    hand_over = _word(HandOver, data.get("hand_over_reason"))
    return Answer(
        mood=mood,
        action=action,
        reply=visible(reply or "").strip(),
        sources=tuple(str(one) for one in sources[:MOST_SOURCES]),
        hand_over=(hand_over or HandOver.NOT_IN_KNOWLEDGE) if action is Action.HAND_OVER else None,
    )


def refusal_of(answer: Answer, grounds: Grounds, pseudonyms: Pseudonyms) -> Refusal | None:
    """Why the reply may not go out; None: it may, after `pseudonyms.restore`."""
    reply = answer.reply
    if not reply:
        return Refusal.EMPTY
    if len(pseudonyms.restore(reply)) > LONGEST_REPLY:
        return Refusal.TOO_LONG
    if "{{" in reply or "}}" in reply:
        return Refusal.TEMPLATE_BRACES
    if not all(map(pseudonyms.knows, placeholders_in(reply))):
        return Refusal.UNKNOWN_PLACEHOLDER
    if pseudonyms.has_withheld(reply):
        return Refusal.SECRET
    if _has_foreign_contact(reply, pseudonyms):
        return Refusal.FOREIGN_CONTACT
    if grounds.guest_language and is_other_language(reply, grounds.guest_language):
        return Refusal.OTHER_LANGUAGE
    return _refuse_sources(answer, grounds)


def _refuse_sources(answer: Answer, grounds: Grounds) -> Refusal | None:
    if any(key not in grounds.sources for key in answer.sources):
        return Refusal.UNKNOWN_SOURCE
    cited = (grounds.sources[key] for key in answer.sources)
    if not _numbers([answer.reply]) <= _numbers([*cited, grounds.said]):
        return Refusal.NUMBER_WITHOUT_SOURCE
    return None


def _has_foreign_contact(reply: str, pseudonyms: Pseudonyms) -> bool:
    """A phone, address or link that is not the hotel's own."""
    for span in find_identifiers(reply):
        value = reply[span.start : span.end]
        if span.sort in _CONTACTS and not pseudonyms.public.holds(span.sort, value):
            return True
    return False


_CONTACTS = (Sort.PHONE, Sort.EMAIL, Sort.LINK, Sort.CARD, Sort.IBAN)
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")
_NUMBER = re.compile(r"\d+")
_PLACEHOLDER_NUMBER = re.compile(r"<[A-Z]+_\d+>")
NOON = 12


def _numbers(texts: Iterable[str]) -> set[int]:
    """Prices, hours, days. Hours count on both clocks: 10 pm is 22:00; zero says nothing."""
    found: set[int] = set()
    for text in texts:
        for number in _NUMBER.findall(_PLACEHOLDER_NUMBER.sub("", text)):
            value = int(number[:9])
            found.add(value - NOON if NOON < value <= 2 * NOON else value)
    return found - {0, NOON}


def _language(value: object) -> str | None:
    code = base_language(value) if isinstance(value, str) else ""
    return code if _LANGUAGE_CODE.fullmatch(code) else None


def _word(vocabulary: type[Word], value: object) -> Word | None:
    return next((word for word in vocabulary if word == value), None)
