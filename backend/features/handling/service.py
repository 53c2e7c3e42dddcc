"""Who handles a conversation, how urgent it is, until when it may rest, and notes to colleagues.

Each change is a line of the thread and of the audit log, and shows live. Asking for what is so
already changes nothing and says nothing.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.inbox_words import ActivityKind, ComposerMode, Priority, SnoozeChoice
from backend.domain.notifying import NotifyKind
from backend.domain.snoozing import MOST, Refusal, Snooze, snooze
from backend.domain.words import ConversationStatus
from backend.errors import Invalid, NotFound
from backend.features.activities.schemas import ActivityView
from backend.features.activities.service import (
    log_activity,
    participants,
    take_part,
    write_note,
)
from backend.features.audit.service import record
from backend.features.conversations.schemas import ConversationView
from backend.features.conversations.service import (
    close_turn,
    conversation_view,
    find_conversation,
    show,
)
from backend.features.drafts.service import forget_draft
from backend.features.handling import repository
from backend.features.handling.schemas import MomentView
from backend.features.labels import service as labels
from backend.features.notifications.service import notify_staff
from backend.features.teams.service import find_team
from backend.models import Conversation
from backend.observability.metrics import WOKEN
from backend.work import Work

WOKEN_AT_ONCE = 200
REFUSALS = {
    Refusal.NO_ARRIVAL: "No arrival is known for this guest.",
    Refusal.PAST: "This moment has passed already.",
    Refusal.TOO_FAR: "A year ahead is the most.",
    Refusal.NO_TIME: "Say when: on_clock is missing.",
}


async def assign(work: Work, conversation_id: UUID, staff_id: UUID | None) -> ConversationView:
    """None: nobody. Raises NotFound for somebody who does not work here."""
    row = await find_conversation(work, conversation_id, lock=True)
    if row.assignee_id == staff_id:
        return await conversation_view(work, row)
    name = await _name_of(work, staff_id) if staff_id else None
    row.assignee_id = staff_id
    if staff_id:
        await take_part(work, row.id, staff_id)
    detail = {"staff_id": str(staff_id) if staff_id else None, "name": name}
    view = await _done(work, row, ActivityKind.ASSIGNED, "assign", detail)
    await notify_staff(work, NotifyKind.ASSIGNED, row.id, {staff_id} if staff_id else ())
    return view


async def set_team(work: Work, conversation_id: UUID, team_id: UUID | None) -> ConversationView:
    """None: no team. Raises NotFound."""
    row = await find_conversation(work, conversation_id, lock=True)
    if row.team_id == team_id:
        return await conversation_view(work, row)
    team = await find_team(work, team_id) if team_id else None
    row.team_id = team_id
    detail = {"team_id": str(team.id) if team else None, "name": team.name if team else None}
    return await _done(work, row, ActivityKind.TEAM_SET, "set_team", detail)


async def set_priority(work: Work, conversation_id: UUID, priority: Priority) -> ConversationView:
    row = await find_conversation(work, conversation_id, lock=True)
    if row.priority is priority:
        return await conversation_view(work, row)
    detail = {"before": row.priority.value, "after": priority.value}
    row.priority = priority
    return await _done(work, row, ActivityKind.PRIORITY_SET, "set_priority", detail)


async def add_label(work: Work, conversation_id: UUID, label_id: UUID) -> ConversationView:
    """Raises NotFound."""
    row = await find_conversation(work, conversation_id, lock=True)
    label = await labels.put_on(work, row.id, label_id)
    if label is None:
        return await conversation_view(work, row)
    detail = {"label_id": str(label.id), "name": label.name, "colour": label.colour.value}
    return await _done(work, row, ActivityKind.LABEL_ADDED, "add_label", detail)


async def remove_label(work: Work, conversation_id: UUID, label_id: UUID) -> ConversationView:
    """Raises NotFound."""
    row = await find_conversation(work, conversation_id, lock=True)
    label = await labels.take_off(work, row.id, label_id)
    if label is None:
        return await conversation_view(work, row)
    detail = {"label_id": str(label.id), "name": label.name, "colour": label.colour.value}
    return await _done(work, row, ActivityKind.LABEL_REMOVED, "remove_label", detail)


async def note(
    work: Work, conversation_id: UUID, *, text: str, mentions: Collection[UUID] = ()
) -> ActivityView:
    """A colleague's words to colleagues; they can never be sent. Raises NotFound, Invalid."""
    row = await find_conversation(work, conversation_id, lock=True)
    others = (await participants(work, row.id)).keys() - set(mentions)
    written = await write_note(work, row.id, text=text, mentions=mentions)
    await forget_draft(work, row.id, ComposerMode.NOTE)
    await notify_staff(work, NotifyKind.MENTION, row.id, set(mentions))
    await notify_staff(work, NotifyKind.PARTICIPATING, row.id, others)
    detail = {"mentions": [str(staff_id) for staff_id in sorted(set(mentions))]}
    await record(work, "conversation.note", subject=str(row.id), detail=detail)
    if mentions:
        await show(work, row)
    return written


