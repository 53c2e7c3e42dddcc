"""Shapes of surveys, their results, and what a guest answered."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
)

from backend.domain.calibration import Rate
from backend.kit.fields import Language, Line
from backend.kit.text import storable

Question = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=600),
    AfterValidator(storable),
]
Address = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=10, max_length=500),
    AfterValidator(storable),
]


def _web(value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        raise ValueError("must be an https address without a password")
    return value


class SurveyInput(BaseModel):
    name: Line
    texts: dict[Language, Question] = Field(default_factory=dict, max_length=30)
    """The question by language; where one is missing, ours."""
    cutoff: int = Field(default=3, ge=1, le=4)
    """A score up to this is a complaint."""
    review_url: Address | None = None

    _checked = field_validator("review_url")(_web)


class SurveyPatch(BaseModel):
    name: Line | None = None
    texts: dict[Language, Question] | None = Field(default=None, max_length=30)
    cutoff: int | None = Field(default=None, ge=1, le=4)
    review_url: Address | None = None

    _checked = field_validator("review_url")(_web)


class SurveyView(BaseModel):
    """With its results so far."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    texts: dict[str, str]
    cutoff: int
    review_url: str | None
    asked: int
    answered: int
    average: float | None
    """Of 1 to 5; null before the first answer."""
    by_score: list[int]
    """How often 1, 2, 3, 4, 5 was given."""
    good: Rate
    """Answers above the cutoff, with n and interval."""
    created_at: datetime
