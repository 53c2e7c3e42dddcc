"""What a colleague is told of, and how they want to be told."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, model_validator

from backend.domain.digests import EveryMinutes
from backend.domain.notifying import NotifyChannel, NotifyKind
from backend.kit.fields import ClockTime


class NotificationView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    staff_id: UUID
    kind: NotifyKind
    conversation_id: UUID
    guest_name: str
    actor_name: str
    """The colleague who did it last; empty: the guest, or it happened by itself."""
    times: int
    """How often it happened before the person looked."""
    at: datetime
    read_at: datetime | None

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class UnreadView(BaseModel):
    model_config = ConfigDict(frozen=True)

    unread: int
    fresh: int
    """Of these, the ones that came after the moment that was asked for."""
    at: datetime
    """The server's clock: what to ask for next time."""


class SettingsView(BaseModel):
    model_config = ConfigDict(frozen=True)

    choices: dict[NotifyKind, list[NotifyChannel]]
    quiet_from: time | None
    quiet_until: time | None
    mail_minutes: int | None
    """At most one digest by e-mail in so many minutes; null: none."""


class SettingsPatch(BaseModel):
    choices: dict[NotifyKind, list[NotifyChannel]] | None = None
    """Of the kinds that change. No channel: not told at all."""
    quiet_from: ClockTime | None = None
    """Off shift on the hotel's clock; null with quiet_until null: never quiet."""
    quiet_until: ClockTime | None = None
    mail_minutes: EveryMinutes | None = None
    """Null: no e-mail. What is unread when it is switched on is not written about."""

    @model_validator(mode="after")
    def _both(self) -> "SettingsPatch":
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise ValueError("quiet hours need a beginning and an end")
        return self
