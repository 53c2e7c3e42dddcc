"""Queries of ladders: alerts that climb, and steps that wait."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, text, update

from backend.domain.alarms import APART, AlertWay, StepState
from backend.domain.words import AlertKind, AlertStatus
from backend.features.alarms.schemas import Claim, Told
from backend.models import Alert, AlertStep, Conversation, Hotel, Stay
from backend.work import Work

# One claim at a time in a hotel, so that what waits for a person is one message.
_ALONE = text("select pg_advisory_xact_lock(hashtextextended('alarms:' || :hotel, 0))")
_PUT_OFF = text("""
update alert_step s
set next_at = last.at + :apart
from (
  select d.staff_id, d.way, max(d.done_at) as at from alert_step d
  where d.hotel_id = :hotel_id and d.outcome = 'sent'
    and d.done_at > cast(:now as timestamptz) - :apart
  group by d.staff_id, d.way
) last
where s.hotel_id = :hotel_id and s.state = 'waiting' and s.next_at <= :now and s.attempts = 0
  and s.staff_id = last.staff_id and s.way = last.way
""")
_CLAIM = text("""
with due as (
  select s.id from alert_step s
  where s.hotel_id = :hotel_id and s.state = 'waiting' and s.next_at <= :now
  order by s.next_at, s.id
  limit :limit
  for update skip locked
)
update alert_step s
set next_at = :until, attempts = s.attempts + 1, epoch = s.epoch + 1
from due where s.hotel_id = :hotel_id and s.id = due.id
returning s.id, s.staff_id, s.way, s.epoch, s.attempts
""")


async def lock_climbing(work: Work, *, limit: int) -> Sequence[Alert]:
    """Those that nobody has seen and whose next rung is due."""
    query = (
        select(Alert)
        .where(
            Alert.hotel_id == work.hotel_id,
            Alert.status == AlertStatus.OPEN,
            col(Alert.climb_at) <= work.now,
        )
        .order_by(col(Alert.climb_at), col(Alert.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await work.session.exec(query)).all()


async def add_steps(work: Work, rows: Sequence[Mapping[str, Any]]) -> None:
    """One that is there already stays as it is."""
    if rows:
        await work.session.execute(insert(AlertStep).values(list(rows)).on_conflict_do_nothing())


async def claim(work: Work, *, limit: int, lease: timedelta) -> list[Claim]:
    own = {"hotel_id": work.hotel_id, "now": work.now}
    await work.session.execute(_ALONE, {"hotel": str(work.hotel_id)})
    await work.session.execute(_PUT_OFF, {**own, "apart": APART})
    rows = await work.session.execute(_CLAIM, {**own, "until": work.now + lease, "limit": limit})
    found = [
        Claim(id_, staff_id, AlertWay(way), epoch, attempts)
        for id_, staff_id, way, epoch, attempts in rows
    ]
    return sorted(found, key=lambda one: one.id)


async def told(work: Work, claims: Sequence[Claim]) -> list[tuple[Told, bool]]:
    """What these steps are about, and whether somebody looks after it by now. One that somebody
    else has claimed since is left out."""
    mine = {one.id: one for one in claims}
    own = work.hotel_id
    query = (
        select(AlertStep, Alert, Stay.room)
        .join(Alert, (col(Alert.hotel_id) == own) & (col(Alert.id) == AlertStep.alert_id))
        .outerjoin(
            Conversation,
            (col(Conversation.hotel_id) == own) & (col(Conversation.id) == Alert.conversation_id),
        )
        .outerjoin(Stay, (col(Stay.hotel_id) == own) & (col(Stay.id) == Conversation.stay_id))
        .where(
            AlertStep.hotel_id == own,
            col(AlertStep.id).in_(mine),
            AlertStep.state == StepState.WAITING,
        )
        .order_by(col(AlertStep.id))
    )
    found = []
    for step, alert, room in (await work.session.exec(query)).all():
        assert step.id is not None
        assert alert.created_at is not None
        claimed = mine[step.id]
        if step.epoch == claimed.epoch:
            one = Told(
                claimed,
                alert.id,
                AlertKind(alert.kind),
                alert.reason,
                room,
                step.rung,
                alert.created_at,
            )
            found.append((one, alert.status is not AlertStatus.OPEN))
    return found


async def settle(
    work: Work, claims: Sequence[Claim], *, state: StepState, outcome: str
) -> list[UUID]:
    """The alerts whose steps were still ours."""
    return await _change(work, claims, {"state": state, "outcome": outcome, "done_at": work.now})


async def put_off(work: Work, claims: Sequence[Claim], *, wait: timedelta, outcome: str) -> None:
    await _change(work, claims, {"next_at": work.now + wait, "outcome": outcome})


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def _change(work: Work, claims: Sequence[Claim], values: dict[str, Any]) -> list[UUID]:
    changed: list[UUID] = []
    for one in claims:
        statement = (
            update(AlertStep)
            .where(
                col(AlertStep.hotel_id) == work.hotel_id,
                col(AlertStep.id) == one.id,
                col(AlertStep.epoch) == one.epoch,
                col(AlertStep.state) == StepState.WAITING,
            )
            .values(**values)
            .returning(col(AlertStep.alert_id))
        )
        changed += [alert_id for (alert_id,) in (await work.session.execute(statement)).all()]
    return changed
