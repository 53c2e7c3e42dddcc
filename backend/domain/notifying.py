"""What colleagues are told of, how, and when they want to hear nothing."""

from enum import StrEnum


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


Choices = dict[NotifyKind, frozenset[NotifyChannel]]

_LIST, _DESKTOP, _SOUND = NotifyChannel
DEFAULTS: Choices = {
    NotifyKind.CONVERSATION_CREATED: frozenset(),
    NotifyKind.ASSIGNED: frozenset({_LIST, _DESKTOP, _SOUND}),
    NotifyKind.MESSAGE: frozenset({_LIST, _DESKTOP}),
    NotifyKind.MENTION: frozenset({_LIST, _DESKTOP, _SOUND}),
    NotifyKind.PARTICIPATING: frozenset({_LIST}),
    NotifyKind.ALERT: frozenset({_LIST, _DESKTOP, _SOUND}),
}


def completed(given: Choices) -> Choices:
    """Every kind has its channels; whoever is told aloud finds it in the list as well."""
    chosen = {**DEFAULTS, **given}
    return {kind: ways | {_LIST} if ways else ways for kind, ways in chosen.items()}
