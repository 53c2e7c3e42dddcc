"""Actions of triggers that fired: each is a row of the ledger's line, done by a drain, once.

The row says what was wanted when the trigger fired. What is done in the house stands in the
transaction that settles the row; a call out of it is made between two.
"""

from datetime import timedelta

from pydantic import TypeAdapter

from backend.domain.action_words import ActionState
from backend.domain.words import AlertKind, HotelStatus
from backend.features.actions import repository
from backend.features.actions.performing import PERFORM
from backend.features.actions.schemas import Again, Claim, Notice, Result, Task
from backend.features.alerts.service import raise_alert
from backend.features.triggers.actions import Action, NotifyWebhook
from backend.observability.metrics import ACTIONS
from backend.work import Work

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 6
FIRST_WAIT = timedelta(seconds=5)
_ACTION: TypeAdapter[Action] = TypeAdapter(Action)


class Lost(Exception):
    """Somebody else has claimed it meanwhile: what was done here is rolled back."""


async def claim_due(work: Work, *, limit: int) -> list[Claim]:
    """Committed before anything else and counted as an attempt."""
    return await repository.claim(work, limit=limit, lease=LEASE)


async def perform(work: Work, claim: Claim) -> None:
    """Does what can be done in the house, and settles it. Raises Lost."""
    task = await _task(work, claim)
    if task is not None:
        forbidden = forbidden_by(task)
        await _settle(work, claim, forbidden or await PERFORM[claim.kind](work, task))


async def notice_of(work: Work, claim: Claim) -> Notice | None:
    """What is to be posted; None: nothing, and that is settled."""
    task = await _task(work, claim)
    if task is None:
        return None
    forbidden = forbidden_by(task)
    if forbidden is not None:
        await _settle(work, claim, forbidden)
        return None
    assert isinstance(task.wanted, NotifyWebhook)
    return Notice(task.wanted.url, task.key, body_of(task))


async def settle_notice(work: Work, claim: Claim, *, failure: str | None, passing: bool) -> None:
    """Posted, refused for good, or tried again later."""
    if failure is None:
        await _settle(work, claim, Result(ActionState.DONE))
    elif passing:
        await failed_once(work, claim, outcome=failure)
    else:
        await _give_up(work, claim, failure)


async def failed_once(work: Work, claim: Claim, *, outcome: str) -> None:
    """Tried again, ever later; after the last time staff are told."""
    if claim.attempts >= MOST_ATTEMPTS:
        await _give_up(work, claim, outcome)
        return
    ACTIONS.labels(claim.kind.value, "again").inc()
    wait = FIRST_WAIT * 4 ** (claim.attempts - 1)
    await repository.put_off(work, claim, Again(work.now + wait, outcome))


def forbidden_by(task: Task) -> Result | None:
    """What has been stopped since the trigger fired."""
    if task.hotel.automation_stopped_at is not None:
        return Result(ActionState.LEFT_OUT, "automation_stopped")
    if task.hotel.status is HotelStatus.SUSPENDED:
        return Result(ActionState.LEFT_OUT, "hotel_suspended")
    return None


def body_of(task: Task) -> dict[str, object]:
    """Ids, codes and times: no name, no number, no guest's words."""
    decision, stay = task.decision, task.stay
    assert decision.decided_at is not None
    return {
        "id": task.key,
        "event": "trigger.fired",
        "trigger_id": str(decision.trigger_id),
        "trigger_name": task.name,
        "trigger_version": decision.trigger_version,
        "reason": decision.reason,
        "fired_at": decision.decided_at.isoformat(),
        "hotel_id": str(decision.hotel_id),
        "guest_id": str(task.row.guest_id) if task.row.guest_id else None,
        "conversation_id": str(task.row.conversation_id) if task.row.conversation_id else None,
        "stay": {
            "external_id": stay.external_id,
            "status": stay.status.value,
            "room": stay.room,
            "arrival": stay.arrival.isoformat(),
            "departure": stay.departure.isoformat(),
        }
        if stay
        else None,
    }


async def _task(work: Work, claim: Claim) -> Task | None:
    found = await repository.about(work, claim)
    if found is None:
        return None
    row, decision, trigger, guest, stay = found
    wanted = _ACTION.validate_python(row.wanted)
    return Task(row, wanted, await repository.get_hotel(work), decision, trigger, guest, stay)


async def _settle(work: Work, claim: Claim, result: Result) -> None:
    if not await repository.settle(work, claim, result):
        raise Lost
    ACTIONS.labels(claim.kind.value, result.outcome).inc()


async def _give_up(work: Work, claim: Claim, outcome: str) -> None:
    task = await _task(work, claim)
    if task is None:
        return
    await _settle(work, claim, Result(ActionState.FAILED, outcome))
    await raise_alert(
        work,
        kind=AlertKind.TRIGGER_FAILED,
        reason=f"{task.name}: an action could not be done ({claim.kind}: {outcome}).",
        dedupe_key=f"action_failed:{task.decision.trigger_id}:{claim.kind}:{work.now:%Y-%m-%d}",
        conversation_id=task.row.conversation_id,
    )
