"""Webhooks of a PMS: who is believed, what is stored, and what becomes of it."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import httpx
import orjson
import pytest
from sqlmodel import col, select

from backend.domain.webhook_signature import Verdict, sign, verify
from backend.domain.words import PmsEventState, PmsVendor, StayStatus
from backend.features.pms.service import drain_pms
from backend.models import Alert, DeadLetter, PmsEvent, Stay, StayEvent
from backend.ports.pms import (
    PmsAccess,
    PmsFailure,
    PmsGateway,
    PmsNotice,
    PmsOutcome,
    PmsReservation,
)
from backend.ports.wake import WorkKind
from jobs.due import Place, find_due
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture


class Vendor:
    """A PMS that knows one reservation, or fails as it is told."""

    def __init__(self) -> None:
        self.status = StayStatus.BOOKED
        self.failure: PmsFailure | None = None

    def notices(self, raw: bytes) -> Sequence[PmsNotice]:
        return [PmsNotice("Reservation.changed", "X-1", orjson.loads(raw)["id"], "MUC")]

    async def fetch(self, access: PmsAccess, reservation_id: str) -> Sequence[PmsReservation]:
        assert access.credentials == {"client_id": "I", "client_secret": "S"}
        if self.failure is not None:
            raise self.failure
        days = (date(2026, 12, 1), date(2026, 12, 3))
        return [PmsReservation(reservation_id, "Lena Vogel", *days, self.status)]


class Hook:
    """A connection, and the PMS at the other end of it."""

    def __init__(self, api: Api, hotel: HotelFixture, made: dict[str, Any]) -> None:
        self.vendor = Vendor()
        self.gateways: Mapping[PmsVendor, PmsGateway] = {PmsVendor.APALEO: self.vendor}
        # As the composition root would have put it there.
        object.__setattr__(api.container, "pms", self.gateways)
        self._api = api
        self._hotel = hotel
        self.path: str = made["webhook_path"]
        self.secret: str = made["signing_secret"]

    async def send(self, body: bytes, **headers: str) -> httpx.Response:
        async with self._api.client() as client:
            return await client.post(self.path, content=body, headers=headers)

    async def send_signed(self, event: dict[str, Any], *, ago: int = 0) -> httpx.Response:
        body, stamp = orjson.dumps(event), str(int(time.time()) - ago)
        signature = sign(self.secret.encode(), timestamp=stamp, body=body)
        return await self.send(
            body, **{"X-Hotelbot-Timestamp": stamp, "X-Hotelbot-Signature": signature}
        )

    async def follow_up(self) -> int:
        return await drain_pms(self._api.container.work, self._hotel.id, self.gateways)

    async def rows(self, table: Any) -> list[Any]:
        """Oldest first."""
        async with self._api.container.work.hotel(self._hotel.id) as work:
            return list(await work.session.exec(select(table).order_by(table.id)))


async def connected(api: Api, hotel: HotelFixture, **body: Any) -> Hook:
    client = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/pms-connections"
    answer = await client.post(url, json={"name": "PMS", **body})
    assert answer.status_code == 201, answer.text
    shown = (await client.get(url)).text
    assert answer.json()["signing_secret"] not in shown
    assert answer.json()["webhook_path"] not in shown
    return Hook(api, hotel, answer.json())


@pytest.fixture
async def generic(api: Api, hotel: HotelFixture) -> Hook:
    return await connected(api, hotel, vendor="generic")


@pytest.fixture
async def apaleo(api: Api, hotel: HotelFixture) -> Hook:
    credentials = {"client_id": "I", "client_secret": "S"}
    return await connected(
        api, hotel, vendor="apaleo", property_code="MUC", credentials=credentials
    )


STAY = {
    "external_id": "G-1",
    "guest": {"name": "Ana Ruiz", "phone": "+34612345678"},
    "arrival": "2026-12-01",
    "departure": "2026-12-03",
}


async def test_a_signed_webhook_becomes_a_stay(generic: Hook) -> None:
    """Stored and answered 200, then taken in; the same event again is known."""
    first = await generic.send_signed({"id": "e1", "stay": STAY})
    again = await generic.send_signed({"id": "e1", "stay": STAY})
    await generic.follow_up()
    stays, events = await generic.rows(Stay), await generic.rows(StayEvent)

    assert (first.status_code, first.json()) == (200, {"received": 1})
    assert (again.status_code, again.json()) == (200, {"received": 0})
    assert [stay.external_id for stay in stays] == ["G-1"]
    assert [(event.kind, event.source) for event in events] == [("created", "generic")]


async def test_a_worker_finds_what_was_told(generic: Hook) -> None:
    """The hotel is due while an event waits, and no longer."""
    place = Place(WorkKind.STAYS, generic._hotel.id, None)
    works = generic._api.container.work
    await generic.send_signed({"id": "e1", "stay": STAY})
    waiting = place in await find_due(works)
    await generic.follow_up()

    assert waiting
    assert place not in await find_due(works)


async def test_a_stay_lives_through_its_webhooks(generic: Hook) -> None:
    """Booked, amended, checked in and out: each webhook is its event."""
    for number, change in enumerate(
        ({}, {"room": "7"}, {"status": "in_house"}, {"status": "departed"})
    ):
        await generic.send_signed({"id": f"e{number}", "stay": {**STAY, **change}})
        await generic.follow_up()
    kinds = [event.kind for event in await generic.rows(StayEvent)]

    assert kinds == ["created", "room_changed", "checked_in", "checked_out"]


async def test_nobody_else_is_believed(generic: Hook) -> None:
    """Unsigned, wrongly signed, too old, for another body, or at an invented path: 401."""
    event = {"id": "e1", "stay": STAY}
    body, stamp = orjson.dumps(event), str(int(time.time()))
    good = sign(generic.secret.encode(), timestamp=stamp, body=body)
    headers = {"X-Hotelbot-Timestamp": stamp, "X-Hotelbot-Signature": good}
    answers = [
        await generic.send(body),
        await generic.send(body, **{**headers, "X-Hotelbot-Signature": "v1=" + "0" * 64}),
        await generic.send(body + b" ", **headers),
        await generic.send_signed(event, ago=301),
        await generic.send_signed(event, ago=-301),
    ]
    generic.path = generic.path[:-1] + ("0" if generic.path[-1] != "0" else "1")
    answers.append(await generic.send(body, **headers))

    assert [answer.status_code for answer in answers] == [401] * 6
    assert await generic.rows(PmsEvent) == []


async def test_a_signed_body_without_sense_is_told_so(generic: Hook) -> None:
    """422 with the field; nothing is stored."""
    answer = await generic.send_signed({"id": "e1", "stay": {**STAY, "arrival": "soon"}})

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "unreadable")
    assert "arrival" in answer.json()["error"]["message"]
    assert await generic.rows(PmsEvent) == []


async def test_a_vendors_webhook_is_only_a_hint(apaleo: Hook) -> None:
    """The reservation is fetched, and what it is then counts."""
    await apaleo.send(b'{"id": "w1"}')
    await apaleo.follow_up()
    apaleo.vendor.status = StayStatus.CANCELLED
    await apaleo.send(b'{"id": "w2"}')
    await apaleo.follow_up()

    assert [event.kind for event in await apaleo.rows(StayEvent)] == ["created", "cancelled"]


async def test_a_pms_that_is_away_is_asked_again(apaleo: Hook) -> None:
    """A time-out waits for its next attempt, and the connection says why."""
    apaleo.vendor.failure = PmsFailure(PmsOutcome.TIMEOUT)
    await apaleo.send(b'{"id": "w1"}')
    await apaleo.follow_up()
    (event,) = await apaleo.rows(PmsEvent)

    assert (event.state, event.attempts, event.error) == (PmsEventState.NEW, 1, "timeout")
    assert event.next_at > event.received_at
    assert await apaleo.follow_up() == 0


async def test_an_event_that_breaks_us_does_not_stand_before_the_others(apaleo: Hook) -> None:
    """It is put off and named, and the next one is followed up in the same look."""
    await apaleo.send(b'{"id": "w1"}')
    await apaleo.send(b'{"id": "w2"}')
    async with apaleo._api.container.work.hotel(apaleo._hotel.id) as work:
        rows = await work.session.exec(select(PmsEvent).order_by(col(PmsEvent.id)))
        first, _ = rows.all()
        first.raw_sealed = b"not what was sealed"
    await apaleo.follow_up()
    broken, done = sorted(await apaleo.rows(PmsEvent), key=lambda event: event.id)

    assert (broken.state, broken.attempts) == (PmsEventState.NEW, 1)
    assert broken.error.startswith("unexpected ")
    assert broken.next_at > broken.received_at
    assert done.state is PmsEventState.DONE


async def test_what_cannot_be_mended_goes_to_a_person(apaleo: Hook) -> None:
    """An answer that is no reservation ends as a dead letter with an alert, and can go again."""
    apaleo.vendor.failure = PmsFailure(PmsOutcome.UNEXPECTED, "no_arrival")
    await apaleo.send(b'{"id": "w1"}')
    await apaleo.follow_up()
    (event,) = await apaleo.rows(PmsEvent)
    (letter,) = await apaleo.rows(DeadLetter)
    (alert,) = await apaleo.rows(Alert)
    apaleo.vendor.failure = None
    client = await apaleo._api.staff(apaleo._hotel)
    url = f"/api/v1/hotels/{apaleo._hotel.id}/dead-letters/{letter.id}/replay"
    replayed = await client.post(url)
    await apaleo.follow_up()

    assert event.state is PmsEventState.DEAD
    assert (letter.source, letter.reason) == ("pms", "unexpected no_arrival")
    assert alert.kind == "pms_failed"
    assert replayed.status_code == 200
    assert len(await apaleo.rows(Stay)) == 1


def test_a_signature_is_good_for_five_minutes() -> None:
    """To the second, in both directions; and no other alphabet of digits passes."""
    now, body = datetime(2026, 11, 25, 12, tzinfo=UTC), b"{}"
    verdicts = []
    for seconds in (-301, -300, 0, 300, 301):
        stamp = str(int(now.timestamp()) + seconds)
        made = sign(b"key", timestamp=stamp, body=body)
        verdicts.append(verify(b"key", timestamp=stamp, signature=made, body=body, now=now))

    assert verdicts == [
        Verdict.TOO_OLD,
        Verdict.GOOD,
        Verdict.GOOD,
        Verdict.GOOD,
        Verdict.TOO_OLD,
    ]
    arabic = "١٢٣"
    assert verify(b"key", timestamp=arabic, signature="v1=", body=body, now=now) is Verdict.WRONG


async def test_a_connection_is_tested_under_a_name(
    api: Api, hotel: HotelFixture, apaleo: Hook
) -> None:
    """That there is no such reservation proves address and credentials; all else has its name."""
    client = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/pms-connections"
    (row,) = (await client.get(url)).json()["items"]
    apaleo.vendor.failure = PmsFailure(PmsOutcome.NOT_FOUND)
    good = await client.post(f"{url}/{row['id']}/test")
    apaleo.vendor.failure = PmsFailure(PmsOutcome.AUTH, "http_401")
    bad = await client.post(f"{url}/{row['id']}/test")
    after = (await client.get(f"{url}/{row['id']}")).json()

    assert good.json() == {"ok": True, "outcome": "connected"}
    assert bad.json() == {"ok": False, "outcome": "auth"}
    assert (after["last_ok_at"] is not None, after["last_failure"]) == (True, "auth http_401")


async def test_a_paused_connection_keeps_what_it_is_told(
    api: Api, hotel: HotelFixture, generic: Hook
) -> None:
    """Webhooks are answered and kept; nothing changes until the pause ends, and nothing is lost."""
    client = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/pms-connections"
    (row,) = (await client.get(url)).json()["items"]
    await client.patch(f"{url}/{row['id']}", json={"paused": True})
    answer = await generic.send_signed({"id": "e1", "stay": STAY})
    await generic.follow_up()
    during = (len(await generic.rows(Stay)), (await client.get(url)).json()["items"][0]["waiting"])
    await client.patch(f"{url}/{row['id']}", json={"paused": False})
    await generic.follow_up()
    after = (len(await generic.rows(Stay)), (await client.get(url)).json()["items"][0]["waiting"])

    assert answer.status_code == 200
    assert (during, after) == ((0, 1), (1, 0))
