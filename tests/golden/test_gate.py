"""A change of what the AI answers from reaches guests only when no golden question gets worse."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from backend.domain.ai_modes import StayStage
from backend.domain.golden_words import (
    ChangeState,
    Expects,
    Fault,
    QuestionState,
    RunCause,
    RunState,
    RunTrouble,
    Way,
)
from backend.domain.words import AiMode
from backend.errors import Conflict
from backend.features.audit.service import list_audit
from backend.features.golden import service
from backend.features.golden.drain import drain_golden
from backend.features.golden.schemas import HeldChangeView, QuestionDraft, QuestionView, RunView
from backend.features.hotels.schemas import HotelPatch
from backend.features.hotels.service import get_hotel, update_hotel
from backend.features.knowledge.schemas import KnowledgeView
from backend.features.knowledge.service import create_entry, get_entry, list_entries, list_versions
from backend.features.knowledge_changes import service as changes
from backend.features.knowledge_changes.schemas import ChangeView
from backend.models import AiCall
from backend.ports.ai import AiFailure, AiRequest
from backend.ports.wake import WorkKind
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.work import HotelFixture, Recorder
from tests.knowledge.test_entries import MARA, draft

RELEASE = "release-one"
SEVEN, EIGHT = "Breakfast is served from 7:00 to 10:30.", "Breakfast is served from 8:00 to 10:30."
ASKED = QuestionDraft(text="When is breakfast served?", facts=["7:00", "10:30"])


def reads_aloud(request: AiRequest) -> dict[str, Any]:
    """A model that repeats the first entry, and a judge who likes everything."""
    stable = request.messages[0].content
    if stable.startswith("task: judge"):
        return {"verdict": "good", "why": "it answers"}
    _, _, entries = stable.partition("# Entries\n")
    if not entries:
        return says("A colleague will help.", action="hand_over", reason="not_in_knowledge")
    return says(entries.splitlines()[0].partition("): ")[2], sources=("k1",))


class Gate:
    """A hotel with one entry and one question that stands."""

    def __init__(self, works: WorkFactory, hotel: HotelFixture) -> None:
        self.works, self.hotel = works, hotel
        self.ai = FakeAi(reads_aloud)

    async def open(self, asked: QuestionDraft = ASKED) -> tuple[KnowledgeView, QuestionView]:
        async with self.works.hotel(self.hotel.id, actor=MARA) as work:
            entry = await create_entry(work, draft("Breakfast", SEVEN))
            question = await service.add_question(work, asked)
        await self.ask()
        return entry, question

    async def ask(self, *, release: str = RELEASE) -> RunView:
        assert await drain_golden(self.works, self.hotel.id, ai=self.ai, release=release) == 1
        async with self.works.hotel(self.hotel.id) as work:
            return (await service.list_runs(work)).items[0]

    async def save(self, entry: KnowledgeView, text: str) -> KnowledgeView | ChangeView:
        async with self.works.hotel(self.hotel.id, actor=MARA) as work:
            return await changes.publish_change(work, entry.id, draft("Breakfast", text))

    async def held(self) -> list[HeldChangeView]:
        async with self.works.hotel(self.hotel.id) as work:
            return list((await service.list_changes(work, open_only=False)).items)

    async def first_entry(self) -> KnowledgeView:
        async with self.works.hotel(self.hotel.id) as work:
            return (await list_entries(work)).items[0]

    async def text_of(self, entry: KnowledgeView) -> str:
        async with self.works.hotel(self.hotel.id) as work:
            return (await get_entry(work, entry.id)).text


@pytest.fixture
def gate(works: WorkFactory, hotel: HotelFixture) -> Gate:
    return Gate(works, hotel)


async def test_a_hotel_without_golden_questions_is_not_held_up(gate: Gate) -> None:
    """Every change holds at once, and the gate says that nothing is checked."""
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        made = await changes.publish_new(work, draft("Breakfast", SEVEN))
        assert isinstance(made, KnowledgeView)
        assert await changes.publish_removal(work, made.id) is None
        back = await changes.publish_return(work, made.id)
        seen = await service.see_gate(work, release=RELEASE)

    assert isinstance(back, KnowledgeView)
    assert (seen.approved, seen.last_run, seen.open_changes) == (0, None, 0)
    with pytest.raises(Conflict, match="No golden question"):
        async with gate.works.hotel(gate.hotel.id) as work:
            await service.begin_run(work, RunCause.STAFF)


async def test_an_approved_question_is_asked_by_itself_and_its_answer_stands(
    gate: Gate, recorder: Recorder
) -> None:
    """On the way of a guest's message: evidence checked, call kept, answer recorded."""
    _, question = await gate.open()
    async with gate.works.hotel(gate.hotel.id) as work:
        (run,) = (await service.list_runs(work)).items
        report = await service.get_report(work, run.id)
        (row,) = (await service.list_questions(work, QuestionState.APPROVED)).items
        calls = (await work.session.exec(select(AiCall).order_by(AiCall.id))).all()  # type: ignore[arg-type]

    assert WorkKind.GOLDEN in recorder.wakes
    assert (run.state, run.cause) == (RunState.PASSED, RunCause.QUESTIONS)
    assert (run.asked, run.passed, run.live, run.model) == (1, 1, 1, "deepseek-flash")
    assert run.accepted_at is not None
    (result,) = report.results
    assert (result.answer, result.way, result.faults) == (SEVEN, Way.LIVE, [])
    assert result.judged_good
    assert [(one.language, one.n, one.hits) for one in report.rates] == [
        ("en", 1, 1),
        ("", 1, 1),
    ]
    assert report.rates[0].low == pytest.approx(0.2065, abs=0.001)
    assert (row.id, row.stood, row.has_recording) == (question.id, True, True)
    assert [one.task for one in calls] == ["golden", "judge"]


