"""What a template said in one language, each time it was saved. Rows are only added."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, prose, words
from backend.domain.template_review import TextOrigin


class TemplateVersion(HotelTable, table=True):
    __tablename__ = "template_version"
    __table_args__ = (belongs_to("template", "template_id", on_delete="CASCADE"),)

    template_id: UUID = Field(primary_key=True)
    language: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    """From 1 on for each language; goes on where it was when a language comes back."""
    text: str = Field(sa_column=prose())
    """With {{variable}}, {{variable|format}} or {{variable|fallback}}."""
    origin: TextOrigin = Field(
        default=TextOrigin.PERSON, sa_column=words(TextOrigin, default=TextOrigin.PERSON)
    )
    restored_from: int | None = None
    made_by: str = Field(default="", sa_column=prose(default=""))
    made_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    reviewed_by: str = Field(default="", sa_column=prose(default=""))
    reviewed_at: datetime | None = Field(default=None, sa_column=moment())
