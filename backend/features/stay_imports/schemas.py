"""An import as the API and the screens see it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from backend.domain.stay_columns import Column
from backend.domain.words import ImportState, PushOutcome


class ImportPlan(BaseModel):
    """How the file is to be read."""

    mapping: dict[Column, int] = Field(max_length=len(Column))
    """{field of a reservation: number of the column, from 0}"""
    day_order: Literal["dmy", "mdy", "ymd"] = "dmy"
    """How 03/04/2026 is meant."""


class ImportView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    file_name: str
    state: ImportState
    error: str | None
    columns: list[str]
    mapping: dict[str, int]
    day_order: str
    missing: list[str]
    """What must be mapped before it can be checked, as sentences."""
    total: int
    done: int
    created: int
    amended: int
    unchanged: int
    refused: int
    by_name: str
    created_at: datetime
    finished_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class ImportDetail(ImportView):
    sample: list[list[str]]
    """The first lines of the file, as they were read."""


class LineView(BaseModel):
    model_config = ConfigDict(frozen=True)

    line: int
    """As the spreadsheet numbers it."""
    outcome: PushOutcome
    external_id: str | None
    problems: list[dict[str, str]]
    """[{field, value, message}]"""
