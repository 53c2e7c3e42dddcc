"""Whether one colleague reads one conversation translated. Without a row: as their account says."""

from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, flag


class TranslationSwitch(HotelTable, table=True):
    __tablename__ = "translation_switch"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        belongs_to("conversation", "conversation_id", on_delete="CASCADE"),
    )

    conversation_id: UUID = Field(primary_key=True)
    staff_id: UUID = Field(primary_key=True)
    is_on: bool = Field(sa_column=flag())
