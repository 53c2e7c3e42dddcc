"""What colleagues are told of, how, and when they want to hear nothing."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from backend.domain.stay_times import moment_at


class NotifyKind(StrEnum):
    CONVERSATION_CREATED = "conversation_created"
    ASSIGNED = "assigned"
    """A conversation was given to the person."""
    MESSAGE = "message"
    """A guest wrote in a conversation the person has."""
    MENTION = "mention"
    PARTICIPATING = "participating"
    """A colleague answered or noted where the person took part."""
    ALERT = "alert"
    """Alerts have a list of their own; here only how loud they are."""


class NotifyChannel(StrEnum):
    LIST = "list"
    """The bell's list. Without it nothing is told at all."""
    DESKTOP = "desktop"
    SOUND = "sound"
    EMAIL = "email"
    """In the digest, where the person wants one."""


Choices = dict[NotifyKind, frozenset[NotifyChannel]]

MAILED = frozenset(NotifyKind) - {NotifyKind.ALERT}
"""Alerts have a ladder, which writes by itself."""

_LIST, _DESKTOP, _SOUND, _EMAIL = NotifyChannel
DEFAULTS: Choices = {
    NotifyKind.CONVERSATION_CREATED: frozenset(),
    NotifyKind.ASSIGNED: frozenset({_LIST, _DESKTOP, _SOUND, _EMAIL}),
    NotifyKind.MESSAGE: frozenset({_LIST, _DESKTOP, _EMAIL}),
    NotifyKind.MENTION: frozenset({_LIST, _DESKTOP, _SOUND, _EMAIL}),
    NotifyKind.PARTICIPATING: frozenset({_LIST}),
    NotifyKind.ALERT: frozenset({_LIST, _DESKTOP, _SOUND}),
}


def completed(given: Choices) -> Choices:
    """Every kind has its channels; whoever is told aloud finds it in the list as well."""
    chosen = {**DEFAULTS, **given}
    return {
        kind: (ways | {_LIST} if ways else ways) - (frozenset() if kind in MAILED else {_EMAIL})
        for kind, ways in chosen.items()
    }


def quiet_end(
    quiet_from: time | None, quiet_until: time | None, now: datetime, zone: ZoneInfo
) -> datetime | None:
    """When the quiet hours end in which `now` is; None: it is in none."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return None
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        last = day if quiet_until > quiet_from else day + timedelta(days=1)
        end = moment_at(last, quiet_until, zone)
        if moment_at(day, quiet_from, zone) <= now < end:
            return end
    return None
