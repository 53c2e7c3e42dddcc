"""Names in Redis that the live path and the wake-ups share."""

from uuid import UUID

LIVE = "live"
"""Pub/sub: {"hotel_id", "seq", "events": [{"kind", "data"}]}."""
KICK = "kick"
"""Pub/sub: {"session": hex of the session's token hash}: close its sockets."""
QUEUE = "work"
"""The RQ queue of the drains."""


def live_sequence(hotel_id: UUID) -> str:
    """Counter of a hotel's live messages; starts again after a flush, screens then refetch."""
    return f"live:seq:{hotel_id}"


def presence_of(hotel_id: UUID) -> str:
    """Hash of who is at which conversation of the hotel; gone after a flush."""
    return f"presence:{hotel_id}"


def wake_marker(kind: str) -> str:
    """Set while a wake-up of this kind waits in the queue; cleared before it looks for work."""
    return f"wake:{kind}"
