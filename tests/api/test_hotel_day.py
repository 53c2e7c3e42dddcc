"""What a hotel does all day, over HTTP: people, reservations, answers, numbers."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlmodel import select

from backend.domain.words import Role, Speaker
from backend.features.hotels.schemas import HotelPatch
from backend.models import AuditLog, Conversation
from backend.ports.wake import WorkKind
from simulators.app import app as simulators_app
from tests.api.places import PHONE, furnish
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture, Recorder

MakeHotel = Callable[..., Awaitable[HotelFixture]]


async def test_the_operator_makes_a_hotel_and_its_first_manager(api: Api) -> None:
    """As a script would: hotel, manager with a password, and the manager signs in."""
    admin = await api.admin()
    made = await admin.post(
        "/api/v1/hotels", json={"name": "Made", "timezone": "America/Mexico_City", "language": "es"}
    )
    url = f"/api/v1/hotels/{made.json()['id']}"
    manager = {"email": "First@Manager.test", "name": "First", "role": "manager"}
    staff = await admin.post(f"{url}/staff", json={**manager, "password": "my first password"})
    async with api.client() as client:
        tokens = await client.post(
            "/api/v1/auth/token",
            json={"email": "first@manager.test", "password": "my first password"},
        )
        client.headers["Authorization"] = f"Bearer {tokens.json()['access_token']}"
        own = await client.get(url)

    assert made.status_code == 201
    assert staff.status_code == 201
    assert staff.json()["invitation"] is None
    assert own.json()["timezone"] == "America/Mexico_City"


@pytest.mark.parametrize(
    "wrong", [{"timezone": "Mars/Base"}, {"timezone": "../etc/passwd"}, {"name": " "}, {}]
)
async def test_a_hotel_that_makes_no_sense_is_refused(api: Api, wrong: dict[str, str]) -> None:
    """An unknown time zone, a blank name, nothing at all."""
    admin = await api.admin()
    body = {"name": "H", "timezone": "Europe/Berlin", **wrong} if wrong else {}

    assert (await admin.post("/api/v1/hotels", json=body)).status_code == 422


async def test_only_the_operator_suspends_a_hotel(api: Api, hotel: HotelFixture) -> None:
    """Suspended shows in the operator's list in words."""
    url = f"/api/v1/hotels/{hotel.id}"
    manager, admin = await api.staff(hotel), await api.admin()
    refused = await manager.patch(url, json={"status": "suspended"})
    done = await admin.patch(url, json={"status": "suspended", "reason": "unpaid"})
    rows = (await admin.get("/api/v1/hotels", params={"limit": 200})).json()["items"]
    mine = next(row for row in rows if row["id"] == str(hotel.id))

    assert refused.status_code == 403
    assert done.json()["status"] == "suspended"
    assert mine["health"].startswith("Suspended")
    assert "not connected" in mine["health"]


async def test_the_operators_visit_is_in_the_hotels_log(api: Api, hotel: HotelFixture) -> None:
    """Whoever of the platform looked into the hotel, the hotel can see it; once an hour."""
    admin, manager = await api.admin(), await api.staff(hotel)
    for _ in range(3):
        await admin.get(f"/api/v1/hotels/{hotel.id}/conversations")
    log = (await manager.get(f"/api/v1/hotels/{hotel.id}/audit")).json()["items"]

    assert [row["action"] for row in log].count("admin.visit") == 1


async def test_the_same_reservation_twice_is_one(api: Api, hotel: HotelFixture) -> None:
    """201, then 200 with nothing changed, then 200 with what changed; the number is E.164."""
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/stays/R-1"
    body: dict[str, Any] = {
        "guest": {"name": "Ana Ruiz", "phone": "0034 612 345 678", "language": "es"},
        "room": "12",
        "arrival": "2026-05-01",
        "departure": "2026-05-04",
    }
    answers = [
        await manager.put(url, json=body),
        await manager.put(url, json=body),
        await manager.put(url, json={**body, "room": "14", "status": "in_house"}),
    ]
    log = (await manager.get(f"/api/v1/hotels/{hotel.id}/audit")).json()["items"]
    puts = [row for row in log if row["action"] == "stay.put"]

    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].json()["guest_phone"] == "+34612345678"
    assert answers[2].json()["room"] == "14"
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert [row["detail"]["changed"] for row in puts] == [["room", "status"], []]


