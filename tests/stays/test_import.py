"""Files of reservations: what is read, what is refused, and that twice is once."""

import base64
import io
import zipfile
from datetime import date, timedelta
from typing import Any

import httpx
import orjson
import pytest
from sqlmodel import func, select

from backend.domain.ids import HotelId
from backend.features.stay_imports.service import drain_imports, safe_cell
from backend.models import Guest, Hotel, Stay, StayEvent
from backend.work import WorkFactory
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture

GERMAN = """Buchungsnummer;Nachname;Vorname;Handy;Zimmer;Anreise;Abreise;Status;Erwachsene
B-1001;Schmidt;Anna;0171 2345678;101;01.12.2026;04.12.2026;bestätigt;2
B-1002;Müller;Jörg;+49 (0)172 3456789;102;02.12.2026;03.12.2026;eingecheckt;1
B-1003;Kaputt;Karl;abc;103;31.02.2026;04.12.2026;bestätigt;1
B-1004;Ohne;Olga;12;104;05.12.2026;06.12.2026;bestätigt;1
B-1005;Rück;Rita;0173 4567890;105;08.12.2026;06.12.2026;bestätigt;1
B-1001;Doppelt;Dora;0174 5678901;106;08.12.2026;09.12.2026;bestätigt;1
B-1006;Fremd;Fritz;0175 6789012;107;08.12.2026;09.12.2026;schwebend;1
"""


class Desk:
    """A person at the desk who imports a file; the worker's part is done at once."""

    def __init__(self, api: Api, hotel: HotelFixture, client: httpx.AsyncClient) -> None:
        self._works = api.container.work
        self._hotel_id: HotelId = hotel.id
        self._client = client
        self.url = f"/api/v1/hotels/{hotel.id}/stay-imports"

    async def upload(self, content: str | bytes, name: str = "stays.csv") -> httpx.Response:
        raw = content.encode() if isinstance(content, str) else content
        return await self._client.post(self.url, files={"file": (name, raw)})

    async def check(self, uploaded: dict[str, Any], **plan: Any) -> dict[str, Any]:
        body = {"mapping": uploaded["mapping"], "day_order": uploaded["day_order"], **plan}
        answer = await self._client.post(f"{self.url}/{uploaded['id']}/check", json=body)
        assert answer.status_code == 202, answer.text
        return await self._finish(uploaded["id"])

    async def run(self, uploaded: dict[str, Any]) -> dict[str, Any]:
        answer = await self._client.post(f"{self.url}/{uploaded['id']}/run")
        assert answer.status_code == 202, answer.text
        return await self._finish(uploaded["id"])

    async def lines(self, uploaded: dict[str, Any], **query: str) -> list[dict[str, Any]]:
        answer = await self._client.get(f"{self.url}/{uploaded['id']}/lines", params=query)
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def _finish(self, import_id: str) -> dict[str, Any]:
        while await drain_imports(self._works, self._hotel_id):
            pass
        shown: dict[str, Any] = (await self._client.get(f"{self.url}/{import_id}")).json()
        return shown


@pytest.fixture
async def desk(api: Api, hotel: HotelFixture) -> Desk:
    async with api.container.work.hotel(hotel.id) as work:
        (await work.session.get_one(Hotel, hotel.id)).country = "DE"
    return Desk(api, hotel, await api.staff(hotel))


def counts(view: dict[str, Any]) -> tuple[int, int, int, int]:
    return view["created"], view["amended"], view["unchanged"], view["refused"]


async def test_a_german_file_is_read_line_by_line(
    desk: Desk, works: WorkFactory, hotel: HotelFixture
) -> None:
    """Heads are guessed, good lines are taken in, each bad one says where and what is wrong."""
    uploaded = (await desk.upload(GERMAN)).json()
    checked = await desk.check(uploaded)
    before = await rows_of(works, hotel)
    done = await desk.run(uploaded)
    lines = await desk.lines(uploaded)

    assert uploaded["mapping"] == {
        "external_id": 0,
        "last_name": 1,
        "first_name": 2,
        "phone": 3,
        "room": 4,
        "arrival": 5,
        "departure": 6,
        "status": 7,
        "adults": 8,
    }
    assert (checked["state"], done["state"], before) == ("checked", "done", [])
    assert counts(checked) == counts(done) == (3, 0, 0, 4)
    assert [(one["line"], one["outcome"]) for one in lines] == [
        (2, "created"),
        (3, "created"),
        (4, "refused"),
        (5, "created"),
        (6, "refused"),
        (7, "refused"),
        (8, "refused"),
    ]
    assert [(one["line"], problem["field"]) for one in lines for problem in one["problems"]] == [
        (4, "arrival"),
        (5, "phone"),
        (6, "departure"),
        (7, "external_id"),
        (8, "status"),
    ]
    stored = await rows_of(works, hotel)
    assert [(stay.guest_name, guest.phone, stay.adults) for stay, guest in stored] == [
        ("Anna Schmidt", "+491712345678", 2),
        ("Jörg Müller", "+491723456789", 1),
        ("Olga Ohne", None, 1),
    ]
    assert stored[0][0].arrival == date(2026, 12, 1)


async def test_the_same_file_again_changes_nothing(
    desk: Desk, works: WorkFactory, hotel: HotelFixture
) -> None:
    """Every line that was taken in is unchanged the second time, and no event is logged."""
    first = (await desk.upload(GERMAN)).json()
    await desk.check(first)
    await desk.run(first)
    events = await count_events(works, hotel)
    again = (await desk.upload(GERMAN)).json()
    await desk.check(again)
    done = await desk.run(again)

    assert counts(done) == (0, 0, 3, 4)
    assert await count_events(works, hotel) == events


