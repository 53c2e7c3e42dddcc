"""What is told to open screens after a commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from backend.domain.ids import HotelId


class LiveKind(StrEnum):
    MESSAGE = "message"
    """data: MessageView. New or changed (status, edit, reaction)."""
    CONVERSATION = "conversation"
    """data: ConversationView. New or changed row of the list."""
    ACTIVITY = "activity"
    """data: ActivityView. A new line of a thread that is no message."""
    PRESENCE = "presence"
    """data: SignView. A colleague came to a conversation, writes in it or left."""
    NOTIFICATION = "notification"
    """data: NotificationView. For one colleague; the others' pages pass it over."""
    SCHEDULED = "scheduled"
    """data: ScheduledView. A message for later: planned, changed, cancelled or queued."""
    AI_DRAFT = "ai_draft"
    """data: AiDraftView. A draft of the AI: written, used or dismissed."""
    WRONG_ANSWER = "wrong_answer"
    """data: WrongMark. An answer of the AI was called wrong, that was taken back, or handled."""
    ALERT = "alert"
    """data: AlertView. New or changed."""
    COMPLAINT = "complaint"
    """data: ComplaintView. New or one step further."""
    PROMISE = "promise"
    """data: PromiseView. Found, missed, closed or open again."""
    CHANNEL = "channel"
    """data: ChannelView. State of a number changed."""
    CONNECTION = "connection"
    """data: {kind, channel_id, circuit}. Something the hotel depends on failed or works again: ask
    for its connections anew. channel_id null: it concerns every number."""
    KNOWLEDGE_IMPORT = "knowledge_import"
    """data: IntakeView. How far it has come."""
    GOLDEN_RUN = "golden_run"
    """data: RunView. Golden questions are asked: how far it has come, or how it ended."""
    ERASED = "erased"
    """data: {conversation_ids}. A guest was erased: no screen goes on showing them."""
    STAY_IMPORT = "stay_import"
    """data: ImportView. How far it has come."""


@dataclass(frozen=True, slots=True)
class LiveEvent:
    kind: LiveKind
    data: dict[str, Any]
    """JSON-ready."""


class LivePublisher(Protocol):
    async def publish(self, hotel_id: HotelId, events: Sequence[LiveEvent]) -> None:
        """Never raises: screens refetch on a gap."""
