"""A text for a guest, and the row of the statement that queues it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.ids import DecisionId, StaffId
from backend.domain.media_types import kind_of
from backend.domain.never_twice import holds_code_or_money
from backend.domain.number_health import CLASS_OF
from backend.domain.sending import priority_of
from backend.domain.words import AiRung, Author, MessageClass, MessageKind
from backend.kit.text import body_hash, file_hash, storable


@dataclass(frozen=True, slots=True)
class Shape:
    """Of a picture in our own store."""

    width: int | None = None
    height: int | None = None
    has_small: bool = False


NO_SHAPE = Shape()
"""Of a file that is no picture, or of one that could not be looked at."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in our own store."""

    key: str
    name: str
    mime_type: str
    size: int
    shape: Shape = NO_SHAPE


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for a guest, before it has a place in the queue."""

    conversation_id: UUID
    author: Author
    text: str
    dedupe_key: str
    not_after: datetime
    staff_id: StaffId | None = None
    client_id: str | None = None
    quoted_provider_id: str | None = None
    ai_rung: AiRung | None = None
    ai_sources: Sequence[dict[str, str]] = ()
    decision_id: DecisionId | None = None
    once: bool = False
    """Never sent twice without a person; set by itself for a text with a code or money."""
    message_class: MessageClass | None = None
    """None: what the author's messages usually are."""
    file: StoredFile | None = None
    """Sent with the text as its caption."""


def queue_row(draft: Draft, place: int) -> dict[str, Any]:
    body = storable(draft.text)
    message_class = draft.message_class or CLASS_OF[draft.author]
    return {
        "place": place,
        "conversation_id": draft.conversation_id,
        "author": draft.author,
        "staff_id": draft.staff_id,
        "text": body,
        "kind": MessageKind.TEXT if draft.file is None else kind_of(draft.file.mime_type),
        "quoted_provider_id": draft.quoted_provider_id,
        "client_id": draft.client_id,
        "new_turn": 1 if draft.author is Author.STAFF else 0,
        "answers": draft.ai_rung is not AiRung.HOLDING,
        "ai_rung": draft.ai_rung,
        "ai_sources": list(draft.ai_sources),
        "decision_id": draft.decision_id,
        "priority": priority_of(draft.author, message_class),
        "message_class": message_class,
        "body_hash": hash_of(body, draft.file).hex(),
        "once": draft.once or holds_code_or_money(body),
        "dedupe_key": draft.dedupe_key,
        "not_after": draft.not_after,
    }


def hash_of(body: str, file: StoredFile | None) -> bytes:
    return body_hash(body) if file is None else file_hash(body, file.name)
