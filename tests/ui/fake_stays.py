"""Invented stays and the import of a file, for the screens."""

from datetime import UTC, datetime, timedelta
from typing import Any

JSON = dict[str, Any]
TODAY = datetime.now(UTC).date()
GUESTS = [
    ("Anna Keller", "214", "booked", 0, 3),
    ("Luis Ortega", None, "booked", 0, 1),
    ("Мария Иванова", "305", "in_house", -1, 2),
    ("Jean-Pierre Lefèvre de la Tour d'Auvergne", "118", "in_house", -3, 0),
    ("Tom Becker", "401", "cancelled", 4, 6),
    ("Ines Costa", "402", "departed", -6, -1),
]


def _stay(number: int, name: str, room: str | None, status: str, first: int, last: int) -> JSON:
    arrives, leaves = status == "booked" and first == 0, status == "in_house" and last <= 0
    views = [
        view
        for view, holds in (
            ("arriving", arrives),
            ("in_house", status == "in_house"),
            ("departing", leaves),
        )
        if holds
    ]
    day, end = TODAY + timedelta(days=first), TODAY + timedelta(days=last)
    return {
        "id": f"stay-{number}", "external_id": f"R-{number}", "guest_name": name, "room": room,
        "room_type": "Double with balcony", "arrival": str(day), "departure": str(end),
        "planned_arrival_at": f"{day}T14:00:00Z", "planned_departure_at": f"{end}T10:00:00Z",
        "status": status, "arriving_today": arrives, "due_out": leaves, "vip": number == 1,
        "adults": 2, "children": 1, "tags": ["honeymoon"], "source": "Booking.com",
        "rate_code": "FLEX", "guest_phone": "+491711234567", "guest_language": "de",
        "has_door_code": True, "checked_in_at": None, "checked_out_at": None, "views": views,
    }  # fmt: skip


STAYS = [_stay(number, *guest) for number, guest in enumerate(GUESTS, 1)]
STAYS += [
    _stay(number, f"Guest {number}", str(number), "booked", 9, 11) for number in range(10, 80)
]
EVENTS = [
    {
        "id": "2",
        "kind": "room_changed",
        "changes": {"room": ["212", "214"]},
        "source": "apaleo",
        "source_at": None,
        "at": datetime.now(UTC).isoformat(),
    },
    {
        "id": "1",
        "kind": "created",
        "changes": {"room": [None, "212"], "status": [None, "booked"]},
        "source": "import",
        "source_at": None,
        "at": (datetime.now(UTC) - timedelta(days=3)).isoformat(),
    },
]
LINES = [
    {
        "line": 7,
        "outcome": "refused",
        "external_id": None,
        "problems": [
            {"field": "arrival", "value": "31.02.2026", "message": "is a day that does not exist"}
        ],
    }
]


def uploaded(name: str) -> JSON:
    return {
        "id": "import-1",
        "file_name": name,
        "state": "uploaded",
        "error": None,
        "columns": ["Buchungsnummer", "Name", "Anreise", "Abreise"],
        "mapping": {"external_id": 0, "name": 1, "arrival": 2, "departure": 3},
        "day_order": "dmy",
        "missing": [],
        "total": 1000,
        "done": 0,
        "created": 0,
        "amended": 0,
        "unchanged": 0,
        "refused": 0,
        "by_name": "Maria",
        "created_at": datetime.now(UTC).isoformat(),
        "finished_at": None,
        "sample": [["B-1001", "Anna Schmidt", "01.12.2026", "04.12.2026"]],
    }


def go_on(held: JSON) -> None:
    """Each look finds the import half a file further."""
    if held["state"] not in ("checking", "running"):
        return
    held["done"] += 500
    if held["done"] >= held["total"]:
        held["state"] = {"checking": "checked", "running": "done"}[held["state"]]
        held |= {"created": 990, "amended": 6, "unchanged": 3, "refused": 1}