@pytest.mark.parametrize(
    "change",
    [
        {"arrival": "2026-05-09"},
        {"guest": {"name": "A", "phone": "12"}},
        {"status": "flying"},
        {"adults": -1},
    ],
)
async def test_an_impossible_reservation_is_refused(
    api: Api, hotel: HotelFixture, change: dict[str, Any]
) -> None:
    """Departure before arrival, a number that is none, an unknown status."""
    manager = await api.staff(hotel)
    body = {"guest": {"name": "A"}, "arrival": "2026-05-01", "departure": "2026-05-04", **change}
    answer = await manager.put(f"/api/v1/hotels/{hotel.id}/stays/R-2", json=body)

    assert answer.status_code == 422


async def test_a_reservation_finds_the_guest_who_wrote_before(
    api: Api, hotel: HotelFixture
) -> None:
    """The chat of that number shows the new stay at once."""
    there = await furnish(api.container.work, hotel, "before")
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}"
    pushed = await manager.put(
        f"{url}/stays/NEW",
        json={
            "guest": {"name": "Right Name", "phone": PHONE},
            "room": "77",
            "arrival": "2026-11-01",
            "departure": "2027-01-01",
            "status": "in_house",
        },
    )
    chat = (await manager.get(f"{url}/conversations/{there.ids['conversation_id']}")).json()
    guest = (await manager.get(f"{url}/guests/{there.ids['guest_id']}")).json()

    assert pushed.status_code == 201, pushed.text
    assert pushed.json()["guest_id"] == there.ids["guest_id"]
    assert (chat["stay"]["room"], chat["guest"]["name"]) == ("77", "Right Name")
    assert [stay["external_id"] for stay in guest["stays"]] == ["NEW", "R-before"]


async def test_an_answer_is_queued_once_and_takes_the_conversation_over(
    api: Api, hotel: HotelFixture, recorder: Recorder
) -> None:
    """202, the same key twice is one message, and the AI is silent from then on."""
    there = await furnish(api.container.work, hotel, "x")
    login = await api.person(hotel, role=Role.AGENT)
    agent = await api.machine(login)
    chat = f"/api/v1/hotels/{hotel.id}/conversations/{there.ids['conversation_id']}"
    first = await agent.post(f"{chat}/messages", json={"text": "Hello", "idempotency_key": "k1"})
    again = await agent.post(f"{chat}/messages", json={"text": "Hello", "client_id": "k1"})
    quoting = await agent.post(
        f"{chat}/messages", json={"text": "And", "quote_id": there.ids["message_id"]}
    )
    shown = (await agent.get(f"{chat}/messages")).json()["items"]
    row = (await agent.get(chat)).json()

    assert (first.status_code, again.status_code, quoting.status_code) == (202, 202, 202)
    assert first.json() == {"id": again.json()["id"], "status": "queued"}
    assert [(m["text"], m["author"]) for m in shown] == [
        ("And", "staff"),
        ("Hello", "staff"),
        ("Towels x", "phone"),
        ("Words x", "guest"),
        ("Answer x", "ai"),
    ]
    assert (row["speaker"]["holder"], row["speaker"]["staff_id"]) == ("staff", str(login.staff_id))
    assert row["last_message"]["text"] == "And"
    assert WorkKind.SENDS in recorder.wakes


