"""Answers of the AI that a colleague called wrong: marked, taken back, and handled."""

from datetime import datetime
from uuid import UUID

from backend.domain.inbox_words import WrongReason
from backend.domain.words import Author
from backend.errors import Conflict, NotFound
from backend.features.audit.service import record
from backend.features.conversations.service import find_conversation, find_message
from backend.features.wrong_answers import repository
from backend.features.wrong_answers.schemas import (
    Handled,
    WrongAnswerView,
    WrongMark,
    WrongSummary,
)
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor, number_in
from backend.kit.text import storable
from backend.models import Message, WrongAnswer
from backend.observability.metrics import WRONG_ANSWERS
from backend.ports.live import LiveKind
from backend.work import Work


async def mark(work: Work, message_id: str, *, reason: WrongReason, note: str) -> WrongMark:
    """Again with another reason is a new verdict, and open again. Raises NotFound; Conflict for a
    message that the AI did not write."""
    message, number = await _lock(work, message_id)
    if message.author is not Author.AI:
        raise Conflict("This message was not written by the AI.")
    row = await repository.lock(work, number)
    said = (reason, storable(note))
    if row is None:
        row = WrongAnswer(
            hotel_id=work.hotel_id,
            message_id=number,
            conversation_id=message.conversation_id,
            reason=reason,
            note=said[1],
            marked_by=work.actor.name,
            marked_at=work.now,
        )
        work.session.add(row)
    elif (row.reason, row.note) == said:
        return _mark(row)
    else:
        row.reason, row.note = said
        row.marked_by, row.marked_at = work.actor.name, work.now
        row.handled_by = row.handled_at = None
    WRONG_ANSWERS.labels(reason.value).inc()
    await record(work, "wrong_answer.mark", subject=message_id, detail={"reason": reason.value})
    return await _told(work, _mark(row))


async def take_back(work: Work, message_id: str) -> None:
    """It was right after all. Twice is once. Raises NotFound for a message that is not there."""
    _, number = await _lock(work, message_id)
    row = await repository.lock(work, number)
    if row is None:
        return
    await work.session.delete(row)
    await record(work, "wrong_answer.take_back", subject=message_id)
    await _told(work, _mark(row).model_copy(update={"reason": None}))


async def handle(work: Work, message_id: str, *, done: bool) -> WrongAnswerView:
    """Somebody mended what led to it; or, without `done`, it is open again. Raises NotFound."""
    _, number = await _lock(work, message_id)
    row = await repository.lock(work, number)
    if row is None:
        raise NotFound("This answer was not marked as wrong.")
    if (row.handled_at is not None) is not done:
        row.handled_at = work.now if done else None
        row.handled_by = work.actor.name if done else None
        action = "wrong_answer.handle" if done else "wrong_answer.reopen"
        await record(work, action, subject=message_id)
        await _told(work, _mark(row))
    (view,) = await repository.list_wrong_answers(work, message_id=number, limit=1)
    return view


async def list_wrong_answers(
    work: Work,
    *,
    state: Handled | None = None,
    reason: WrongReason | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[WrongAnswerView]:
    """Newest first. Raises BadCursor."""
    rows = await repository.list_wrong_answers(
        work,
        handled=None if state is None else state == "handled",
        reason=reason,
        after=_after(cursor),
        limit=limit + 1,
    )
    kept, following = cut(rows, limit, lambda one: (one.marked_at.isoformat(), one.message_id))
    return Page(list(kept), following)


async def marks_of(work: Work, conversation_id: UUID) -> list[WrongMark]:
    """Those of one conversation. Raises NotFound."""
    await find_conversation(work, conversation_id)
    return [_mark(row) for row in await repository.of_conversation(work, conversation_id)]


async def summarise(work: Work) -> WrongSummary:
    found = await repository.counts(work)
    return WrongSummary(
        open=sum(open_ for _, open_, _ in found),
        handled=sum(handled for _, _, handled in found),
        by_reason={reason: open_ for reason, open_, _ in found if open_},
    )


async def _lock(work: Work, message_id: str) -> tuple[Message, int]:
    """With its number. Two colleagues who mark it at once come one after the other."""
    message = await find_message(work, message_id)
    assert message.id is not None
    await repository.lock_message(work, message.id)
    return message, message.id


async def _told(work: Work, mark: WrongMark) -> WrongMark:
    await work.session.flush()
    work.tell(LiveKind.WRONG_ANSWER, mark.as_json())
    return mark


def _mark(row: WrongAnswer) -> WrongMark:
    return WrongMark(
        message_id=str(row.message_id),
        conversation_id=row.conversation_id,
        reason=row.reason,
        note=row.note,
        marked_by=row.marked_by,
        handled_at=row.handled_at,
    )


def _after(cursor: str | None) -> repository.After | None:
    if cursor is None:
        return None
    at, id_ = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(str(at)), number_in(id_)
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
