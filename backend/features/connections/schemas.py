"""What a hotel depends on, as screens and scripts see it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.connections import Condition, ConnectionKind, Standing


class ConnectionView(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: ConnectionKind
    channel_id: UUID | None
    """Of a number; null for what all hotels share."""
    name: str
    state: Condition
    summary: str
    """One line in words."""
    means_for_guests: str
    """Empty while it works."""
    what_to_do: str
    """Empty when it mends itself."""
    since: datetime | None
    next_try_at: datetime | None
    last_error: str | None
    """Name of the failure."""

    @classmethod
    def of(
        cls, kind: ConnectionKind, standing: Standing, *, name: str, channel_id: UUID | None = None
    ) -> "ConnectionView":
        return cls(
            kind=kind,
            channel_id=channel_id,
            name=name,
            state=standing.condition,
            summary=standing.summary,
            means_for_guests=standing.means_for_guests,
            what_to_do=standing.what_to_do,
            since=standing.since,
            next_try_at=standing.next_try_at,
            last_error=standing.error,
        )


class ConnectionsView(BaseModel):
    model_config = ConfigDict(frozen=True)

    checked_at: datetime
    all_well: bool
    items: list[ConnectionView]
    """The hotel's numbers first, then what all hotels share."""


class HotelConnectionsView(BaseModel):
    model_config = ConfigDict(frozen=True)

    hotel_id: UUID
    name: str
    items: list[ConnectionView]
    """Only the numbers that do not work."""


class PlatformConnectionsView(BaseModel):
    model_config = ConfigDict(frozen=True)

    checked_at: datetime
    all_well: bool
    shared: list[ConnectionView]
    hotels: list[HotelConnectionsView]
    """Only hotels with a number that does not work."""
    numbers: int
    numbers_in_trouble: int