async def test_a_file_without_numbers_finds_its_reservations_again(
    desk: Desk, works: WorkFactory, hotel: HotelFixture
) -> None:
    """Guest, day and room type make the number; a changed room amends the same stay."""
    text = (
        "Guest,Phone,Arrival,Nights,Room type,Room\nAna Ruiz,+34612345678,2026-12-01,3,Double,{}\n"
    )
    for room in ("11", "12"):
        uploaded = (await desk.upload(text.format(room))).json()
        await desk.check(uploaded)
        done = await desk.run(uploaded)
    stored = await rows_of(works, hotel)

    assert counts(done) == (0, 1, 0, 0)
    assert [(stay.room, stay.departure) for stay, _ in stored] == [("12", date(2026, 12, 4))]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x00\x00", "stays.csv"),
        (b"PK\x03\x04 broken", "stays.xlsx"),
        (b"\xd0\xcf\x11\xe0 old", "stays.xls"),
        (b"Name,Arrival\n", "empty.csv"),
        (b"", "nothing.csv"),
    ],
)
async def test_what_is_no_table_is_refused_with_a_sentence(
    desk: Desk, content: bytes, name: str
) -> None:
    """The type is what the bytes are, whatever the file is called."""
    answer = await desk.upload(content, name)

    assert answer.status_code == 422
    assert answer.json()["error"]["details"][0]["field"] == "file"


async def test_a_file_over_the_limit_is_not_read(desk: Desk) -> None:
    """8 MiB and not a byte more, and other routes keep their smaller limit."""
    answer = await desk.upload(b"Name,Arrival\n" + b"x" * (9 * 1024 * 1024))

    assert answer.status_code == 413


async def test_an_archive_that_is_no_workbook_is_refused(desk: Desk) -> None:
    """A zip of something else says so."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<xml/>")
    answer = await desk.upload(made.getvalue(), "stays.xlsx")

    assert "no Excel workbook" in answer.json()["error"]["message"]


async def test_nothing_runs_before_a_dry_run_was_seen(desk: Desk) -> None:
    """The run waits for the check, and a done import is not checked again."""
    uploaded = (await desk.upload(GERMAN)).json()
    early = await desk._client.post(f"{desk.url}/{uploaded['id']}/run")
    await desk.check(uploaded)
    await desk.run(uploaded)
    late = await desk._client.post(
        f"{desk.url}/{uploaded['id']}/check", json={"mapping": uploaded["mapping"]}
    )

    assert (early.status_code, late.status_code) == (409, 409)


async def test_the_report_holds_no_formula(desk: Desk) -> None:
    """A cell that a spreadsheet would run is quoted; the sentence beside it stays."""
    text = "Booking,Name,Arrival,Departure,Status\n=1+1,Eve,2026-12-01,2026-12-02,=cmd()\n"
    uploaded = (await desk.upload(text)).json()
    await desk.check(uploaded)
    report = await desk._client.get(f"{desk.url}/{uploaded['id']}/report.csv")

    assert report.headers["content-type"].startswith("text/csv")
    assert "'=cmd()" in report.text
    assert ",=cmd()" not in report.text
    assert [safe_cell(cell) for cell in ("=1", "+1", "-1", "@a", "\ta", "\ra", "a=1")] == [
        "'=1",
        "'+1",
        "'-1",
        "'@a",
        "'\ta",
        "'\ra",
        "a=1",
    ]


@pytest.mark.parametrize("value", [2**31, 2**63, -1, "x", None, 1.5])
async def test_a_cursor_that_was_tampered_with_is_refused(desk: Desk, value: object) -> None:
    """Whatever stands in it, the answer is a sentence and no failure of ours."""
    text = "Booking,Name,Arrival,Departure\nB1,Eve,2026-12-01,2026-12-02\n"
    uploaded = (await desk.upload(text)).json()
    cursor = base64.urlsafe_b64encode(orjson.dumps([value])).decode().rstrip("=")
    url = f"{desk.url}/{uploaded['id']}/lines"
    answer = await desk._client.get(url, params={"cursor": cursor})

    assert answer.status_code == 422, answer.text


async def test_ten_thousand_lines_are_taken_in(
    desk: Desk, works: WorkFactory, hotel: HotelFixture
) -> None:
    """Set by set: each line is there once, with its guest and its one event."""
    start = date(2027, 1, 1)
    lines = [
        f"X-{n},Guest {n},+49151{n:08d},{start + timedelta(days=n % 300)},2,{n % 400 + 100}"
        for n in range(10_000)
    ]
    text = "Booking,Name,Phone,Arrival,Nights,Room\n" + "\n".join(lines)
    uploaded = (await desk.upload(text)).json()
    checked = await desk.check(uploaded)
    done = await desk.run(uploaded)
    async with works.hotel(hotel.id) as work:
        stays = (await work.session.exec(select(func.count()).select_from(Stay))).one()
        guests = (await work.session.exec(select(func.count()).select_from(Guest))).one()

    assert counts(checked) == counts(done) == (10_000, 0, 0, 0)
    assert (stays, guests, await count_events(works, hotel)) == (10_000, 10_000, 10_000)


async def rows_of(works: WorkFactory, hotel: HotelFixture) -> list[tuple[Stay, Guest]]:
    async with works.hotel(hotel.id) as work:
        query = select(Stay, Guest).join(Guest, Guest.id == Stay.guest_id)  # type: ignore[arg-type]
        return list((await work.session.exec(query.order_by(Stay.external_id))).all())


async def count_events(works: WorkFactory, hotel: HotelFixture) -> int:
    async with works.hotel(hotel.id) as work:
        return (await work.session.exec(select(func.count()).select_from(StayEvent))).one()
