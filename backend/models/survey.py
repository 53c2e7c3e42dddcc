"""A question to guests that is answered in the chat with a score from 1 to 5."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, SmallInteger, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import document, moment, prose


class Survey(HotelEntity, table=True):
    __tablename__ = "survey"
    __table_args__ = (UniqueConstraint("hotel_id", "name"),)

    name: str = Field(sa_column=prose())
    texts: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """The question by language."""
    cutoff: int = Field(
        default=3, sa_column=Column(SmallInteger, nullable=False, server_default=text("3"))
    )
    """A score up to this is a complaint."""
    review_url: str | None = Field(default=None, sa_column=prose(nullable=True))
    """Where guests with a better score are asked for a review; None: nowhere."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
