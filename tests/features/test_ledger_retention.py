"""What triggers did, planned and passed over goes when its time is over; why nothing fires twice
stays."""

from collections.abc import Sequence
from typing import LiteralString

import psycopg
import pytest

from backend.domain.retention import Store
from backend.features.retention.service import BATCH, retire, retire_batch
from tests.fixtures.desk import Desk

PLENTY_S = 120.0
OLD, YOUNG = 366, 364
"""Days; a hotel keeps how it sent for a year unless it says otherwise."""
DECISION: LiteralString = (
    "insert into decision (hotel_id, kind, outcome, reason, occurrence, turn, facts, decided_at)"
    " values (%s, %s, %s, 'x', %s, 0, '{}', now() - make_interval(days => %s)) returning id"
)
ACTION: LiteralString = (
    "insert into trigger_action (hotel_id, decision_id, place, kind, wanted, state, attempts,"
    " epoch, created_at, done_at)"
    " values (%(hotel)s, %(decision)s, %(place)s, 'tag_stay', '{}', %(state)s,"
    " 1, 1, now() - make_interval(days => %(days)s),"
    " case when %(state)s <> 'waiting' then now() - make_interval(days => %(days)s) end)"
)
PLAN: LiteralString = (
    "insert into planned_occurrence (hotel_id, trigger_id, occurrence, planned_for, due_at, state,"
    " decided_at) values (%(hotel)s, gen_random_uuid(), %(state)s || %(days)s,"
    " now() - make_interval(days => %(days)s), now() - make_interval(days => %(days)s), %(state)s,"
    " case when %(state)s <> 'planned' then now() - make_interval(days => %(days)s) end)"
)


async def _retire(desk: Desk) -> int:
    return await retire(desk.works, [desk.hotel.id], budget_s=PLENTY_S)


async def _decided(
    desk: Desk, owner: psycopg.AsyncConnection, kind: str, outcome: str, days: int
) -> int:
    values = (desk.hotel.id, kind, outcome, f"{outcome} {days}", days)
    row = await (await owner.execute(DECISION, values)).fetchone()
    assert row is not None
    return int(row[0])


async def _left(
    desk: Desk, owner: psycopg.AsyncConnection, question: LiteralString
) -> Sequence[tuple[object, ...]]:
    return await (await owner.execute(question, (desk.hotel.id,))).fetchall()


async def test_what_a_trigger_passed_over_goes_and_what_it_did_stays(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """Fired once is fired once, however long ago; answers are evidence."""
    for days in (OLD, YOUNG):
        for outcome in ("fired", "skipped", "suppressed", "deferred", "failed"):
            await _decided(desk, owner, "trigger", outcome, days)
        await _decided(desk, owner, "answer", "skipped", days)
    await _retire(desk)
    left = await _left(
        desk,
        owner,
        "select kind, occurrence from decision where hotel_id = %s and kind is not null",
    )

    assert {
        ("trigger", f"fired {OLD}"),
        ("trigger", f"failed {OLD}"),
        ("answer", f"skipped {OLD}"),
        *(
            ("trigger", f"{outcome} {YOUNG}")
            for outcome in ("fired", "skipped", "suppressed", "deferred", "failed")
        ),
        ("answer", f"skipped {YOUNG}"),
    } == set(left)


@pytest.mark.parametrize("state", ["done", "left_out", "failed", "waiting"])
async def test_an_action_goes_when_it_ended_long_ago(
    desk: Desk, owner: psycopg.AsyncConnection, state: str
) -> None:
    """What still waits is never let go."""
    decision = await _decided(desk, owner, "trigger", "fired", OLD)
    for place, days in enumerate((OLD, YOUNG)):
        values = {
            "hotel": desk.hotel.id,
            "decision": decision,
            "place": place,
            "state": state,
            "days": days,
        }
        await owner.execute(ACTION, values)
    await _retire(desk)
    left = await _left(
        desk, owner, "select place from trigger_action where hotel_id = %s order by place"
    )

    assert left == ([(0,), (1,)] if state == "waiting" else [(1,)])


@pytest.mark.parametrize("state", ["fired", "skipped", "revoked", "failed", "planned"])
async def test_a_planned_occurrence_goes_a_year_after_its_time(
    desk: Desk, owner: psycopg.AsyncConnection, state: str
) -> None:
    """One that was never decided stays: it may be late, and is somebody's to see."""
    async with owner.transaction():
        # Whose trigger it was does not matter here.
        await owner.execute("set local session_replication_role = replica")
        for days in (OLD, YOUNG):
            await owner.execute(PLAN, {"hotel": desk.hotel.id, "state": state, "days": days})
    await _retire(desk)
    left = await _left(
        desk, owner, "select occurrence from planned_occurrence where hotel_id = %s order by id"
    )

    young, old = (f"{state}{YOUNG}",), (f"{state}{OLD}",)
    assert left == ([old, young] if state == "planned" else [young])


async def test_what_stays_for_ever_is_not_read_again_with_every_run(
    desk: Desk, owner: psycopg.AsyncConnection
) -> None:
    """A batch counts only lines that may go: those that fired are passed over by the index."""
    await owner.execute(
        "insert into decision (hotel_id, kind, outcome, reason, occurrence, turn, facts,"
        " decided_at) select %s, 'trigger', case when n %% 4 = 0 then 'skipped' else 'fired' end,"
        " 'x', n::text, 0, '{}', now() - interval '400 days' from generate_series(1, %s) n",
        (desk.hotel.id, 4 * BATCH),
    )
    async with desk.works.hotel(desk.hotel.id) as work:
        gone, after = await retire_batch(work, Store.DECISION, after=0)
        assert after is not None
        none, end = await retire_batch(work, Store.DECISION, after=after)

    assert (gone, none, end) == (BATCH, 0, None)
