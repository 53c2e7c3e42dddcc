"""A connection to a PMS as the API shows it. No secret is part of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from backend.domain.words import PmsVendor
from backend.features.stays.schemas import StayInput
from backend.kit.fields import Code, Line


class PmsConnectionInput(BaseModel):
    model_config = ConfigDict(frozen=True)

    vendor: PmsVendor
    name: Line
    base_url: str = Field(default="", max_length=300)
    """Where its API is; empty: the vendor's own address."""
    property_code: str = Field(default="", max_length=100)
    """Webhooks of another property are ignored; empty: all are taken."""
    credentials: dict[str, str] = Field(default_factory=dict, max_length=10, repr=False)
    """apaleo: client_id, client_secret. mews: client_token, access_token. qloapps: api_key."""


class PmsConnectionView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    vendor: PmsVendor
    name: str
    base_url: str
    property_code: str
    last_event_at: datetime | None
    last_ok_at: datetime | None
    last_failure: str | None
    """Name of the newest failure; null since the last success."""
    failed_at: datetime | None
    paused_at: datetime | None
    """Since when what it tells is only kept; it is followed up once the pause ends."""
    waiting: int
    """Events that are not followed up yet."""
    created_at: datetime


class ConnectedPms(PmsConnectionView):
    webhook_path: str
    signing_secret: str = Field(repr=False)
    """Both are shown this once. Apaleo and Mews sign nothing: their path is the secret."""


class PmsConnectionPatch(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: Line | None = None
    paused: bool | None = None


class PmsTestView(BaseModel):
    """What came of asking the PMS now."""

    model_config = ConfigDict(frozen=True)

    ok: bool
    outcome: str
    """connected, or the name of the failure: auth, timeout, network, forbidden_address, ..."""


class PmsEventView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    kind: str
    state: str
    attempts: int
    error: str | None
    received_at: datetime
    done_at: datetime | None


class StayMessage(StayInput):
    """A reservation inside a generic webhook."""

    external_id: Code


class GenericEvent(BaseModel):
    """Body of a generic webhook."""

    id: Code
    """The sender's own id of the event: the same one twice is one."""
    stay: dict[str, Any]
