"""Shapes of golden questions, their runs, and changes that wait for one."""

from datetime import datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.domain.golden_words import (
    Expects,
    Fault,
    Outcome,
    QuestionOrigin,
    QuestionState,
    RunCause,
    RunState,
    RunTrouble,
    Way,
)
from backend.features.conversations.schemas import View
from backend.features.knowledge.schemas import Language
from backend.features.knowledge_changes.schemas import ChangeView

Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
FactText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]


class QuestionDraft(BaseModel):
    model_config = ConfigDict(frozen=True)

    text: Asked
    language: Language = "en"
    expects: Expects = Expects.ANSWERED
    facts: list[FactText] = Field(default=[], max_length=10)
    """Each must appear in the answer, however it is written."""
    source_ids: list[UUID] = Field(default=[], max_length=10)
    """Entries of which the answer must stand on one."""


class QuestionPatch(BaseModel):
    text: Asked | None = None
    language: Language | None = None
    expects: Expects | None = None
    facts: list[FactText] | None = Field(default=None, max_length=10)
    source_ids: list[UUID] | None = Field(default=None, max_length=10)


class AcceptInput(BaseModel):
    reason: Reason


class QuestionView(View):
    id: UUID
    text: str
    language: str
    expects: Expects
    facts: list[str]
    source_ids: list[UUID]
    origin: QuestionOrigin
    state: QuestionState
    decided_by: str
    stood: bool | None
    """In the last accepted run; null: it was in none since it was last changed."""
    has_recording: bool
    created_at: datetime
    updated_at: datetime


class Suggested(View):
    proposed: int


class RunView(View):
    id: UUID
    cause: RunCause
    change_id: UUID | None
    state: RunState
    trouble: RunTrouble | None
    questions: int
    asked: int
    passed: int
    live: int
    """Of the questions asked, how many the model itself answered; the others were answered by rule
    or from recordings."""
    worse: int
    model: str
    holds_back: bool
    by_name: str
    created_at: datetime
    finished_at: datetime | None
    accepted_at: datetime | None
    accepted_by: str
    accepted_reason: str


class ResultView(View):
    question_id: UUID
    text: str
    language: str
    expects: Expects
    way: Way
    stood: bool | None
    stands: bool | None
    is_worse: bool
    outcome: Outcome | None
    faults: list[Fault]
    answer: str
    judged_good: bool | None
    judged_why: str


class RateView(View):
    """A share with its number of cases and Wilson's interval at 95 %."""

    language: str
    hits: int
    n: int
    share: float | None
    low: float | None
    high: float | None


class AgreementView(View):
    """How far the judge agrees with people, on the labelled set of the product."""

    n: int
    kappa: float | None
    low: float | None
    high: float | None
    may_decide: bool


class ReportView(View):
    run: RunView
    rates: list[RateView]
    """By language; the last one, with an empty language, is all of them."""
    results: list[ResultView]
    rules: AgreementView
    judge: AgreementView


class GateView(View):
    """What stands between a change of an entry and the guests."""

    approved: int
    """0: nothing is checked, every change holds at once."""
    proposed: int
    last_run: RunView | None
    accepted_run: RunView | None
    open_changes: int
    is_other_release: bool
    """The instructions or the model are others than those of the last accepted run."""


class HeldChangeView(ChangeView):
    """A change with the run that decides on it, and the questions that get worse by it."""

    run: RunView | None
    worse: list[ResultView]


class GuestQuestion(NamedTuple):
    """Of a guest, answered by the model or with an entry that was made for it."""

    came_from: str
    text: str
    sources: Any
    """Ids of entries, or what names them."""
    names: tuple[str, ...]
    """What the guest is called, to be kept out."""
    expects: Expects = Expects.ANSWERED
    right: str = ""
    """What the answer should have been, in a colleague's words."""
