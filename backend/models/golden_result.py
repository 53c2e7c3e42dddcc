"""What came of one golden question in one run."""

from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, listing, prose, words
from backend.domain.golden_words import Outcome, Way


class GoldenResult(HotelTable, table=True):
    __tablename__ = "golden_result"
    __table_args__ = (
        belongs_to("golden_run", "run_id", on_delete="CASCADE"),
        belongs_to("golden_question", "question_id", on_delete="CASCADE"),
    )

    run_id: UUID = Field(primary_key=True)
    question_id: UUID = Field(primary_key=True)
    way: Way = Field(sa_column=words(Way))
    stood: bool | None = Field(default=None, sa_column=Column(Boolean, nullable=True))
    """In the accepted run before this one."""
    stands: bool | None = Field(default=None, sa_column=Column(Boolean, nullable=True))
    """None: nobody answered it."""
    outcome: Outcome | None = Field(default=None, sa_column=words(Outcome, nullable=True))
    faults: list[str] = Field(default_factory=list, sa_column=listing())
    answer: str = Field(default="", sa_column=prose(default=""))
    source_ids: list[str] = Field(default_factory=list, sa_column=listing())
    recording: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSONB(none_as_null=True), nullable=True)
    )
    judged_good: bool | None = Field(default=None, sa_column=Column(Boolean, nullable=True))
    judged_why: str = Field(default="", sa_column=prose(default=""))
