"""Complaints: each has an owner, something that was done, and an end that the guest confirmed or
a colleague gave a reason for. Every step is a line of the thread."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.inbox_words import ActivityKind
from backend.domain.recovery import Closing, ComplaintSource, ComplaintState, Step, after
from backend.errors import Conflict, Invalid, NotFound
from backend.features.activities.service import log_activity
from backend.features.audit.service import record
from backend.features.complaints import repository
from backend.features.complaints.repository import Named
from backend.features.complaints.schemas import ComplaintView
from backend.features.staff.service import get_staff
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import Complaint
from backend.observability.metrics import COMPLAINTS
from backend.ports.live import LiveKind
from backend.work import Work

FALSE_ALARM = "The alert was wrong."


async def open_complaint(
    work: Work,
    conversation_id: UUID,
    *,
    source: ComplaintSource,
    message_id: int | None = None,
) -> ComplaintView | None:
    """None when one of this conversation is open already. Raises NotFound."""
    chat = await repository.conversation(work, conversation_id)
    if chat is None:
        raise NotFound("There is no such conversation.")
    row = await repository.insert_once(
        work,
        {
            "conversation_id": conversation_id,
            "guest_id": chat.guest_id,
            "stay_id": chat.stay_id,
            "message_id": message_id,
            "source": source,
        },
    )
    if row is None:
        return None
    COMPLAINTS.labels(source.value, ComplaintState.OPEN.value).inc()
    detail = {"complaint_id": str(row.id), "source": source.value}
    await log_activity(work, conversation_id, ActivityKind.COMPLAINT_OPENED, detail=detail)
    return await _told(work, row.id)


async def own(work: Work, complaint_id: UUID, staff_id: UUID) -> ComplaintView:
    """Somebody answers for it. Raises NotFound, Conflict."""
    person = await get_staff(work, staff_id)
    row = await _step(work, complaint_id, Step.OWN)
    row.owner_id, row.owned_at = staff_id, row.owned_at or work.now
    detail = {"staff_id": str(staff_id), "name": person.name}
    return await _done(work, row, ActivityKind.COMPLAINT_OWNED, detail)


async def act(work: Work, complaint_id: UUID, words: str) -> ComplaintView:
    """What was done about it, in a colleague's words. Raises NotFound, Conflict."""
    row = await _step(work, complaint_id, Step.ACT)
    row.acted_at = work.now
    return await _done(work, row, ActivityKind.COMPLAINT_ACTED, {"words": words})


async def note_asked(work: Work, complaint_id: UUID) -> tuple[UUID, ComplaintView]:
    """The conversation in which the guest is asked; that is the caller's part."""
    row = await _step(work, complaint_id, Step.ASK)
    row.asked_at = work.now
    view = await _done(work, row, ActivityKind.COMPLAINT_ASKED, {})
    return row.conversation_id, view


async def close(work: Work, complaint_id: UUID, reason: str) -> ComplaintView:
    """Without the guest's word, so with a reason. Raises NotFound, Conflict."""
    row = await _step(work, complaint_id, Step.CLOSE)
    return await _closed(work, row, Closing.REASON, reason)


async def heard(work: Work, complaint_id: UUID, *, fixed: bool) -> bool:
    """What the guest said when asked; False: nobody waits for it any more."""
    row = await repository.lock(work, complaint_id)
    step = Step.CONFIRM if fixed else Step.DENY
    state = after(row.state, step) if row is not None else None
    if row is None or state is None:
        return False
    row.state = state
    if fixed:
        await _closed(work, row, Closing.GUEST, None)
    else:
        await _done(work, row, ActivityKind.COMPLAINT_DENIED, {})
    return True


async def called_wrong(work: Work, conversation_id: UUID) -> None:
    """The alert that opened it was a false alarm: nothing has to be made good."""
    row = await repository.lock_open(work, conversation_id)
    if row is not None and row.state is ComplaintState.OPEN:
        row.state = ComplaintState.CLOSED
        await _closed(work, row, Closing.REASON, FALSE_ALARM)


async def taken_by(work: Work, conversation_id: UUID, staff_id: UUID) -> None:
    """Whoever looks after the alert owns the complaint, where nobody does yet."""
    row = await repository.lock_open(work, conversation_id)
    if row is not None and row.owner_id is None:
        await own(work, row.id, staff_id)


async def is_open(work: Work, *, conversation_id: UUID, stay_id: UUID | None) -> bool:
    return await repository.is_open(work, conversation_id=conversation_id, stay_id=stay_id)


async def get_complaint(work: Work, complaint_id: UUID) -> ComplaintView:
    found = await repository.find(work, complaint_id)
    if found is None:
        raise NotFound("There is no such complaint.")
    return _view(found)


async def list_complaints(
    work: Work, *, is_open: bool = True, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[ComplaintView]:
    """Newest first. Raises Invalid for a cursor of another list."""
    rows = await repository.list_page(work, is_open=is_open, after=_after(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda one: (_at(one[0]).isoformat(), str(one[0].id)))
    return Page([_view(one) for one in shown], following)


async def _step(work: Work, complaint_id: UUID, step: Step) -> Complaint:
    row = await repository.lock(work, complaint_id)
    if row is None:
        raise NotFound("There is no such complaint.")
    state = after(row.state, step)
    if state is None:
        raise Conflict(_REFUSALS[step])
    row.state = state
    return row


_REFUSALS = {
    Step.OWN: "This complaint is closed already.",
    Step.ACT: "Somebody has to take it first.",
    Step.ASK: "Say first what was done.",
    Step.CLOSE: "This complaint is closed already.",
}


async def _closed(work: Work, row: Complaint, how: Closing, reason: str | None) -> ComplaintView:
    row.closed_at, row.closed_by = work.now, work.actor.staff_id
    row.closing, row.closing_reason = how, reason
    await repository.forget_question(work, row)
    detail = {"closing": how.value, "words": reason or ""}
    return await _done(work, row, ActivityKind.COMPLAINT_CLOSED, detail)


async def _done(
    work: Work, row: Complaint, kind: ActivityKind, detail: dict[str, Any]
) -> ComplaintView:
    await work.session.flush()
    COMPLAINTS.labels(row.source.value, row.state.value).inc()
    await log_activity(
        work, row.conversation_id, kind, detail={"complaint_id": str(row.id), **detail}
    )
    await record(work, f"complaint.{kind.value.removeprefix('complaint_')}", subject=str(row.id))
    return await _told(work, row.id)


async def _told(work: Work, complaint_id: UUID) -> ComplaintView:
    view = await get_complaint(work, complaint_id)
    work.tell(LiveKind.COMPLAINT, view.as_json())
    return view


def _view(one: Named) -> ComplaintView:
    row, guest_name, room, owner_name, closed_by = one
    return ComplaintView(
        **row.model_dump(exclude={"hotel_id", "guest_id", "closed_by", "message_id"}),
        guest_name=guest_name,
        room=room,
        owner_name=owner_name,
        closed_by=closed_by,
        message_id=None if row.message_id is None else str(row.message_id),
    )


def _at(row: Complaint) -> datetime:
    assert row.opened_at is not None
    return row.opened_at


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    try:
        moment, complaint_id = decode_cursor(cursor, 2)
        return datetime.fromisoformat(str(moment)), UUID(str(complaint_id))
    except (BadCursor, ValueError):
        raise Invalid("The cursor does not belong to this list.") from None
