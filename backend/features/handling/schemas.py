"""When a conversation may come back."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from backend.domain.inbox_words import SnoozeChoice
from backend.domain.snoozing import Refusal


class MomentView(BaseModel):
    """One choice of snoozing, as it stands now."""

    model_config = ConfigDict(frozen=True)

    choice: SnoozeChoice
    until: datetime | None
    """None: with the guest's next message, or `refusal` says why there is no moment."""
    refusal: Refusal | None
