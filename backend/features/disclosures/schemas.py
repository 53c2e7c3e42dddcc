"""A call to the outside that carried something of a conversation, as staff see it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.call_hash import Mark


class Kind(StrEnum):
    MODEL = "model"
    MESSAGE = "message"
    FILE = "file"
    ALERT = "alert"
    NOTICE = "notice"


class Placeholder(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: str
    """guest, room, phone, email, card, iban, id, booking, link or code."""
    values: int
    """How many different ones were replaced."""
    times: int


class DisclosureView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    kind: Kind
    at: datetime
    to: str
    """The model, the provider, the way to a colleague, or a host of the hotel's own."""
    task: str
    """What for: a task of the model, the kind of an alert, or who wrote the message."""
    outcome: str
    attempts: int
    payload: str
    """Exactly what was sent to the model, or told of an alert. Empty for a message, which stands
    in the thread and went out as it was written."""
    placeholders: list[Placeholder]
    stable_sha256: str
    """Of the part that is the same for every guest; empty but for a call to the model."""
    sha256: str
    mark: Mark | None
    """Whether what is stored gives the hash; None: there is none."""


class DisclosuresView(BaseModel):
    conversation_id: UUID
    guest_name: str
    counts: dict[str, int]
    """By kind, of the whole conversation."""
    keep_days: int
    """How long payloads are kept."""
    items: list[DisclosureView]
    next_cursor: str | None
