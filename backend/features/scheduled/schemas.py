"""Messages that are to be sent later."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator

from backend.domain.inbox_words import ScheduledState, SnoozeChoice
from backend.kit.fields import WallTime
from backend.kit.text import storable

MessageText = Annotated[
    str,
    # Green API, sendMessage: at most 20,000 characters.
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    AfterValidator(storable),
]


class ScheduledInput(BaseModel):
    text: MessageText
    """As the guest gets it."""
    original: MessageText | None = None
    """What the writer wrote, where `text` is its translation: both are kept."""
    choice: SnoozeChoice = SnoozeChoice.CUSTOM
    """The same moments as for a snooze; only one by the clock can be planned."""
    on_clock: WallTime | None = None
    """For `custom`: what the hotel's clock shall show."""
    unless_reply: bool = False
    """Cancelled when the guest writes first."""


class ScheduledPatch(BaseModel):
    text: MessageText | None = None
    original: MessageText | None = None
    """Of the new `text`; another text without one is no translation."""
    on_clock: WallTime | None = None
    unless_reply: bool | None = None

    @model_validator(mode="after")
    def _translates_something(self) -> Self:
        if self.original is not None and self.text is None:
            raise ValueError("An original needs the text that is its translation.")
        return self


class ScheduledView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    conversation_id: UUID
    staff_id: UUID | None
    staff_name: str | None
    text: str
    original: str | None
    """What the colleague wrote, where `text` is its translation."""
    language: str | None
    """Of a translated `text`; null while unknown."""
    due_at: datetime
    on_clock: str
    """The same moment as the hotel's clock shows it, e.g. 2026-03-29T09:00."""
    unless_reply: bool
    state: ScheduledState
    reason: str | None
    message_id: str | None
