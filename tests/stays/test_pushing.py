"""Pushing reservations: what changes, what is logged, what is left alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import ProgrammingError
from sqlmodel import select, text

from backend.domain.stay_changes import changes_of
from backend.domain.words import StayStatus
from backend.models import Stay, StayEvent
from backend.work import WorkFactory
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture

BODY: dict[str, Any] = {
    "guest": {"name": "Ana Ruiz", "phone": "0612 345 678"},
    "room": "12",
    "arrival": "2026-12-01",
    "departure": "2026-12-04",
    "rate_code": "FLEX",
    "tags": ["honeymoon"],
    "arrival_time": "18:30",
}


class Pms:
    """Pushes by the API and reads back what happened."""

    def __init__(self, client: httpx.AsyncClient, hotel: HotelFixture) -> None:
        self._client = client
        self._url = f"/api/v1/hotels/{hotel.id}/stays/R-1"

    async def push(self, **changes: Any) -> dict[str, Any]:
        answer = await self._client.put(self._url, json={**BODY, **changes})
        assert answer.status_code in (200, 201), answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    async def events(self) -> list[str]:
        """Oldest first."""
        items = (await self._client.get(f"{self._url}/events")).json()["items"]
        return [item["kind"] for item in reversed(items)]


@pytest.fixture
async def pms(api: Api, hotel: HotelFixture) -> Pms:
    client = await api.staff(hotel)
    await client.patch(f"/api/v1/hotels/{hotel.id}", json={"country": "fr"})
    return Pms(client, hotel)


async def test_a_stay_and_its_life_are_logged(pms: Pms) -> None:
    """Created, moved, amended, checked in and out: one event each, with what changed."""
    made = await pms.push()
    await pms.push(room="14")
    await pms.push(room="14", departure="2026-12-05")
    await pms.push(room="14", departure="2026-12-05", status="in_house")
    left = await pms.push(room="14", departure="2026-12-05", status="departed")

    assert (made["outcome"], made["guest_phone"]) == ("created", "+33612345678")
    assert (made["nights"], made["planned_arrival_at"]) == (3, "2026-12-01T17:30:00Z")
    assert left["checked_in_at"] is not None
    assert left["checked_out_at"] is not None
    assert await pms.events() == [
        "created",
        "room_changed",
        "amended",
        "checked_in",
        "checked_out",
    ]


async def test_the_same_push_again_logs_nothing(pms: Pms) -> None:
    """Also while in the house, where the moment of the check-in was ours."""
    await pms.push(status="in_house")
    again = await pms.push(status="in_house")

    assert again["outcome"] == "unchanged"
    assert await pms.events() == ["created", "checked_in"]


async def test_an_older_push_changes_nothing(pms: Pms) -> None:
    """By the source's count or by its clock; without either a push is believed."""
    await pms.push(version=5, room="20")
    by_count = await pms.push(version=4, room="21")
    await pms.push(version=6, room="22", updated_at="2026-11-01T10:00:00Z")
    by_clock = await pms.push(room="23", updated_at="2026-11-01T09:00:00Z")
    believed = await pms.push(room="24")

    assert (by_count["outcome"], by_count["room"]) == ("stale", "20")
    assert (by_clock["outcome"], by_clock["room"]) == ("stale", "22")
    assert (believed["outcome"], believed["room"]) == ("amended", "24")


async def test_cancelled_and_back(pms: Pms) -> None:
    """A cancellation taken back is told as such; so is a no-show who came after all."""
    await pms.push()
    await pms.push(status="cancelled")
    await pms.push(status="booked")
    await pms.push(status="no_show")
    await pms.push(status="in_house")

    assert await pms.events() == [
        "created",
        "cancelled",
        "reinstated",
        "no_show",
        "reinstated",
        "checked_in",
    ]


async def test_what_is_not_named_stays(pms: Pms) -> None:
    """A push of fewer fields empties nothing; null does."""
    await pms.push()
    names = ("guest", "arrival", "departure")
    answer = await pms._client.put(pms._url, json={name: BODY[name] for name in names})
    emptied = await pms.push(rate_code=None)

    assert answer.json()["outcome"] == "unchanged"
    assert (answer.json()["room"], answer.json()["tags"]) == ("12", ["honeymoon"])
    assert emptied["rate_code"] is None


