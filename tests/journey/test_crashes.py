"""Workers side by side, workers that die, and work that nobody can do."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from backend.domain.trigger_facts import SkipReason
from backend.domain.words import PlanState, TriggerEvent
from backend.features.actions.drain import drain_actions
from backend.features.journey.drain import drain_triggers
from backend.models import Alert, Message, Outbox, PlannedOccurrence
from tests.journey.conftest import Journey
from tests.journey.test_actions import ALERT, TAG, WEBHOOK


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


async def test_an_action_crashes_before_its_commit_and_is_done_once(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alert and the word that it was raised stand together, or not at all."""
    await _ready_to_act(journey, ALERT)
    with pytest.raises(BaseExceptionGroup):
        await _killed_acting_at(journey, "actions.performed", monkeypatch)
    between = (len(await journey.rows(Alert)), await journey.acted())
    await journey.pass_time(timedelta(minutes=2))
    await journey.act()

    assert between == (0, [("alert_staff", "waiting", None)])
    assert len(await journey.rows(Alert)) == 1
    assert await journey.acted() == [("alert_staff", "done", "done")]


async def test_a_notice_whose_worker_died_is_posted_again_under_its_key(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows whether it arrived; the key tells the other side that it is the same one."""
    await _ready_to_act(journey, WEBHOOK)
    with pytest.raises(BaseExceptionGroup):
        await _killed_acting_at(journey, "actions.posted", monkeypatch)
    await journey.pass_time(timedelta(minutes=2))
    await journey.act()

    assert len(journey.poster.got) == 2
    assert len({key for _, key, _ in journey.poster.got}) == 1
    assert await journey.acted() == [("notify_webhook", "done", "done")]


async def test_many_workers_act_once(journey: Journey) -> None:
    """Drains side by side: each alert is raised by one of them."""
    await journey.arm(TriggerEvent.STAY_BOOKED, template_id=None, actions=[ALERT, TAG])
    for number in range(8):
        await journey.push(f"R-{number}", guest={"phone": f"+3460000{number:04}"})
    await journey.drain()
    drains = [
        drain_actions(journey.works, journey.hotel.id, journey.poster, limit=3) for _ in range(8)
    ]
    await asyncio.gather(*drains)
    await journey.act()

    assert len(await journey.rows(Alert)) == 8
    assert {outcome for _, _, outcome in await journey.acted()} == {"done"}


async def test_an_action_that_kills_its_workers_is_given_up(journey: Journey) -> None:
    """Counted before it is tried; a person is told."""
    await _ready_to_act(journey, TAG)
    await journey.owner.execute(
        "update trigger_action set attempts = 6 where hotel_id = %s", (journey.hotel.id,)
    )
    await journey.act()

    (alert,) = await journey.rows(Alert)
    assert alert.kind == "trigger_failed"
    assert await journey.acted() == [("tag_stay", "failed", "worker_lost")]


async def _killed_acting_at(journey: Journey, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("backend.features.actions.drain.fault", _kill_at(point))
        await journey.act()


async def _ready_to_act(journey: Journey, action: dict[str, Any]) -> None:
    await journey.arm(TriggerEvent.STAY_BOOKED, template_id=None, actions=[action])
    await journey.push()
    await journey.drain()


def _kill_at(point: str) -> Callable[[str], None]:
    def kill(name: str) -> None:
        if name == point:
            raise _Killed

    return kill


async def _killed_at(journey: Journey, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("backend.features.journey.drain.fault", _kill_at(point))
        await drain_triggers(journey.works, journey.hotel.id)
