"""Where an address in a template led when it was last tried."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, number_id, prose, reference, words
from backend.domain.template_links import LinkOutcome


class TemplateLink(HotelTable, table=True):
    __tablename__ = "template_link"
    __table_args__ = (
        Index(None, "hotel_id", "template_id"),
        belongs_to("template", "template_id", on_delete="CASCADE"),
    )

    id: int | None = Field(default=None, sa_column=number_id())
    template_id: UUID = Field(sa_column=reference(nullable=False))
    url: str = Field(sa_column=prose())
    outcome: LinkOutcome = Field(sa_column=words(LinkOutcome))
    status: int | None = None
    """Of HTTP, where there was an answer."""
    leads_to: str = Field(default="", sa_column=prose(default=""))
    """The host of a redirect."""
    checked_at: datetime | None = Field(default=None, sa_column=moment(now=True))
