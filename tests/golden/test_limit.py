"""Golden questions count against the limit on the AI's cost: a run stops at it, and goes on."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest

from backend.domain.golden_words import ChangeState, RunCause, RunState, RunTrouble
from backend.domain.words import AlertKind
from backend.features.golden import service
from backend.features.golden.drain import drain_golden
from backend.features.golden.schemas import QuestionDraft, RunView
from backend.features.knowledge.service import create_entry
from backend.ports.ai import AiReply, AiRequest, AiUsage
from backend.work import WorkFactory
from tests.cost.test_budget import SMALLEST, alerts, limited, shown, spend
from tests.fixtures.work import HotelFixture
from tests.golden.test_gate import ASKED, EIGHT, RELEASE, SEVEN, Gate
from tests.knowledge.test_entries import MARA, draft

ALL = 6
"""Two more than are put to the model at once."""


class Dear(Gate):
    """Whatever the model says costs so much that four questions are above the smallest limit."""

    def __init__(self, works: WorkFactory, hotel: HotelFixture) -> None:
        super().__init__(works, hotel)
        self.cost = 7_000
        self.questions = 0
        plain = self.ai.complete

        async def complete(request: AiRequest) -> AiReply:
            self.questions += not request.messages[0].content.startswith("task: judge")
            await asyncio.sleep(0)
            return replace(await plain(request), usage=AiUsage(completion_tokens=self.cost))

        self.ai.complete = complete  # type: ignore[method-assign]

    async def open_all(self) -> None:
        """One entry and six questions, which wait for a run."""
        async with self.works.hotel(self.hotel.id, actor=MARA) as work:
            await create_entry(work, draft("Breakfast", SEVEN))
            for number in range(ALL):
                asked = f"{ASKED.text} I am number {number}."
                await service.add_question(work, QuestionDraft(text=asked, facts=ASKED.facts))

    async def drain(self) -> int:
        return await drain_golden(self.works, self.hotel.id, ai=self.ai, release=RELEASE)

    async def runs(self) -> list[RunView]:
        """Oldest first."""
        async with self.works.hotel(self.hotel.id) as work:
            return list(reversed((await service.list_runs(work)).items))

    async def look_again(self, owner: psycopg.AsyncConnection) -> None:
        """As if the minute until the next look were over."""
        await owner.execute(
            "update golden_run set next_at = now() - interval '1 second' where hotel_id = %s",
            (self.hotel.id,),
        )


@pytest.fixture
def gate(works: WorkFactory, hotel: HotelFixture) -> Dear:
    return Dear(works, hotel)


async def test_at_the_limit_no_question_is_asked_and_the_change_waits_and_says_why(
    gate: Dear, owner: psycopg.AsyncConnection
) -> None:
    """Stopped by name, one notice; a higher limit lets it go on and publishes the change."""
    entry, _ = await gate.open()
    asked = gate.questions
    await limited(gate.works, gate.hotel, day=SMALLEST)
    await spend(gate.works, gate.hotel, SMALLEST)
    await gate.save(entry, f"{SEVEN} Tea is served all day.")
    for _ in range(3):
        assert await gate.drain() == 0
        await gate.look_again(owner)
    (held,) = await gate.held()

    assert gate.questions == asked
    assert held.state is ChangeState.CHECKING
    assert held.run is not None
    assert (held.run.state, held.run.trouble) == (RunState.STOPPED, RunTrouble.LIMIT_DAY)
    assert await gate.text_of(entry) == SEVEN
    assert len(await alerts(gate.works, gate.hotel, AlertKind.AI_BUDGET)) == 1

    await limited(gate.works, gate.hotel, day=5)
    assert await gate.drain() == 1
    (held,) = await gate.held()
    assert held.state is ChangeState.PUBLISHED
    assert held.run is not None
    assert (held.run.state, held.run.trouble) == (RunState.PASSED, None)


async def test_a_run_stops_at_the_limit_and_asks_only_the_rest_when_it_goes_on(
    gate: Dear, owner: psycopg.AsyncConnection
) -> None:
    """What was answered is kept and paid once; its figures are those of all questions."""
    await gate.open_all()
    await limited(gate.works, gate.hotel, month=SMALLEST)
    assert await gate.drain() == 1
    (stopped,) = await gate.runs()
    first = gate.questions
    await gate.look_again(owner)
    assert await gate.drain() == 0
    await limited(gate.works, gate.hotel, month=50)
    await gate.look_again(owner)
    assert await gate.drain() == 1
    (passed,) = await gate.runs()
    async with gate.works.hotel(gate.hotel.id) as work:
        report = await service.get_report(work, passed.id)

    assert (stopped.state, stopped.trouble) == (RunState.STOPPED, RunTrouble.LIMIT_MONTH)
    assert (stopped.asked, stopped.questions, stopped.finished_at) == (4, ALL, None)
    assert (first, gate.questions) == (4, ALL)
    assert (passed.state, passed.asked, passed.passed, passed.live) == (RunState.PASSED, *[ALL] * 3)
    assert passed.model == "deepseek-flash"
    assert len(report.results) == ALL


async def test_it_goes_on_by_itself_on_the_next_day(
    gate: Dear, owner: psycopg.AsyncConnection
) -> None:
    """What was spent up to midnight holds nothing up any more."""
    await gate.open_all()
    await limited(gate.works, gate.hotel, day=SMALLEST)
    assert await gate.drain() == 1
    for table, column in (("ai_call", "started_at"), ("ai_spending", "day")):
        await owner.execute(
            f"update {table} set {column} = {column} - %s where hotel_id = %s",
            (timedelta(days=1), gate.hotel.id),
        )
    await gate.look_again(owner)
    assert await gate.drain() == 1
    (run,) = await gate.runs()

    assert (run.state, run.asked) == (RunState.PASSED, ALL)


async def test_what_was_answered_from_other_entries_is_asked_anew(
    gate: Dear, owner: psycopg.AsyncConnection
) -> None:
    """A run that goes on mixes no answers of before an entry came with those of after."""
    await gate.open_all()
    await limited(gate.works, gate.hotel, day=SMALLEST)
    assert await gate.drain() == 1
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        await create_entry(work, draft("Bar", "The bar is open until 23:00."))
    await limited(gate.works, gate.hotel, day=5)
    await gate.look_again(owner)
    assert await gate.drain() == 1
    (run,) = await gate.runs()

    assert (run.state, run.asked, gate.questions) == (RunState.PASSED, ALL, 4 + ALL)


async def test_a_question_that_was_changed_meanwhile_is_asked_as_it_is_now(
    gate: Dear, owner: psycopg.AsyncConnection
) -> None:
    """By the run that goes on; no other one is begun for it."""
    await gate.open_all()
    await limited(gate.works, gate.hotel, day=SMALLEST)
    assert await gate.drain() == 1
    (stopped,) = await gate.runs()
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        report = await service.get_report(work, stopped.id)
        other = QuestionDraft(text="How early is breakfast?", facts=["8:00"])
        await service.change_question(work, report.results[0].question_id, other)
        await service.put_aside(work, report.results[1].question_id)
    await limited(gate.works, gate.hotel, day=5)
    await gate.look_again(owner)
    assert await gate.drain() == 1
    (run,) = await gate.runs()
    async with gate.works.hotel(gate.hotel.id) as work:
        results = (await service.get_report(work, run.id)).results

    assert (run.state, run.asked, run.questions) == (RunState.PASSED, ALL - 1, ALL - 1)
    assert gate.questions == 4 + (ALL - 4) + 1
    assert [one.stands for one in results] == [False, *[True] * (ALL - 2)]


async def test_two_runs_at_once_end_above_the_limit_by_what_was_under_way_alone(
    gate: Dear, owner: psycopg.AsyncConnection
) -> None:
    """Both stop, nothing is asked after that, and both end once the limit is raised."""
    await gate.open_all()
    assert await gate.drain() == 1
    before = gate.questions
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        for _ in range(2):
            await service.begin_run(work, RunCause.STAFF)
    spent = (await shown(gate.works, gate.hotel)).this_month_usd
    await limited(gate.works, gate.hotel, month=spent + SMALLEST)
    await asyncio.gather(gate.drain(), gate.drain())
    while await gate.drain():
        pass
    _, first, second = await gate.runs()
    at_limit = gate.questions - before

    assert [first.state, second.state] == [RunState.STOPPED] * 2
    assert {first.trouble, second.trouble} == {RunTrouble.LIMIT_MONTH}
    assert 4 <= at_limit <= 8
    assert len(await alerts(gate.works, gate.hotel, AlertKind.AI_BUDGET)) == 1

    await limited(gate.works, gate.hotel, month=500)
    await gate.look_again(owner)
    while await gate.drain():
        pass
    assert [one.state for one in await gate.runs()] == [RunState.PASSED] * 3
    assert gate.questions - before == 2 * ALL


async def test_a_change_that_makes_a_question_worse_is_refused_after_the_limit_too(
    gate: Dear, owner: psycopg.AsyncConnection
) -> None:
    """A stop in the middle loses no question that got worse before it."""
    await gate.open_all()
    assert await gate.drain() == 1
    spent = (await shown(gate.works, gate.hotel)).this_month_usd
    await limited(gate.works, gate.hotel, month=spent + SMALLEST)
    entry = await gate.first_entry()
    await gate.save(entry, EIGHT)
    assert await gate.drain() == 1
    (held,) = await gate.held()
    assert held.state is ChangeState.CHECKING
    await limited(gate.works, gate.hotel, month=500)
    await gate.look_again(owner)
    assert await gate.drain() == 1
    (held,) = await gate.held()

    assert held.state is ChangeState.REFUSED
    assert held.run is not None
    assert (held.run.worse, len(held.worse)) == (ALL, ALL)
