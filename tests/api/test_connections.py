"""What a hotel depends on, over HTTP: in words, with times, and told when it changes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from sqlmodel import select

from backend.bootstrap import Container
from backend.domain.words import InstanceState, Role
from backend.features.connections.service import Announcer
from backend.models import Channel
from backend.ports.live import LiveKind
from backend.realtime.redis_client import create_redis
from backend.reliability.guarded import DEEPSEEK, journal_circuit, number_circuit
from tests.fixtures.api import Api
from tests.fixtures.work import HotelFixture, Recorder
from tests.waiting import until

MakeHotel = Callable[..., Awaitable[HotelFixture]]


async def set_state(container: Container, hotel: HotelFixture, **columns: object) -> None:
    async with container.work.hotel(hotel.id) as work:
        channel = (await work.session.exec(select(Channel))).one()
        channel.sqlmodel_update(columns)


async def fail(container: Container, circuit: str, error: str) -> None:
    for _ in range(5):
        await container.breaker.record(circuit, ok=False, error=error)


async def test_all_is_well_in_words(api: Api, hotel: HotelFixture) -> None:
    """Every kind is listed, each with a line a receptionist understands."""
    await set_state(api.container, hotel, state=InstanceState.AUTHORIZED, name="Front desk")
    viewer = await api.staff(hotel, Role.VIEWER)
    answer = (await viewer.get(f"/api/v1/hotels/{hotel.id}/connections")).json()

    assert answer["all_well"] is True
    assert [item["kind"] for item in answer["items"]] == ["whatsapp", "model", "live", "database"]
    assert {item["state"] for item in answer["items"]} == {"working"}
    assert answer["items"][0] == {
        "kind": "whatsapp",
        "channel_id": str(hotel.channel.id),
        "name": "Front desk",
        "state": "working",
        "summary": "Connected",
        "means_for_guests": "",
        "what_to_do": "",
        "since": None,
        "next_try_at": None,
        "last_error": None,
    }


async def test_what_fails_says_since_when_until_when_and_why(api: Api, hotel: HotelFixture) -> None:
    """A number and the model whose calls are held, and what that means for guests."""
    number = hotel.channel.id_instance
    await set_state(api.container, hotel, state=InstanceState.AUTHORIZED)
    await fail(api.container, number_circuit(number), "no_answer_in_time")
    await fail(api.container, DEEPSEEK, "overloaded")
    manager = await api.staff(hotel)
    answer = (await manager.get(f"/api/v1/hotels/{hotel.id}/connections")).json()
    whatsapp, model = answer["items"][:2]

    assert answer["all_well"] is False
    assert (whatsapp["state"], whatsapp["last_error"]) == ("held", "no_answer_in_time")
    assert whatsapp["since"] <= answer["checked_at"] < whatsapp["next_try_at"]
    assert "wait here" in whatsapp["means_for_guests"]
    assert (model["state"], model["last_error"]) == ("held", "overloaded")
    assert "holding message" in model["means_for_guests"]


async def test_what_a_person_must_mend_comes_before_what_mends_itself(
    api: Api, hotel: HotelFixture
) -> None:
    """A logged-out phone is said before a circuit; a dead journal alone stops nothing."""
    number = hotel.channel.id_instance
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/connections"
    await set_state(api.container, hotel, state=InstanceState.AUTHORIZED)
    await fail(api.container, journal_circuit(number), "server_error_500")
    journal = (await manager.get(url)).json()["items"][0]
    await fail(api.container, number_circuit(number), "no_answer_in_time")
    await set_state(api.container, hotel, state=InstanceState.NOT_AUTHORIZED)
    phone = (await manager.get(url)).json()["items"][0]

    assert "Guests notice nothing" in journal["means_for_guests"]
    assert (phone["state"], phone["summary"]) == ("down", "Logged out of WhatsApp")
    assert phone["what_to_do"] == "Scan the QR code again."


async def test_without_redis_it_is_said_and_still_answered(api: Api, hotel: HotelFixture) -> None:
    """The page that says what is wrong does not need what is wrong."""
    away = create_redis("redis://127.0.0.1:9/0")
    services = api.app.state.services
    container = replace(services.container, redis=away)
    services.probes._container = container
    services.container.breaker.redis = away
    manager = await api.staff(hotel)
    url = f"/api/v1/hotels/{hotel.id}/connections"
    await manager.get(url)
    second = (await manager.get(url)).json()
    await away.aclose()
    live = next(item for item in second["items"] if item["kind"] == "live")

    assert live["state"] == "down"
    assert live["since"] < second["checked_at"]
    assert live["last_error"] == "ConnectionError"


async def test_the_operator_sees_the_trouble_of_every_hotel(
    api: Api, make_hotel: MakeHotel
) -> None:
    """Only the hotels with a number in trouble, with names; nobody else may ask."""
    well, ill = await make_hotel(name="Well"), await make_hotel(name="Ill")
    await set_state(api.container, well, state=InstanceState.AUTHORIZED)
    await set_state(api.container, ill, state=InstanceState.BLOCKED)
    admin, manager = await api.admin(), await api.staff(ill)
    refused = await manager.get("/api/v1/connections")
    answer = (await admin.get("/api/v1/connections")).json()
    listed = {hotel["hotel_id"]: hotel for hotel in answer["hotels"]}

    assert refused.status_code == 403
    assert str(well.id) not in listed
    assert listed[str(ill.id)]["name"] == "Ill"
    assert listed[str(ill.id)]["items"][0]["summary"] == "Blocked by WhatsApp"
    assert answer["numbers_in_trouble"] >= 1
    assert [item["kind"] for item in answer["shared"]] == ["model", "live", "database"]


async def test_screens_of_the_hotel_hear_of_a_change(
    api: Api, make_hotel: MakeHotel, recorder: Recorder
) -> None:
    """A number's trouble is told to its own hotel, the model's to every hotel."""
    ours, theirs = await make_hotel(), await make_hotel()
    container = api.container
    container.breaker.changed = Announcer(container.work, recorder)

    def told() -> list[tuple[object, object]]:
        return [
            (hotel_id, event.data["channel_id"])
            for hotel_id, event in recorder.events
            if event.kind is LiveKind.CONNECTION
        ]

    await fail(container, number_circuit(ours.channel.id_instance), "no_answer_in_time")
    await until(lambda: bool(told()))
    about_number = told()
    await fail(container, DEEPSEEK, "timeout")
    await until(lambda: {(ours.id, None), (theirs.id, None)} <= set(told()))

    assert about_number == [(ours.id, str(ours.channel.id))]
