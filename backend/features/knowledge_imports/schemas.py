"""An import of entries as the API and the screens see it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from backend.domain.knowledge_words import (
    IntakeState,
    Mark,
    ProposalState,
    ReadTrouble,
    SourceKind,
)
from backend.features.conversations.schemas import View
from backend.features.knowledge.schemas import Category, Language, Text, Title


class AddressDraft(BaseModel):
    """A page to read entries from."""

    model_config = ConfigDict(frozen=True)

    url: Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=2000)]
    language: Language


class Choice(StrEnum):
    ACCEPT = "accept"
    """As an entry of its own."""
    REPLACE = "replace"
    """In place of what the entry says that it is alike or in conflict with."""
    SKIP = "skip"
    REOPEN = "reopen"
    """A skipped one is to be decided again."""


class Decision(BaseModel):
    """What becomes of a proposal; what is given replaces what was proposed."""

    choice: Choice
    title: Title | None = None
    text: Text | None = None
    language: Language | None = None
    category: Category | None = None


class IntakeView(View):
    id: UUID
    kind: SourceKind
    source: str
    language: str
    state: IntakeState
    trouble: ReadTrouble | None
    found: int
    accepted: int
    skipped: int
    by_name: str
    created_at: datetime
    finished_at: datetime | None


class ProposalView(View):
    number: int
    title: str
    text: str
    language: str
    category: str | None
    mark: Mark | None
    twin_id: UUID | None
    twin_title: str | None
    twin_text: str | None
    """Of the entry that the mark speaks of, as it is now; None: it is gone."""
    note: str
    state: ProposalState
    entry_id: UUID | None
    decided_by: str
    decided_at: datetime | None
