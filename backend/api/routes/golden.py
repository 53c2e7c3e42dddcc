"""Golden questions, and changes of entries that they hold back."""

from uuid import UUID

from fastapi import APIRouter

from backend.api.deps import (
    PAGE,
    ContentReader,
    ContentWriter,
    Cursor,
    HotelAccess,
    Limit,
    language_models,
)
from backend.api.pages import PageOf
from backend.api.patching import patched
from backend.domain.golden_words import QuestionState, RunCause
from backend.features.golden import service
from backend.features.golden.drain import release_of
from backend.features.golden.schemas import (
    AcceptInput,
    GateView,
    HeldChangeView,
    QuestionDraft,
    QuestionPatch,
    QuestionView,
    ReportView,
    RunView,
    Suggested,
)

golden = APIRouter(prefix="/hotels/{hotel_id}/golden", tags=["golden questions"])
changes = APIRouter(prefix="/hotels/{hotel_id}/knowledge-changes", tags=["golden questions"])


@golden.get("")
async def see_gate(access: ContentReader) -> GateView:
    """What stands between a change of an entry and the guests."""
    async with access.work() as work:
        return await service.see_gate(work, release=_release(access))


@golden.get("/questions")
async def list_questions(
    access: ContentReader,
    state: QuestionState = QuestionState.APPROVED,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[QuestionView]:
    """In the order in which they were made."""
    async with access.work() as work:
        page = await service.list_questions(work, state, cursor=cursor, limit=limit)
        return PageOf.of(page)


@golden.post("/questions", status_code=201)
async def add_question(data: QuestionDraft, access: ContentWriter) -> QuestionView:
    """Asked with every run from now on."""
    async with access.work() as work:
        return await service.add_question(work, data)


@golden.post("/questions/suggest")
async def suggest(access: ContentWriter) -> Suggested:
    """Proposes questions from the starter set and from what guests asked; none twice."""
    await language_models()
    async with access.work() as work:
        return await service.suggest(work)


@golden.patch("/questions/{question_id}")
async def change_question(
    question_id: UUID, data: QuestionPatch, access: ContentWriter
) -> QuestionView:
    """What was answered before is no measure of another question."""
    async with access.work() as work:
        current = await service.get_question(work, question_id)
        draft = patched(QuestionDraft, current, data)
        return await service.change_question(work, question_id, draft)


@golden.post("/questions/{question_id}/approve")
async def approve_question(question_id: UUID, access: ContentWriter) -> QuestionView:
    async with access.work() as work:
        return await service.approve_question(work, question_id)


@golden.post("/questions/{question_id}/put-aside")
async def put_aside(question_id: UUID, access: ContentWriter) -> QuestionView:
    async with access.work() as work:
        return await service.put_aside(work, question_id)


@golden.get("/runs")
async def list_runs(
    access: ContentReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[RunView]:
    """Newest first."""
    async with access.work() as work:
        return PageOf.of(await service.list_runs(work, cursor=cursor, limit=limit))


@golden.post("/runs", status_code=202)
async def begin_run(access: ContentWriter) -> RunView:
    """Asks every approved question, in the background."""
    async with access.work() as work:
        return await service.begin_run(work, RunCause.STAFF)


@golden.get("/runs/{run_id}")
async def get_report(run_id: UUID, access: ContentReader) -> ReportView:
    async with access.work() as work:
        return await service.get_report(work, run_id)


@golden.post("/runs/{run_id}/accept")
async def accept_run(run_id: UUID, data: AcceptInput, access: ContentWriter) -> RunView:
    """Later runs are held against this one, although questions got worse."""
    async with access.work() as work:
        return await service.accept_run(work, run_id, reason=data.reason)


@changes.get("")
async def list_changes(
    access: ContentReader, open_only: bool = True, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[HeldChangeView]:
    """Newest first, each with the questions that get worse by it."""
    async with access.work() as work:
        page = await service.list_changes(work, open_only=open_only, cursor=cursor, limit=limit)
        return PageOf.of(page)


@changes.post("/{change_id}/publish")
async def publish_change(
    change_id: UUID, data: AcceptInput, access: ContentWriter
) -> HeldChangeView:
    """Although questions get worse by it; the reason stands in the audit log."""
    async with access.work() as work:
        return await service.publish_change(work, change_id, reason=data.reason)


@changes.post("/{change_id}/withdraw")
async def withdraw_change(change_id: UUID, access: ContentWriter) -> HeldChangeView:
    """The entry stays as it is."""
    async with access.work() as work:
        return await service.withdraw_change(work, change_id)


@changes.post("/{change_id}/check")
async def check_change(change_id: UUID, access: ContentWriter) -> HeldChangeView:
    """Asks the questions again."""
    async with access.work() as work:
        return await service.check_change(work, change_id)


def _release(access: HotelAccess) -> str:
    return release_of(access.services.container.settings.deepseek_model)
