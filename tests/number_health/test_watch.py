"""The state of a number, asked for: shown, held, told, and released by itself."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlmodel import select

from backend.domain.words import AlertKind, InstanceState
from backend.errors import Invalid
from backend.features.channels.schemas import ChannelView
from backend.features.number_health.service import watch_state
from backend.integrations.green_api.client import GreenApiClient
from backend.models import Alert
from backend.ports.live import LiveKind
from tests.fixtures.desk import Desk
from tests.fixtures.green_api import TOKEN
from tests.fixtures.work import Recorder
from tests.number_health.conftest import Line
from tests.simulators.serving import Simulator

HELD = ("notAuthorized", "blocked", "suspended", "sleepMode", "yellowCard")


@dataclass
class Watched:
    line: Line
    client: GreenApiClient
    api: Simulator
    id_instance: int

    async def look(self, state: str | None = None) -> ChannelView:
        if state is not None:
            change = {"id_instance": self.id_instance, "state": state}
            self.api.control("instance-state", change)
        hotel = self.line.desk.hotel
        works = self.line.desk.works
        return await watch_state(works, self.client, hotel_id=hotel.id, channel_id=hotel.channel.id)


@pytest_asyncio.fixture
async def watched(
    line: Line, green_client: GreenApiClient, green_api: Simulator, id_instance: int, desk: Desk
) -> AsyncIterator[Watched]:
    async with desk.works.hotel(desk.hotel.id) as work:
        sealed = work.vault.seal(
            TOKEN.encode(), hotel_id=desk.hotel.id, purpose="channel.api_token"
        )
    await line.set(id_instance=id_instance, api_url=green_api.green, api_token_sealed=sealed)
    yield Watched(line, green_client, green_api, id_instance)


@pytest.mark.parametrize("state", HELD)
async def test_a_state_without_a_webhook_is_seen_held_told_and_released(
    watched: Watched, recorder: Recorder, state: str
) -> None:
    """On every open screen, in the alerts, and back to sending when it is authorized again."""
    await watched.line.queue(text="Room 214")
    lost = await watched.look(state)
    again = await watched.look()
    await watched.line.drain()
    arrived_meanwhile = watched.line.arrived()
    back = await watched.look("authorized")
    await watched.line.drain()
    shown = [e.data["state"] for _, e in recorder.events if e.kind is LiveKind.CHANNEL]

    assert (lost.state, lost.sending, lost.pause_reason) == (state, False, f"state_{state}")
    assert lost.paused_at is not None
    assert again.state_at == lost.state_at
    assert arrived_meanwhile == []
    assert (back.state, back.sending, back.paused_at) == ("authorized", True, None)
    assert watched.line.arrived() == ["Room 214"]
    assert shown == [state, "authorized"]
    assert [alert.kind for alert in await watched.line.alerts()] == [AlertKind.CHANNEL_STATE]
    assert [event.detail for event in (await watched.line.health()).events] == [
        "authorized",
        state,
    ]


async def test_a_refused_key_pauses_the_number_until_it_is_taken_again(watched: Watched) -> None:
    """No message has to fail for that, and none has to prove that it is over."""
    await watched.look()
    watched.api.switch_on("http_401", id_instance=watched.id_instance)
    with pytest.raises(Invalid):
        await watched.look()
    refused = await watched.line.health()
    back = await watched.look()
    events = [(event.kind, event.detail) for event in (await watched.line.health()).events]

    assert refused.pause is not None
    assert refused.pause.reason == "auth"
    assert refused.pause.until is not None
    assert back.sending
    assert ("resumed", "auth") in events
    assert ("paused", "auth") in events
    assert len(await watched.line.alerts()) == 1


async def test_a_used_up_plan_is_not_forgotten_by_a_look(watched: Watched) -> None:
    """The state says nothing about the quota: that pause ends by its own time."""
    async with watched.line.desk.works.hotel(watched.line.desk.hotel.id) as work:
        until = work.now + timedelta(hours=1)
    await watched.line.set(pause_reason="quota", paused_until=until)
    view = await watched.look()

    assert (view.pause_reason, view.paused_until) == ("quota", until)


async def test_only_a_restart_that_lasts_is_an_alert(watched: Watched) -> None:
    """Some numbers restart ten times a day."""
    await watched.look("starting")
    await watched.look()
    short = await watched.line.alerts()
    channel = await watched.line.channel()
    assert channel.state_at is not None
    await watched.line.set(state_at=channel.state_at - timedelta(minutes=6))
    await watched.look()
    await watched.look()
    (alert,) = await watched.line.alerts()

    assert short == []
    assert "starting for more than five minutes" in alert.reason


async def test_a_warning_during_the_recovery_begins_it_anew(line: Line) -> None:
    """The second card counts as the first did."""
    for state in (InstanceState.YELLOW_CARD, InstanceState.AUTHORIZED):
        await line.become(state)
    first = (await line.channel()).care_since
    await line.become(InstanceState.YELLOW_CARD)
    under = (await line.channel()).care_since
    await line.become(InstanceState.AUTHORIZED)
    second = (await line.channel()).care_since

    assert under is None
    assert first is not None
    assert second is not None
    assert second > first


async def test_alerts_of_one_hotel_stay_there(
    line: Line, make_line: Callable[[], Awaitable[Line]]
) -> None:
    """A blocked number of one house is nothing to another."""
    other = await make_line()
    await other.become(InstanceState.BLOCKED)
    async with line.desk.works.hotel(line.desk.hotel.id) as work:
        here = (await work.session.exec(select(Alert))).all()

    assert here == []
    assert (await line.channel()).pause_reason is None
    assert len(await other.alerts()) == 1
