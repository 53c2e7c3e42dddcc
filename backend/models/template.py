"""A text the hotel sends again and again, by name; its words are per language."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import moment, prose, words
from backend.domain.words import MessageClass


class Template(HotelEntity, table=True):
    __tablename__ = "template"
    __table_args__ = (
        Index(
            "uq_template_hotel_id_name",
            "hotel_id",
            "name",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )

    name: str = Field(sa_column=prose())
    message_class: MessageClass = Field(
        default=MessageClass.USEFUL, sa_column=words(MessageClass, default=MessageClass.USEFUL)
    )
    """Of every message made from it."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    deleted_at: datetime | None = Field(default=None, sa_column=moment())
    """Kept, so that a delete can be undone and the ledger's versions keep their words."""
