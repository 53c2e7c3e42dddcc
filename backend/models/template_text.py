"""The words of a template in one language."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, prose


class TemplateText(HotelTable, table=True):
    __tablename__ = "template_text"
    __table_args__ = (belongs_to("template", "template_id", on_delete="CASCADE"),)

    template_id: UUID = Field(primary_key=True)
    language: str = Field(primary_key=True)
    text: str = Field(sa_column=prose())
    """With {{variable}} or {{variable|fallback}}."""
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
