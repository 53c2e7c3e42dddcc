"""Whether a trigger fires: facts and now in, Fire or Skip with a reason out.

The same function runs live and in a rehearsal. One rule per event; `_RULES` lists them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from backend.domain.phrases import fold, phrases_of
from backend.domain.words import MoodLevel, StayStatus, TriggerEvent


class SkipReason(StrEnum):
    DISABLED = "disabled"
    NOT_THIS_EVENT = "not_this_event"
    """What the trigger waits for did not happen: not worth a row in the ledger."""
    AUTOMATION_HELD = "automation_held"
    """Something above triggers forbids it; the ledger keeps that reason beside."""
    ALREADY_FIRED = "already_fired"
    NO_STAY = "no_stay"
    NO_TEMPLATE = "no_template"
    MISSING_VARIABLE = "missing_variable"
    NOT_VERIFIED = "not_verified"
    """The text speaks of a stay, and it is not certain whose stay this is."""
    AFTER_ANOTHER = "after_another"
    """A trigger before it spoke in this turn already."""


@dataclass(frozen=True, slots=True)
class Fire:
    occurrence: str
    """What it may fire for only once."""


@dataclass(frozen=True, slots=True)
class Skip:
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class TriggerRule:
    id: UUID
    version: int
    event: TriggerEvent
    enabled: bool
    priority: int
    has_text: bool
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuestMessage:
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class TriggerFacts:
    conversation_id: UUID
    today: date
    """The hotel's day."""
    messages: tuple[GuestMessage, ...]
    """The guest's unanswered ones, oldest first."""
    stay_id: UUID | None = None
    stay_status: StayStatus | None = None
    first_of_stay: bool = False
    mood: MoodLevel | None = None
    """None: not judged yet."""
    fired: frozenset[tuple[UUID, str]] = field(default_factory=frozenset)
    """(trigger, occurrence) in the ledger."""
    held: bool = False
    """Nothing automatic may speak: opted out, late, or a person speaks."""


WELCOME_STATUSES = (StayStatus.BOOKED, StayStatus.IN_HOUSE)
ANSWERING_EVENTS = frozenset({TriggerEvent.KEYWORD, TriggerEvent.COMPLAINT})
"""Their text is the answer; a welcome is not, the guest's question still waits."""


def decide(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Fire | Skip:
    if not trigger.enabled:
        return Skip(SkipReason.DISABLED)
    outcome = _RULES[trigger.event](trigger, facts, now)
    if isinstance(outcome, Skip):
        return outcome
    if (trigger.id, outcome.occurrence) in facts.fired:
        return Skip(SkipReason.ALREADY_FIRED)
    if facts.held:
        return Skip(SkipReason.AUTOMATION_HELD)
    if not trigger.has_text:
        return Skip(SkipReason.NO_TEMPLATE)
    return outcome


def _first_message_of_stay(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Fire | Skip:
    if not facts.messages or not facts.first_of_stay:
        return Skip(SkipReason.NOT_THIS_EVENT)
    if facts.stay_id is None or facts.stay_status not in WELCOME_STATUSES:
        return Skip(SkipReason.NO_STAY)
    return Fire(f"stay:{facts.stay_id}")


def _keyword(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Fire | Skip:
    keywords = phrases_of(*trigger.keywords)
    for message in facts.messages:
        if keywords.find(fold(message.text)) is not None:
            return Fire(f"message:{message.id}")
    return Skip(SkipReason.NOT_THIS_EVENT)


def _complaint(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Fire | Skip:
    """Once a day for a conversation: an angry guest is not sent the same apology again."""
    if facts.mood is not MoodLevel.COMPLAINT:
        return Skip(SkipReason.NOT_THIS_EVENT)
    return Fire(f"day:{facts.conversation_id}:{facts.today.isoformat()}")


_RULES: dict[TriggerEvent, Callable[[TriggerRule, TriggerFacts, datetime], Fire | Skip]] = {
    TriggerEvent.FIRST_MESSAGE_OF_STAY: _first_message_of_stay,
    TriggerEvent.KEYWORD: _keyword,
    TriggerEvent.COMPLAINT: _complaint,
}
