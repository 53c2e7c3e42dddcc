"""Surveys in the chat: asked once a stay, answered with a score, split by it.

A low score is a complaint at once; a better one is asked for a review, unless a complaint of the
stay is open.
"""

from datetime import timedelta
from uuid import UUID

from backend.domain.calibration import rate
from backend.domain.fixed_texts import say
from backend.domain.ids import DecisionId
from backend.domain.inbox_words import ActivityKind
from backend.domain.recovery import ComplaintSource
from backend.domain.sending import NOT_AFTER
from backend.domain.survey_answers import BEST
from backend.domain.survey_texts import QUESTION, REVIEW, SORRY, THANKS
from backend.domain.words import AlertKind, Author
from backend.errors import Conflict, NotFound
from backend.features.activities.service import log_activity
from backend.features.alerts.service import raise_alert
from backend.features.audit.service import record
from backend.features.complaints.service import is_open
from backend.features.conversations.service import languages_of, put_question
from backend.features.messages.service import Draft, queue_messages
from backend.features.surveys import repository
from backend.features.surveys.schemas import SurveyInput, SurveyPatch, SurveyView
from backend.models import Survey
from backend.observability.metrics import SURVEYS
from backend.work import Work

WAITS = timedelta(hours=48)
"""A number that comes later is about something else."""
PREFIX = "survey:"
SENT, WITHHELD, NONE = "sent", "withheld", "none"


async def list_surveys(work: Work) -> list[SurveyView]:
    """By name, with their results."""
    counts: dict[UUID, dict[int | None, int]] = {}
    for survey_id, score, number in await repository.scores(work):
        counts.setdefault(survey_id, {})[score] = number
    return [_view(row, counts.get(row.id, {})) for row in await repository.list_surveys(work)]


async def get_survey(work: Work, survey_id: UUID) -> SurveyView:
    for view in await list_surveys(work):
        if view.id == survey_id:
            return view
    raise NotFound("There is no such survey.")


async def add_survey(work: Work, data: SurveyInput) -> SurveyView:
    """Raises Conflict for a name that is taken."""
    await _keep_free(work, data.name)
    row = Survey(hotel_id=work.hotel_id, **data.model_dump())
    work.session.add(row)
    await work.session.flush()
    await record(work, "survey.create", subject=str(row.id), detail={"name": row.name})
    return await get_survey(work, row.id)


async def update_survey(work: Work, survey_id: UUID, patch: SurveyPatch) -> SurveyView:
    row = await repository.get_survey(work, survey_id)
    if row is None:
        raise NotFound("There is no such survey.")
    given = patch.model_dump(exclude_unset=True)
    if patch.name is not None and patch.name.lower() != row.name.lower():
        await _keep_free(work, patch.name)
    row.sqlmodel_update(
        {key: value for key, value in given.items() if value is not None or key == "review_url"}
    )
    await work.session.flush()
    await record(work, "survey.update", subject=str(survey_id))
    return await get_survey(work, survey_id)


async def start(
    work: Work, survey_id: UUID, *, conversation_id: UUID, stay_id: UUID, decision_id: int
) -> str:
    """Asks the guest; the outcome: asked, asked_before, complaint_open or gone. `decision_id`: the
    line of the ledger that wanted it."""
    survey = await repository.get_survey(work, survey_id)
    if survey is None:
        return "gone"
    if await is_open(work, conversation_id=conversation_id, stay_id=stay_id):
        # "How do you like it?" to somebody whose shower is still cold would make it worse.
        SURVEYS.labels("complaint_open").inc()
        return "complaint_open"
    answer_id = await repository.ask_once(
        work, survey_id=survey_id, stay_id=stay_id, conversation_id=conversation_id
    )
    if answer_id is None:
        return "asked_before"
    text = say({**QUESTION, **survey.texts}, *await languages_of(work, conversation_id))
    key = f"{PREFIX}{answer_id}"
    await _queue(work, conversation_id, text, key=key, decision_id=decision_id)
    question = f"{PREFIX}{answer_id}"
    await put_question(work, conversation_id, question, work.now + WAITS)
    await log_activity(
        work, conversation_id, ActivityKind.SURVEY_ASKED, detail={"name": survey.name}
    )
    SURVEYS.labels("asked").inc()
    return "asked"


async def heard(
    work: Work,
    answer_id: UUID,
    *,
    conversation_id: UUID,
    message_id: int,
    score: int | None,
    may_speak: bool,
    decision_id: int,
) -> None:
    """What the guest answered; None: nobody could read a score in it, so a person looks."""
    found = await repository.lock_answer(work, answer_id)
    await put_question(work, conversation_id, None, None)
    if found is None or found[0].score is not None:
        return
    answer, survey = found
    if score is None:
        SURVEYS.labels("unclear").inc()
        await raise_alert(
            work,
            kind=AlertKind.AI_HANDED_OVER,
            reason="The guest answered the survey; no score can be read in it.",
            dedupe_key=f"survey_unclear:{answer_id}",
            conversation_id=conversation_id,
            message_id=message_id,
        )
        return
    answer.score, answer.answered_at, answer.message_id = score, work.now, message_id
    low = score <= survey.cutoff
    withheld = not low and await is_open(
        work, conversation_id=conversation_id, stay_id=answer.stay_id
    )
    answer.review = (
        NONE if low or not survey.review_url else WITHHELD if withheld or not may_speak else SENT
    )
    await work.session.flush()
    SURVEYS.labels("low" if low else "good").inc()
    detail = {"name": survey.name, "score": score, "review": answer.review}
    await log_activity(work, conversation_id, ActivityKind.SURVEY_ANSWERED, detail=detail)
    if low:
        await raise_alert(
            work,
            kind=AlertKind.COMPLAINT,
            reason=f"The guest gave {score} of {BEST} in a survey.",
            dedupe_key=f"survey_low:{answer_id}",
            conversation_id=conversation_id,
            message_id=message_id,
            source=ComplaintSource.SURVEY,
        )
    if may_speak:
        languages = await languages_of(work, conversation_id)
        text = say(SORRY if low else THANKS, *languages)
        if answer.review == SENT:
            text = f"{text} {say(REVIEW, *languages)}\n{survey.review_url}"
        key = f"survey_thanks:{answer_id}"
        await _queue(work, conversation_id, text, key=key, decision_id=decision_id)


async def _queue(
    work: Work, conversation_id: UUID, text: str, *, key: str, decision_id: int
) -> None:
    draft = Draft(
        conversation_id=conversation_id,
        author=Author.TRIGGER,
        text=text,
        dedupe_key=key,
        not_after=work.now + NOT_AFTER[Author.TRIGGER],
        decision_id=DecisionId(decision_id),
    )
    await queue_messages(work, [draft])


async def _keep_free(work: Work, name: str) -> None:
    if await repository.survey_named(work, name) is not None:
        raise Conflict("There is a survey of this name already.")


def _view(row: Survey, counts: dict[int | None, int]) -> SurveyView:
    by_score = [counts.get(score, 0) for score in range(1, BEST + 1)]
    answered = sum(by_score)
    total = sum(score * number for score, number in enumerate(by_score, start=1))
    assert row.created_at is not None
    return SurveyView(
        id=row.id,
        name=row.name,
        texts=row.texts,
        cutoff=row.cutoff,
        review_url=row.review_url,
        asked=sum(counts.values()),
        answered=answered,
        average=round(total / answered, 2) if answered else None,
        by_score=by_score,
        good=rate(sum(by_score[row.cutoff :]), answered),
        created_at=row.created_at,
    )
