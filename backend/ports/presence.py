"""Where it is kept for seconds who is at which conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from backend.domain.ids import HotelId
from backend.domain.presence import PresenceState


@dataclass(frozen=True, slots=True)
class Sign:
    """A colleague's page says where they are. A newer sign takes the older one's place."""

    conversation_id: UUID
    staff_id: UUID
    name: str
    state: PresenceState
    until: datetime
    """After this it says nothing."""


class PresenceBook(Protocol):
    async def note(self, hotel_id: HotelId, sign: Sign) -> None:
        """Never raises, ends within a second: losing a sign costs a mark on a screen."""

    async def signs(self, hotel_id: HotelId, *, now: datetime) -> Sequence[Sign]:
        """Those that still say something. Never raises."""
