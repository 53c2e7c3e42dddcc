"""The end of a complaint: the guest is asked whether it is fixed, and what they say decides."""

from datetime import timedelta
from uuid import UUID

from backend.domain.fixed_texts import say
from backend.domain.sending import NOT_AFTER
from backend.domain.survey_texts import IS_IT_FIXED
from backend.domain.words import AlertKind, Author, MessageClass
from backend.features.alerts.service import raise_alert
from backend.features.complaints import service as complaints
from backend.features.complaints.schemas import ComplaintView
from backend.features.conversations.service import languages_of, put_question
from backend.features.messages.service import Draft, queue_messages, say_why
from backend.work import Work

WAITS = timedelta(hours=48)
PREFIX = "fixed:"


async def ask_guest(work: Work, complaint_id: UUID) -> ComplaintView:
    """Raises NotFound, and Conflict before anything was done."""
    conversation_id, view = await complaints.note_asked(work, complaint_id)
    assert view.asked_at is not None
    draft = Draft(
        conversation_id=conversation_id,
        author=Author.TRIGGER,
        text=say(IS_IT_FIXED, *await languages_of(work, conversation_id)),
        dedupe_key=f"{PREFIX}{complaint_id}:{view.asked_at.isoformat()}",
        not_after=work.now + NOT_AFTER[Author.TRIGGER],
        decision_id=await say_why(work, conversation_id, "complaint_asked"),
        message_class=MessageClass.ESSENTIAL,
    )
    await queue_messages(work, [draft])
    await put_question(work, conversation_id, f"{PREFIX}{complaint_id}", work.now + WAITS)
    return view


async def heard(
    work: Work,
    complaint_id: UUID,
    *,
    conversation_id: UUID,
    message_id: int,
    fixed: bool | None,
) -> None:
    """None: neither yes nor no could be read, so a person looks."""
    await put_question(work, conversation_id, None, None)
    if fixed is not None and not await complaints.heard(work, complaint_id, fixed=fixed):
        return
    if fixed:
        return
    reason = (
        "The guest says that it is not fixed."
        if fixed is False
        else "The guest was asked whether it is fixed; the answer is neither yes nor no."
    )
    await raise_alert(
        work,
        kind=AlertKind.COMPLAINT if fixed is False else AlertKind.AI_HANDED_OVER,
        reason=reason,
        dedupe_key=f"not_fixed:{message_id}",
        conversation_id=conversation_id,
        message_id=message_id,
    )
