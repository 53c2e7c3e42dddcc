"""Rows of golden questions, of their runs, and of what came of each question."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, text

from backend.db.transaction import sql
from backend.domain.golden_words import Expects, QuestionState, RunCause, RunState
from backend.domain.inbox_words import WrongReason
from backend.features.golden.schemas import GuestQuestion
from backend.models import GoldenQuestion, GoldenResult, GoldenRun, Hotel
from backend.work import Work

_CLAIM = text("""
with due as (
  select id from golden_run
  where hotel_id = :hotel_id and state in ('waiting', 'running', 'stopped') and next_at <= :now
    and not exists (select 1 from golden_run o
      where o.hotel_id = :hotel_id and o.state = 'running' and o.next_at > :now)
  order by created_at, id
  limit 1
  for update skip locked
)
update golden_run r
set next_at = :until, epoch = r.epoch + 1, attempts = r.attempts + 1, state = 'running'
from due where r.hotel_id = :hotel_id and r.id = due.id
returning r.id
""")
_STANDS = sql("""
update golden_question q
set stood = r.stands, recording = coalesce(r.recording, q.recording)
from golden_result r
where r.hotel_id = :hotel and r.run_id = :run and q.hotel_id = r.hotel_id
  and q.id = r.question_id and r.stands is not null and q.updated_at <= :started
""")
_RELEASE = sql("""
select
  (select r.release from golden_run r where r.hotel_id = :hotel and r.accepted_at is not null
   order by r.accepted_at desc limit 1),
  exists (select 1 from golden_run r where r.hotel_id = :hotel and r.release = :release
    and (r.cause = 'release' or r.accepted_at is not null))
