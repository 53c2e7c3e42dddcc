"""Mews: general webhooks name service orders, the Connector API tells what they are now."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from backend.domain.words import StayStatus
from backend.integrations.documents import (
    Document,
    full_name,
    instant,
    needed,
    number,
    rows,
    text,
    webhook,
    within,
)
from backend.integrations.outside import Outside, Request
from backend.ports.pms import PmsAccess, PmsFailure, PmsNotice, PmsOutcome, PmsReservation

BASE_URL = "https://api.mews.com"
CREDENTIALS = ("client_token", "access_token")
CLIENT = "Hotelbot 1.0.0"
_CHANGED = "ServiceOrderUpdated"
_STATES = {
    "Optional": StayStatus.BOOKED,
    "Confirmed": StayStatus.BOOKED,
    "Started": StayStatus.IN_HOUSE,
    "Processed": StayStatus.DEPARTED,
    "Canceled": StayStatus.CANCELLED,
}
_NO_STAY_YET = {"Inquired", "Enquired", "Requested"}


class Mews:
    """Implements ports.pms.PmsGateway."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def notices(self, raw: bytes) -> Sequence[PmsNotice]:
        document = webhook(raw)
        if not isinstance(within(document, "Events"), list):
            raise PmsFailure(PmsOutcome.UNREADABLE, "no_events")
        return [
            PmsNotice(
                kind=text(event, "Discriminator") or "",
                reservation_id=text(event, "Value", "Id")
                if text(event, "Discriminator") == _CHANGED
                else None,
                property_code=text(document, "EnterpriseId"),
            )
            for event in rows(document, "Events")
        ]

    async def fetch(self, access: PmsAccess, reservation_id: str) -> Sequence[PmsReservation]:
        found = await self._one(
            access,
            "reservations/getAll/2023-06-06",
            "Reservations",
            {"ReservationIds": [reservation_id]},
        )
        if found is None:
            raise PmsFailure(PmsOutcome.NOT_FOUND)
        if text(found, "State") in _NO_STAY_YET:
            return []
        customer = await self._one(
            access,
            "customers/getAll",
            "Customers",
            {
                "CustomerIds": [needed(text(found, "AccountId"), "account")],
                "Extent": {"Customers": True, "Addresses": False},
            },
        )
        room = None
        if text(found, "AssignedResourceId") is not None:
            room = await self._one(
                access,
                "resources/getAll",
                "Resources",
                {"ResourceIds": [text(found, "AssignedResourceId")], "Extent": {"Resources": True}},
            )
        return [reservation_of(found, customer, room, ZoneInfo(access.timezone))]

    async def _one(
        self, access: PmsAccess, operation: str, key: str, wanted: Mapping[str, Any]
    ) -> Document | None:
        base = (access.base_url or BASE_URL).rstrip("/")
        body = {
            "ClientToken": access.credentials["client_token"],
            "AccessToken": access.credentials["access_token"],
            "Client": CLIENT,
            "Limitation": {"Count": 1},
            **wanted,
        }
        url = f"{base}/api/connector/v1/{operation}"
        answer = await self._outside.json(Request("POST", url, body=body))
        found = rows(answer, key)
        return found[0] if found else None


def reservation_of(
    found: Document, customer: Document | None, room: Document | None, zone: ZoneInfo
) -> PmsReservation:
    """Mews tells every time in UTC; days are the hotel's."""
    starts = instant(found, "ScheduledStartUtc") or instant(found, "StartUtc")
    ends = instant(found, "ScheduledEndUtc") or instant(found, "EndUtc")
    arrival = needed(starts, "start").astimezone(zone)
    departure = needed(ends, "end").astimezone(zone)
    external_id = needed(text(found, "Number"), "number")
    name = full_name(text(customer, "FirstName"), text(customer, "LastName"))
    counts = [number(one, "Count") or 0 for one in rows(found, "PersonCounts")]
    return PmsReservation(
        external_id=external_id,
        group_code=text(found, "GroupId"),
        guest_name=name or f"Reservation {external_id}",
        phone=text(customer, "Phone"),
        language=text(customer, "PreferredLanguageCode") or text(customer, "LanguageCode"),
        arrival=arrival.date(),
        departure=departure.date(),
        arrival_time=arrival.time(),
        departure_time=departure.time(),
        status=needed(_STATES.get(text(found, "State") or ""), "state"),
        room=text(room, "Name"),
        checked_in_at=instant(found, "ActualStartUtc"),
        checked_out_at=instant(found, "ActualEndUtc"),
        booked_at=instant(found, "CreatedUtc"),
        source=text(found, "ChannelManager") or text(found, "Origin"),
        adults=sum(counts) if counts else None,
        updated_at=instant(found, "UpdatedUtc"),
    )
