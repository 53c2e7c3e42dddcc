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


def pause_reason_of(state: InstanceState) -> str | None:
    """Why sends are held in this state; None when they are not."""
    return f"state_{state.value}" if state in _SILENT else None
