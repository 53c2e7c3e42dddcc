"""QloApps: it sends no webhooks of its own, so a small hook there names the order that changed;
its web service tells what the order's rooms are now."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.domain.words import StayStatus
from backend.integrations.documents import (
    Document,
    day,
    full_name,
    local,
    needed,
    number,
    rows,
    text,
    webhook,
    within,
)
from backend.integrations.outside import Outside, Request
from backend.ports.pms import PmsAccess, PmsFailure, PmsNotice, PmsOutcome, PmsReservation

CREDENTIALS = ("api_key",)
_ALLOTTED, _CHECKED_IN, _CHECKED_OUT = 1, 2, 3
_STATUSES = {
    _ALLOTTED: StayStatus.BOOKED,
    _CHECKED_IN: StayStatus.IN_HOUSE,
    _CHECKED_OUT: StayStatus.DEPARTED,
}


class QloApps:
    """Implements ports.pms.PmsGateway."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def notices(self, raw: bytes) -> Sequence[PmsNotice]:
        document = webhook(raw)
        order = text(document, "booking_id")
        if order is None or not order.isdigit():
            raise PmsFailure(PmsOutcome.UNREADABLE, "no_booking_id")
        return [PmsNotice("booking", order, text(document, "id"))]

    async def fetch(self, access: PmsAccess, reservation_id: str) -> Sequence[PmsReservation]:
        """Each room of the order is a stay of its own."""
        booking = await self._get(access, f"bookings/{reservation_id}", {})
        listed = await self._get(
            access, "room_bookings", {"display": "full", "filter[id_order]": f"[{reservation_id}]"}
        )
        order = within(booking, "booking")
        if not isinstance(order, Mapping):
            raise PmsFailure(PmsOutcome.UNEXPECTED, "no_booking")
        zone = ZoneInfo(access.timezone)
        return [reservation_of(order, room, zone) for room in rows(listed, "bookings")]

    async def _get(self, access: PmsAccess, path: str, query: Mapping[str, str]) -> Any:
        url = f"{access.base_url.rstrip('/')}/api/{path}"
        # A key is the user name; the web service has no password.
        basic = (access.credentials["api_key"], "")
        return await self._outside.json(
            Request("GET", url, query={**query, "output_format": "JSON"}, basic=basic)
        )


def reservation_of(order: Document, room: Document, zone: ZoneInfo) -> PmsReservation:
    customer = within(order, "associations", "customer_detail")
    order_id = needed(text(order, "id"), "id")
    name = full_name(text(customer, "firstname"), text(customer, "lastname"))
    status = needed(_STATUSES.get(number(room, "id_status") or 0), "status")
    if number(room, "is_cancelled") or number(room, "is_refunded"):
        status = StayStatus.CANCELLED
    return PmsReservation(
        external_id=f"{order_id}-{needed(text(room, 'id'), 'room_id')}",
        group_code=order_id,
        guest_name=name or f"Booking {order_id}",
        phone=text(customer, "phone"),
        arrival=needed(day(room, "date_from"), "date_from"),
        departure=needed(day(room, "date_to"), "date_to"),
        status=status,
        room=text(room, "room_num"),
        room_type=text(room, "room_type_name"),
        checked_in_at=_when(status, room, "check_in", zone),
        checked_out_at=_when(status, room, "check_out", zone),
        booked_at=local(order, zone, "booking_date"),
        source=text(order, "source"),
        adults=number(room, "adults"),
        children=number(room, "children"),
        note=text(room, "comment"),
        updated_at=local(room, zone, "date_upd"),
    )


def _when(status: StayStatus, room: Document, name: str, zone: ZoneInfo) -> datetime | None:
    """The columns hold the moment only once it has come."""
    reached = {
        "check_in": status in (StayStatus.IN_HOUSE, StayStatus.DEPARTED),
        "check_out": status is StayStatus.DEPARTED,
    }
    return local(room, zone, name) if reached[name] else None
