"""Shapes of how well complaints are found."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from backend.domain.calibration import Rate
from backend.features.alerts.schemas import AlertView
from backend.features.conversations.schemas import View


class LanguageRow(View):
    language: str
    """A code; empty: not known. `all`: of every language."""
    precision: Rate
    """Of the alerts that staff called right or wrong, how many were right."""
    recall: Rate
    """Of the complaints that staff know of, how many were raised."""


class MissedView(View):
    message_id: str
    conversation_id: str
    guest_name: str
    score: float | None
    at: datetime


class BudgetInput(BaseModel):
    budget: int | None = Field(default=None, ge=1, le=200)
    """At most so many complaints by mood a shift of eight hours; null: all of them."""


class BudgetView(BaseModel):
    model_config = ConfigDict(frozen=True)

    budget: int | None
    threshold: float | None
    """The mildest score that still raises an alert; null: every complaint does."""
    threshold_at: datetime | None
    complaints: int
    """Of the last fourteen days, those that a mood raised or would have."""
    shifts: int
    """Eight hours each, since the first of them."""
    raised: int
    held: int
    """How many of them the threshold lets through, and how many it holds back."""


class CalibrationView(BaseModel):
    model_config = ConfigDict(frozen=True)

    languages: list[LanguageRow]
    judged: int
    not_judged: int
    missed: list[MissedView]
    held: list[AlertView]
    """What the threshold kept back, newest first."""
    budget: BudgetView
