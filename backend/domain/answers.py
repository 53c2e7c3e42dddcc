"""What the model may say: reading its JSON, and refusing a reply that cannot be stood behind."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from backend.domain.evidence import Checked, Evidence, Sentence, check_answer, check_hand_over
from backend.domain.identifiers import Sort, find_identifiers
from backend.domain.language import base_language, is_other_language
from backend.domain.leaks import is_disguised, repeats
from backend.domain.mood import Mood, judged_level
from backend.domain.pseudonyms import Pseudonyms, placeholders_in
from backend.domain.words import MoodLevel
from backend.kit.text import shorten, visible

Word = TypeVar("Word", bound=StrEnum)

LONGEST_REPLY = 1000
RATIONALE_LENGTH = 200
MOST_SOURCES = 5
MOST_SENTENCES = 20


class Action(StrEnum):
    REPLY = "reply"
    HAND_OVER = "hand_over"


class HandOver(StrEnum):
    """Why it is left to a person."""

    COMPLAINT = "complaint"
    ASKS_FOR_HUMAN = "asks_for_human"
    RESTRICTED_TOPIC = "restricted_topic"
    REQUEST_FOR_STAFF = "request_for_staff"
    NOT_IN_KNOWLEDGE = "not_in_knowledge"
    WEAK_EVIDENCE = "weak_evidence"
    """The model answered, and too little of it could be stood behind."""
    AI_AWAY = "ai_away"
    BUDGET = "budget"
    """What the AI may cost is used up."""
    CANNOT_READ = "cannot_read"
    """A picture, a voice message, a file."""


# Those that only code finds out.
OURS = frozenset({HandOver.WEAK_EVIDENCE, HandOver.AI_AWAY, HandOver.BUDGET, HandOver.CANNOT_READ})


class Refusal(StrEnum):
    """Why a reply is not sent."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    OTHER_LANGUAGE = "other_language"
    FOREIGN_CONTACT = "foreign_contact"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    TEMPLATE_BRACES = "template_braces"
    INSTRUCTIONS = "instructions"
    """It repeats what the model was told."""
    DISGUISED = "disguised"
    """It comes letter by letter or backwards, past what looks for links and numbers."""
    UNSUPPORTED = "unsupported"
    """Too little is left of it that stands on the hotel's facts."""
    SECRET = "secret"  # noqa: S105 - the name of a refusal
    """It names a code that this guest may not be told."""


class Unreadable(Exception):
    """The model's JSON has another shape than was asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    mood: Mood
    action: Action
    sentences: tuple[Sentence, ...]
    hand_over: HandOver | None

    @property
    def reply(self) -> str:
        return " ".join(one.text for one in self.sentences)


@dataclass(frozen=True, slots=True)
class Judged:
    """What of an answer may go out, after `Pseudonyms.restore`."""

    checked: Checked
    refusal: Refusal | None
    """Why nothing of it goes out."""


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
    sentences = data.get("sentences")
    if action is None or not isinstance(sentences, list):
        raise Unreadable("no action")
    read = tuple(_sentence(one) for one in sentences[:MOST_SENTENCES])
    hand_over = _word(HandOver, data.get("hand_over_reason"))
    if hand_over in OURS:
        hand_over = None
    return Answer(
        mood=mood,
        action=action,
        sentences=tuple(one for one in read if one.text),
        hand_over=(hand_over or HandOver.NOT_IN_KNOWLEDGE) if action is Action.HAND_OVER else None,
    )


def _sentence(data: Any) -> Sentence:
    text = data.get("text") if isinstance(data, dict) else None
    sources = data.get("sources") or [] if isinstance(data, dict) else None
    if not isinstance(text, str) or not isinstance(sources, list):
        raise Unreadable("no sentence")
    return Sentence(visible(text).strip(), tuple(str(one) for one in sources[:MOST_SOURCES]))


def judge_answer(
    answer: Answer, evidence: Evidence, pseudonyms: Pseudonyms, *, instructions: str = ""
) -> Judged:
    """`instructions`: what the model was told and must keep to itself."""
    check = check_answer if answer.action is Action.REPLY else check_hand_over
    checked = check(answer.sentences, evidence)
    refusal = _refusal_of_words(answer.reply, pseudonyms, instructions) or _refusal_of_rest(
        checked, pseudonyms, evidence.language
    )
    return Judged(checked, refusal)


def _refusal_of_words(reply: str, pseudonyms: Pseudonyms, instructions: str) -> Refusal | None:
    """What spoils all of it, also in a sentence that would be dropped: it tells of a bad will."""
    if not reply:
        return Refusal.EMPTY
    if "{{" in reply or "}}" in reply:
        return Refusal.TEMPLATE_BRACES
    if not all(map(pseudonyms.knows, placeholders_in(reply))):
        return Refusal.UNKNOWN_PLACEHOLDER
    if pseudonyms.has_withheld(reply):
        return Refusal.SECRET
    if repeats(reply, instructions):
        return Refusal.INSTRUCTIONS
    if is_disguised(reply):
        return Refusal.DISGUISED
    return Refusal.FOREIGN_CONTACT if _has_foreign_contact(reply, pseudonyms) else None


def _refusal_of_rest(
    checked: Checked, pseudonyms: Pseudonyms, language: str | None
) -> Refusal | None:
    if checked.falls_apart:
        return Refusal.UNSUPPORTED
    if len(pseudonyms.restore(checked.text)) > LONGEST_REPLY:
        return Refusal.TOO_LONG
    if language and is_other_language(checked.text, language):
        return Refusal.OTHER_LANGUAGE
    return None


def _has_foreign_contact(reply: str, pseudonyms: Pseudonyms) -> bool:
    """A phone, address or link that is not the hotel's own; one that the guest wrote is none of
    the hotel's either, and would come back with the hotel's name on it."""
    if any(one.strip("<>").partition("_")[0] in _CONTACTS for one in placeholders_in(reply)):
        return True
    # A guest may call himself by a link.
    named = pseudonyms.restore(NAME) if NAME in reply else ""
    return _names_contact(reply, pseudonyms) or _names_contact(named, pseudonyms)


def _names_contact(reply: str, pseudonyms: Pseudonyms) -> bool:
    for span in find_identifiers(reply):
        value = reply[span.start : span.end]
        if span.sort in _CONTACTS and not pseudonyms.public.holds(span.sort, value):
            return True
    return False


NAME = f"<{Sort.GUEST}>"
_CONTACTS = (Sort.PHONE, Sort.EMAIL, Sort.LINK, Sort.CARD, Sort.IBAN)
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


def _language(value: object) -> str | None:
    code = base_language(value) if isinstance(value, str) else ""
    return code if _LANGUAGE_CODE.fullmatch(code) else None


def _word(vocabulary: type[Word], value: object) -> Word | None:
    return next((word for word in vocabulary if word == value), None)
