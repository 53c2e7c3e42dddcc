"""A guest or a stay that a trigger leaves out, because staff said so."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, moment, prose


class TriggerSkip(HotelTable, table=True):
    __tablename__ = "trigger_skip"
    __table_args__ = (belongs_to("trigger", "trigger_id", on_delete="CASCADE"),)

    trigger_id: UUID = Field(primary_key=True)
    subject_id: UUID = Field(primary_key=True)
    """The guest's or the stay's id."""
    kind: str = Field(sa_column=prose())
    """guest or stay."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