async def test_nothing_given_leaves_a_setting_as_it_is(api: Api, hotel: HotelFixture) -> None:
    """Whatever a hotel cannot be without; what it can is emptied."""
    manager = await api.staff(hotel)
    address = f"/api/v1/hotels/{hotel.id}"
    await manager.patch(address, json={"website": "https://linden.example"})
    before = (await manager.get(address)).json()
    fields = sorted(HotelPatch.model_fields.keys() - {"reason"})
    answers = [await manager.patch(address, json={name: None}) for name in fields]
    after = (await manager.get(address)).json()
    assert [one.status_code for one in answers] == [200] * len(fields)
    assert after == before | {"website": None, "country": None, "contact_phone": None}


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
async def test_a_message_that_cannot_be_sent_is_refused(
    api: Api, hotel: HotelFixture, text: str
) -> None:
    """Empty, blank, or longer than WhatsApp takes."""
    there = await furnish(api.container.work, hotel, "x")
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/conversations/{there.ids['conversation_id']}/messages"

    assert (await manager.post(url, json={"text": text})).status_code == 422


async def test_taking_over_and_returning_over_http(api: Api, hotel: HotelFixture) -> None:
    """The buttons of the lease bar."""
    there = await furnish(api.container.work, hotel, "x")
    manager = await api.staff(hotel)
    chat = f"/api/v1/hotels/{hotel.id}/conversations/{there.ids['conversation_id']}"
    taken = (await manager.post(f"{chat}/take-over")).json()
    returned = (await manager.post(f"{chat}/return-to-ai")).json()
    resolved = (await manager.post(f"{chat}/resolve")).json()
    counted = (await manager.get(f"/api/v1/hotels/{hotel.id}/conversations/counts")).json()
    await manager.post(f"{chat}/reopen")
    async with api.container.work.hotel(hotel.id) as work:
        actions = (await work.session.exec(select(AuditLog.action))).all()
        row = (await work.session.exec(select(Conversation))).one()

    assert taken["speaker"]["holder"] == Speaker.STAFF
    assert returned["speaker"]["holder"] == Speaker.AI
    assert resolved["status"] == "resolved"
    assert {name: n for name, n in counted.items() if n and name != "saved"} == {
        "alerts": 1,
        "resolved": 1,
    }
    assert {"conversation.take_over", "conversation.return_to_ai"} <= set(actions)
    assert row.turn == 2


