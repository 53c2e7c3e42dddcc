"""What staff ask of the AI while they write: kept with what came of it, never sent by itself."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from backend.domain.edit_distance import edit_distance
from backend.domain.inbox_words import HelpTask
from backend.errors import Conflict, Forbidden, NotFound
from backend.features.conversations.service import find_conversation
from backend.features.helps import repository
from backend.features.helps.schemas import OK, Ended, HelpFigure, HelpSource, HelpView
from backend.kit.text import storable
from backend.models import AiHelp
from backend.observability.metrics import AI_HELP
from backend.work import Work

LOST_AFTER = timedelta(seconds=60)
"""A process that has said nothing for so long has ended; the model has less time than this."""
FIGURES_OF = timedelta(days=30)


async def begin(work: Work, conversation_id: UUID, task: HelpTask) -> UUID:
    """Kept before the model is asked. Raises NotFound; Conflict while this person's last wish in
    this conversation is under way."""
    conversation = await find_conversation(work, conversation_id)
    if work.actor.id is None:
        raise Forbidden("Only a person or an API key may ask.")
    begun = await repository.begin(
        work,
        conversation_id,
        task,
        turn=conversation.turn,
        asked_by=work.actor.id,
        lost=LOST_AFTER,
    )
    if begun is None:
        raise Conflict("The AI is writing already.")
    return begun


async def end(work: Work, conversation_id: UUID, help_id: UUID, ended: Ended) -> HelpView:
    row = await _find(work, conversation_id, help_id)
    row.outcome, row.text = ended.outcome, storable(ended.text)
    row.sources, row.left_out = list(ended.sources), ended.left_out
    row.detail = storable(ended.detail)
    AI_HELP.labels(row.task.value, ended.outcome).inc()
    await work.session.flush()
    return _view(row)


async def find_summary(work: Work, conversation_id: UUID) -> HelpView | None:
    """The newest, if nothing was said since. Raises NotFound."""
    conversation = await find_conversation(work, conversation_id)
    row = await repository.newest_summary(work, conversation_id)
    return _view(row) if row and row.turn == conversation.turn else None


async def note_sent(
    work: Work, conversation_id: UUID, help_id: UUID, *, message_id: int, text: str
) -> None:
    """A colleague sent `text`, which began as this. The first time counts. Raises NotFound for one
    that is none of this conversation's, or has no text."""
    row = await _find(work, conversation_id, help_id)
    if row.outcome != OK:
        raise NotFound("There is no such text of the AI.")
    if row.message_id is None:
        row.message_id, row.edit_distance = message_id, edit_distance(row.text, text)
        AI_HELP.labels(row.task.value, "sent").inc()
        await work.session.flush()


async def figures(work: Work) -> Sequence[HelpFigure]:
    """Of the last 30 days, by what was asked for."""
    return await repository.read_figures(work, since=work.now - FIGURES_OF)


async def _find(work: Work, conversation_id: UUID, help_id: UUID) -> AiHelp:
    row = await repository.find(work, conversation_id, help_id)
    if row is None:
        raise NotFound("There is no such text of the AI.")
    return row


def _view(row: AiHelp) -> HelpView:
    return HelpView(
        id=row.id,
        conversation_id=row.conversation_id,
        task=row.task,
        turn=row.turn,
        outcome=row.outcome,
        text=row.text,
        sources=[HelpSource.model_validate(one) for one in row.sources],
        detail=row.detail,
        left_out=row.left_out,
        asked_at=row.asked_at,
    )
