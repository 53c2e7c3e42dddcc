"""What an entry said, each time it was saved. Rows are only added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, document, moment, prose


class KnowledgeVersion(HotelTable, table=True):
    __tablename__ = "knowledge_version"
    __table_args__ = (belongs_to("knowledge_entry", "entry_id", on_delete="CASCADE"),)

    entry_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    content: dict[str, Any] = Field(sa_column=document())
    """The whole draft as it was saved."""
    restored_from: int | None = None
    made_by: str = Field(default="", sa_column=prose(default=""))
    made_at: datetime | None = Field(default=None, sa_column=moment(now=True))
