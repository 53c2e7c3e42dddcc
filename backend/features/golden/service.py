"""Golden questions: what they are, how a run of them begins and ends, and who lets it stand."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from backend.domain.golden import Compared, is_comparable, worse
from backend.domain.golden_words import (
    ChangeState,
    QuestionOrigin,
    QuestionState,
    RunCause,
    RunState,
    RunTrouble,
    Way,
)
from backend.domain.words import AiMode
from backend.errors import Conflict, NotFound
from backend.features.ai_budgets.service import limit_reached
from backend.features.audit.service import record
from backend.features.golden import repository, views
from backend.features.golden.ending import end, fail, hold_back, stop, tell
from backend.features.golden.schemas import (
    GateView,
    HeldChangeView,
    QuestionDraft,
    QuestionView,
    ReportView,
    RunView,
    Suggested,
)
from backend.features.golden.seeding import from_guests, from_starter
from backend.features.golden.staging import basis_of, with_change
from backend.features.golden.views import Claimed
from backend.features.hotels.schemas import HotelPatch
from backend.features.hotels.service import get_hotel, update_hotel
from backend.features.knowledge.service import list_all_entries, list_valid_entries
from backend.features.knowledge_changes import service as changes
from backend.features.knowledge_changes.cursors import after_id, before_moment, key_of
from backend.features.knowledge_changes.schemas import ChangeView
from backend.features.triggers.service import list_armed
from backend.features.turns.book import book_of
from backend.kit.pagination import DEFAULT_LIMIT, Page, cut
from backend.kit.text import storable
from backend.models import GoldenQuestion, GoldenRun, Hotel
from backend.ports.wake import WorkKind
from backend.work import Work

MOST_QUESTIONS = 200
MOST_PROPOSED = 40
"""From guests' own questions, each time."""
ASKED_OF = timedelta(days=90)
MOST_ATTEMPTS = 3
ASKED_FOR_GOOD = frozenset({Way.LIVE, Way.RULE})
"""A run that goes on asks nothing of these again; what a recording said the model may say now."""
KEPT_FOR = timedelta(days=365)
FORGOTTEN_AT_ONCE = 50
"""Runs, each with up to two hundred results."""
log = structlog.get_logger()


