"""A person who stays at, or writes to, the hotel."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, flag, moment, prose, reference


class Guest(HotelEntity, table=True):
    __tablename__ = "guest"
    __table_args__ = (
        Index(
            "ix_guest_merged_into",
            "hotel_id",
            "merged_into",
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
        belongs_to("guest", "merged_into"),
        Index(
            "ix_guest_names",
            "hotel_id",
            text("names_of(name, whatsapp_name, phone) gin_trgm_ops"),
            postgresql_using="gin",
            postgresql_with={"gin_pending_list_limit": 512},
        ),
    )

    name: str = Field(default="", sa_column=prose(default=""))
    """As the reservation says; else as WhatsApp shows it."""
    whatsapp_name: str | None = Field(default=None, sa_column=prose(nullable=True))
    phone: str | None = Field(default=None, sa_column=prose(nullable=True))
    """E.164; None while only a @lid is known."""
    language: str | None = Field(default=None, sa_column=prose(nullable=True))
    vip: bool = Field(default=False, sa_column=flag())
    colleague: bool = Field(default=False, sa_column=flag())
    """One of the hotel's own people, whom alerts are written to: no guest, nothing answers."""
    opted_out_at: datetime | None = Field(default=None, sa_column=moment())
    """Since when nothing automatic may be sent."""
    merged_into: UUID | None = Field(default=None, sa_column=reference())
    """The record of the same person that has everything of this one now."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
