"""How long the engine keeps what it works with, and what of it may not go yet."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

KEEP_NUMBER_EVENTS = timedelta(days=60)
KEEP_CHECKS = timedelta(days=30)
"""Comparisons with a number's journals, and attempts that broke."""
KEEP_PLANS = timedelta(days=365)
"""Occurrences whose time has passed: a stay that is changed late finds what was decided for it."""


class Store(StrEnum):
    """A table of the engine's own rows, numbered in the order in which they came."""

    INBOX = "inbox"
    PMS_EVENT = "pms_event"
    OUTBOX = "outbox"
    NUMBER_EVENT = "number_event"
    JOURNAL_CHECK = "journal_check"
    WORK_FAILURE = "work_failure"
    TRIGGER_ACTION = "trigger_action"
    DECISION = "decision"
    PLANNED_OCCURRENCE = "planned_occurrence"
    ALERT_STEP = "alert_step"
    AI_DRAFT = "ai_draft"
    PROMISE = "promise"
    AI_HELP = "ai_help"
    WRONG_ANSWER = "wrong_answer"
    KNOWLEDGE_CANDIDATE = "knowledge_candidate"
    AI_CALL = "ai_call"
    """Of these only what was said of a guest goes; the row stays for its cost and its hash."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Of one hotel."""

    webhooks: timedelta
    sends: timedelta
    calls: timedelta

    def of(self, store: Store) -> timedelta:
        match store:
            case Store.INBOX | Store.PMS_EVENT:
                return self.webhooks
            case Store.OUTBOX | Store.TRIGGER_ACTION | Store.DECISION:
                return self.sends
            # Whom an alert called, what the AI drafted and what was promised: how guests were
            # answered.
            case Store.ALERT_STEP | Store.AI_DRAFT | Store.PROMISE:
                return self.sends
            # What colleagues asked the AI for, called wrong and were offered to learn.
            case Store.AI_HELP | Store.WRONG_ANSWER | Store.KNOWLEDGE_CANDIDATE:
                return self.sends
            case Store.AI_CALL:
                return self.calls
            case Store.PLANNED_OCCURRENCE:
                return KEEP_PLANS
            case Store.NUMBER_EVENT:
                return KEEP_NUMBER_EVENTS
        return KEEP_CHECKS
