"""What we need from a property management system: what its webhooks are about, and the truth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from backend.domain.words import StayStatus


class PmsOutcome(StrEnum):
    """Why a call to a PMS failed."""

    AUTH = "auth"
    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    TIMEOUT = "timeout"
    NETWORK = "network"
    SERVER_ERROR = "server_error"
    TOO_LARGE = "too_large"
    UNEXPECTED = "unexpected"
    """An answer that is not what the vendor documents."""
    FORBIDDEN_ADDRESS = "forbidden_address"
    """The address leads into a private network, or is none that may be called."""
    UNREADABLE = "unreadable"
    """The webhook itself could not be understood."""


PASSING = frozenset(
    {PmsOutcome.RATE_LIMITED, PmsOutcome.TIMEOUT, PmsOutcome.NETWORK, PmsOutcome.SERVER_ERROR}
)
"""What another attempt may cure by itself."""


class PmsFailure(Exception):
    def __init__(self, outcome: PmsOutcome, detail: str = "") -> None:
        self.outcome = outcome
        self.detail = detail
        """Name of what was wrong; no secret, nothing of a guest."""
        super().__init__(f"{outcome} {detail}".strip())


@dataclass(frozen=True, slots=True)
class PmsAccess:
    """How to reach one hotel's PMS. Holds secrets: never log or print it."""

    base_url: str
    property_code: str
    credentials: Mapping[str, str]
    timezone: str

    def __repr__(self) -> str:
        return f"PmsAccess({self.base_url})"


@dataclass(frozen=True, slots=True)
class PmsNotice:
    """One reservation that a webhook is about."""

    kind: str
    """The vendor's own word for what happened."""
    reservation_id: str | None
    """In the vendor's terms; None: about no reservation, e.g. a health check."""
    dedupe_key: str | None = None
    """None: the vendor numbers nothing, so every notice counts."""
    property_code: str | None = None


@dataclass(frozen=True, slots=True)
class PmsReservation:
    """A reservation in our terms; None is what the PMS does not tell."""

    external_id: str
    guest_name: str
    arrival: date
    """Days and times on the hotel's clock."""
    departure: date
    status: StayStatus
    arrival_time: time | None = None
    departure_time: time | None = None
    phone: str | None = None
    language: str | None = None
    room: str | None = None
    room_type: str | None = None
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None
    booked_at: datetime | None = None
    source: str | None = None
    rate_code: str | None = None
    group_code: str | None = None
    adults: int | None = None
    children: int | None = None
    note: str | None = None
    updated_at: datetime | None = None


class PmsGateway(Protocol):
    def notices(self, raw: bytes) -> Sequence[PmsNotice]:
        """What a webhook is about. Pure. Raises PmsFailure(UNREADABLE)."""

    async def fetch(self, access: PmsAccess, reservation_id: str) -> Sequence[PmsReservation]:
        """The rooms of it as they are now; none when it is no stay. Raises PmsFailure."""
