"""What staff say of alerts, and the budget that moves the threshold."""

import pytest

from backend.domain.words import AlertKind, AlertStatus
from backend.errors import Conflict
from backend.features.alerts.service import acknowledge, judge, list_alerts, raise_alert
from backend.features.calibration.schemas import BudgetInput
from backend.features.calibration.service import (
    calibration,
    mark_missed,
    set_budget,
    unmark_missed,
)
from tests.fakes.ai import says
from tests.recovery.conftest import House

ANGRY, CROSS, SOUR = -0.95, -0.8, -0.65


async def _three(house: House) -> None:
    for number, score in enumerate((ANGRY, CROSS, SOUR)):
        await house.complain(score, key=f"complaint:{number}")


async def test_a_budget_moves_the_threshold_at_once(house: House) -> None:
    """From the complaints so far; taken back, it is gone."""
    await _three(house)
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        narrow = await set_budget(work, BudgetInput(budget=2))
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        none = await set_budget(work, BudgetInput(budget=None))

    assert (narrow.threshold, narrow.complaints, narrow.raised, narrow.held) == (CROSS, 3, 2, 1)
    assert (none.threshold, none.raised, none.held) == (None, 3, 0)


async def test_what_is_held_back_is_listed_and_calls_nobody(house: House) -> None:
    """No screen is told and nothing climbs; a worse one still comes through."""
    await _three(house)
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        await set_budget(work, BudgetInput(budget=1))
    await house.complain(CROSS, key="complaint:mild")
    await house.complain(-0.97, key="complaint:bad")
    async with house.works.hotel(house.hotel.id) as work:
        held = (await list_alerts(work, statuses=[AlertStatus.HELD])).items
        open_ones = (await list_alerts(work)).items

    assert [one.climb_at for one in held] == [None]
    assert len(open_ones) == 4


async def test_a_complaint_in_a_turn_brings_its_score(house: House) -> None:
    """So that the threshold can weigh it."""
    house.ai.respond = lambda _: says(score=CROSS, level="complaint", action="hand_over",
                                      reason="complaint")  # fmt: skip
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        await set_budget(work, BudgetInput(budget=1))
    await house.says("The room is filthy")
    async with house.works.hotel(house.hotel.id) as work:
        view = await calibration(work)

    assert (view.budget.complaints, view.budget.raised) == (1, 1)


async def test_figures_come_from_what_staff_said(house: House) -> None:
    """Right and wrong alerts, complaints that were missed, by language, with n."""
    ids = [(await house.chat.write(text))[0] for text in ("Awful", "Dirty", "Hm")]
    for message_id in ids[:2]:
        await _alert_for(house, message_id)
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        first, second = (await list_alerts(work)).items
        await acknowledge(work, first.id)
        await judge(work, first.id, verdict=True)
        await judge(work, second.id, verdict=False)
        await mark_missed(work, str(ids[2]))
    async with house.works.hotel(house.hotel.id) as work:
        view = await calibration(work)

    whole = view.languages[0]
    assert (whole.language, whole.precision.hits, whole.precision.n) == ("all", 1, 2)
    assert (whole.recall.hits, whole.recall.n) == (1, 2)
    assert [one.message_id for one in view.missed] == [str(ids[2])]


async def test_a_missed_complaint_is_followed_like_every_other(house: House) -> None:
    """It opens a complaint; it can be taken back, and none is missed that was raised."""
    missed, raised = (await house.chat.write("Hm", "Awful"))[:2]
    await _alert_for(house, raised)
    async with house.works.hotel(house.hotel.id, actor=house.me) as work:
        await mark_missed(work, str(missed))
        await unmark_missed(work, str(missed))
        left = (await calibration(work)).missed
    with pytest.raises(Conflict):
        async with house.works.hotel(house.hotel.id, actor=house.me) as work:
            await mark_missed(work, str(raised))

    assert left == []
    assert len(await house.complaints()) == 1


async def _alert_for(house: House, message_id: int) -> None:
    async with house.works.hotel(house.hotel.id) as work:
        await raise_alert(
            work,
            kind=AlertKind.COMPLAINT,
            reason="The guest is unhappy.",
            dedupe_key=f"complaint:{message_id}",
            conversation_id=house.chat.conversation_id,
            message_id=message_id,
        )
