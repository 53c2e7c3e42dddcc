"""Messages on their way out: queueing, and what staff may do with one that did not arrive."""

from collections.abc import Sequence
from datetime import datetime

import orjson

from backend.domain.ids import DecisionId, StaffId
from backend.domain.sending import PRIORITY
from backend.domain.words import AiRung, Author
from backend.features.conversations.service import tell_conversation, tell_message
from backend.features.messages import repository
from backend.kit.text import body_hash, storable
from backend.models import Conversation, Message
from backend.ports.wake import WorkKind
from backend.work import Work


async def queue_message(
    work: Work,
    conversation: Conversation,
    *,
    author: Author,
    text: str,
    dedupe_key: str,
    not_after: datetime,
    staff_id: StaffId | None = None,
    client_id: str | None = None,
    quoted_provider_id: str | None = None,
    ai_rung: AiRung | None = None,
    ai_sources: Sequence[dict[str, str]] = (),
    decision_id: DecisionId | None = None,
) -> Message:
    """Queues a text for the guest; with a dedupe key that exists, returns what is queued already.

    A message of staff makes the guest's open turn stale. A holding message does not count as an
    answer: the guest goes on waiting.
    """
    await work.session.flush()
    body = storable(text)
    message = await repository.insert_queued(
        work,
        {
            "hotel_id": work.hotel_id,
            "conversation_id": conversation.id,
            "author": author,
            "staff_id": staff_id,
            "text": body,
            "quoted_provider_id": quoted_provider_id,
            "client_id": client_id,
            "new_turn": 1 if author is Author.STAFF else 0,
            "answers": ai_rung is not AiRung.HOLDING,
            "now": work.now,
            "ai_rung": ai_rung,
            "ai_sources": orjson.dumps(list(ai_sources)).decode(),
            "decision_id": decision_id,
            "priority": PRIORITY[author],
            "body_hash": body_hash(body),
            "dedupe_key": dedupe_key,
            "not_after": not_after,
        },
    )
    if message is None:
        return await repository.find_queued(
            work, dedupe_key=dedupe_key, conversation_id=conversation.id, client_id=client_id
        )
    await work.session.refresh(conversation)
    await tell_message(work, message)
    await tell_conversation(work, conversation.id)
    work.wake(WorkKind.SENDS)
    return message
