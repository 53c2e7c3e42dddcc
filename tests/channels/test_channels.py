"""Connecting a number, watching it, taking it away."""

from collections.abc import Awaitable, Callable

import httpx
import pytest
from sqlmodel import select

from backend.domain.ids import ChannelId, HotelId
from backend.errors import Conflict, Invalid, NotFound, Unavailable
from backend.features.channels.schemas import ChannelChange, ChannelRequest, ConnectedChannel
from backend.features.channels.service import (
    Site,
    access_of,
    connect,
    find_channel,
    list_channels,
    remove,
)
from backend.features.number_health.service import change_number, watch_state
from backend.integrations.green_api.client import GreenApiClient
from backend.kit.crypto import token_hash
from backend.models import Alert, AuditLog, Channel, Hook
from backend.ports.live import LiveKind
from backend.work import SYSTEM, WorkFactory
from tests.fixtures.green_api import TOKEN
from tests.fixtures.work import HotelFixture, Recorder
from tests.simulators.serving import Simulator

MakeHotel = Callable[..., Awaitable[HotelFixture]]
Connect = Callable[..., Awaitable[ConnectedChannel]]


@pytest.fixture
def connected(
    works: WorkFactory, green_client: GreenApiClient, green_api: Simulator, id_instance: int
) -> Connect:
    """Connects the simulated number; keyword arguments override what was typed."""

    async def run(hotel_id: HotelId, **typed: object) -> ConnectedChannel:
        values = {"id_instance": id_instance, "api_token": TOKEN, **typed}
        site = Site("http://127.0.0.1:9/", green_api.green, green_api.green)
        return await connect(
            works,
            green_client,
            hotel_id=hotel_id,
            actor=SYSTEM,
            site=site,
            request=ChannelRequest.model_validate(values),
        )

    return run


async def test_a_connected_number_tells_us_everything(
    connected: Connect,
    works: WorkFactory,
    hotel: HotelFixture,
    green_api: Simulator,
    id_instance: int,
    recorder: Recorder,
) -> None:
    """State asked, webhooks pointed here, path and token shown once, change audited and told."""
    made = await connected(hotel.id, name="Front desk")
    async with httpx.AsyncClient() as http:
        path = f"{green_api.green}/waInstance{id_instance}/getSettings/{TOKEN}"
        settings = (await http.get(path)).json()
    async with works.hotel(hotel.id) as work:
        audited = (await work.session.exec(select(AuditLog.action))).all()
    async with works.platform() as work:
        hook = await work.session.get_one(Hook, made.webhook_path.rpartition("/")[2])

    assert (made.name, made.state.value, made.sending) == ("Front desk", "authorized", True)
    assert settings["webhookUrl"] == f"http://127.0.0.1:9{made.webhook_path}"
    assert hook.token_hash == token_hash(made.webhook_token)
    assert made.webhook_token not in repr(made)
    assert audited == ["channel.create"]
    assert LiveKind.CHANNEL in {event.kind for _, event in recorder.events}


async def test_the_token_is_sealed_and_opens_for_a_call(
    connected: Connect, works: WorkFactory, hotel: HotelFixture
) -> None:
    """In the row it is encrypted; a call gets it in clear, and never prints it."""
    made = await connected(hotel.id)
    async with works.hotel(hotel.id) as work:
        channel = await find_channel(work, made.id)
        access = await access_of(work, channel)
        views = await list_channels(work)

    assert TOKEN.encode() not in channel.api_token_sealed
    assert access.api_token == TOKEN
    assert TOKEN not in repr(access)
    assert TOKEN not in str([view.as_json() for view in views])


@pytest.mark.parametrize(
    ("typed", "refusal", "reason"),
    [
        ({"api_token": "0" * 50}, Invalid, "wrong_token"),
        ({"id_instance": 42}, Invalid, "forbidden"),
        ({"api_url": "http://127.0.0.1:9"}, Unavailable, "not_reachable"),
    ],
)
async def test_a_wrong_number_is_explained_and_not_kept(
    connected: Connect,
    works: WorkFactory,
    hotel: HotelFixture,
    typed: dict[str, object],
    refusal: type[Exception],
    reason: str,
) -> None:
    """The form says what is wrong; nothing half-made stays behind."""
    with pytest.raises(refusal) as error:
        await connected(hotel.id, **typed)
    async with works.hotel(hotel.id) as work:
        ids = (await work.session.exec(select(Channel.id))).all()

    assert getattr(error.value, "details", None) == {"reason": reason}
    assert ids == [hotel.channel.id]


