"""Old runs of golden questions go; what later runs are held against and what waits stays."""

import psycopg

from backend.features.golden import service
from backend.models import GoldenRun, KnowledgeChange
from tests.golden.test_gate import EIGHT, SEVEN, Gate, gate
from tests.turns.stage import rows_of

__all__ = ["gate"]
LONG_AGO = "now() - interval '366 days'"


async def _forget(gate: Gate) -> None:
    async with gate.works.hotel(gate.hotel.id) as work:
        await service.forget_old_runs(work)


async def _age(owner: psycopg.AsyncConnection, gate: Gate) -> None:
    for table in ("golden_run", "knowledge_change"):
        await owner.execute(
            f"update {table} set created_at = {LONG_AGO} where hotel_id = %s",
            (gate.hotel.id,),
        )


async def test_an_old_run_goes_with_its_results_and_its_change(
    gate: Gate, owner: psycopg.AsyncConnection
) -> None:
    """But for the one that is the measure of later runs."""
    entry, _ = await gate.open()
    for text in (f"{SEVEN} Tea all day.", f"{SEVEN} Coffee all day."):
        await gate.save(entry, text)
        await gate.ask()
    await _forget(gate)
    assert len(await rows_of(gate.works, gate.hotel, GoldenRun)) == 3
    await _age(owner, gate)

    await _forget(gate)

    (left,) = await rows_of(gate.works, gate.hotel, GoldenRun)
    (change,) = await rows_of(gate.works, gate.hotel, KnowledgeChange)
    async with gate.works.hotel(gate.hotel.id) as work:
        seen = await service.see_gate(work, release="other")
        report = await service.get_report(work, left.id)
    assert change.id == left.change_id
    assert seen.accepted_run is not None
    assert seen.accepted_run.id == left.id
    assert len(report.results) == 1


async def test_a_change_that_waits_for_a_person_is_kept_with_its_run(
    gate: Gate, owner: psycopg.AsyncConnection
) -> None:
    """However long it waits, the questions that it made worse are named."""
    entry, question = await gate.open()
    await gate.save(entry, EIGHT)
    await gate.ask()
    await _age(owner, gate)

    await _forget(gate)

    (change,) = await gate.held()
    assert [one.question_id for one in change.worse] == [question.id]
