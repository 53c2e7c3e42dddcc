"""Every change of a guest's consent, dated, with how it came about."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, moment, prose, reference


class ConsentEvent(HotelEntity, table=True):
    __tablename__ = "consent_event"
    __table_args__ = (
        Index(None, "hotel_id", "guest_id"),
        belongs_to("guest", "guest_id", on_delete="CASCADE"),
    )

    guest_id: UUID = Field(sa_column=reference(nullable=False))
    kind: str = Field(sa_column=prose())
    """opt_out or opt_in."""
    method: str = Field(sa_column=prose())
    """keyword, staff, import."""
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
