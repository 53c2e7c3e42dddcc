"""Shapes of the hotel's fact sheets."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator

from backend.domain.validity import is_day_of_year
from backend.domain.words import FactClass
from backend.features.conversations.schemas import View

LONGEST_TITLE = 120
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE)
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")]


Category = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


def _in_a_year(text: str) -> str:
    if not is_day_of_year(text):
        raise ValueError("is a day of the year as month and day, e.g. 05-01")
    return text


DayOfYear = Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{2}$"), AfterValidator(_in_a_year)]


class Shown(StrEnum):
    """Which entries a list shows."""

    ALL = "all"
    TODAY = "today"
    NOT_TODAY = "not_today"
    """Not begun, over, or out of season."""
    REVIEW = "review"
    """Their day of review has come."""


class KnowledgeDraft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    title: Title
    text: Text
    language: Language
    category: Category | None = None
    fact_class: FactClass = FactClass.PUBLIC
    """secret: told only to a guest with one verified stay who is in the house."""
    valid_from: date | None = None
    valid_until: date | None = None
    """Last day it holds, in the hotel's time zone."""
    season_from: DayOfYear | None = None
    season_until: DayOfYear | None = None
    """The part of each year in which it holds; it may reach over New Year."""
    owner_id: UUID | None = None
    """Staff who keeps it true."""
    review_on: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if (self.season_from is None) is not (self.season_until is None):
            raise ValueError("A season needs both its first and its last day.")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("The last day is before the first one.")
        return self


class KnowledgeView(View):
    id: UUID
    title: str
    text: str
    language: str
    category: str | None
    fact_class: FactClass
    valid_from: date | None
    valid_until: date | None
    season_from: str | None
    season_until: str | None
    owner_id: UUID | None
    owner_name: str | None
    review_on: date | None
    is_due: bool
    """Its day of review has come."""
    origin: str | None
    version: int
    valid_today: bool
    updated_at: datetime


class CategoryCount(View):
    name: str
    entries: int


class KnowledgeSummary(View):
    """What the filters of the list offer."""

    entries: int
    today: int
    not_today: int
    review: int
    languages: list[str]
    categories: list[CategoryCount]


class VersionView(View):
    version: int
    title: str
    text: str
    restored_from: int | None
    made_by: str
    made_at: datetime


class ChangedField(View):
    name: str
    before: str
    after: str


class ChangedWords(View):
    kind: Literal["same", "added", "removed"]
    text: str


class ChangesView(View):
    """What one version changed against another; version 0 is nothing."""

    version: int
    since: int
    title: list[ChangedWords]
    text: list[ChangedWords]
    fields: list[ChangedField]


class Gap(NamedTuple):
    decision_id: int
    conversation_id: UUID
    reason: str
    asked_at: datetime
    question: str
    guest_name: str
    whatsapp_name: str | None
    answer: str | None
    """What a colleague wrote first after it."""
    answered_by: str | None
    rooms: list[str]
    bookings: list[str]


class SuggestedEntry(View):
    """A question and a colleague's answer as an entry, without personal data."""

    title: str
    text: str
    language: str
    contradicts: str | None
    """The title of an entry that states something else."""


class NewEntry(KnowledgeDraft):
    gap_id: Annotated[str, StringConstraints(pattern=r"^\d{1,18}$")] | None = None
    """The question that it answers, which is settled with it."""
    candidate_id: UUID | None = None
    """The same for what a resolved conversation taught."""


class GapView(View):
    """A question that no fact sheet held the answer to."""

    id: str
    conversation_id: UUID
    reason: str
    """not_in_knowledge: the AI found nothing; weak_evidence: what it found did not hold."""
    asked_at: datetime
    question: str
    """The guest's last words before the AI gave it to a person, on one line."""
    guest_name: str
    answered_by: str
    suggested: SuggestedEntry | None
    """What a colleague answered, as an entry; null: nobody answered yet."""
