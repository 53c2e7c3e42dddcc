"""Messages for later: planned, changed, cancelled, and queued once when their time has come.

What is to go in the guest's language was translated and looked at when it was planned; at its hour
no model is asked. Whoever touches one holds its conversation first, as intake does for the guest's
messages: a reply and the moment of sending come one after the other, never at once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from backend.domain.ids import StaffId
from backend.domain.inbox_words import ActivityKind, ComposerMode, ScheduledState
from backend.domain.sending import NOT_AFTER
from backend.domain.snoozing import Refusal, Snooze, later, snooze
from backend.domain.words import Author, HotelStatus
from backend.errors import Conflict, Invalid, NotFound
from backend.features.activities.service import log_activity
from backend.features.audit.service import record
from backend.features.conversations.service import find_conversation, show
from backend.features.drafts.service import forget_draft
from backend.features.handling.service import REFUSALS
from backend.features.messages.service import queue_message
from backend.features.scheduled import repository
from backend.features.scheduled.schemas import ScheduledInput, ScheduledPatch, ScheduledView
from backend.features.translations.schemas import Written
from backend.features.translations.service import keep_original, written
from backend.models import Conversation, ScheduledMessage
from backend.observability.metrics import SCHEDULED
from backend.ports.live import LiveKind
from backend.work import Work

log = structlog.get_logger()
MOST = 20
"""Planned in one conversation."""
QUEUED_AT_ONCE = 50
Due = tuple[UUID, UUID]
"""The conversation, and what is to be sent in it."""


async def list_planned(work: Work, conversation_id: UUID) -> list[ScheduledView]:
    """The next one first. Raises NotFound."""
    await find_conversation(work, conversation_id)
    return await _views(work, await repository.list_planned(work, conversation_id))


async def plan(work: Work, conversation_id: UUID, data: ScheduledInput) -> ScheduledView:
    """Raises NotFound, Invalid for a moment that is not ahead, Conflict for too many."""
    conversation = await find_conversation(work, conversation_id, lock=True)
    if len(await repository.list_planned(work, conversation_id)) >= MOST:
        raise Conflict(f"{MOST} planned messages are the most in one conversation.")
    row = ScheduledMessage(
        hotel_id=work.hotel_id,
        conversation_id=conversation_id,
        staff_id=work.actor.staff_id,
        text=data.text,
        due_at=await _moment(work, conversation, data),
        unless_reply=data.unless_reply,
    )
    await _put_words(work, row, data.text, data.original)
    # What is planned is not to be sent once more from the field it was written in.
    await forget_draft(work, conversation_id, ComposerMode.REPLY)
    work.session.add(row)
    await work.session.flush()
    return await _done(work, row, ActivityKind.SEND_PLANNED, "plan")


async def change(
    work: Work, conversation_id: UUID, scheduled_id: UUID, patch: ScheduledPatch
) -> ScheduledView:
    """Raises NotFound, Invalid, Conflict once it was sent or cancelled."""
    row = await _planned(work, conversation_id, scheduled_id)
    if patch.text is not None:
        await _put_words(work, row, patch.text, patch.original)
    row.unless_reply = row.unless_reply if patch.unless_reply is None else patch.unless_reply
    if patch.on_clock is not None:
        zone = ZoneInfo((await repository.get_hotel(work)).timezone)
        row.due_at = _ahead(later(patch.on_clock, now=work.now, zone=zone))
    return await _done(work, row, ActivityKind.SEND_CHANGED, "change")


async def cancel(work: Work, conversation_id: UUID, scheduled_id: UUID) -> ScheduledView:
    """Raises NotFound, Conflict once it was sent or cancelled."""
    row = await _planned(work, conversation_id, scheduled_id)
    row.state, row.reason, row.decided_at = ScheduledState.CANCELLED, "by_staff", work.now
    SCHEDULED.labels("cancelled").inc()
    return await _done(work, row, ActivityKind.SEND_CANCELLED, "cancel")


async def cancel_on_reply(work: Work, conversations: Collection[UUID]) -> None:
    """The guest wrote: what was to be sent only if they stay silent is not sent."""
    cancelled = await repository.cancel_unless_reply(work, conversations) if conversations else []
    if not cancelled:
        return
    SCHEDULED.labels("guest_replied").inc(len(cancelled))
    for view in await _views(work, await repository.read(work, cancelled)):
        detail = {"due_at": view.due_at.isoformat(), "reason": "guest_replied"}
        kind = ActivityKind.SEND_CANCELLED
        await log_activity(work, view.conversation_id, kind, detail=detail)
        _tell(work, view)


async def list_due(work: Work) -> Sequence[Due]:
    """What is due, however long ago, the longest first. A suspended hotel's wait."""
    if (await repository.get_hotel(work)).status is HotelStatus.SUSPENDED:
        return ()
    return await repository.due(work, limit=QUEUED_AT_ONCE)


