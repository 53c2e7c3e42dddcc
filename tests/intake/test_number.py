"""What a number tells of itself."""

from datetime import timedelta

from sqlmodel import select

from backend.models import Alert, Channel
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from tests.fixtures.work import Recorder
from tests.intake.conftest import Number


async def test_a_number_that_lost_its_phone_stops_sending(
    number: Number, recorder: Recorder
) -> None:
    """Shown at once, alerted once, sends held; authorized again, they go on by themselves."""
    lost = number.envelope("stateInstanceChanged", stateInstance="notAuthorized")
    lost["timestamp"] -= 60
    await number.tell(lost)
    held = await channel_of(number)
    await number.tell(number.envelope("stateInstanceChanged", stateInstance="authorized"))
    free = await channel_of(number)
    told = [e.data["state"] for h, e in recorder.events if e.kind is LiveKind.CHANNEL]

    assert (held.state.value, held.pause_reason) == ("notAuthorized", "state_notAuthorized")
    assert held.paused_until is not None
    assert (free.state.value, free.pause_reason, free.paused_until) == ("authorized", None, None)
    assert told[-2:] == ["notAuthorized", "authorized"]
    assert WorkKind.SENDS in recorder.wakes
    assert [alert.kind.value for alert in await alerts_of(number)] == ["channel_state"]


async def test_an_older_state_does_not_undo_a_newer_one(number: Number) -> None:
    """A notification that was held back for an hour is history."""
    await number.tell(number.envelope("stateInstanceChanged", stateInstance="authorized"))
    old = number.envelope("stateInstanceChanged", stateInstance="blocked")
    old["timestamp"] -= 3600
    await number.tell(old)

    assert (await channel_of(number)).state.value == "authorized"


async def test_a_short_restart_is_no_alarm(number: Number) -> None:
    """`starting` comes and goes by itself: shown, not alerted, nothing held."""
    await number.tell(number.envelope("stateInstanceChanged", stateInstance="starting"))
    channel = await channel_of(number)

    assert (channel.state.value, channel.pause_reason) == ("starting", None)
    assert await alerts_of(number) == []


async def test_a_spent_quota_pauses_with_its_reason(number: Number) -> None:
    """Sends rest an hour, staff are told; also under the vendor's wrong webhook name."""
    for kind in ("quotaExceeded", "incomingBlock"):
        body = number.envelope(kind, quotaData={"method": "correspondents", "used": "3"})
        await number.tell(body)
    channel = await channel_of(number)

    assert channel.pause_reason == "quota"
    assert channel.paused_until is not None
    assert channel.created_at is not None
    assert channel.paused_until - channel.created_at > timedelta(minutes=59)
    assert len(await alerts_of(number)) == 1


async def test_another_account_behind_the_number_is_noticed(number: Number) -> None:
    """The first address is learnt; a different one later is alerted once."""
    await number.tell(number.message("A1", "hi"))
    other = [number.message(f"A{n}", "hi") for n in (2, 3)]
    for body in other:
        body["instanceData"]["wid"] = "70000000000@c.us"
    await number.tell(*other)
    (alert,) = await alerts_of(number)

    assert (await channel_of(number)).wid == "79990000000@c.us"
    assert "another WhatsApp account" in alert.reason


async def channel_of(number: Number) -> Channel:
    async with number.works.hotel(number.hotel.id) as work:
        return await work.session.get_one(Channel, (number.hotel.id, number.hotel.channel.id))


async def alerts_of(number: Number) -> list[Alert]:
    async with number.works.hotel(number.hotel.id) as work:
        return list((await work.session.exec(select(Alert))).all())
