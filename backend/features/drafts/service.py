"""What a colleague has begun to write, kept so that another browser finds it. Only their own."""

from datetime import timedelta
from uuid import UUID

from backend.domain.inbox_words import ComposerMode
from backend.errors import Forbidden
from backend.features.drafts import repository
from backend.features.drafts.schemas import DraftView
from backend.models import Draft
from backend.work import Work

KEPT_FOR = timedelta(days=30)
FORGOTTEN_AT_ONCE = 1_000


async def list_drafts(work: Work, conversation_id: UUID) -> list[DraftView]:
    """The caller's own; a program has none."""
    if work.actor.staff_id is None:
        return []
    rows = await repository.list_drafts(work, work.actor.staff_id, conversation_id)
    return [_view(row) for row in rows]


async def keep_draft(work: Work, conversation_id: UUID, mode: ComposerMode, words: str) -> None:
    """Blank words end it. Raises Forbidden for whoever is no member of staff."""
    staff_id = work.actor.staff_id
    if staff_id is None:
        raise Forbidden("Only a member of the hotel's staff has drafts.")
    if words.strip():
        await repository.keep(work, staff_id, conversation_id, mode, words=words)
    else:
        await repository.forget(work, staff_id, conversation_id, mode)


async def forget_draft(work: Work, conversation_id: UUID, mode: ComposerMode) -> None:
    """It was sent, or became a note."""
    if work.actor.staff_id is not None:
        await repository.forget(work, work.actor.staff_id, conversation_id, mode)


async def forget_old_drafts(work: Work) -> None:
    await repository.forget_old(work, before=work.now - KEPT_FOR, most=FORGOTTEN_AT_ONCE)


def _view(row: Draft) -> DraftView:
    assert row.updated_at is not None
    return DraftView(mode=row.mode, text=row.text, updated_at=row.updated_at)
