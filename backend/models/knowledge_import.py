"""A page or file from which entries are proposed, and how far its reading has come."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import big, moment, prose, reference, sealed, words
from backend.domain.knowledge_words import IntakeState, ReadTrouble, SourceKind


def _count() -> Any:
    return Field(default=0, sa_column=Column(Integer, nullable=False, server_default=text("0")))


class KnowledgeImport(HotelEntity, table=True):
    __tablename__ = "knowledge_import"
    __table_args__ = (
        Index("ix_knowledge_import_recent", "hotel_id", text("created_at DESC"), "id"),
        Index("ix_knowledge_import_source", "hotel_id", "source", "sha256"),
        Index(
            "ix_knowledge_import_due",
            "next_at",
            "hotel_id",
            postgresql_where=text("state IN ('waiting', 'reading')"),
        ),
    )

    kind: SourceKind = Field(sa_column=words(SourceKind))
    source: str = Field(sa_column=prose())
    """The address, or the name of the file."""
    language: str = Field(sa_column=prose())
    """Of its proposals, unless a row names its own."""
    raw: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    """A file until it was read; it is a stranger's text, no secret, and not kept."""
    sha256: bytes | None = Field(default=None, sa_column=sealed(nullable=True))
    state: IntakeState = Field(
        default=IntakeState.WAITING, sa_column=words(IntakeState, default=IntakeState.WAITING)
    )
    trouble: ReadTrouble | None = Field(default=None, sa_column=words(ReadTrouble, nullable=True))
    found: int = _count()
    accepted: int = _count()
    skipped: int = _count()
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """Not before this a worker takes it; a worker that has it moves it ahead, as a lease."""
    epoch: int = Field(default=0, sa_column=big(default=0))
    attempts: int = _count()
    by_name: str = Field(default="", sa_column=prose(default=""))
    by_id: UUID | None = Field(default=None, sa_column=reference())
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    finished_at: datetime | None = Field(default=None, sa_column=moment())
