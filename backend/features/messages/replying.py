"""A colleague's answer to a guest."""

from uuid import UUID

from backend.domain.sending import NOT_AFTER
from backend.domain.words import Author
from backend.errors import NotFound
from backend.features.activities.service import take_part
from backend.features.ai_drafts.service import note_used
from backend.features.conversations.service import (
    find_conversation,
    find_message,
    hold_for_staff,
)
from backend.features.messages.service import queue_message
from backend.kit.ids import new_uuid
from backend.models import Message
from backend.work import Work

REPLIED = "replied"


async def reply(
    work: Work,
    conversation_id: UUID,
    *,
    text: str,
    client_id: str | None = None,
    quote_id: str | None = None,
    draft_id: UUID | None = None,
) -> Message:
    """Queues it and gives the colleague the speaker lease. The same client_id twice is one message.

    `draft_id`: the draft of the AI that it began as. Raises NotFound for the conversation, or for a
    quoted message or a draft that is not part of it.
    """
    conversation = await find_conversation(work, conversation_id, lock=True)
    quoted = await _quoted(work, conversation_id, quote_id) if quote_id else None
    await hold_for_staff(work, conversation, reason=REPLIED)
    if work.actor.staff_id is not None:
        await take_part(work, conversation.id, work.actor.staff_id)
    message = await queue_message(
        work,
        conversation,
        author=Author.STAFF,
        text=text,
        dedupe_key=f"staff:{conversation_id}:{client_id or new_uuid()}",
        not_after=work.now + NOT_AFTER[Author.STAFF],
        staff_id=work.actor.staff_id,
        client_id=client_id,
        quoted_provider_id=quoted,
    )
    if draft_id is not None:
        assert message.id is not None
        await note_used(work, conversation_id, draft_id, message_id=message.id, text=text)
    return message


async def _quoted(work: Work, conversation_id: UUID, quote_id: str) -> str | None:
    message = await find_message(work, quote_id)
    if message.conversation_id != conversation_id:
        raise NotFound("The quoted message is not part of this conversation.")
    return message.provider_id