""")
# From the conversations, for messages have no index by which a hotel's last answers are found.
_ANSWERED = sql("""
select a.id, g.text, a.ai_sources::text, p.name, p.whatsapp_name
from (
  select id, guest_id from conversation
  where hotel_id = :hotel and status = 'resolved' and last_message_at >= :since
  order by last_message_at desc, id
  limit :most
) c
join guest p on p.hotel_id = :hotel and p.id = c.guest_id
cross join lateral (
  select m.id, m.sort_at, m.ai_sources from message m
  where m.hotel_id = :hotel and m.conversation_id = c.id and m.direction = 'out'
    and m.author = 'ai' and m.ai_rung = 'model'
    and not exists (select 1 from wrong_answer w
      where w.hotel_id = m.hotel_id and w.message_id = m.id)
  order by m.sort_at desc, m.id desc
  limit 3
) a
cross join lateral (
  select x.text from message x
  where x.hotel_id = :hotel and x.conversation_id = c.id and x.direction = 'in'
    and x.sort_at <= a.sort_at and x.text <> ''
  order by x.sort_at desc, x.id desc limit 1
) g
order by a.sort_at desc, a.id desc
limit :most
""")
# The measure of later runs stays, and what a waiting change was refused for.
_FORGET_RUNS = sql("""
delete from golden_run g using (
  select r.id from golden_run r
  where r.hotel_id = :hotel and r.created_at < :before
    and r.state in ('passed', 'worse', 'failed')
    and r.id is distinct from (select a.id from golden_run a
      where a.hotel_id = :hotel and a.accepted_at is not null order by a.accepted_at desc limit 1)
    and not exists (select 1 from knowledge_change c where c.hotel_id = r.hotel_id
      and c.id = r.change_id and c.state in ('checking', 'refused', 'unchecked'))
  order by r.created_at limit :most
  for update skip locked
) old where g.hotel_id = :hotel and g.id = old.id
""")
_FORGET_CHANGES = sql("""
delete from knowledge_change g using (
  select c.id from knowledge_change c
  where c.hotel_id = :hotel and c.created_at < :before
    and c.state in ('published', 'withdrawn', 'outdated')
    and not exists (select 1 from golden_run r
      where r.hotel_id = c.hotel_id and r.change_id = c.id)
  order by c.created_at limit :most
  for update skip locked
) old where g.hotel_id = :hotel and g.id = old.id
""")
# No rule sees the tone of an answer.
_WRONG = sql("""
select w.message_id, g.text, m.ai_sources::text, w.reason, w.note, p.name, p.whatsapp_name
from wrong_answer w
join message m on m.hotel_id = w.hotel_id and m.id = w.message_id
join conversation c on c.hotel_id = w.hotel_id and c.id = w.conversation_id
join guest p on p.hotel_id = c.hotel_id and p.id = c.guest_id
cross join lateral (
  select x.text from message x
  where x.hotel_id = w.hotel_id and x.conversation_id = w.conversation_id and x.direction = 'in'
    and x.sort_at <= m.sort_at and x.text <> ''
  order by x.sort_at desc, x.id desc limit 1
) g
where w.hotel_id = :hotel and w.reason <> 'wrong_tone'
order by w.marked_at desc, w.message_id limit :most
""")
_TAKEN = sql("""
select k.decision_id, k.entry_id, g.text, p.name, p.whatsapp_name
from knowledge_gap k
join knowledge_entry e on e.hotel_id = k.hotel_id and e.id = k.entry_id and e.deleted_at is null
join decision d on d.hotel_id = k.hotel_id and d.id = k.decision_id
join conversation c on c.hotel_id = d.hotel_id and c.id = d.conversation_id
join guest p on p.hotel_id = c.hotel_id and p.id = c.guest_id
cross join lateral (
  select m.text from message m
  where m.hotel_id = d.hotel_id and m.conversation_id = d.conversation_id
    and m.direction = 'in' and m.turn <= d.turn and m.text <> ''
  order by m.sort_at desc, m.id desc limit 1
) g
where k.hotel_id = :hotel and k."end" = 'taken'
order by k.decision_id desc limit :most
""")


async def own_hotel(work: Work) -> Hotel:
    return (await work.session.exec(select(Hotel).where(Hotel.id == work.hotel_id))).one()


async def find_question(work: Work, question_id: UUID) -> GoldenQuestion | None:
    key = (work.hotel_id, question_id)
    return await work.session.get(GoldenQuestion, key, with_for_update=True)


async def list_questions(
    work: Work, state: QuestionState, *, after: UUID | None = None, limit: int | None = None
) -> Sequence[GoldenQuestion]:
    """In the order in which they were made."""
    statement = select(GoldenQuestion).where(
        GoldenQuestion.hotel_id == work.hotel_id, GoldenQuestion.state == state
    )
    if after is not None:
        statement = statement.where(col(GoldenQuestion.id) > after)
    return (await work.session.exec(statement.order_by(col(GoldenQuestion.id)).limit(limit))).all()


async def find_questions(work: Work, ids: Collection[UUID]) -> dict[UUID, GoldenQuestion]:
    statement = select(GoldenQuestion).where(
        GoldenQuestion.hotel_id == work.hotel_id, col(GoldenQuestion.id).in_(ids)
    )
    return {row.id: row for row in await work.session.exec(statement)}


async def count_questions(work: Work) -> dict[QuestionState, int]:
    statement = (
        select(GoldenQuestion.state, func.count())
        .where(GoldenQuestion.hotel_id == work.hotel_id)
        .group_by(col(GoldenQuestion.state))
    )
    return {QuestionState(state): number for state, number in await work.session.exec(statement)}


async def propose(work: Work, rows: Sequence[dict[str, Any]]) -> int:
    """Those that were never proposed before; how many."""
    if not rows:
        return 0
    statement = insert(GoldenQuestion).values(list(rows)).on_conflict_do_nothing()
    made = await work.session.execute(statement.returning(col(GoldenQuestion.id)))
    return len(made.all())


async def list_answered(work: Work, *, since: datetime, most: int) -> list[GuestQuestion]:
    """Questions of resolved conversations that the model answered."""
    values = {"hotel": work.hotel_id, "since": since, "most": most}
    return [
        GuestQuestion(f"message:{id_}", said, sources, tuple(filter(None, names)))
        for id_, said, sources, *names in await work.rows(_ANSWERED, values)
    ]


async def list_taken(work: Work, *, most: int) -> list[GuestQuestion]:
    """Questions that nothing answered, with the entry that was made for each."""
    return [
        GuestQuestion(f"gap:{decision}", said, [str(entry)], tuple(filter(None, names)))
        for decision, entry, said, *names in await work.rows(
            _TAKEN, {"hotel": work.hotel_id, "most": most}
        )
    ]


async def list_wrong(work: Work, *, most: int) -> list[GuestQuestion]:
    """Questions whose answer a colleague called wrong, the newest first."""
    return [
        GuestQuestion(
            f"wrong:{id_}",
            said,
            sources,
            tuple(filter(None, names)),
            Expects.HANDED_OVER if reason == WrongReason.NEEDED_A_PERSON else Expects.ANSWERED,
            note,
        )
        for id_, said, sources, reason, note, *names in await work.rows(
            _WRONG, {"hotel": work.hotel_id, "most": most}
        )
    ]


async def claim(work: Work, *, until: datetime) -> UUID | None:
    values = {"hotel_id": work.hotel_id, "now": work.now, "until": until}
    return (await work.session.execute(_CLAIM, values)).scalar_one_or_none()


async def find_run(work: Work, run_id: UUID, *, lock: bool = False) -> GoldenRun | None:
    key = (work.hotel_id, run_id)
    return await work.session.get(
        GoldenRun, key, with_for_update=lock or None, populate_existing=lock
    )


async def list_runs(
    work: Work, *, before: tuple[datetime, UUID] | None = None, limit: int
) -> Sequence[GoldenRun]:
    """Newest first."""
    statement = select(GoldenRun).where(GoldenRun.hotel_id == work.hotel_id)
    key = tuple_(col(GoldenRun.created_at), col(GoldenRun.id))
    if before is not None:
        statement = statement.where(key < tuple_(*before))
    order = (col(GoldenRun.created_at).desc(), col(GoldenRun.id).desc())
    return (await work.session.exec(statement.order_by(*order).limit(limit))).all()


async def find_accepted(work: Work) -> GoldenRun | None:
    """The one that later runs are held against."""
    statement = select(GoldenRun).where(
        GoldenRun.hotel_id == work.hotel_id, col(GoldenRun.accepted_at).is_not(None)
    )
    order = col(GoldenRun.accepted_at).desc()
    return (await work.session.exec(statement.order_by(order).limit(1))).first()


async def is_waiting(work: Work) -> bool:
    """Whether a run that decides on no change has not begun yet, or goes on later: it asks what is
    approved by then."""
    statement = select(GoldenRun.id).where(
        GoldenRun.hotel_id == work.hotel_id,
        col(GoldenRun.state).in_((RunState.WAITING, RunState.STOPPED)),
        GoldenRun.cause != RunCause.KNOWLEDGE,
    )
    return (await work.session.exec(statement.limit(1))).first() is not None


async def runs_of_changes(work: Work, ids: Collection[UUID]) -> dict[UUID, GoldenRun]:
    """The newest run of each."""
    statement = (
        select(GoldenRun)
        .where(GoldenRun.hotel_id == work.hotel_id, col(GoldenRun.change_id).in_(ids))
        .order_by(col(GoldenRun.created_at))
    )
    return {row.change_id: row for row in await work.session.exec(statement) if row.change_id}


async def list_results(
    work: Work, run_ids: Collection[UUID]
) -> list[tuple[GoldenResult, GoldenQuestion]]:
    """With their questions, in the order in which those were made."""
    statement = (
        select(GoldenResult, GoldenQuestion)
        .join(
            GoldenQuestion,
            (col(GoldenQuestion.hotel_id) == GoldenResult.hotel_id)
            & (col(GoldenQuestion.id) == GoldenResult.question_id),
        )
        .where(GoldenResult.hotel_id == work.hotel_id, col(GoldenResult.run_id).in_(run_ids))
        .order_by(col(GoldenQuestion.id))
    )
    return [(result, question) for result, question in await work.session.exec(statement)]


async def write_results(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    """Again for a question that a worker before this one had answered already."""
    statement = insert(GoldenResult).values(list(rows))
    keys = ("hotel_id", "run_id", "question_id")
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    await work.session.execute(
        statement.on_conflict_do_update(index_elements=list(keys), set_=changed)
    )


async def drop_results(work: Work, run_id: UUID, *, but: Collection[UUID]) -> None:
    """What is asked again, and what is asked no more."""
    await work.session.execute(
        delete(GoldenResult).where(
            col(GoldenResult.hotel_id) == work.hotel_id,
            col(GoldenResult.run_id) == run_id,
            col(GoldenResult.question_id).not_in(but),
        )
    )


async def let_stand(work: Work, run: GoldenRun) -> None:
    """From now on later runs are held against these results."""
    values = {"hotel": work.hotel_id, "run": run.id, "started": run.started_at}
    await work.run(_STANDS, values)


async def forget_old(work: Work, *, before: datetime, most: int) -> None:
    """Runs with their results, then changes that no run speaks of any more."""
    values = {"hotel": work.hotel_id, "before": before, "most": most}
    await work.run(_FORGET_RUNS, values)
    await work.run(_FORGET_CHANGES, values)


async def read_release(work: Work, release: str) -> tuple[str | None, bool]:
    """(of the last accepted run, whether this one was asked about already)"""
    ((accepted, known),) = await work.rows(_RELEASE, {"hotel": work.hotel_id, "release": release})
    return (None if accepted is None else str(accepted)), bool(known)
