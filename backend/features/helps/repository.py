"""Queries on what staff asked of the AI."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.inbox_words import HelpTask
from backend.features.helps.schemas import ASKED, LOST, OK, HelpFigure
from backend.kit.ids import new_uuid
from backend.models import AiHelp
from backend.work import Work

_LOSE = sql("""
update ai_help set outcome = :lost
where hotel_id = :hotel and conversation_id = :conversation and asked_by = :by
  and outcome = :asked and asked_at < :before
""")

_INSERT = sql("""
insert into ai_help (hotel_id, id, conversation_id, task, turn, asked_by, asked_at, outcome)
values (:hotel, :id, :conversation, :task, :turn, :by, :now, :asked)
on conflict (hotel_id, conversation_id, asked_by) where outcome = 'asked' do nothing
""")


async def begin(
    work: Work, conversation_id: UUID, task: HelpTask, *, turn: int, asked_by: UUID, lost: timedelta
) -> UUID | None:
    """None: this person has asked for something here that is still under way."""
    where = {
        "hotel": work.hotel_id,
        "conversation": conversation_id,
        "by": asked_by,
        "asked": ASKED,
    }
    await work.run(_LOSE, {**where, "lost": LOST, "before": work.now - lost})
    id_ = new_uuid()
    row = {**where, "id": id_, "task": task.value, "turn": turn, "now": work.now}
    return id_ if await work.run(_INSERT, row) else None


async def find(work: Work, conversation_id: UUID, help_id: UUID) -> AiHelp | None:
    query = select(AiHelp).where(
        AiHelp.hotel_id == work.hotel_id,
        AiHelp.conversation_id == conversation_id,
        AiHelp.id == help_id,
    )
    return (await work.session.exec(query.with_for_update())).one_or_none()


async def newest_summary(work: Work, conversation_id: UUID) -> AiHelp | None:
    query = (
        select(AiHelp)
        .where(
            AiHelp.hotel_id == work.hotel_id,
            AiHelp.conversation_id == conversation_id,
            AiHelp.task == HelpTask.SUMMARY,
            AiHelp.outcome == OK,
        )
        .order_by(col(AiHelp.asked_at).desc())
        .limit(1)
    )
    return (await work.session.exec(query)).one_or_none()


_FIGURES = sql("""
select task, count(*) filter (where outcome = :ok),
  count(*) filter (where outcome not in (:ok, :asked)), count(message_id),
  count(*) filter (where edit_distance = 0),
  percentile_cont(0.5) within group (order by edit_distance)
from ai_help
where hotel_id = :hotel and asked_at >= :since
group by task order by task
""")


async def read_figures(work: Work, *, since: datetime) -> Sequence[HelpFigure]:
    values = {"hotel": work.hotel_id, "since": since, "ok": OK, "asked": ASKED}
    return [
        HelpFigure(
            task=HelpTask(task),
            written=written,
            failed=failed,
            sent=sent,
            unchanged=unchanged,
            changed_median=median,
        )
        for task, written, failed, sent, unchanged, median in await work.rows(_FIGURES, values)
    ]
