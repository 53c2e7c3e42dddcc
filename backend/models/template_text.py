"""A template in one language: which version is the newest, and which one is sent."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment


class TemplateText(HotelTable, table=True):
    __tablename__ = "template_text"
    __table_args__ = (belongs_to("template", "template_id", on_delete="CASCADE"),)

    template_id: UUID = Field(primary_key=True)
    language: str = Field(primary_key=True)
    version: int = 1
    sent_version: int | None = None
    """The last one that was reviewed; it goes on being sent while a newer one is a draft."""
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
