"""Apaleo: webhooks name a reservation, the booking API tells what it is now.

Apaleo signs nothing; the path's own secret is what proves a webhook, and its content is never
believed, only used to know what to ask for.
"""

from collections.abc import Sequence
from time import monotonic
from urllib.parse import quote

from backend.domain.words import StayStatus
from backend.integrations.documents import (
    Document,
    full_name,
    instant,
    needed,
    number,
    text,
    webhook,
    within,
)
from backend.integrations.outside import Outside, Request
from backend.ports.pms import PmsAccess, PmsFailure, PmsNotice, PmsOutcome, PmsReservation

BASE_URL = "https://api.apaleo.com"
IDENTITY_URL = "https://identity.apaleo.com"
CREDENTIALS = ("client_id", "client_secret")
TOKEN_MARGIN_S = 60
_STATUSES = {
    "Confirmed": StayStatus.BOOKED,
    "InHouse": StayStatus.IN_HOUSE,
    "CheckedOut": StayStatus.DEPARTED,
    "Canceled": StayStatus.CANCELLED,
    "NoShow": StayStatus.NO_SHOW,
}


class Apaleo:
    """Implements ports.pms.PmsGateway."""

    def __init__(self, outside: Outside, *, identity_url: str = IDENTITY_URL) -> None:
        self._outside = outside
        self._identity_url = identity_url
        self._tokens: dict[tuple[str, str], tuple[str, float]] = {}
        """By id and secret: whoever names another hotel's id without its secret gets nothing."""

    def notices(self, raw: bytes) -> Sequence[PmsNotice]:
        document = webhook(raw)
        topic = needed_word(document, "topic")
        kind = f"{topic}.{text(document, 'type') or ''}"
        is_reservation = topic.casefold() == "reservation"
        return [
            PmsNotice(
                kind=kind,
                reservation_id=text(document, "data", "entityId") if is_reservation else None,
                dedupe_key=text(document, "id"),
                property_code=text(document, "propertyId"),
            )
        ]

    async def fetch(self, access: PmsAccess, reservation_id: str) -> Sequence[PmsReservation]:
        token = await self._token(access)
        base = (access.base_url or BASE_URL).rstrip("/")
        answer = await self._outside.json(
            Request(
                "GET",
                f"{base}/booking/v1/reservations/{quote(reservation_id, safe='')}",
                headers={"Authorization": f"Bearer {token}"},
                query={"expand": "booker"},
            )
        )
        return [reservation_of(answer)]

    async def _token(self, access: PmsAccess) -> str:
        client = access.credentials["client_id"], access.credentials["client_secret"]
        held = self._tokens.get(client)
        if held is not None and held[1] > monotonic():
            return held[0]
        answer = await self._outside.json(
            Request(
                "POST",
                f"{self._identity_url}/connect/token",
                form={"grant_type": "client_credentials"},
                basic=client,
            )
        )
        token = needed(text(answer, "access_token"), "access_token")
        lasts = (number(answer, "expires_in") or 0) - TOKEN_MARGIN_S
        self._tokens[client] = (token, monotonic() + lasts)
        return str(token)


def reservation_of(answer: Document) -> PmsReservation:
    """Days and times carry the property's own offset, so they are on the hotel's clock."""
    arrival = needed(instant(answer, "arrival"), "arrival")
    departure = needed(instant(answer, "departure"), "departure")
    guest = within(answer, "primaryGuest") or within(answer, "booker")
    reservation_id = needed(text(answer, "id"), "id")
    name = full_name(text(guest, "firstName"), text(guest, "lastName"))
    ages = within(answer, "childrenAges")
    return PmsReservation(
        external_id=reservation_id,
        group_code=text(answer, "bookingId"),
        guest_name=name or f"Reservation {reservation_id}",
        phone=text(guest, "phone") or text(answer, "booker", "phone"),
        language=text(guest, "preferredLanguage"),
        arrival=arrival.date(),
        departure=departure.date(),
        arrival_time=arrival.time(),
        departure_time=departure.time(),
        status=needed(_STATUSES.get(text(answer, "status") or ""), "status"),
        room=text(answer, "unit", "name"),
        room_type=text(answer, "unitGroup", "name"),
        checked_in_at=instant(answer, "checkInTime"),
        checked_out_at=instant(answer, "checkOutTime"),
        booked_at=instant(answer, "created"),
        source=text(answer, "source") or text(answer, "channelCode"),
        rate_code=text(answer, "ratePlan", "code"),
        adults=number(answer, "adults"),
        children=len(ages) if isinstance(ages, list) else None,
        note=text(answer, "guestComment"),
        updated_at=instant(answer, "modified"),
    )


def needed_word(document: Document, name: str) -> str:
    found = text(document, name)
    if found is None:
        raise PmsFailure(PmsOutcome.UNREADABLE, f"no_{name}")
    return found