async def test_who_may_be_answered_is_no_matter_of_golden_questions(gate: Gate) -> None:
    """A hotel that holds its AI back for strangers, or for a while, has its questions asked."""
    rules = HotelPatch(ai_mode=AiMode.OFF, stage_modes={StayStage.NO_STAY: AiMode.OFF})
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        await update_hotel(work, rules.model_copy(update={"reply_delay_s": 600}))
    await gate.open()
    async with gate.works.hotel(gate.hotel.id) as work:
        (run,) = (await service.list_runs(work)).items

    assert (run.state, run.passed, run.live) == (RunState.PASSED, 1, 1)


async def test_a_change_that_makes_a_question_worse_is_not_published(gate: Gate) -> None:
    """The entry stays as it was, and the question is named with the answer guests would get."""
    entry, question = await gate.open()
    held = await gate.save(entry, EIGHT)
    before = await gate.text_of(entry)
    run = await gate.ask()
    (change,) = await gate.held()

    assert isinstance(held, ChangeView)
    assert (held.state, held.text, before) == (ChangeState.CHECKING, EIGHT, SEVEN)
    assert (run.state, run.worse, run.accepted_at) == (RunState.WORSE, 1, None)
    assert (change.state, change.by_name) == (ChangeState.REFUSED, "Mara Manager")
    (lost,) = change.worse
    assert (lost.question_id, lost.answer) == (question.id, EIGHT)
    assert lost.faults == [Fault.FACT_MISSING]
    assert await gate.text_of(entry) == SEVEN


async def test_a_change_that_harms_no_question_is_published_by_the_worker(gate: Gate) -> None:
    """In the name of whoever wrote it."""
    entry, _ = await gate.open()
    text = f"{SEVEN} Tea is served all day."
    await gate.save(entry, text)
    run = await gate.ask()
    (change,) = await gate.held()
    async with gate.works.hotel(gate.hotel.id) as work:
        newest = (await list_versions(work, entry.id)).items[0]

    assert (run.state, change.state) == (RunState.PASSED, ChangeState.PUBLISHED)
    assert (newest.version, newest.text, newest.made_by) == (2, text, "Mara Manager")


