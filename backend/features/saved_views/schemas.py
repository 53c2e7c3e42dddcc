"""Which conversations a list shows, and selections that are kept under a name."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from backend.domain.inbox_words import Priority
from backend.kit.fields import Code

InboxTab = Literal[
    "open",
    "mine",
    "unassigned",
    "waiting",
    "mentions",
    "alerts",
    "waiting_guest",
    "snoozed",
    "resolved",
    "all",
]
"""What belongs in each says `in_view` of the conversations."""


class ViewFilter(BaseModel):
    """All of it must hold."""

    model_config = ConfigDict(frozen=True)

    status: InboxTab = "open"
    label_id: UUID | None = None
    team_id: UUID | None = None
    assignee_id: UUID | None = None
    priority: Priority | None = None


class SavedViewInput(BaseModel):
    name: Code
    shared: bool = False
    filter: ViewFilter = Field(default_factory=ViewFilter)


class SavedViewPatch(BaseModel):
    name: Code | None = None
    shared: bool | None = None
    filter: ViewFilter | None = None


class SavedViewView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    shared: bool
    mine: bool
    filter: ViewFilter
