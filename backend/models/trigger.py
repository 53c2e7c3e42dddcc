"""A rule that sends a template by itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, document, flag, moment, prose, reference, words
from backend.domain.words import TriggerEvent


class Trigger(HotelEntity, table=True):
    __tablename__ = "trigger"
    __table_args__ = (
        Index(
            "uq_trigger_name",
            "hotel_id",
            "name",
            unique=True,
            postgresql_where=text("removed_at is null"),
        ),
        belongs_to("template", "template_id"),
    )

    name: str = Field(sa_column=prose())
    event: TriggerEvent = Field(sa_column=words(TriggerEvent))
    condition: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """The rest of the rule, as features.triggers.schemas.Rule writes it."""
    template_id: UUID | None = Field(default=None, sa_column=reference())
    enabled: bool = Field(default=False, sa_column=flag())
    priority: int = Field(
        default=100, sa_column=Column(Integer, nullable=False, server_default=text("100"))
    )
    """Lower goes first."""
    version: int = Field(
        default=1, sa_column=Column(Integer, nullable=False, server_default=text("1"))
    )
    """Of the rule above. The ledger keeps which one sent what."""
    draft: dict[str, Any] | None = Field(default=None, sa_column=document(nullable=True))
    """A change that is not published yet; the rule above goes on meanwhile."""
    draft_version: int | None = Field(default=None, sa_type=Integer)
    rehearsed_version: int | None = Field(default=None, sa_type=Integer)
    published_at: datetime | None = Field(default=None, sa_column=moment())
    enabled_at: datetime | None = Field(default=None, sa_column=moment())
    """Nothing that happened or was due before counts."""
    removed_at: datetime | None = Field(default=None, sa_column=moment())
    """Nobody sees it any more; the ledger keeps its name."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    updated_at: datetime | None = Field(default=None, sa_column=moment(now=True))