async def test_nothing_is_called_when_settings_are_made_by_hand(
    connected: Connect, hotel: HotelFixture, green_api: Simulator
) -> None:
    """`configure: false` only stores the number and hands out path and token."""
    made = await connected(hotel.id, configure=False)

    assert made.state.value == "unknown"
    assert made.sending
    assert green_api.ledger("requests") == []


async def test_a_number_belongs_to_one_hotel(connected: Connect, make_hotel: MakeHotel) -> None:
    """Two hotels on one number would read each other's guests."""
    ours, theirs = await make_hotel(), await make_hotel()
    await connected(ours.id)
    with pytest.raises(Conflict):
        await connected(theirs.id)


async def test_a_removed_number_can_come_back(
    connected: Connect, works: WorkFactory, hotel: HotelFixture
) -> None:
    """Its path closes and it leaves the list; connected again it is the same number."""
    made = await connected(hotel.id)
    async with works.hotel(hotel.id) as work:
        await remove(work, made.id)
    async with works.hotel(hotel.id) as work:
        listed = {view.id for view in await list_channels(work)}
    again = await connected(hotel.id)

    assert made.id not in listed
    assert again.id == made.id
    assert again.sending
    assert again.webhook_path != made.webhook_path


async def test_a_number_is_renamed(
    connected: Connect, works: WorkFactory, hotel: HotelFixture
) -> None:
    """Another hotel's number does not exist for it."""
    made = await connected(hotel.id)
    async with works.hotel(hotel.id) as work:
        view = await change_number(work, made.id, ChannelChange(name="  Spa "))

    assert view.name == "Spa"


async def test_another_hotels_number_does_not_exist(
    connected: Connect, works: WorkFactory, make_hotel: MakeHotel
) -> None:
    """A manager of hotel B cannot name, remove or read hotel A's number."""
    ours, theirs = await make_hotel(), await make_hotel()
    made = await connected(ours.id)
    async with works.hotel(theirs.id) as work:
        change = ChannelChange(name="x")
        for attempt in (change_number(work, made.id, change), remove(work, made.id)):
            with pytest.raises(NotFound):
                await attempt


async def test_the_watch_finds_a_lost_phone(
    connected: Connect,
    works: WorkFactory,
    hotel: HotelFixture,
    green_api: Simulator,
    id_instance: int,
    green_client: GreenApiClient,
) -> None:
    """No webhook tells of some changes: asked, held, alerted once, released again."""
    made = await connected(hotel.id)
    seen = []
    for state in ("notAuthorized", "notAuthorized", "authorized"):
        green_api.control("instance-state", {"id_instance": id_instance, "state": state})
        view = await watch_state(
            works, green_client, hotel_id=hotel.id, channel_id=ChannelId(made.id)
        )
        seen.append((view.state.value, view.sending))
    async with works.hotel(hotel.id) as work:
        alerts = (await work.session.exec(select(Alert))).all()

    assert seen == [("notAuthorized", False), ("notAuthorized", False), ("authorized", True)]
    assert [alert.kind.value for alert in alerts] == ["channel_state"]


async def test_a_silent_provider_is_no_state(
    connected: Connect,
    works: WorkFactory,
    hotel: HotelFixture,
    green_api: Simulator,
    id_instance: int,
    green_client: GreenApiClient,
) -> None:
    """When Green API does not answer, the last known state stays."""
    made = await connected(hotel.id)
    green_api.switch_on("http_502")
    with pytest.raises(Unavailable):
        await watch_state(works, green_client, hotel_id=hotel.id, channel_id=ChannelId(made.id))
    async with works.hotel(hotel.id) as work:
        channel = await find_channel(work, made.id)

    assert channel.state.value == "authorized"
