"""The hotel's golden questions asked once, all of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import belongs_to, big, flag, moment, prose, reference, words
from backend.domain.golden_words import RunCause, RunState, RunTrouble


def _count() -> int:
    column = Column(Integer, nullable=False, server_default=text("0"))
    found: int = Field(default=0, sa_column=column)
    return found


class GoldenRun(HotelEntity, table=True):
    __tablename__ = "golden_run"
    __table_args__ = (
        Index("ix_golden_run_recent", "hotel_id", text("created_at DESC"), "id"),
        Index(
            "ix_golden_run_change",
            "hotel_id",
            "change_id",
            postgresql_where=text("change_id IS NOT NULL"),
        ),
        Index(
            "ix_golden_run_due",
            "next_at",
            "hotel_id",
            postgresql_where=text("state IN ('waiting', 'running', 'stopped')"),
        ),
        belongs_to("knowledge_change", "change_id", on_delete="CASCADE"),
    )

    cause: RunCause = Field(sa_column=words(RunCause))
    change_id: UUID | None = Field(default=None, sa_column=reference())
    """The change that it decides on."""
    state: RunState = Field(
        default=RunState.WAITING, sa_column=words(RunState, default=RunState.WAITING)
    )
    trouble: RunTrouble | None = Field(default=None, sa_column=words(RunTrouble, nullable=True))
    questions: int = _count()
    asked: int = _count()
    """How many have been put to the model, or to its recordings, by now."""
    passed: int = _count()
    live: int = _count()
    worse: int = _count()
    model: str = Field(default="", sa_column=prose(default=""))
    """As the provider named it; empty: only recordings."""
    release: str = Field(default="", sa_column=prose(default=""))
    """Which instructions and which model it was made with."""
    basis: str = Field(default="", sa_column=prose(default=""))
    """What its answers stand on: one that goes on keeps them while this is the same."""
    holds_back: bool = Field(default=False, sa_column=flag())
    """It put the hotel's answers back to drafts, until somebody accepts it."""
    next_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    """Not before this a worker takes it; a worker that has it moves it ahead, as a lease."""
    epoch: int = Field(default=0, sa_column=big(default=0))
    attempts: int = _count()
    by_name: str = Field(default="", sa_column=prose(default=""))
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    started_at: datetime | None = Field(default=None, sa_column=moment())
    """Or went on. What was asked stood so by then; a question that was changed since keeps no
    result of it."""
    finished_at: datetime | None = Field(default=None, sa_column=moment())
    accepted_at: datetime | None = Field(default=None, sa_column=moment())
    """Since when later runs are held against it."""
    accepted_by: str = Field(default="", sa_column=prose(default=""))
    accepted_reason: str = Field(default="", sa_column=prose(default=""))
