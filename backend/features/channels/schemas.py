"""A hotel's number as screens, scripts and live events see it. No secret is part of it."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

from backend.domain.words import ChannelPolicy, InstanceState


class ChannelRequest(BaseModel):
    """Numbers of Green API: the console shows all four of the first fields."""

    model_config = ConfigDict(frozen=True)

    id_instance: int = Field(gt=0, lt=10**11)
    api_token: str = Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$", repr=False)
    api_url: HttpUrl | None = None
    """Unset: the installation's default."""
    media_url: HttpUrl | None = None
    policy: ChannelPolicy = ChannelPolicy.PERSONAL
    name: str = Field(default="", max_length=80)
    configure: bool = True
    """False: the settings at Green API are made by hand, and nothing is called there now."""


class Completeness(BaseModel):
    """Whether everything reached us, over the checks of the last 24 hours."""

    model_config = ConfigDict(frozen=True)

    since: datetime
    until: datetime
    """What was written since the last few minutes is not compared yet."""
    expected: int
    """Messages of guests and of the hotel's phone that the provider's journals show."""
    missing: int
    """Of these, the ones that had not reached us when they were looked for."""
    filled: int
    """Of the missing, brought in from the journals."""
    checked_at: datetime


class ChannelChange(BaseModel):
    """What a manager may set; None leaves it as it is."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] | None = None
    send_interval_ms: int | None = Field(default=None, ge=500, le=600_000)
    """Between two messages. The limits are Green API's own; more than 300,000 is not advised."""
    daily_new_contacts: int | None = Field(default=None, ge=0, le=10_000)
    """Conversations that may be begun on one day."""
    warm_up: bool | None = None
    """Whether a young number begins fewer than that; off for one that has long been in use."""


class ChannelView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    id_instance: int
    phone: str | None
    """E.164, once the provider has told it."""
    policy: ChannelPolicy
    state: InstanceState
    state_at: datetime | None
    sending: bool
    """False while sends are held; `pause_reason` says why."""
    pause_reason: str | None
    paused_at: datetime | None
    paused_until: datetime | None
    send_interval_ms: int
    daily_new_contacts: int
    warm_up: bool
    webhook_path: str
    completeness: Completeness | None = None
    """None: not compared yet."""

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class ConnectedChannel(ChannelView):
    webhook_token: str = Field(repr=False)
    """Shown this once; only its hash is kept."""
