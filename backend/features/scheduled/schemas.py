"""Messages that are to be sent later."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

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
    choice: SnoozeChoice = SnoozeChoice.CUSTOM
    """The same moments as for a snooze; only one by the clock can be planned."""
    on_clock: WallTime | None = None
    """For `custom`: what the hotel's clock shall show."""
    unless_reply: bool = False
    """Cancelled when the guest writes first."""


class ScheduledPatch(BaseModel):
    text: MessageText | None = None
    on_clock: WallTime | None = None
    unless_reply: bool | None = None


class ScheduledView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    conversation_id: UUID
    staff_id: UUID | None
    staff_name: str | None
    text: str
    due_at: datetime
    on_clock: str
    """The same moment as the hotel's clock shows it, e.g. 2026-03-29T09:00."""
    unless_reply: bool
    state: ScheduledState
    reason: str | None
    message_id: str | None
