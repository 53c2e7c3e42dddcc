"""What happens to messages that are there: edits, deletions, reactions, votes, delivery."""

from datetime import datetime

from backend.domain.delivery_status import is_further
from backend.domain.incoming import (
    Change,
    Chat,
    MessageDeleted,
    MessageEdited,
    PollVoted,
    Reacted,
    Side,
    StatusChanged,
)
from backend.domain.words import AlertKind, Author, Direction, MessageStatus
from backend.features.alerts.service import raise_alert
from backend.features.intake import number
from backend.features.intake.outcome import DONE, Outcome, ignored
from backend.features.intake.scene import Scene
from backend.models import Message
from backend.observability.metrics import STATUSES

_FAILURES = (MessageStatus.FAILED, MessageStatus.NO_ACCOUNT)


def apply_change(scene: Scene, change: Change, *, at: datetime) -> Outcome | None:
    """None: the message it speaks of is not here."""
    message = scene.message(change.target_id, chat=change.chat) if change.target_id else None
    if message is None:
        return None
    writes = isinstance(change, MessageEdited | MessageDeleted)
    if writes and (message.direction is Direction.IN) != (change.side is Side.GUEST):
        return ignored("not_their_message")
    _change(message, change, at=at)
    scene.reworded(message)
    return DONE


async def apply_status(scene: Scene, event: StatusChanged, *, at: datetime) -> bool:
    """False: no message has this id (yet); the status is kept for it."""
    chat = Chat(event.chat_id) if event.chat_id else None
    message = scene.message(event.provider_id, chat=chat)
    if message is None:
        scene.keep_status(event.provider_id, event.status, event.reason)
        STATUSES.labels(event.status, "kept").inc()
        return False
    await scene.drop_status(event.provider_id)
    if not is_further(event.status, than=message.status):
        STATUSES.labels(event.status, "ignored").inc()
        return True
    message.status, message.status_reason, message.status_at = event.status, event.reason, at
    STATUSES.labels(event.status, "applied").inc()
    scene.changed(message)
    if event.status in _FAILURES and message.author is not Author.PHONE:
        await _alert_failed(scene, message)
    if event.reason == "yellowCard":
        await number.warn_of_yellow_card(scene, at=at)
    return True


async def _alert_failed(scene: Scene, message: Message) -> None:
    reason = (
        "This number has no WhatsApp account."
        if message.status is MessageStatus.NO_ACCOUNT
        else "WhatsApp did not deliver a message."
    )
    await raise_alert(
        scene.work,
        kind=AlertKind.SEND_FAILED,
        reason=reason,
        dedupe_key=f"send_failed:{message.id}",
        conversation_id=message.conversation_id,
        message_id=message.id,
    )


def _change(message: Message, change: Change, *, at: datetime) -> None:
    match change:
        case MessageEdited():
            # What was there first stays readable: staff may have acted on it.
            first = message.content.get("first_text", message.text)
            message.content = {**message.content, "first_text": first}
            message.text, message.edited_at = change.text, at
        case MessageDeleted():
            message.deleted_at = at
        case Reacted():
            by = "guest" if change.side is Side.GUEST else "hotel"
            others = [reaction for reaction in message.reactions if reaction["by"] != by]
            mine = [{"by": by, "emoji": change.emoji}] if change.emoji else []
            message.reactions = others + mine
        case PollVoted():
            votes = [{"option": option, "voters": voters} for option, voters in change.votes]
            message.content = {**message.content, "votes": votes}
