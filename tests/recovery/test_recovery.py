"""A complaint has an owner, something that was done, and an end."""

import pytest

from backend.errors import Conflict
from backend.features.alerts.service import acknowledge, dismiss, list_alerts
from backend.features.complaints.service import act, close, own
from backend.features.recovery.service import ask_guest
from tests.recovery.conftest import House


async def _acted(house: House) -> None:
    """Somebody took it and did something about it."""
    await house.complain()
    (one,) = await house.complaints()
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        await own(work, one.id, house.hotel.staff.id)
        await act(work, one.id, "Sent housekeeping with fresh towels.")
        await ask_guest(work, one.id)


async def test_the_guest_closes_it(house: House) -> None:
    """A yes is enough, and the AI does not answer it; every step is a line of the thread."""
    await _acted(house)
    await house.says("Yes, thank you")

    (closed,) = await house.complaints(is_open=False)
    assert (closed.state, closed.closing, closed.owner_name) == ("closed", "guest", "Mara Manager")
    assert closed.opened_at <= (closed.owned_at or closed.opened_at)
    assert house.ai.requests == []
    assert await house.lines() == [
        "complaint_opened",
        "complaint_owned",
        "complaint_acted",
        "complaint_asked",
        "complaint_closed",
    ]


async def test_a_no_opens_it_again_and_calls_somebody(house: House) -> None:
    """The owner keeps it, and the alert climbs anew."""
    await _acted(house)
    await house.says("No, still broken")

    (one,) = await house.complaints()
    assert (one.state, one.owner_name) == ("owned", "Mara Manager")
    assert (await house.alerts())[-1] == ("complaint", "The guest says that it is not fixed.")


async def test_what_is_neither_goes_to_a_person(house: House) -> None:
    """It stays open."""
    await _acted(house)
    await house.says("Perhaps tomorrow")

    assert [one.state for one in await house.complaints()] == ["asked"]
    assert (await house.alerts())[-1][0] == "ai_handed_over"


async def test_without_the_guest_it_needs_a_reason(house: House) -> None:
    """Which stands beside it; a second end is refused."""
    await house.complain()
    (one,) = await house.complaints()
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        await close(work, one.id, "The guest has left.")
    (closed,) = await house.complaints(is_open=False)

    assert (closed.closing, closed.closing_reason, closed.closed_by) == (
        "reason",
        "The guest has left.",
        "Mara Manager",
    )
    with pytest.raises(Conflict):
        async with house.works.hotel(house.hotel.id, actor=house.me) as work:
            await close(work, one.id, "Again.")


async def test_nothing_is_asked_before_something_was_done(house: House) -> None:
    """Nor done before somebody took it."""
    await house.complain()
    (one,) = await house.complaints()
    with pytest.raises(Conflict):
        async with house.works.hotel(house.hotel.id, actor=house.me) as work:
            await act(work, one.id, "Sent somebody.")
    with pytest.raises(Conflict):
        async with house.works.hotel(house.hotel.id, actor=house.me) as work:
            await ask_guest(work, one.id)

    assert await house.heard() == []


async def test_a_yes_after_it_was_closed_is_an_ordinary_message(house: House) -> None:
    """The question is forgotten with the complaint."""
    await _acted(house)
    (one,) = await house.complaints()
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        await close(work, one.id, "Told us at the desk.")
    await house.says("Yes, and what about breakfast")

    assert len(house.ai.requests) == 1


async def test_one_complaint_is_enough_for_a_conversation(house: House) -> None:
    """Further alerts belong to it, until it is closed."""
    await house.complain(key="complaint:1")
    await house.complain(key="complaint:2")

    assert len(await house.complaints()) == 1


async def test_whoever_sees_the_alert_owns_the_complaint(house: House) -> None:
    """Without a second click; a false alarm closes it with that reason."""
    await house.complain()
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        (alert,) = (await list_alerts(work)).items
        await acknowledge(work, alert.id)
    (one,) = await house.complaints()

    assert one.owner_name == "Mara Manager"


async def test_a_false_alarm_is_no_complaint(house: House) -> None:
    """Nothing is withheld from the guest because of it."""
    await house.complain()
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        (alert,) = (await list_alerts(work)).items
        await dismiss(work, alert.id)

    (closed,) = await house.complaints(is_open=False)
    assert closed.closing_reason == "The alert was wrong."
