"""The golden month: what a rehearsal tells is what was really sent, row by row.

A month of stays is lived through with the real planning, deciding and writing, the clock turned
from event to event, over a night in which the hotel's clock jumps. Afterwards the rehearsal
replays the same month from the logs alone.
"""

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from typing import Any

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select

from backend.domain.words import TriggerEvent
from backend.features.rehearsals.service import keep, list_lines, read_armed, replay
from backend.features.triggers.schemas import RehearsalLineView
from backend.features.triggers.service import list_enabled
from backend.kit.crypto import Vault
from backend.models import Decision, Message, Stay
from tests.fixtures.work import HotelFixture, Recorder
from tests.journey.conftest import Journey
from tests.journey.turned import Month, TurnedWorks

BEGINS = datetime.fromisoformat("2026-03-10T09:00+00:00")
DAYS, GUESTS = 30, 30
EVENING = {"moment": "arrival", "amount": 1, "unit": "days", "side": "before", "at": "18:00"}
LONG_OR_VIP = {
    "any": [
        {"field": "nights", "operator": "at_least", "value": 3},
        {"field": "vip", "operator": "is", "value": True},
    ]
}
IN_HOUSE = {"all": [{"field": "status", "operator": "is", "value": "in_house"}]}
RULES: dict[str, dict[str, Any]] = {
    "evening before": {
        "event": TriggerEvent.TIME,
        "timing": EVENING,
        "conditions": LONG_OR_VIP,
    },
    "late comers": {
        "event": TriggerEvent.TIME,
        "timing": {"moment": "arrival", "amount": 2, "side": "before"},
        "late": "send",
    },
    "mid stay": {
        "event": TriggerEvent.TIME,
        "timing": {"moment": "mid_stay", "at": "12:00"},
        "conditions": IN_HOUSE,
        "weekdays": [0, 1, 2, 3, 4],
    },
    "first hour": {
        "event": TriggerEvent.TIME,
        "timing": {"moment": "check_in", "amount": 1, "unit": "hours"},
        "quiet": {"start": "17:00", "end": "09:00", "rule": "defer"},
    },
    "thanks": {"event": TriggerEvent.STAY_BOOKED, "priority": 5},
    "new room": {"event": TriggerEvent.ROOM_CHANGED, "text": "Your room is {{room}}."},
    "sorry": {"event": TriggerEvent.STAY_CANCELLED},
    "goodbye": {"event": TriggerEvent.CHECKED_OUT, "daily_cap": 1},
}
Told = tuple[datetime, str, str, str, str | None]
"""(when, reservation, outcome, reason, text)"""


@pytest.fixture
async def works_of_march(engine: AsyncEngine, recorder: Recorder, vault: Vault) -> TurnedWorks:
    works = TurnedWorks(engine, publisher=recorder, waker=recorder, vault=vault)
    works.at = BEGINS
    return works


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_rehearsal_tells_what_was_sent(
    works_of_march: TurnedWorks, make_hotel: Any, owner: psycopg.AsyncConnection, seed: int
) -> None:
    """Every trigger of the month, every line of its ledger: when, whom, what, and why not."""
    works = works_of_march
    hotel = await make_hotel(timezone="Europe/Berlin")
    journey = Journey(works, hotel, owner)
    for name, rule in RULES.items():
        await journey.arm(name=name, **rule)
    await Month(works, hotel, owner, Random(seed), GUESTS).live(DAYS)

    sent = await _sent(works, hotel)
    for name in RULES:
        assert await _rehearsed(works, hotel, name) == sent[name], name
    outcomes = Counter(outcome for told in sent.values() for _, _, outcome, _, _ in told)
    # A month in which nothing happens would prove nothing.
    assert outcomes["fired"] > 40
    assert outcomes["skipped"] > 5
    assert outcomes["deferred"] > 3


async def _sent(works: TurnedWorks, hotel: HotelFixture) -> dict[str, list[Told]]:
    async with works.hotel(hotel.id) as work:
        names = {one.rule.id: one.name for one in await list_enabled(work)}
        stays = {stay.id: stay.external_id for stay in await work.session.exec(select(Stay))}
        texts = {one.decision_id: one.text for one in await work.session.exec(select(Message))}
        rows = (await work.session.exec(select(Decision))).all()
    found: dict[str, list[Told]] = {name: [] for name in RULES}
    for row in rows:
        assert row.trigger_id is not None
        assert row.stay_id is not None
        assert row.decided_at is not None
        line = (row.decided_at, stays[row.stay_id], str(row.outcome), row.reason)
        found[names[row.trigger_id]].append((*line, texts.get(row.id)))
    return {name: sorted(lines, key=str) for name, lines in found.items()}


async def _rehearsed(works: TurnedWorks, hotel: HotelFixture, name: str) -> list[Told]:
    async with works.hotel(hotel.id) as work:
        (armed,) = [one for one in await list_enabled(work) if one.name == name]
        found = await read_armed(work, armed, start=BEGINS)
    replayed = replay(found)
    async with works.hotel(hotel.id) as work:
        await keep(work, replayed)
        lines: list[RehearsalLineView] = []
        cursor = None
        while True:
            page = await list_lines(work, armed.rule.id, cursor=cursor, limit=100)
            lines += page.items
            cursor = page.next_cursor
            if cursor is None:
                break
    told = [
        (
            line.at,
            line.external_id or "",
            str(line.outcome),
            line.reason,
            line.text if line.outcome == "fired" else None,
        )
        for line in lines
        if line.at <= works.at
    ]
    assert all(line.at > works.at - timedelta(days=DAYS + 1) for line in lines)
    return sorted(told, key=str)
