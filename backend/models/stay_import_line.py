"""What became of one line of an imported file."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, listing, prose, words
from backend.domain.words import PushOutcome


class StayImportLine(HotelTable, table=True):
    __tablename__ = "stay_import_line"
    __table_args__ = (
        Index(None, "hotel_id", "import_id", "outcome", "line"),
        belongs_to("stay_import", "import_id", on_delete="CASCADE"),
    )

    import_id: UUID = Field(primary_key=True)
    line: int = Field(primary_key=True, sa_type=Integer)
    """As a spreadsheet numbers it: the heads are in line 1."""
    outcome: PushOutcome = Field(sa_column=words(PushOutcome))
    external_id: str | None = Field(default=None, sa_column=prose(nullable=True))
    problems: list[dict[str, Any]] = Field(default_factory=list, sa_column=listing())
    """[{field, value, message}]; a line with an outcome other than refused may have remarks."""
