"""Drafts of the AI: kept for staff, used or dismissed by them, never sent by themselves.

A draft answers one turn. Whatever is said in the conversation next begins another, and the draft
is out of date without a write of its own.
"""

from collections.abc import Sequence
from uuid import UUID

from backend.domain.edit_distance import edit_distance
from backend.domain.inbox_words import AiDraftState
from backend.errors import Conflict, NotFound
from backend.features.ai_drafts import repository
from backend.features.ai_drafts.schemas import AiDraftView, DraftSource, NewDraft
from backend.features.audit.service import record
from backend.features.conversations.service import find_conversation
from backend.models import AiDraft
from backend.observability.metrics import AI_DRAFTS
from backend.ports.live import LiveKind
from backend.work import Work


async def keep_drafts(work: Work, drafts: Sequence[NewDraft]) -> None:
    """For conversations that the caller holds, each at the turn that it answers."""
    written = await repository.insert(work, drafts) if drafts else []
    if not written:
        return
    AI_DRAFTS.labels("written").inc(len(written))
    for row in await repository.read(work, written):
        _tell(work, row)


async def list_current(work: Work, conversation_id: UUID) -> list[AiDraftView]:
    """The one that answers the conversation as it stands, or none. Raises NotFound."""
    await find_conversation(work, conversation_id)
    row = await repository.current(work, conversation_id)
    return [_view(row)] if row else []


async def dismiss(work: Work, conversation_id: UUID, draft_id: UUID) -> AiDraftView:
    """Twice is once. Raises NotFound, Conflict for one that was sent."""
    row = await _find(work, conversation_id, draft_id)
    if row.state is AiDraftState.USED:
        raise Conflict("This draft has been used meanwhile.")
    if row.state is AiDraftState.OPEN:
        _decide(work, row, AiDraftState.DISMISSED)
        await record(work, "ai_draft.dismiss", subject=str(row.id))
        await work.session.flush()
        _tell(work, row)
    return _view(row)


async def note_used(
    work: Work,
    conversation_id: UUID,
    draft_id: UUID,
    *,
    message_id: int,
    text: str,
    read_as: Sequence[str] = (),
) -> None:
    """A colleague sent `text`, which began as this draft or as one of its translations (`read_as`);
    what was changed is counted against the nearest. The first time counts. Raises NotFound for a
    draft that is none of this conversation's."""
    row = await _find(work, conversation_id, draft_id)
    if row.state is AiDraftState.USED:
        return
    _decide(work, row, AiDraftState.USED)
    row.message_id = message_id
    row.edit_distance = min(edit_distance(one, text) for one in (row.text, *read_as))
    await work.session.flush()
    _tell(work, row)


async def text_of(work: Work, conversation_id: UUID, draft_id: UUID) -> str:
    """Raises NotFound."""
    return (await _find(work, conversation_id, draft_id, lock=False)).text


async def _find(work: Work, conversation_id: UUID, draft_id: UUID, *, lock: bool = True) -> AiDraft:
    row = await repository.get(work, conversation_id, draft_id, lock=lock)
    if row is None:
        raise NotFound("There is no such draft.")
    return row


def _decide(work: Work, row: AiDraft, state: AiDraftState) -> None:
    row.state, row.decided_at, row.staff_id = state, work.now, work.actor.staff_id
    AI_DRAFTS.labels(state.value).inc()


def _tell(work: Work, row: AiDraft) -> None:
    work.tell(LiveKind.AI_DRAFT, _view(row).as_json())


def _view(row: AiDraft) -> AiDraftView:
    assert row.created_at is not None
    return AiDraftView(
        id=row.id,
        conversation_id=row.conversation_id,
        turn=row.turn,
        text=row.text,
        sources=[DraftSource.model_validate(one) for one in row.sources],
        state=row.state,
        edit_distance=row.edit_distance,
        created_at=row.created_at,
    )
