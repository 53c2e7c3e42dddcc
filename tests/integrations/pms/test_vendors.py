"""What the vendors document, read into our terms: the payloads under tests/samples/pms."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from backend.domain.words import StayStatus
from backend.integrations.apaleo.client import Apaleo
from backend.integrations.kept_connections import KeptConnections
from backend.integrations.mews.client import Mews
from backend.integrations.outside import (
    ForbiddenAddress,
    Outside,
    Request,
    is_public,
    problem_of_url,
)
from backend.integrations.qloapps.client import QloApps
from backend.ports.pms import PmsAccess, PmsFailure, PmsGateway, PmsOutcome

SAMPLES = Path(__file__).parents[2] / "samples" / "pms"
ACCESS = PmsAccess(
    "https://pms.test",
    "",
    {
        "client_id": "I",
        "client_secret": "S",
        "client_token": "C",
        "access_token": "A",
        "api_key": "K",
    },
    "Europe/Berlin",
)


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.json").read_bytes()


class Vendor:
    """Answers what the samples hold, and keeps what was asked."""

    def __init__(self, answers: dict[str, bytes | int]) -> None:
        self._answers = answers
        self.asked: list[httpx.Request] = []

    def outside(self) -> Outside:
        return Outside(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        found = next(body for part, body in self._answers.items() if part in request.url.path)
        if isinstance(found, int):
            return httpx.Response(found, json={})
        return httpx.Response(200, content=found)


async def test_apaleo_names_the_reservation_that_changed() -> None:
    """The webhook of the documentation leads to one reservation; a health check to none."""
    apaleo = Apaleo(Vendor({}).outside())
    (changed,) = apaleo.notices(sample("apaleo.webhook"))
    (health,) = apaleo.notices(sample("apaleo.healthcheck"))

    assert (changed.reservation_id, changed.kind) == ("XPGMSXGF-1", "Reservation.created")
    assert changed.dedupe_key == "ec5a1fe4-331c-450a-915c-5caa231cc825"
    assert changed.property_code == "HFTF-AADS"
    assert health.reservation_id is None


async def test_apaleo_tells_the_reservation() -> None:
    """Days and times are the property's, over the end of summer time; the token is asked once."""
    vendor = Vendor(
        {"connect/token": sample("apaleo.token"), "reservations": sample("apaleo.reservation")}
    )
    apaleo = Apaleo(vendor.outside(), identity_url="https://identity.test")
    (found,) = await apaleo.fetch(ACCESS, "XPGMSXGF-1")
    await apaleo.fetch(ACCESS, "XPGMSXGF-1")

    assert [request.url.path for request in vendor.asked] == [
        "/connect/token",
        "/booking/v1/reservations/XPGMSXGF-1",
        "/booking/v1/reservations/XPGMSXGF-1",
    ]
    assert vendor.asked[1].headers["authorization"] == "Bearer eyJ0b2tlbg"
    assert (found.external_id, found.group_code) == ("XPGMSXGF-1", "XPGMSXGF")
    assert (found.guest_name, found.phone, found.language) == ("Lena Vogel", "0171 2345678", "de")
    assert (found.arrival, found.departure) == (date(2026, 10, 24), date(2026, 10, 26))
    assert (found.arrival_time, found.departure_time) == (time(15), time(11))
    assert (found.status, found.room, found.room_type) == (StayStatus.BOOKED, "214", "Double")
    assert (found.adults, found.children) == (2, 2)
    assert (found.source, found.rate_code) == ("BookingCom", "FLEX")


async def test_a_token_is_no_other_hotel_s() -> None:
    """Who knows the id of somebody's application but not its secret is asked for the secret."""
    vendor = Vendor(
        {"connect/token": sample("apaleo.token"), "reservations": sample("apaleo.reservation")}
    )
    apaleo = Apaleo(vendor.outside(), identity_url="https://identity.test")
    await apaleo.fetch(ACCESS, "XPGMSXGF-1")
    guessed = {**ACCESS.credentials, "client_secret": "guessed"}
    await apaleo.fetch(replace(ACCESS, credentials=guessed), "XPGMSXGF-1")
    asked = [one for one in vendor.asked if one.url.path == "/connect/token"]

    assert len({one.headers["authorization"] for one in asked}) == 2


