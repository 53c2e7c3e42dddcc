"""Every address one guest is known by: phone (E.164) or WhatsApp chat id (@c.us, @lid)."""

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, prose, reference


class GuestAlias(HotelEntity, table=True):
    __tablename__ = "guest_alias"
    __table_args__ = (
        UniqueConstraint("hotel_id", "value"),
        Index(None, "hotel_id", "guest_id"),
        belongs_to("guest", "guest_id", on_delete="CASCADE"),
    )

    hotel_id: UUID = Field(primary_key=True)
    guest_id: UUID = Field(sa_column=reference(nullable=False))
    value: str = Field(sa_column=prose())