async def test_a_number_is_connected_through_green_api(api: Api, hotel: HotelFixture) -> None:
    """The token of the webhook is shown once, the token of Green API never."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=simulators_app), base_url="http://simulators.test"
    ) as simulator:
        await simulator.post(
            "/control/instances", json={"id_instance": 1101999001, "api_token": "t" * 50}
        )
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/channels"
    body = {"id_instance": 1101999001, "api_token": "t" * 50, "policy": "personal"}
    made = await manager.post(url, json=body)
    listed = await manager.get(url)
    twice = await manager.post(url, json=body)
    wrong = await manager.post(url, json={**body, "id_instance": 1101999002})

    assert made.status_code == 201, made.text
    assert made.json()["webhook_path"].startswith("/hooks/")
    assert made.json()["webhook_token"]
    assert "t" * 50 not in made.text + listed.text
    assert made.json()["webhook_token"] not in listed.text
    assert twice.status_code == 409
    assert wrong.status_code == 422


async def test_a_hotel_keeps_a_manager(api: Api, hotel: HotelFixture) -> None:
    """The last one can be neither lowered nor removed; others can, and come back."""
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/staff"
    people = (await manager.get(url)).json()["items"]
    first, second = (f"{url}/{person['id']}" for person in people)
    removed = await manager.delete(first)
    codes = [
        (await manager.patch(second, json={"role": "viewer"})).status_code,
        (await manager.delete(second)).status_code,
    ]
    back = await manager.post(
        url, json={"email": people[0]["email"], "name": "Back", "role": "agent"}
    )

    assert removed.status_code == 204
    assert codes == [409, 409]
    assert (back.status_code, back.json()["id"]) == (201, people[0]["id"])


async def test_nobody_raises_their_own_role(api: Api, hotel: HotelFixture) -> None:
    """An agent may not touch staff at all, and extra keys of a body mean nothing."""
    login = await api.person(hotel, role=Role.AGENT)
    agent, manager = await api.machine(login), await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/staff/{login.staff_id}"
    own = await agent.patch(url, json={"role": "manager"})
    sneaky = await manager.patch(
        url, json={"name": "N", "is_platform_admin": True, "hotel_id": str(login.account_id)}
    )
    console = await agent.get("/api/v1/hotels")

    assert own.status_code == 403
    assert sneaky.json()["role"] == "agent"
    assert console.status_code == 403


async def test_an_invitation_opens_once(api: Api, hotel: HotelFixture) -> None:
    """A second invitation voids the first; a used link opens nothing; weak passwords stay out."""
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/staff"
    made = (
        await manager.post(url, json={"email": "i@new.test", "name": "I", "role": "viewer"})
    ).json()
    newer = (await manager.post(f"{url}/{made['id']}/invite")).json()["invitation"]
    async with api.client() as client:

        async def accept(token: str, password: str) -> int:
            body = {"token": token, "password": password}
            return (await client.post("/api/v1/auth/password", json=body)).status_code

        who = await client.post("/api/v1/auth/invitation", json={"token": newer})
        codes = [
            await accept(made["invitation"], "a fine password"),
            await accept(newer, "short"),
            await accept(newer, "12345678"),
            await accept(newer, "x" * 200),
            await accept(newer, "пароль с пробелами"),
            await accept(newer, "a second password"),
        ]
        login = {"email": "i@new.test", "password": "пароль с пробелами"}
        signed_in = await client.post("/api/v1/auth/token", json=login)

    assert who.json() == {"email": "i@new.test"}
    assert codes == [404, 422, 422, 422, 204, 404]
    assert signed_in.status_code == 200


async def test_guests_are_corrected_and_their_wish_is_dated(api: Api, hotel: HotelFixture) -> None:
    """An opt-out that staff were told of is kept with its date."""
    there = await furnish(api.container.work, hotel, "x")
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/guests/{there.ids['guest_id']}"
    changed = await manager.patch(url, json={"name": "Better", "opted_out": True})
    profile = (await manager.get(url)).json()

    assert changed.json()["name"] == "Better"
    assert profile["opted_out_at"] is not None
    assert [(c["kind"], c["method"]) for c in profile["consents"]] == [("opt_out", "staff")]


async def test_part_of_something_can_be_changed(api: Api, hotel: HotelFixture) -> None:
    """PATCH keeps what it does not name, and the whole must still make sense."""
    there = await furnish(api.container.work, hotel, "x")
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}"
    entry = f"{url}/knowledge/{there.ids['entry_id']}"
    trigger = f"{url}/triggers/{there.ids['trigger_id']}"
    kept = await manager.patch(entry, json={"valid_until": "2026-12-31"})
    wrong = await manager.patch(entry, json={"valid_from": "2027-01-01"})
    enabled = (await manager.patch(trigger, json={"enabled": True})).json()
    keyword = await manager.patch(trigger, json={"event": "keyword"})

    assert kept.json()["title"] == "Fact x"
    assert wrong.status_code == 422
    assert (enabled["enabled"], enabled["version"]) == (True, 1)
    assert keyword.status_code == 422


async def test_an_agent_reads_the_content_and_cannot_change_it(
    api: Api, hotel: HotelFixture
) -> None:
    """The manager's words stay the manager's."""
    login = await api.person(hotel, role=Role.AGENT)
    agent = await api.machine(login)
    url = f"/api/v1/hotels/{hotel.id}/knowledge"
    body = {"title": "T", "text": "T", "language": "en"}

    assert (await agent.get(url)).status_code == 200
    assert (await agent.post(url, json=body)).status_code == 403
