"""Which number a webhook path belongs to. Global: the path is all that is known at first."""

from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from backend.db.base import GlobalTable
from backend.db.types import big


class Hook(GlobalTable, table=True):
    __tablename__ = "hook"
    __table_args__ = (
        ForeignKeyConstraint(
            ["hotel_id", "channel_id"], ["channel.hotel_id", "channel.id"], ondelete="CASCADE"
        ),
    )

    id: str = Field(primary_key=True)
    """128 random bits; says nothing of the hotel."""
    hotel_id: UUID
    channel_id: UUID
    id_instance: int = Field(sa_column=big())
    token_hash: bytes
