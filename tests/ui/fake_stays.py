"""Invented stays and the import of a file, for the screens."""

from datetime import UTC, datetime, timedelta

from fastapi import FastAPI, Request

from tests.ui.fake_api import JSON, ROOT, Fake, Refusal

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


def routes(api: FastAPI, fake: Fake) -> None:
    H = ROOT + "/hotels/{hotel_id}"

    @api.get(f"{H}/conversations/{{id}}/identity")
    async def identity(request: Request, hotel_id: str, id: str) -> JSON:
        return {
            "state": "unknown",
            "why": "no_stay",
            "in_house": False,
            "stay_id": None,
            "candidates": [],
        }

    @api.get(f"{H}/stays")
    async def rows(
        request: Request, hotel_id: str, view: str = "all", q: str = "", cursor: str = "0"
    ) -> JSON:
        if fake.broken:
            raise Refusal(503, "unavailable", "The list is not available right now.")
        found = [s for s in STAYS if view == "all" or view in s["views"]]
        found = [s for s in found if q.lower() in (s["guest_name"] + str(s["room"])).lower()]
        start = int(cursor)
        more = str(start + 50) if len(found) > start + 50 else None
        return {"items": found[start : start + 50], "next_cursor": more}

    @api.get(f"{H}/stays/{{external_id}}/events")
    async def events(request: Request, hotel_id: str, external_id: str) -> JSON:
        return {"items": EVENTS, "next_cursor": None}

    @api.post(f"{H}/stay-imports", status_code=201)
    async def upload(request: Request, hotel_id: str) -> JSON:
        form = await request.form()
        name = getattr(form["file"], "filename", "")
        if not name.endswith((".csv", ".xlsx")):
            raise Refusal(
                422, "invalid", "This is neither a CSV file nor an Excel workbook (.xlsx)."
            )
        fake.imported = uploaded(name)
        return fake.imported

    @api.get(f"{H}/stay-imports/{{id}}")
    async def one(request: Request, hotel_id: str, id: str) -> JSON:
        go_on(fake.imported)
        return fake.imported

    @api.post(f"{H}/stay-imports/{{id}}/{{verb}}", status_code=202)
    async def step(request: Request, hotel_id: str, id: str, verb: str) -> JSON:
        fake.imported |= {"state": {"check": "checking", "run": "running"}[verb], "done": 0}
        return fake.imported

    @api.get(f"{H}/stay-imports/{{id}}/lines")
    async def lines(request: Request, hotel_id: str, id: str) -> JSON:
        return {"items": LINES, "next_cursor": None}
