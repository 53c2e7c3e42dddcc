"""Workers side by side, workers that die, and work that nobody can do."""

import asyncio
from datetime import timedelta

import pytest

from backend.domain.trigger_facts import SkipReason
from backend.domain.words import PlanState, TriggerEvent
from backend.features.journey.drain import drain_triggers
from backend.models import Message, Outbox, PlannedOccurrence
from tests.journey.conftest import Journey


class _Killed(BaseException):
    """The worker is gone."""


async def test_two_workers_fire_once(journey: Journey) -> None:
    """Many drains at the same moment: each occurrence is decided by one of them."""
    await journey.arm(TriggerEvent.STAY_BOOKED)
    for number in range(12):
        await journey.push(f"R-{number}", guest={"phone": f"+3460000{number:04}"})
    drains = [drain_triggers(journey.works, journey.hotel.id, limit=3) for _ in range(8)]
    await asyncio.gather(*drains)
    await journey.drain()

    assert len(await journey.rows(Message)) == 12
    assert await journey.ledger() == [("fired", "stay_booked")] * 12


async def test_a_crash_leaves_all_or_nothing(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the decision, before the commit: nothing was sent, and the next attempt sends once."""
    await journey.arm(TriggerEvent.STAY_BOOKED)
    await journey.push()
    with pytest.raises(_Killed):
        await _killed_at(journey, "triggers.decided", monkeypatch)
    between = (await journey.sent(), await journey.ledger())
    await journey.pass_time(timedelta(minutes=2))
    await journey.drain()

    assert between == ([], [])
    assert await journey.ledger() == [("fired", "stay_booked")]


async def test_what_fails_again_and_again_is_given_up_with_an_alert(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted before it is tried; a person is told, and the others are not held back."""
    await journey.arm(TriggerEvent.STAY_BOOKED, name="Thanks")
    await journey.push()
    await journey.owner.execute(
        "update planned_occurrence set attempts = 5 where hotel_id = %s", (journey.hotel.id,)
    )
    await journey.drain()

    (row,) = await journey.rows(PlannedOccurrence)
    assert row.state is PlanState.FAILED
    assert await journey.ledger() == [("failed", SkipReason.FAILED)]
    assert await journey.rows(Outbox) == []


async def _killed_at(journey: Journey, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(name: str) -> None:
        if name == point:
            raise _Killed

    with monkeypatch.context() as patched:
        patched.setattr("backend.features.journey.drain.fault", kill)
        await drain_triggers(journey.works, journey.hotel.id)