async def moments(work: Work, conversation_id: UUID) -> list[MomentView]:
    """What snoozing would mean now, choice by choice."""
    row = await find_conversation(work, conversation_id)
    found = [
        (choice, await _moment(work, row, choice, None))
        for choice in SnoozeChoice
        if choice is not SnoozeChoice.CUSTOM
    ]
    return [
        MomentView(choice=choice, until=moment.until, refusal=None)
        if isinstance(moment, Snooze)
        else MomentView(choice=choice, until=None, refusal=moment)
        for choice, moment in found
    ]


async def snooze_by(
    work: Work,
    conversation_id: UUID,
    choice: SnoozeChoice,
    *,
    on_clock: datetime | None = None,
) -> ConversationView:
    """`on_clock`: for a custom choice, what the hotel's clock shall show. Raises Invalid."""
    row = await find_conversation(work, conversation_id, lock=True)
    moment = await _moment(work, row, choice, on_clock)
    if not isinstance(moment, Snooze):
        raise Invalid(REFUSALS[moment])
    return await _snooze(work, row, moment.until)


async def snooze_until(
    work: Work, conversation_id: UUID, until: datetime | None
) -> ConversationView:
    """None: until the guest writes. Raises Invalid for a moment that is not ahead."""
    row = await find_conversation(work, conversation_id, lock=True)
    if until is not None and not work.now < until <= work.now + MOST:
        raise Invalid(REFUSALS[Refusal.PAST if until <= work.now else Refusal.TOO_FAR])
    return await _snooze(work, row, until)


async def wake_due(work: Work) -> int:
    """Brings back what was snoozed until now or earlier, marked unread; how many."""
    rows = await repository.lock_due(work, limit=WOKEN_AT_ONCE)
    for row in rows:
        detail = {"until": row.snoozed_until.isoformat() if row.snoozed_until else None}
        _set_status(work, row, ConversationStatus.OPEN)
        row.unread = max(row.unread, 1)
        await log_activity(work, row.id, ActivityKind.WOKEN, detail=detail)
        await show(work, row)
    WOKEN.inc(len(rows))
    return len(rows)


async def wait_for_guest(work: Work, conversation_id: UUID) -> ConversationView:
    """The next word is the guest's; their message opens it again."""
    row = await find_conversation(work, conversation_id, lock=True)
    if row.status is ConversationStatus.WAITING_GUEST:
        return await conversation_view(work, row)
    _set_status(work, row, ConversationStatus.WAITING_GUEST)
    return await _done(work, row, ActivityKind.WAITING_GUEST, "wait_for_guest", {})


async def resolve(work: Work, conversation_id: UUID) -> ConversationView:
    """Nothing is left to do; an answer under way is dropped."""
    row = await find_conversation(work, conversation_id, lock=True)
    if row.status is ConversationStatus.RESOLVED:
        return await conversation_view(work, row)
    _set_status(work, row, ConversationStatus.RESOLVED)
    row.waiting_since, row.unread = None, 0
    close_turn(row)
    return await _done(work, row, ActivityKind.RESOLVED, "resolve", {})


async def reopen(work: Work, conversation_id: UUID) -> ConversationView:
    """Also ends a snooze."""
    row = await find_conversation(work, conversation_id, lock=True)
    if row.status is ConversationStatus.OPEN:
        return await conversation_view(work, row)
    detail = {"before": row.status.value}
    _set_status(work, row, ConversationStatus.OPEN)
    return await _done(work, row, ActivityKind.REOPENED, "reopen", detail)


async def _snooze(work: Work, row: Conversation, until: datetime | None) -> ConversationView:
    same = row.status is ConversationStatus.SNOOZED and row.snoozed_until == until
    if same:
        return await conversation_view(work, row)
    _set_status(work, row, ConversationStatus.SNOOZED)
    row.snoozed_until, row.unread = until, 0
    detail = {"until": until.isoformat() if until else None}
    return await _done(work, row, ActivityKind.SNOOZED, "snooze", detail)


async def _moment(
    work: Work, row: Conversation, choice: SnoozeChoice, on_clock: datetime | None
) -> Snooze | Refusal:
    hotel = await repository.get_hotel(work)
    stay = await repository.get_stay(work, row.stay_id) if row.stay_id else None
    return snooze(
        choice,
        now=work.now,
        zone=ZoneInfo(hotel.timezone),
        arrival=stay.arrival if stay else None,
        on_clock=on_clock,
    )


def _set_status(work: Work, row: Conversation, status: ConversationStatus) -> None:
    row.status = status
    row.snoozed_until = None
    row.resolved_at = work.now if status is ConversationStatus.RESOLVED else None


async def _name_of(work: Work, staff_id: UUID) -> str:
    staff = await repository.get_staff(work, staff_id)
    if staff is None or staff.disabled_at is not None:
        raise NotFound("There is nobody like that here.")
    return staff.name


async def _done(
    work: Work, row: Conversation, kind: ActivityKind, action: str, detail: dict[str, Any]
) -> ConversationView:
    await record(work, f"conversation.{action}", subject=str(row.id), detail=detail)
    await log_activity(work, row.id, kind, detail=detail)
    return await show(work, row)
