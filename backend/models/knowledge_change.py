"""A change of an entry that waits until the hotel's golden questions were asked with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import document, moment, prose, reference, words
from backend.domain.golden_words import ChangeKind, ChangeState


class KnowledgeChange(HotelEntity, table=True):
    __tablename__ = "knowledge_change"
    __table_args__ = (
        Index("ix_knowledge_change_recent", "hotel_id", text("created_at DESC"), "id"),
        Index(
            "ix_knowledge_change_open",
            "hotel_id",
            "entry_id",
            postgresql_where=text("state IN ('checking', 'refused', 'unchecked')"),
        ),
    )

    kind: ChangeKind = Field(sa_column=words(ChangeKind))
    entry_id: UUID = Field(sa_column=reference(nullable=False))
    """Of one that is to be made, the id that it will have."""
    title: str = Field(default="", sa_column=prose(default=""))
    content: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    """What the entry would say: the fields of a version."""
    origin: str | None = Field(default=None, sa_column=prose(nullable=True))
    base_version: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """Of the entry when the change was written; 0: there was none."""
    restored_from: int | None = Field(default=None, sa_column=Column(Integer, nullable=True))
    state: ChangeState = Field(
        default=ChangeState.CHECKING, sa_column=words(ChangeState, default=ChangeState.CHECKING)
    )
    by_name: str = Field(default="", sa_column=prose(default=""))
    decided_by: str = Field(default="", sa_column=prose(default=""))
    reason: str = Field(default="", sa_column=prose(default=""))
    """Why it was published although questions get worse."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    decided_at: datetime | None = Field(default=None, sa_column=moment())