async def test_mews_names_only_the_reservations() -> None:
    """Of the documented webhook only the service order is about a stay."""
    notices = Mews(Vendor({}).outside()).notices(sample("mews.webhook"))

    assert [notice.reservation_id for notice in notices] == [
        "bfee2c44-1f84-4326-a862-5289598f6e2d",
        None,
        None,
    ]


async def test_mews_tells_the_reservation() -> None:
    """Times come in UTC and become the hotel's, on both sides of the change of the clocks."""
    vendor = Vendor(
        {
            "reservations": sample("mews.reservations"),
            "customers": sample("mews.customers"),
            "resources": sample("mews.resources"),
        }
    )
    (found,) = await Mews(vendor.outside()).fetch(ACCESS, "bfee2c44-1f84-4326-a862-5289598f6e2d")
    body = orjson.loads(vendor.asked[0].content)

    assert body["ReservationIds"] == ["bfee2c44-1f84-4326-a862-5289598f6e2d"]
    assert (body["ClientToken"], body["AccessToken"]) == ("C", "A")
    assert (found.external_id, found.guest_name, found.room) == ("10052", "John Smith", "101")
    assert (found.arrival, found.arrival_time) == (date(2026, 10, 24), time(15))
    assert (found.departure, found.departure_time) == (date(2026, 10, 26), time(11))
    assert found.status is StayStatus.IN_HOUSE
    assert found.checked_in_at == datetime(2026, 10, 24, 13, 19, 41, tzinfo=UTC)
    assert (found.phone, found.adults) == ("00420123456789", 2)


async def test_qloapps_tells_each_room_as_a_stay() -> None:
    """Two rooms of one order: one in the house, one given back; their group is the order."""
    vendor = Vendor(
        {"room_bookings": sample("qloapps.room_bookings"), "bookings": sample("qloapps.booking")}
    )
    qloapps = QloApps(vendor.outside())
    (notice,) = qloapps.notices(b'{"id": "e1", "booking_id": 5}')
    first, second = await qloapps.fetch(ACCESS, notice.reservation_id or "")

    assert vendor.asked[1].url.params["filter[id_order]"] == "[5]"
    assert vendor.asked[0].headers["authorization"].startswith("Basic ")
    assert (first.external_id, first.group_code, first.room) == ("5-11", "5", "A-103")
    assert (first.status, second.status) == (StayStatus.IN_HOUSE, StayStatus.CANCELLED)
    assert first.checked_in_at == datetime(2026, 10, 24, 13, 20, tzinfo=UTC)
    assert first.checked_out_at is None
    assert (first.guest_name, first.adults, first.children) == ("Maya Rao", 2, 1)


GATEWAYS: list[Callable[[Outside], PmsGateway]] = [Apaleo, Mews, QloApps]


@pytest.mark.parametrize("make", GATEWAYS)
@pytest.mark.parametrize("raw", [b"", b"[]", b"nonsense", b"{}", b'{"topic": 5, "Events": "x"}'])
def test_a_webhook_without_sense_has_a_name(
    make: Callable[[Outside], PmsGateway], raw: bytes
) -> None:
    """Whatever comes is either understood or refused as unreadable, or about nothing."""
    assert about(make(Vendor({}).outside()), raw) in (PmsOutcome.UNREADABLE, set())


def about(gateway: PmsGateway, raw: bytes) -> PmsOutcome | set[str]:
    """The reservations of a webhook, or why it was refused."""
    try:
        return {one.reservation_id for one in gateway.notices(raw) if one.reservation_id}
    except PmsFailure as error:
        return error.outcome


@pytest.mark.parametrize("make", GATEWAYS)
@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (401, PmsOutcome.AUTH),
        (403, PmsOutcome.AUTH),
        (404, PmsOutcome.NOT_FOUND),
        (429, PmsOutcome.RATE_LIMITED),
        (302, PmsOutcome.UNEXPECTED),
        (500, PmsOutcome.SERVER_ERROR),
        (503, PmsOutcome.SERVER_ERROR),
    ],
)
async def test_a_refusal_has_a_name(
    make: Callable[[Outside], PmsGateway], status: int, outcome: PmsOutcome
) -> None:
    """Each status of the vendor is one outcome, and a redirect is not followed."""
    vendor = Vendor({"": status})
    with pytest.raises(PmsFailure) as caught:
        await make(vendor.outside()).fetch(ACCESS, "5")

    assert caught.value.outcome is outcome
    assert len(vendor.asked) == 1


