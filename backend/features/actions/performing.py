"""How each kind of action is done: one function each, within a transaction."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from uuid import UUID

from backend.domain.action_words import ActionKind, ActionState
from backend.domain.ids import DecisionId
from backend.domain.recovery import ComplaintSource
from backend.domain.words import Author, MessageClass
from backend.errors import Invalid, NotFound
from backend.features.actions.schemas import DONE, Result, Task
from backend.features.alerts.service import raise_alert
from backend.features.conversations.service import tell_conversation
from backend.features.handling import service as handling
from backend.features.journey.colleagues import begin_colleagues_chat
from backend.features.journey.service import begin_chat, stays_changed
from backend.features.messages.service import Draft, queue_messages
from backend.features.stays.pushing import region_of_hotel
from backend.features.stays.service import add_tag
from backend.features.surveys import service as surveys
from backend.features.triggers.actions import (
    AddLabel,
    AlertStaff,
    Assign,
    NotifyWhatsapp,
    SetPriority,
    Snooze,
    StartSurvey,
    TagStay,
)
from backend.kit.phone import chat_of_phone, to_e164
from backend.work import Work

NOTICE_LASTS = timedelta(hours=2)
"""What staff are told later than that is no news."""


async def alert_staff(work: Work, task: Task) -> Result:
    wanted = task.wanted
    assert isinstance(wanted, AlertStaff)
    raised = await raise_alert(
        work,
        kind=wanted.alert,
        reason=f"{wanted.words}{_place(task)}",
        dedupe_key=f"trigger:{task.key}",
        conversation_id=task.row.conversation_id,
        source=ComplaintSource.TRIGGER,
    )
    return DONE if raised is not None else Result(ActionState.DONE, "raised_before")


async def notify_whatsapp(work: Work, task: Task) -> Result:
    """Queued like every message: paced, in order, never twice."""
    wanted = task.wanted
    assert isinstance(wanted, NotifyWhatsapp)
    phone = to_e164(wanted.phone, region_of_hotel(task.hotel))
    if phone is None:
        return Result(ActionState.FAILED, "no_telephone_number")
    conversation_id = await begin_colleagues_chat(work, phone)
    if conversation_id is None:
        return Result(ActionState.LEFT_OUT, "no_number")
    draft = Draft(
        conversation_id=conversation_id,
        author=Author.TRIGGER,
        text=f"{wanted.words}{_who(task)}",
        dedupe_key=f"notice:{task.key}",
        not_after=work.now + NOTICE_LASTS,
        decision_id=DecisionId(task.row.decision_id),
        message_class=MessageClass.ESSENTIAL,
    )
    await queue_messages(work, [draft])
    return Result(ActionState.DONE, "queued")


async def tag_stay(work: Work, task: Task) -> Result:
    wanted = task.wanted
    assert isinstance(wanted, TagStay)
    if task.row.stay_id is None:
        return Result(ActionState.LEFT_OUT, "no_stay")
    if not await add_tag(work, task.row.stay_id, wanted.tag):
        return Result(ActionState.DONE, "tagged_before")
    await stays_changed(work, [task.row.stay_id])
    if task.row.conversation_id is not None:
        await tell_conversation(work, task.row.conversation_id)
    return DONE


async def assign(work: Work, task: Task) -> Result:
    wanted = task.wanted
    assert isinstance(wanted, Assign)
    if wanted.team_id is not None:
        return await _handle(task, lambda chat: handling.set_team(work, chat, wanted.team_id))
    return await _handle(task, lambda chat: handling.assign(work, chat, wanted.staff_id))


async def add_label(work: Work, task: Task) -> Result:
    wanted = task.wanted
    assert isinstance(wanted, AddLabel)
    return await _handle(task, lambda chat: handling.add_label(work, chat, wanted.label_id))


async def set_priority(work: Work, task: Task) -> Result:
    wanted = task.wanted
    assert isinstance(wanted, SetPriority)
    return await _handle(task, lambda chat: handling.set_priority(work, chat, wanted.priority))


async def snooze(work: Work, task: Task) -> Result:
    wanted = task.wanted
    assert isinstance(wanted, Snooze)
    try:
        return await _handle(task, lambda chat: handling.snooze_by(work, chat, wanted.choice))
    except Invalid:
        # Refused before anything was changed: e.g. no arrival is known, or it has passed.
        return Result(ActionState.LEFT_OUT, "no_such_moment")


async def start_survey(work: Work, task: Task) -> Result:
    wanted = task.wanted
    assert isinstance(wanted, StartSurvey)
    stay, guest = task.stay, task.guest
    if stay is None or guest is None:
        return Result(ActionState.LEFT_OUT, "no_stay")
    if guest.opted_out_at is not None:
        return Result(ActionState.LEFT_OUT, "opted_out")
    conversation_id = task.row.conversation_id
    if conversation_id is None and guest.phone is not None:
        chat_id = chat_of_phone(guest.phone)
        conversation_id = await begin_chat(work, chat_id=chat_id, guest_id=guest.id)
    if conversation_id is None:
        return Result(ActionState.LEFT_OUT, "no_conversation")
    outcome = await surveys.start(
        work,
        wanted.survey_id,
        conversation_id=conversation_id,
        stay_id=stay.id,
        decision_id=task.row.decision_id,
    )
    return Result(ActionState.DONE if outcome == "asked" else ActionState.LEFT_OUT, outcome)


async def _handle(task: Task, do: Callable[[UUID], Awaitable[object]]) -> Result:
    if task.row.conversation_id is None:
        return Result(ActionState.LEFT_OUT, "no_conversation")
    try:
        await do(task.row.conversation_id)
    except NotFound:
        return Result(ActionState.LEFT_OUT, "gone")
    return DONE


Perform = Callable[[Work, Task], Awaitable[Result]]
PERFORM: Mapping[ActionKind, Perform] = {
    ActionKind.ALERT_STAFF: alert_staff,
    ActionKind.NOTIFY_WHATSAPP: notify_whatsapp,
    ActionKind.TAG_STAY: tag_stay,
    ActionKind.ASSIGN: assign,
    ActionKind.ADD_LABEL: add_label,
    ActionKind.SET_PRIORITY: set_priority,
    ActionKind.SNOOZE: snooze,
    ActionKind.START_SURVEY: start_survey,
}


def _place(task: Task) -> str:
    """Where to look; a conversation beside it says who."""
    stay = task.stay
    if stay is None:
        return ""
    room = f"room {stay.room}, " if stay.room else ""
    return f" ({room}{stay.external_id})"


def _who(task: Task) -> str:
    """For a colleague's own telephone: whom it is about."""
    stay, guest = task.stay, task.guest
    name = (stay.guest_name if stay else "") or (guest.name if guest else "")
    parts = [name] if name else []
    if stay is not None:
        parts += [f"room {stay.room}"] if stay.room else []
        parts.append(f"{stay.arrival:%-d %b} to {stay.departure:%-d %b}")
    return f"\n{', '.join(parts)}" if parts else ""