async def test_two_names_on_one_number_stay_two(pms: Pms, api: Api, hotel: HotelFixture) -> None:
    """Both reservations lead to the same guest, each keeps its own name, and nothing flips."""
    first = await pms.push()
    url = pms._url.replace("R-1", "R-2")
    other = {**BODY, "guest": {"name": "Luis Ruiz", "phone": "+33 6 12 34 56 78"}}
    second = (await pms._client.put(url, json=other)).json()
    again = await pms.push()

    assert first["guest_id"] == second["guest_id"]
    assert (again["guest_name"], second["guest_name"]) == ("Ana Ruiz", "Luis Ruiz")
    assert again["outcome"] == "unchanged"


async def test_a_door_code_is_kept_and_never_shown(
    pms: Pms, works: WorkFactory, hotel: HotelFixture
) -> None:
    """Sealed in the row, absent from the answer, unsaid in the log; the same one is no change."""
    made = await pms.push(door_code="4711#")
    again = await pms.push(door_code="4711#")
    changed = await pms.push(door_code="0815#")
    async with works.hotel(hotel.id) as work:
        stay = (await work.session.exec(select(Stay))).one()
        logged = [event.changes for event in await work.session.exec(select(StayEvent))]

    assert made["has_door_code"]
    assert "4711" not in str(made)
    assert (again["outcome"], changed["outcome"]) == ("unchanged", "amended")
    assert stay.door_code_sealed is not None
    assert b"0815" not in stay.door_code_sealed
    assert "4711" not in str(logged)
    assert "0815" not in str(logged)


async def test_the_log_is_only_added_to(pms: Pms, works: WorkFactory, hotel: HotelFixture) -> None:
    """The application's role may neither change nor delete what happened."""
    await pms.push()
    for statement in ("update stay_event set kind = 'x'", "delete from stay_event"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with works.hotel(hotel.id) as work:
                await work.session.execute(text(statement))


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("arriving", ["ARRIVES"]),
        ("in_house", ["STAYS", "LEAVES"]),
        ("departing", ["LEAVES"]),
        ("all", ["LATER", "ARRIVES", "STAYS", "LEAVES"]),
    ],
)
async def test_each_view_holds_its_stays(
    api: Api, hotel: HotelFixture, view: str, expected: list[str]
) -> None:
    """By the hotel's day, page by page."""
    client = await api.staff(hotel)
    await client.patch(f"/api/v1/hotels/{hotel.id}", json={"timezone": "UTC"})
    today = datetime.now(UTC).date()
    for name, first, last, status in (
        ("LATER", 3, 5, "booked"),
        ("ARRIVES", 0, 2, "booked"),
        ("STAYS", -1, 2, "in_house"),
        ("LEAVES", -3, 0, "in_house"),
    ):
        body = {
            "guest": {"name": name.title()},
            "arrival": str(today + timedelta(days=first)),
            "departure": str(today + timedelta(days=last)),
            "status": status,
        }
        await client.put(f"/api/v1/hotels/{hotel.id}/stays/{name}", json=body)
    found: list[str] = []
    cursor: str | None = None
    while True:
        query: dict[str, str | int] = {"view": view, "limit": 1}
        if cursor is not None:
            query["cursor"] = cursor
        page = (await client.get(f"/api/v1/hotels/{hotel.id}/stays", params=query)).json()
        found += [item["external_id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    by_name = await client.get(f"/api/v1/hotels/{hotel.id}/stays", params={"q": "arriv"})

    assert found == expected
    assert [item["external_id"] for item in by_name.json()["items"]] == ["ARRIVES"]


def test_a_new_stay_that_is_here_already_is_created_and_checked_in() -> None:
    """The first thing heard of a walk-in is the check-in."""
    facts = {"status": StayStatus.IN_HOUSE, "room": "12", "arrival": None, "departure": None}

    assert [event.kind for event in changes_of(None, facts)] == ["created", "checked_in"]
    assert changes_of(facts, dict(facts)) == []
