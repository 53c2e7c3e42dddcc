"""What is claimed of digests, and how the person's own digest is doing."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.digest_words import News


@dataclass(frozen=True, slots=True)
class Claim:
    """One digest that is ours until the lease ends."""

    id: int
    staff_id: UUID
    epoch: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague who wants digests."""

    staff_id: UUID
    address: str
    language: str | None
    every_minutes: int
    quiet: tuple[time | None, time | None]
    last_sent: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """A notification as it was when the digest was written."""

    id: int
    times: int
    news: News


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is written."""

    claim: Claim
    reader: Reader
    key: str
    hotel_name: str
    timezone: str
    told: tuple[Told, ...]


class DigestView(BaseModel):
    model_config = ConfigDict(frozen=True)

    can_mail: bool
    """False: the operator has set no mail server."""
    address: str
    """To which it goes: the one the person signs in with."""
    sent_at: datetime | None
    """When the last one was taken by the mail server."""
    next_at: datetime | None
    """When the one that is planned is sent, or tried again."""
    trouble: str
    """A code, e.g. timeout: why the newest one has not been sent. Empty: nothing is wrong."""
