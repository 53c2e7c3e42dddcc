"""A label that a conversation carries."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to


class ConversationLabel(HotelTable, table=True):
    __tablename__ = "conversation_label"
    __table_args__ = (
        Index(None, "hotel_id", "label_id", "conversation_id"),
        belongs_to("conversation", "conversation_id"),
        belongs_to("label", "label_id", on_delete="CASCADE"),
    )

    conversation_id: UUID = Field(primary_key=True)
    label_id: UUID = Field(primary_key=True)
