"""Rows of actions that wait, and what they are about."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select as select_many
from sqlmodel import col, text, update

from backend.domain.action_words import ActionKind, ActionState
from backend.features.actions.schemas import Again, Claim, Result
from backend.models import Decision, Guest, Hotel, Stay, Trigger, TriggerAction
from backend.work import Work

_CLAIM = text("""
with due as (
  select a.id from trigger_action a
  where a.hotel_id = :hotel_id and a.state = 'waiting' and a.next_at <= :now
  order by a.next_at, a.id
  limit :limit
  for update skip locked
)
update trigger_action a
set next_at = :until, attempts = a.attempts + 1, epoch = a.epoch + 1
from due where a.hotel_id = :hotel_id and a.id = due.id
returning a.id, a.kind, a.epoch, a.attempts
""")


_ABOUT: tuple[Any, ...] = (TriggerAction, Decision, Trigger, Guest, Stay)


async def claim(work: Work, *, limit: int, lease: timedelta) -> list[Claim]:
    """In the order of the rules."""
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "until": work.now + lease,
        "limit": limit,
    }
    rows = await work.session.execute(_CLAIM, values)
    found = [Claim(id_, ActionKind(kind), epoch, tries) for id_, kind, epoch, tries in rows]
    return sorted(found, key=lambda one: one.id)


async def about(
    work: Work, claim: Claim
) -> tuple[TriggerAction, Decision, Trigger | None, Guest | None, Stay | None] | None:
    """None when somebody else has claimed it since, or it is done. Nothing is locked: what is
    done stands under the epoch, see `settle`."""
    own = work.hotel_id
    query = (
        select_many(*_ABOUT)
        .join(
            Decision,
            (col(Decision.hotel_id) == own) & (col(Decision.id) == TriggerAction.decision_id),
        )
        .outerjoin(
            Trigger, (col(Trigger.hotel_id) == own) & (col(Trigger.id) == Decision.trigger_id)
        )
        .outerjoin(Guest, (col(Guest.hotel_id) == own) & (col(Guest.id) == TriggerAction.guest_id))
        .outerjoin(Stay, (col(Stay.hotel_id) == own) & (col(Stay.id) == TriggerAction.stay_id))
        .where(
            col(TriggerAction.hotel_id) == own,
            col(TriggerAction.id) == claim.id,
            col(TriggerAction.epoch) == claim.epoch,
            col(TriggerAction.state) == ActionState.WAITING,
        )
    )
    row = (await work.session.execute(query)).one_or_none()
    return None if row is None else (row[0], row[1], row[2], row[3], row[4])


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def settle(work: Work, claim: Claim, result: Result) -> bool:
    """False: somebody else has it, and what was done in this transaction must not stand."""
    values = {"state": result.state, "outcome": result.outcome, "done_at": work.now}
    return await _change(work, claim, values)


async def put_off(work: Work, claim: Claim, again: Again) -> None:
    await _change(work, claim, {"next_at": again.at, "outcome": again.outcome})


async def _change(work: Work, claim: Claim, values: dict[str, Any]) -> bool:
    statement = (
        update(TriggerAction)
        .where(
            col(TriggerAction.hotel_id) == work.hotel_id,
            col(TriggerAction.id) == claim.id,
            col(TriggerAction.epoch) == claim.epoch,
            col(TriggerAction.state) == ActionState.WAITING,
        )
        .values(**values)
        .returning(col(TriggerAction.id))
    )
    return (await work.session.execute(statement)).first() is not None
