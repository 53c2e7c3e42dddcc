"""A golden question, a run of it and a change that waits, for the matrix of foreign hotels."""

from typing import Any

from backend.domain.golden_words import (
    ChangeKind,
    ChangeState,
    Expects,
    QuestionOrigin,
    QuestionState,
    RunCause,
    RunState,
    Way,
)
from backend.kit.ids import new_uuid
from backend.models import GoldenQuestion, GoldenResult, GoldenRun, KnowledgeChange
from backend.work import Work
from tests.fixtures.work import HotelFixture


async def furnish_golden(work: Work, hotel: HotelFixture, canary: str) -> dict[str, str]:
    own: dict[str, Any] = {"hotel_id": hotel.id}
    question = GoldenQuestion(
        **own,
        language="en",
        text=f"Question {canary}",
        expects=Expects.ANSWERED,
        origin=QuestionOrigin.STAFF,
        state=QuestionState.PROPOSED,
    )
    change = KnowledgeChange(
        **own, kind=ChangeKind.CREATE, entry_id=new_uuid(), title=canary, state=ChangeState.REFUSED
    )
    work.session.add_all([question, change])
    await work.session.flush()
    run = GoldenRun(**own, cause=RunCause.KNOWLEDGE, change_id=change.id, state=RunState.WORSE)
    work.session.add(run)
    await work.session.flush()
    result: dict[str, Any] = {"run_id": run.id, "question_id": question.id, "way": Way.LIVE}
    work.session.add(GoldenResult(**own, **result, answer=f"Answer {canary}"))
    return {
        "question_id": str(question.id),
        "run_id": str(run.id),
        "change_id": str(change.id),
    }
