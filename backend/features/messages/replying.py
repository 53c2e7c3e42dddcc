"""A colleague's answer to a guest."""

from collections.abc import Sequence
from uuid import UUID

from backend.domain.inbox_words import ComposerMode
from backend.domain.notifying import NotifyKind
from backend.domain.sending import NOT_AFTER
from backend.domain.words import Author
from backend.errors import NotFound
from backend.features.activities.service import participants, take_part
from backend.features.ai_drafts.service import note_used
from backend.features.conversations.service import (
    find_conversation,
    find_message,
    hold_for_staff,
)
from backend.features.drafts.service import forget_draft
from backend.features.helps.service import note_sent
from backend.features.messages.service import StoredFile, find_by_client, queue_message
from backend.features.notifications.service import notify_staff
from backend.features.presence.service import ensure_unchanged
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
    last_seen_id: str | None = None,
    file: StoredFile | None = None,
    draft_id: UUID | None = None,
    help_id: UUID | None = None,
    written: str | None = None,
    read_as: Sequence[str] = (),
) -> Message:
    """Queues it and gives the colleague the speaker lease. The same client_id twice is one message.
    The text is the caption of a `file`.

    `last_seen_id`: the newest message the writer knew of. `draft_id`, `help_id`: what the AI wrote
    that it began as. `written`: what the colleague wrote where `text` is its translation; how much
    of the AI's words was changed is counted there, against the translations in which the draft was
    read (`read_as`) too. Raises ThreadChanged where others said something since; NotFound for the
    conversation, or for a quoted message, a draft or a help that is not part of it.
    """
    conversation = await find_conversation(work, conversation_id, lock=True)
    if client_id is not None and (queued := await find_by_client(work, conversation_id, client_id)):
        return queued
    if last_seen_id is not None:
        await ensure_unchanged(work, conversation_id, last_seen_id)
    quoted = await _quoted(work, conversation_id, quote_id) if quote_id else None
    await hold_for_staff(work, conversation, reason=REPLIED)
    if work.actor.staff_id is not None:
        others = await participants(work, conversation.id)
        await take_part(work, conversation.id, work.actor.staff_id)
        await notify_staff(work, NotifyKind.PARTICIPATING, conversation.id, others.keys())
    await forget_draft(work, conversation.id, ComposerMode.REPLY)
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
        file=file,
    )
    assert message.id is not None
    if draft_id is not None:
        await note_used(
            work,
            conversation_id,
            draft_id,
            message_id=message.id,
            text=written or text,
            read_as=read_as,
        )
    if help_id is not None:
        await note_sent(work, conversation_id, help_id, message_id=message.id, text=written or text)
    return message


async def _quoted(work: Work, conversation_id: UUID, quote_id: str) -> str | None:
    message = await find_message(work, quote_id)
    if message.conversation_id != conversation_id:
        raise NotFound("The quoted message is not part of this conversation.")
    return message.provider_id