async def test_a_manager_publishes_in_spite_of_it_with_a_reason(gate: Gate) -> None:
    """The reason is audited; the question counts as lost from then on and holds nothing back."""
    entry, _ = await gate.open()
    await gate.save(entry, EIGHT)
    await gate.ask()
    (change,) = await gate.held()
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        done = await service.publish_change(work, change.id, reason="Winter hours")
        audit = (await list_audit(work)).items
        (row,) = (await service.list_questions(work, QuestionState.APPROVED)).items
    with pytest.raises(Conflict):
        async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
            await service.publish_change(work, change.id, reason="Again")
    await gate.save(entry, f"{EIGHT} Tea all day.")
    again = await gate.ask()

    assert (done.state, done.reason, done.decided_by) == (
        ChangeState.PUBLISHED,
        "Winter hours",
        "Mara Manager",
    )
    assert ("knowledge_change.published", "Winter hours") in [
        (one.action, one.detail.get("reason")) for one in audit
    ]
    assert row.stood is False
    assert again.state is RunState.PASSED


async def test_deleting_restoring_and_adding_go_the_same_way(gate: Gate) -> None:
    """Whatever changes what can be answered; what changes nothing of it is not held."""
    entry, _ = await gate.open()
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        own = draft("Breakfast", SEVEN, category="Food")
        told = await changes.publish_change(work, entry.id, own)
        removal = await changes.publish_removal(work, entry.id)
        assert removal is not None
        assert removal.text == ""
        assert (await get_entry(work, entry.id)).text == SEVEN
    await gate.ask()
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        added = await changes.publish_new(work, draft("Bar", "Open until 23:00."), origin="x.pdf")
        assert isinstance(added, ChangeView)
    await gate.ask()
    newest, oldest = await gate.held()
    async with gate.works.hotel(gate.hotel.id) as work:
        bar = await get_entry(work, added.entry_id)

    assert isinstance(told, KnowledgeView)
    assert (oldest.state, [one.faults for one in oldest.worse]) == (
        ChangeState.REFUSED,
        [[Fault.OUTCOME]],
    )
    assert newest.state is ChangeState.PUBLISHED
    assert (bar.title, bar.origin) == ("Bar", "x.pdf")


async def test_while_the_model_is_away_recordings_are_held_against_the_change(gate: Gate) -> None:
    """What stood on words that are gone falls, by rule; what is not touched stands."""
    entry, _ = await gate.open()
    gate.ai.respond = lambda request: AiFailure.NETWORK
    await gate.save(entry, f"{SEVEN} Tea is served all day.")
    passed = await gate.ask()
    await gate.save(entry, EIGHT)
    refused = await gate.ask()
    newest = (await gate.held())[0]

    assert (passed.state, passed.live, passed.model) == (RunState.PASSED, 0, "")
    assert (refused.state, newest.state) == (RunState.WORSE, ChangeState.REFUSED)
    assert newest.worse[0].way is Way.RECORDED


async def test_without_model_and_recording_nothing_is_published_unseen(gate: Gate) -> None:
    """The change waits as unchecked; it is asked about again, or published with a reason."""
    gate.ai.respond = lambda request: AiFailure.AUTH
    entry, _ = await gate.open()
    await gate.save(entry, EIGHT)
    run = await gate.ask()
    (change,) = await gate.held()
    gate.ai.respond = reads_aloud
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        await service.check_change(work, change.id)
    again = await gate.ask()

    assert (run.state, run.trouble) == (RunState.FAILED, RunTrouble.MODEL_AWAY)
    assert change.state is ChangeState.UNCHECKED
    # It never stood, so that there was nothing to lose.
    assert again.state is RunState.PASSED


async def test_one_slip_of_the_model_is_asked_once_more(gate: Gate) -> None:
    """Twice in a row is worse, once is chance."""
    slips = iter([True, False])

    def slipping(request: AiRequest) -> dict[str, Any]:
        is_answer = not request.messages[0].content.startswith("task: judge")
        return says("Gladly.") if is_answer and next(slips, False) else reads_aloud(request)

    await gate.open()
    gate.ai.respond = slipping
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        await service.begin_run(work, RunCause.STAFF)
    run = await gate.ask()

    assert (run.state, run.worse) == (RunState.PASSED, 0)