async def test_an_answer_of_another_shape_has_a_name() -> None:
    """A reservation without its days is not guessed at."""
    broken: dict[str, Any] = orjson.loads(sample("apaleo.reservation"))
    del broken["arrival"]
    vendor = Vendor({"token": sample("apaleo.token"), "reservations": orjson.dumps(broken)})
    with pytest.raises(PmsFailure) as caught:
        await Apaleo(vendor.outside(), identity_url="https://i.test").fetch(ACCESS, "X")

    assert (caught.value.outcome, caught.value.detail) == (PmsOutcome.UNEXPECTED, "no_arrival")


async def test_an_endless_answer_is_cut_off() -> None:
    """Nothing larger than the limit is kept in memory."""
    outside = Outside(
        transport=httpx.MockTransport(lambda _: httpx.Response(200, content=b"x" * 3_000_000))
    )
    with pytest.raises(PmsFailure) as caught:
        await outside.json(Request("GET", "https://pms.test/"))

    assert caught.value.outcome is PmsOutcome.TOO_LARGE


@pytest.mark.parametrize(
    "url",
    [
        "http://api.apaleo.com",
        "ftp://api.apaleo.com",
        "https://",
        "https://user:secret@api.apaleo.com",
        "https://api.apaleo.com:8443",
        "https://api.apaleo.com:port",
        "file:///etc/passwd",
        "nonsense",
    ],
)
def test_an_address_that_is_none_is_refused_unseen(url: str) -> None:
    """Only HTTPS, on its port, without credentials in the address."""
    assert problem_of_url(url, private_allowed=False) is not None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "::", "::127.0.0.1", "fec0::1",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "::ffff:0:127.0.0.1", "5f00::1",
        "2001:0:1::1", "ff02::1", "3fff::1",
    ],
)  # fmt: skip
def test_no_address_of_our_own_is_public(address: str) -> None:
    """Loopback, private, link-local, shared, and their disguises in IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909"])
def test_the_rest_of_the_world_is_public(address: str) -> None:
    """Also IPv4 through a translator, which is all that some servers have."""
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"])
async def test_nothing_inside_is_called(host: str) -> None:
    """The name is looked at when the connection is made, not when it was typed in."""
    outside = Outside()
    with pytest.raises(PmsFailure) as caught:
        await outside.json(Request("GET", f"https://{host}/api"))
    await outside.close()

    assert caught.value.outcome is PmsOutcome.FORBIDDEN_ADDRESS


async def test_a_packed_answer_is_not_unpacked() -> None:
    """A few kilobytes may unpack to gigabytes before anybody counts."""

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["accept-encoding"] == "identity"
        packed = gzip.compress(b'{"a":1}')
        return httpx.Response(200, content=packed, headers={"Content-Encoding": "gzip"})

    outside = Outside(transport=httpx.MockTransport(answer))
    with pytest.raises(PmsFailure) as caught:
        await outside.json(Request("GET", "https://pms.test/api"))
    await outside.close()

    assert caught.value.outcome is PmsOutcome.UNEXPECTED


async def test_a_number_is_not_called_inside_unless_the_installation_says_so() -> None:
    """What a manager typed is looked at once more when the connection is made."""
    refused = KeptConnections(keep_s=2, public_only={"green.test"})
    asked = httpx.Request("GET", "http://localhost:1/")
    with pytest.raises(httpx.ConnectError) as caught:
        await refused.handle_async_request(asked)
    await refused.aclose()
    assert isinstance(caught.value.__cause__, ForbiddenAddress)

    allowed = KeptConnections(keep_s=2, public_only={"localhost"})
    with pytest.raises(httpx.ConnectError) as caught:
        await allowed.handle_async_request(asked)
    await allowed.aclose()
    assert not isinstance(caught.value.__cause__, ForbiddenAddress)


def test_an_access_does_not_print_its_secrets() -> None:
    """What is logged by accident holds no credential."""
    assert "client_secret" not in repr(replace(ACCESS, base_url="https://pms.test"))
