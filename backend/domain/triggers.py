"""Whether a trigger fires: facts and now in, Fire, Skip or Defer with a reason out.

The same function runs live and in a rehearsal. What a trigger waits for is in `_EVENTS` where it
happens in a conversation; everything else is planned (backend.domain.planning) and decided again
when its time has come.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from backend.domain.conditions import first_unmet, named
from backend.domain.phrases import fold, phrases_of
from backend.domain.stay_times import HouseTimes, moment_at
from backend.domain.trigger_facts import (
    Defer,
    Fire,
    GuestMessage,
    Outcome,
    Quiet,
    Skip,
    SkipReason,
    TriggerFacts,
    TriggerRule,
)
from backend.domain.words import MoodLevel, QuietRule, StayStatus, TriggerEvent

__all__ = [
    "ANSWERING_EVENTS",
    "IN_CONVERSATION",
    "Defer",
    "Fire",
    "GuestMessage",
    "Outcome",
    "Skip",
    "SkipReason",
    "TriggerFacts",
    "TriggerRule",
    "decide",
]

WELCOME_STATUSES = (StayStatus.BOOKED, StayStatus.IN_HOUSE)
ANSWERING_EVENTS = frozenset({TriggerEvent.KEYWORD, TriggerEvent.COMPLAINT})
"""Their text is the answer; a welcome is not, the guest's question still waits."""
OVER = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW})
SAME_MINUTE = timedelta(minutes=1)
WITHHELD_FOR = timedelta(hours=6)
SPACING = timedelta(minutes=10)
"""How much later the second of two messages in the same minute goes."""


def decide(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Outcome:
    if not trigger.enabled:
        return Skip(SkipReason.DISABLED)
    happens = _EVENTS.get(trigger.event, _planned)
    outcome = happens(trigger, facts, now)
    if isinstance(outcome, Skip):
        return outcome
    if (trigger.id, outcome.occurrence) in facts.fired:
        return Skip(SkipReason.ALREADY_FIRED)
    if facts.skipped_by_staff:
        return Skip(SkipReason.SKIPPED_BY_STAFF)
    unmet = first_unmet(trigger.conditions, facts, now) if trigger.conditions.members else None
    if unmet is not None:
        return Skip(SkipReason.CONDITION, named(unmet))
    refusal = _refusal(trigger, facts, now)
    if refusal is not None:
        return refusal
    if trigger.speaks and not trigger.has_text:
        return Skip(SkipReason.NO_TEMPLATE)
    return outcome


def _refusal(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Skip | Defer | None:
    if facts.stopped:
        return Skip(SkipReason.AUTOMATION_STOPPED)
    if trigger.asks_review and facts.open_complaint:
        # Most complaints are closed within the day; the request is decided again after it.
        return Defer(SkipReason.COMPLAINT_OPEN, now + WITHHELD_FOR)
    if not trigger.speaks:
        return _out_of_time(trigger, facts, now)
    return _held(facts, now) or _out_of_time(trigger, facts, now) or _crowded(trigger, facts, now)


def _planned(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Fire | Skip:
    """Something whose time has come: whether it still makes sense."""
    if facts.due_at is None or not facts.occurrence:
        return Skip(SkipReason.NOT_THIS_EVENT)
    if trigger.event is TriggerEvent.NO_REPLY:
        if not facts.still_silent:
            return Skip(SkipReason.REPLIED)
    elif facts.stay_status is None:
        return Skip(SkipReason.NO_STAY)
    elif (facts.stay_status in OVER) is not (trigger.event is TriggerEvent.STAY_CANCELLED):
        return Skip(SkipReason.STAY_OVER)
    if facts.until is not None and now >= facts.until:
        return Skip(SkipReason.MOMENT_PASSED)
    if now - facts.due_at > trigger.stale_after:
        return Skip(SkipReason.STALE)
    return Fire(facts.occurrence)


def _held(facts: TriggerFacts, now: datetime) -> Skip | Defer | None:
    """What stands above triggers that speak: consent, whoever speaks, the numbers."""
    if facts.held:
        if facts.held_until is not None and facts.held_until > now:
            return Defer(SkipReason.AUTOMATION_HELD, facts.held_until)
        return Skip(SkipReason.AUTOMATION_HELD, detail=facts.held_by)
    if not facts.has_address:
        return Skip(SkipReason.NO_ADDRESS)
    if not facts.has_number:
        return Skip(SkipReason.NO_NUMBER)
    return None if facts.window_open else Skip(SkipReason.WINDOW_CLOSED)


def _out_of_time(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Skip | Defer | None:
    if facts.house is None or not (trigger.weekdays or trigger.quiet):
        return None
    wall = now.astimezone(facts.house.zone)
    if trigger.weekdays and wall.weekday() not in trigger.weekdays:
        return Skip(SkipReason.WEEKDAY)
    quiet = trigger.quiet
    if quiet is None or not _is_quiet(quiet, wall):
        return None
    if quiet.rule is QuietRule.CANCEL:
        return Skip(SkipReason.QUIET_HOURS)
    return Defer(SkipReason.QUIET_HOURS, _end_of_quiet(quiet, wall, facts.house))


def _is_quiet(quiet: Quiet, wall: datetime) -> bool:
    clock = wall.time()
    if quiet.start <= quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


def _end_of_quiet(quiet: Quiet, wall: datetime, house: HouseTimes) -> datetime:
    ends_today = wall.time() < quiet.end
    day = wall.date() if ends_today else wall.date() + timedelta(days=1)
    end = moment_at(day, quiet.end, house.zone)
    # A clock that is put back may show the end of the quiet hours a second time.
    return end if end > wall else wall + SPACING


def _crowded(trigger: TriggerRule, facts: TriggerFacts, now: datetime) -> Skip | Defer | None:
    if trigger.daily_cap is not None and facts.automated_today >= trigger.daily_cap:
        return Skip(SkipReason.FREQUENCY_CAP)
    if trigger.event in IN_CONVERSATION or facts.automated_at is None:
        return None
    if now - facts.automated_at < SAME_MINUTE:
        return Defer(SkipReason.AFTER_ANOTHER, facts.automated_at + SPACING)
    return None


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


_EVENTS: dict[TriggerEvent, Callable[[TriggerRule, TriggerFacts, datetime], Fire | Skip]] = {
    TriggerEvent.FIRST_MESSAGE_OF_STAY: _first_message_of_stay,
    TriggerEvent.KEYWORD: _keyword,
    TriggerEvent.COMPLAINT: _complaint,
}
IN_CONVERSATION = frozenset(_EVENTS)
"""Decided within a guest's turn; the others are planned."""