async def test_a_later_save_takes_the_place_of_one_that_waits(gate: Gate) -> None:
    """The older one is withdrawn, and nothing is asked about it."""
    entry, _ = await gate.open()
    await gate.save(entry, EIGHT)
    await gate.save(entry, f"{SEVEN} Tea all day.")
    assert await drain_golden(gate.works, gate.hotel.id, ai=gate.ai, release=RELEASE) == 0
    await gate.ask()
    newest, older = await gate.held()

    assert (older.state, newest.state) == (ChangeState.WITHDRAWN, ChangeState.PUBLISHED)
    with pytest.raises(Conflict):
        async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
            await service.withdraw_change(work, older.id)


async def test_other_instructions_or_another_model_are_asked_about_and_put_back_to_drafts(
    gate: Gate,
) -> None:
    """Once for each release; a manager accepts with a reason, and the AI answers again."""
    await gate.open()
    gate.ai.respond = lambda request: says("Gladly.")
    async with gate.works.hotel(gate.hotel.id) as work:
        await service.watch_release(work, RELEASE)
        assert (await service.list_runs(work)).items[0].cause is RunCause.QUESTIONS
    for _ in range(2):
        async with gate.works.hotel(gate.hotel.id) as work:
            await service.watch_release(work, "release-two")
    run = await gate.ask(release="release-two")
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        held = (await get_hotel(work)).ai_mode
        seen = await service.see_gate(work, release="release-two")
        await service.accept_run(work, run.id, reason="Checked by hand")
        after = (await get_hotel(work)).ai_mode
        runs = (await service.list_runs(work)).items

    assert (run.cause, run.state, run.holds_back) == (RunCause.RELEASE, RunState.WORSE, True)
    assert (held, after) == (AiMode.DRAFT, AiMode.AUTO)
    assert seen.is_other_release
    assert [one.cause for one in runs] == [RunCause.RELEASE, RunCause.QUESTIONS]
    assert runs[0].accepted_reason == "Checked by hand"


async def test_a_changed_question_is_measured_anew(gate: Gate) -> None:
    """What was answered to another question is no measure."""
    _, question = await gate.open()
    other = QuestionDraft(text="Is there a helipad?", expects=Expects.HANDED_OVER)
    async with gate.works.hotel(gate.hotel.id, actor=MARA) as work:
        changed = await service.change_question(work, question.id, other)
        aside = await service.put_aside(work, question.id)

    assert (changed.stood, changed.has_recording) == (None, False)
    assert aside.state is QuestionState.PUT_ASIDE
    assert await gate.save(await gate.first_entry(), EIGHT) is not None
    assert await gate.text_of(await gate.first_entry()) == EIGHT


async def test_a_worker_that_lost_its_lease_decides_nothing(gate: Gate) -> None:
    """The other one's results and its verdict stand alone."""
    entry, _ = await gate.open()
    await gate.save(entry, EIGHT)
    lapsed = timedelta(seconds=-1)
    async with gate.works.hotel(gate.hotel.id) as work:
        late = await service.claim_run(work, lease=lapsed, release=RELEASE)
    async with gate.works.hotel(gate.hotel.id) as work:
        assert await service.claim_run(work, lease=lapsed, release=RELEASE) is not None
    assert late is not None
    async with gate.works.hotel(gate.hotel.id) as work:
        await service.finish_run(work, late)
        wrote = await service.note_results(work, late, [], until=work.now)
    (between,) = await gate.held()
    await gate.ask()
    (change,) = await gate.held()

    assert not wrote
    assert between.state is ChangeState.CHECKING
    assert change.state is ChangeState.REFUSED


async def test_a_run_that_ends_its_workers_is_given_up(gate: Gate) -> None:
    """Its change waits for a person."""
    entry, _ = await gate.open()
    await gate.save(entry, EIGHT)
    for _ in range(service.MOST_ATTEMPTS + 1):
        async with gate.works.hotel(gate.hotel.id) as work:
            await service.claim_run(work, lease=timedelta(seconds=-1), release=RELEASE)
    (change,) = await gate.held()

    assert change.state is ChangeState.UNCHECKED
    assert change.run is not None
    assert (change.run.state, change.run.trouble) == (RunState.FAILED, RunTrouble.GAVE_UP)
