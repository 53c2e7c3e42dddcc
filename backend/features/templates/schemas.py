"""Shapes of templates: a name, and the words per language."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.domain.words import MessageClass

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")]


class TemplateDraft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Name
    texts: dict[Language, str] = Field(min_length=1)
    """By language; with {{variable}} or {{variable|fallback}}."""
    message_class: MessageClass = MessageClass.USEFUL
    """How much its messages matter when the number has to be spared."""


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class TemplateView(_View):
    id: UUID
    name: str
    texts: dict[str, str]
    variables: list[str]
    """Every variable that some text uses."""
    message_class: MessageClass
    updated_at: datetime


class VariableView(_View):
    name: str
    label: str


class PreviewView(_View):
    """How a text would look for a stay, or what is missing for it."""

    text: str | None
    missing: list[str]
