"""Shapes of templates: a name, and per language the words, their versions and their review."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from backend.domain.template_checks import Fault
from backend.domain.template_review import ReviewState, TextOrigin
from backend.domain.template_variables import Group, Kind
from backend.domain.templates import Source
from backend.domain.words import FactClass, MessageClass
from backend.kit.fields import Code
from backend.kit.text import storable

LONGEST_INPUT = 50_000
"""Of a text that is only looked at; longer than a message may be, so that it can be said so."""
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120),
    AfterValidator(storable),
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")]
Text = Annotated[str, StringConstraints(max_length=LONGEST_INPUT), AfterValidator(storable)]


class TemplateDraft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Name
    texts: dict[Language, Text] = Field(min_length=1)
    """By language; with {{variable}}, {{variable|format}} or {{variable|fallback}}."""
    message_class: MessageClass = MessageClass.USEFUL
    """How much its messages matter when the number has to be spared."""
    machine: list[Language] = Field(default_factory=list)
    """Languages whose text a machine wrote or translated."""
    reviewed: bool = False
    """Whoever saves it has read every text, and they may be sent."""


class TextDraft(BaseModel):
    text: Text
    based_on: int | None = None
    """The version it was made from; another newest one meanwhile is a conflict."""
    machine: bool = False


class ReviewInput(BaseModel):
    version: int
    """What was read; a newer one meanwhile is a conflict."""


class PreviewInput(BaseModel):
    text: Text
    language: Language
    external_id: Code | None = None
    """Reservation number of a real stay; None: an invented one."""


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class FindingView(_View):
    fault: Fault
    message: str
    start: int
    end: int
    """The signs of the text that it is about, counted in code points."""


class TextView(_View):
    language: str
    text: str
    """The newest version."""
    version: int
    state: ReviewState
    made_by: str
    made_at: datetime
    sent_version: int | None
    """What guests get; older than the newest while that is not reviewed. None: nothing yet."""
    reviewed_by: str
    reviewed_at: datetime | None
    """Of the version that is sent."""
    cautions: list[FindingView]


class UseView(_View):
    id: UUID
    name: str
    kind: Literal["trigger", "draft"]
    """Of a trigger: its rule, or a change of it that is not published yet."""
    enabled: bool


class TemplateView(_View):
    id: UUID
    name: str
    texts: dict[str, str]
    """The newest version by language, reviewed or not."""
    languages: list[TextView]
    falls_back_to: str | None
    """What guests get whose own language has no reviewed text. None: nothing can be sent."""
    variables: list[str]
    """Every variable that some text uses."""
    message_class: MessageClass
    used_by: list[UseView]
    sent_30_days: int
    last_sent_at: datetime | None
    updated_at: datetime


class VariableView(_View):
    name: str
    label: str
    group: Group
    kind: Kind
    fact_class: FactClass
    may_be_empty: bool
    example: str
    formats: list[str]


class PieceView(_View):
    text: str
    source: Source
    variable: str


class PreviewView(_View):
    """How a text would look for a stay, and what is wrong with it."""

    pieces: list[PieceView]
    text: str | None
    """None: it would not be sent."""
    missing: list[str]
    problems: list[FindingView]
    cautions: list[FindingView]
    length: int
    """Of what the guest would get, as far as it is known."""


class VersionView(_View):
    version: int
    text: str
    origin: TextOrigin
    restored_from: int | None
    made_by: str
    made_at: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    is_sent: bool


class ChangeView(_View):
    kind: Literal["same", "added", "removed"]
    text: str


class DiffView(_View):
    before: int
    after: int
    changes: list[ChangeView]