async def list_questions(
    work: Work, state: QuestionState, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[QuestionView]:
    """In the order in which they were made. Raises BadCursor."""
    rows = await repository.list_questions(work, state, after=after_id(cursor), limit=limit + 1)
    kept, following = cut(rows, limit, lambda row: (str(row.id),))
    return Page([views.question(row) for row in kept], following)


async def add_question(work: Work, draft: QuestionDraft) -> QuestionView:
    """Whoever writes one has approved it. Raises Conflict beyond the most."""
    row = GoldenQuestion(
        hotel_id=work.hotel_id,
        origin=QuestionOrigin.STAFF,
        decided_by=work.actor.name,
        state=QuestionState.APPROVED,
        **views.columns_of(draft),
    )
    await _refuse_more(work)
    work.session.add(row)
    return await _changed(work, row, "create")


async def get_question(work: Work, question_id: UUID) -> QuestionView:
    """Raises NotFound."""
    return views.question(await _question(work, question_id))


async def change_question(work: Work, question_id: UUID, draft: QuestionDraft) -> QuestionView:
    """What was answered before is no measure of another question. Raises NotFound."""
    row = await _question(work, question_id)
    wanted = views.columns_of(draft)
    if any(getattr(row, name) != value for name, value in wanted.items()):
        row.sqlmodel_update({**wanted, "stood": None, "recording": None, "updated_at": work.now})
    return await _changed(work, row, "update")


async def approve_question(work: Work, question_id: UUID) -> QuestionView:
    """Asked with every run from now on. Raises NotFound, Conflict beyond the most."""
    row = await _question(work, question_id)
    if row.state is not QuestionState.APPROVED:
        await _refuse_more(work)
        row.state, row.decided_by, row.updated_at = (
            QuestionState.APPROVED,
            work.actor.name,
            work.now,
        )
    return await _changed(work, row, "approve")


async def put_aside(work: Work, question_id: UUID) -> QuestionView:
    """Not asked any more, and not proposed again. Raises NotFound."""
    row = await _question(work, question_id)
    row.state, row.decided_by, row.stood = QuestionState.PUT_ASIDE, work.actor.name, None
    return await _changed(work, row, "put_aside")


async def suggest(work: Work) -> Suggested:
    """From the starter set, gaps that became entries, resolved conversations and wrong answers;
    nothing is proposed twice."""
    hotel = await get_hotel(work)
    entries = await list_all_entries(work)
    since = work.now - ASKED_OF
    taken = await repository.list_taken(work, most=MOST_PROPOSED)
    wrong = await repository.list_wrong(work, most=MOST_PROPOSED)
    answered = await repository.list_answered(work, since=since, most=MOST_PROPOSED)
    rows = [
        *from_starter(hotel.language, entries),
        *from_guests(QuestionOrigin.WRONG, wrong, entries),
        *from_guests(QuestionOrigin.GAP, taken, entries),
        *from_guests(QuestionOrigin.THREAD, answered, entries),
    ]
    made = await repository.propose(work, [{**row, "hotel_id": work.hotel_id} for row in rows])
    await record(work, "golden.suggest", detail={"proposed": made})
    return Suggested(proposed=made)


async def see_gate(work: Work, *, release: str) -> GateView:
    counts = await repository.count_questions(work)
    last = await repository.list_runs(work, limit=1)
    accepted = await repository.find_accepted(work)
    waiting = await changes.list_changes(work, limit=200)
    return views.gate(counts, last, accepted, open_changes=len(waiting.items), release=release)


async def begin_run(work: Work, cause: RunCause, *, release: str = "") -> RunView:
    """Asked by a worker. Raises Conflict where no question is approved."""
    counts = await repository.count_questions(work)
    if not counts.get(QuestionState.APPROVED):
        raise Conflict("No golden question is approved yet.")
    row = GoldenRun(hotel_id=work.hotel_id, cause=cause, release=release, by_name=work.actor.name)
    work.session.add(row)
    await work.session.flush()
    await work.session.refresh(row)
    work.wake(WorkKind.GOLDEN)
    return tell(work, row)


async def list_runs(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[RunView]:
    """Newest first. Raises BadCursor."""
    rows = await repository.list_runs(work, before=before_moment(cursor), limit=limit + 1)
    kept, following = cut(rows, limit, lambda row: key_of(row.created_at, row.id))
    return Page([views.run(row) for row in kept], following)


async def get_report(work: Work, run_id: UUID) -> ReportView:
    """Raises NotFound."""
    row = await _run(work, run_id)
    return views.report(row, await repository.list_results(work, [run_id]))


async def accept_run(work: Work, run_id: UUID, *, reason: str) -> RunView:
    """Later runs are held against it, although questions got worse. Raises NotFound, Conflict."""
    row = await _run(work, run_id, lock=True)
    if row.state is not RunState.WORSE or row.accepted_at is not None or row.change_id is not None:
        raise Conflict("This run waits for nobody.")
    await _accept(work, row, reason=reason)
    if row.holds_back and (await get_hotel(work)).ai_mode is AiMode.DRAFT:
        why = "The run of golden questions was accepted."
        await update_hotel(work, HotelPatch(ai_mode=AiMode.AUTO, reason=why))
    return tell(work, row)


async def list_changes(
    work: Work, *, open_only: bool = True, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[HeldChangeView]:
    """Newest first, each with what gets worse by it. Raises BadCursor."""
    page = await changes.list_changes(work, open_only=open_only, cursor=cursor, limit=limit)
    return Page(await _with_runs(work, page.items), page.next_cursor)


async def publish_change(work: Work, change_id: UUID, *, reason: str) -> HeldChangeView:
    """Although questions get worse by it; its run is the measure of later ones.

    Raises NotFound, Conflict."""
    view = await changes.publish_held(work, change_id, reason=storable(reason))
    run = (await repository.runs_of_changes(work, [change_id])).get(change_id)
    if run is not None and view.state is ChangeState.PUBLISHED and run.state is RunState.WORSE:
        await _accept(work, run, reason=reason)
    return (await _with_runs(work, [view]))[0]


async def withdraw_change(work: Work, change_id: UUID) -> HeldChangeView:
    return (await _with_runs(work, [await changes.withdraw(work, change_id)]))[0]


async def check_change(work: Work, change_id: UUID) -> HeldChangeView:
    return (await _with_runs(work, [await changes.check_again(work, change_id)]))[0]


async def watch_release(work: Work, release: str) -> None:
    """Other instructions or another model than those of the last accepted run: asked once."""
    accepted, known = await repository.read_release(work, release)
    if accepted is None or accepted == release or known:
        return
    if (await repository.count_questions(work)).get(QuestionState.APPROVED):
        await begin_run(work, RunCause.RELEASE, release=release)


async def forget_old_runs(work: Work) -> None:
    await repository.forget_old(work, before=work.now - KEPT_FOR, most=FORGOTTEN_AT_ONCE)


async def claim_run(work: Work, *, lease: timedelta, release: str) -> Claimed | None:
    """The run that waits longest, with all that it still needs; one whose change is decided by now
    is nothing to ask about, one that ended its workers again and again fails, and at the limit of
    the hotel's AI it stays stopped."""
    run_id = await repository.claim(work, until=work.now + lease)
    if run_id is None:
        return None
    row = await _run(work, run_id, lock=True)
    change = await changes.get_change(work, row.change_id) if row.change_id else None
    if change is not None and change.state is not ChangeState.CHECKING:
        await work.session.delete(row)
        return None
    if row.attempts > MOST_ATTEMPTS:
        await fail(work, row, RunTrouble.GAVE_UP)
        return None
    hotel = await repository.own_hotel(work)
    if await _is_stopped(work, row, hotel):
        return None
    today = _today(work, hotel)
    entries = await list_valid_entries(work, today)
    if change is not None:
        entries = with_change(entries, change, today)
    book = book_of(hotel, today, rows=entries, armed=await list_armed(work), vault=work.vault)
    questions = await repository.list_questions(work, QuestionState.APPROVED, limit=MOST_QUESTIONS)
    done = await _go_on(work, row, questions, basis=basis_of(book, release))
    tell(work, row)
    by_name = change.by_name if change else row.by_name
    asked = tuple(views.to_ask(one) for one in questions if one.id not in done)
    return Claimed(row.id, row.epoch, by_name, release, book, asked, work.now, row.model)


async def _go_on(
    work: Work, row: GoldenRun, questions: Sequence[GoldenQuestion], *, basis: str
) -> set[UUID]:
    """The questions that were answered before it was stopped, from the same entries, and hold."""
    since = row.started_at
    held = [
        one
        for one, question in await repository.list_results(work, [row.id])
        if row.basis == basis
        and since is not None
        and question.updated_at is not None
        and question.updated_at <= since
        and question.state is QuestionState.APPROVED
        and one.stood == question.stood
        and one.way in ASKED_FOR_GOOD
    ]
    done = {one.question_id for one in held}
    await repository.drop_results(work, row.id, but=done)
    row.basis, row.started_at, row.trouble = basis, work.now, None
    row.questions, row.asked = len(questions), len(held)
    row.passed = sum(bool(one.stands) for one in held)
    row.live = sum(one.way is Way.LIVE for one in held)
    row.model = row.model if held else ""
    return done


async def _is_stopped(work: Work, row: GoldenRun, hotel: Hotel) -> bool:
    limit = await limit_reached(work, hotel, _today(work, hotel))
    if limit is not None:
        await stop(work, row, hotel, limit)
    return limit is not None


async def note_results(
    work: Work, claimed: Claimed, rows: Sequence[dict[str, Any]], *, until: datetime
) -> bool:
    """False: nothing more may be asked, for another worker has it by now or a limit is reached."""
    row = await _run(work, claimed.run_id, lock=True)
    if row.epoch != claimed.epoch or row.state is not RunState.RUNNING:
        log.warning("golden_run.lost", run_id=str(row.id))
        return False
    keys = {"hotel_id": work.hotel_id, "run_id": row.id}
    await repository.write_results(work, [{**keys, **one} for one in rows])
    row.asked += len(rows)
    row.passed += sum(bool(one["stands"]) for one in rows)
    row.live += sum(one["way"] is Way.LIVE for one in rows)
    row.model, row.next_at = claimed.model, until
    tell(work, row)
    is_done = row.asked >= row.questions
    return is_done or not await _is_stopped(work, row, await repository.own_hotel(work))


async def finish_run(work: Work, claimed: Claimed) -> None:
    """Compares by question, and decides on the change that waits for it."""
    row = await _run(work, claimed.run_id, lock=True)
    if row.epoch != claimed.epoch or row.state is not RunState.RUNNING:
        return
    results = [result for result, _ in await repository.list_results(work, [row.id])]
    compared = [Compared(str(one.question_id), one.stood, one.stands) for one in results]
    row.passed = sum(bool(one.stands) for one in results)
    row.live = sum(one.way is Way.LIVE for one in results)
    row.worse, row.release = len(worse(compared)), claimed.release
    row.model = claimed.model
    if not is_comparable(compared) or (results and all(one.stands is None for one in results)):
        await fail(work, row, RunTrouble.MODEL_AWAY)
    elif row.worse:
        await end(work, row, RunState.WORSE)
        await hold_back(work, row)
    else:
        await end(work, row, RunState.PASSED)
        await _let_pass(work, row)


async def _let_pass(work: Work, row: GoldenRun) -> None:
    if row.change_id is not None:
        change = await changes.get_change(work, row.change_id, lock=True)
        if change.state is not ChangeState.CHECKING:
            return
        if not await changes.release(work, change):
            return
    await _accept(work, row, reason="")


async def _accept(work: Work, row: GoldenRun, *, reason: str) -> None:
    row.accepted_at, row.accepted_by = work.now, work.actor.name
    row.accepted_reason = storable(reason)
    await work.session.flush()
    await repository.let_stand(work, row)
    detail = {"worse": row.worse, "reason": row.accepted_reason}
    await record(work, "golden_run.accept", subject=str(row.id), detail=detail)


async def _with_runs(work: Work, held: Sequence[ChangeView]) -> list[HeldChangeView]:
    runs = await repository.runs_of_changes(work, [one.id for one in held]) if held else {}
    ids: Collection[UUID] = [run.id for run in runs.values() if run.worse]
    results = await repository.list_results(work, ids) if ids else []
    return [views.held_change(one, runs.get(one.id), results) for one in held]


async def _changed(work: Work, row: GoldenQuestion, verb: str) -> QuestionView:
    await work.session.flush()
    await work.session.refresh(row)
    await record(work, f"golden_question.{verb}", subject=str(row.id))
    if row.state is QuestionState.APPROVED and not await repository.is_waiting(work):
        await begin_run(work, RunCause.QUESTIONS)
    return views.question(row)


async def _refuse_more(work: Work) -> None:
    counts = await repository.count_questions(work)
    if counts.get(QuestionState.APPROVED, 0) >= MOST_QUESTIONS:
        raise Conflict(f"{MOST_QUESTIONS} questions are approved. Put one aside first.")


async def _question(work: Work, question_id: UUID) -> GoldenQuestion:
    row = await repository.find_question(work, question_id)
    if row is None:
        raise NotFound("There is no such golden question.")
    return row


async def _run(work: Work, run_id: UUID, *, lock: bool = False) -> GoldenRun:
    row = await repository.find_run(work, run_id, lock=lock)
    if row is None:
        raise NotFound("There is no such run.")
    return row


def _today(work: Work, hotel: Hotel) -> date:
    return work.now.astimezone(ZoneInfo(hotel.timezone)).date()
