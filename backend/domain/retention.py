"""How long the engine keeps what it works with, and what of it may not go yet."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

KEEP_NUMBER_EVENTS = timedelta(days=60)
KEEP_CHECKS = timedelta(days=30)
"""Comparisons with a number's journals, and attempts that broke."""


class Store(StrEnum):
    """A table of the engine's own rows, numbered in the order in which they came."""

    INBOX = "inbox"
    PMS_EVENT = "pms_event"
    OUTBOX = "outbox"
    NUMBER_EVENT = "number_event"
    JOURNAL_CHECK = "journal_check"
    WORK_FAILURE = "work_failure"


@dataclass(frozen=True, slots=True)
class Windows:
    """Of one hotel."""

    webhooks: timedelta
    sends: timedelta

    def of(self, store: Store) -> timedelta:
        match store:
            case Store.INBOX | Store.PMS_EVENT:
                return self.webhooks
            case Store.OUTBOX:
                return self.sends
            case Store.NUMBER_EVENT:
                return KEEP_NUMBER_EVENTS
        return KEEP_CHECKS
