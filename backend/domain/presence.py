"""Who is at a conversation right now, and how long a sign of it is believed."""

from datetime import timedelta
from enum import StrEnum


class PresenceState(StrEnum):
    LOOKS = "looks"
    WRITES = "writes"
    """Something was typed in the reply a moment ago."""
    LEFT = "left"


BELIEVED: dict[PresenceState, timedelta] = {
    PresenceState.LOOKS: timedelta(seconds=50),
    PresenceState.WRITES: timedelta(seconds=8),
    PresenceState.LEFT: timedelta(0),
}
"""A page repeats its sign well within this; one that was closed without a word is forgotten."""