async def queue(work: Work, due: Due) -> bool:
    """Once, whoever else tries; False where it was changed, cancelled or queued meanwhile."""
    conversation_id, scheduled_id = due
    conversation = await find_conversation(work, conversation_id, lock=True)
    row = await repository.get(work, conversation_id, scheduled_id, lock=True)
    if row is None or row.state is not ScheduledState.PLANNED or row.due_at > work.now:
        return False
    waiting = conversation.waiting_since
    message = await queue_message(
        work,
        conversation,
        author=Author.STAFF,
        text=row.text,
        dedupe_key=f"scheduled:{row.id}",
        not_after=work.now + NOT_AFTER[Author.STAFF],
        staff_id=StaffId(row.staff_id) if row.staff_id else None,
    )
    if row.original is not None and row.original_language is not None:
        told = Written(row.original, row.original_language, row.language)
        await keep_original(work, message, told)
    row.state, row.message_id, row.decided_at = ScheduledState.QUEUED, message.id, work.now
    await work.session.flush()
    if waiting is not None:
        # Written before the guest's question: it is no answer to it.
        await work.session.refresh(conversation)
        conversation.waiting_since = waiting
        await show(work, conversation)
    SCHEDULED.labels("queued").inc()
    late_s = (work.now - row.due_at).total_seconds()
    log.info("scheduled.queued", scheduled_id=str(row.id), late_s=round(late_s, 1))
    _tell(work, (await _views(work, [row]))[0])
    return True


async def _planned(work: Work, conversation_id: UUID, scheduled_id: UUID) -> ScheduledMessage:
    await find_conversation(work, conversation_id, lock=True)
    row = await repository.get(work, conversation_id, scheduled_id, lock=True)
    if row is None:
        raise NotFound("There is no such planned message.")
    if row.state is ScheduledState.QUEUED:
        raise Conflict("This message has been sent meanwhile.")
    if row.state is ScheduledState.CANCELLED:
        raise Conflict("This message was cancelled.")
    return row


async def _put_words(work: Work, row: ScheduledMessage, text: str, original: str | None) -> None:
    said = await written(work, row.conversation_id, original) if original is not None else None
    row.text, row.original = text, original
    row.original_language = said.language if said else None
    row.language = said.put_into if said else None


async def _moment(work: Work, conversation: Conversation, data: ScheduledInput) -> datetime:
    hotel = await repository.get_hotel(work)
    stay = await repository.get_stay(work, conversation.stay_id) if conversation.stay_id else None
    return _ahead(
        snooze(
            data.choice,
            now=work.now,
            zone=ZoneInfo(hotel.timezone),
            arrival=stay.arrival if stay else None,
            on_clock=data.on_clock,
        )
    )


def _ahead(found: Snooze | Refusal) -> datetime:
    if not isinstance(found, Snooze):
        raise Invalid(REFUSALS[found])
    if found.until is None:
        raise Invalid("A message needs a moment by the clock.")
    return found.until


async def _done(
    work: Work, row: ScheduledMessage, kind: ActivityKind, action: str
) -> ScheduledView:
    await work.session.flush()
    detail = {"due_at": row.due_at.isoformat(), "unless_reply": row.unless_reply}
    await record(work, f"scheduled.{action}", subject=str(row.id), detail=detail)
    await log_activity(work, row.conversation_id, kind, detail=detail)
    (view,) = await _views(work, [row])
    _tell(work, view)
    return view


def _tell(work: Work, view: ScheduledView) -> None:
    work.tell(LiveKind.SCHEDULED, view.model_dump(mode="json"))


async def _views(work: Work, rows: Sequence[ScheduledMessage]) -> list[ScheduledView]:
    if not rows:
        return []
    zone = ZoneInfo((await repository.get_hotel(work)).timezone)
    names = await repository.names(work, {row.staff_id for row in rows if row.staff_id})
    return [
        ScheduledView(
            id=row.id,
            conversation_id=row.conversation_id,
            staff_id=row.staff_id,
            staff_name=names.get(row.staff_id) if row.staff_id else None,
            text=row.text,
            original=row.original,
            language=row.language,
            due_at=row.due_at,
            on_clock=row.due_at.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
            unless_reply=row.unless_reply,
            state=row.state,
            reason=row.reason,
            message_id=str(row.message_id) if row.message_id else None,
        )
        for row in rows
    ]
