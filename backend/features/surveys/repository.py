"""Queries on surveys and their answers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from backend.models import Survey, SurveyAnswer
from backend.work import Work


async def list_surveys(work: Work) -> Sequence[Survey]:
    query = select(Survey).where(Survey.hotel_id == work.hotel_id)
    return (await work.session.exec(query.order_by(func.lower(Survey.name), col(Survey.id)))).all()


async def get_survey(work: Work, survey_id: UUID) -> Survey | None:
    return await work.session.get(Survey, (work.hotel_id, survey_id))


async def survey_named(work: Work, name: str) -> Survey | None:
    query = select(Survey).where(
        Survey.hotel_id == work.hotel_id, func.lower(Survey.name) == name.lower()
    )
    return (await work.session.exec(query)).first()


async def scores(work: Work) -> Sequence[tuple[UUID, int | None, int]]:
    """(survey, score or None, how often)"""
    query = (
        select(SurveyAnswer.survey_id, SurveyAnswer.score, func.count())
        .where(SurveyAnswer.hotel_id == work.hotel_id)
        .group_by(col(SurveyAnswer.survey_id), col(SurveyAnswer.score))
    )
    return (await work.session.exec(query)).all()


async def ask_once(
    work: Work, *, survey_id: UUID, stay_id: UUID, conversation_id: UUID
) -> UUID | None:
    """None when this stay was asked already."""
    row = SurveyAnswer(
        hotel_id=work.hotel_id,
        survey_id=survey_id,
        stay_id=stay_id,
        conversation_id=conversation_id,
    )
    made = (
        insert(SurveyAnswer)
        .values(**row.model_dump(exclude_none=True))
        .on_conflict_do_nothing(index_elements=["hotel_id", "survey_id", "stay_id"])
        .returning(col(SurveyAnswer.id))
    )
    found: UUID | None = (await work.session.execute(made)).scalar_one_or_none()
    return found


async def lock_answer(work: Work, answer_id: UUID) -> tuple[SurveyAnswer, Survey] | None:
    query = (
        select(SurveyAnswer, Survey)
        .join(
            Survey,
            (col(Survey.hotel_id) == work.hotel_id) & (col(Survey.id) == SurveyAnswer.survey_id),
        )
        .where(SurveyAnswer.hotel_id == work.hotel_id, SurveyAnswer.id == answer_id)
        .with_for_update(of=SurveyAnswer)
    )
    return (await work.session.exec(query)).one_or_none()
