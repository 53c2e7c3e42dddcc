"""What the hotel's texts say against each other."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from pydantic import BaseModel

from backend.domain.facts import Aspect
from backend.domain.knowledge_words import ClashState, TextKind
from backend.features.conversations.schemas import View


class Said(NamedTuple):
    """A text of the hotel as it is compared."""

    kind: TextKind
    id: str
    title: str
    text: str
    when: str
    """The part of the year it is for; empty: the whole."""


class Verdict(StrEnum):
    LEFT = "left"
    """The left one is right; the other is to be mended."""
    RIGHT = "right"
    IGNORE = "ignore"
    REOPEN = "reopen"


class VerdictInput(BaseModel):
    verdict: Verdict


class SideView(View):
    kind: TextKind
    id: str
    title: str
    quote: str


class ContradictionView(View):
    id: UUID
    subject: str
    aspect: Aspect
    left: SideView
    right: SideView
    state: ClashState
    right_is_true: bool | None
    decided_by: str
    decided_at: datetime | None
    found_at: datetime


class ScanView(View):
    """The last comparison. scanned_at null: there was none yet."""

    scanned_at: datetime | None
    texts: int
    open: int
