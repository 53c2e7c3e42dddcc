"""What the state of a WhatsApp number means for sending."""

from backend.domain.words import InstanceState

SPEAKING = frozenset({InstanceState.AUTHORIZED})
"""Sends may go."""

# `starting` comes and goes by itself within minutes and `unknown` says nothing: neither holds
# sends, and a refused call is repeated anyway.
_SILENT = frozenset(
    {
        InstanceState.NOT_AUTHORIZED,
        InstanceState.BLOCKED,
        InstanceState.SUSPENDED,
        InstanceState.SLEEP_MODE,
        InstanceState.YELLOW_CARD,
    }
)


PREFIX = "state_"


def pause_reason_of(state: InstanceState) -> str | None:
    """Why sends are held in this state; None when they are not."""
    return f"{PREFIX}{state.value}" if state in _SILENT else None


def is_of_state(pause_reason: str) -> bool:
    """Such a pause ends when the state does, at no known time."""
    return pause_reason.startswith(PREFIX)
