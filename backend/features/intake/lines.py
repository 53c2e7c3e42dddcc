"""New lines of a conversation: messages of the guest, of the hotel's phone, calls."""

from datetime import datetime, timedelta
from typing import Any

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.arrival import due_time, is_late, sort_time
from backend.domain.chatter import is_chatter
from backend.domain.inbox_words import ActivityKind
from backend.domain.incoming import (
    Called,
    Change,
    Chat,
    IncomingMessage,
    MessageDeleted,
    MessageEdited,
    PollVoted,
    Reacted,
    Side,
)
from backend.domain.opt_out import confirmation, wish_in
from backend.domain.words import (
    AiRung,
    Author,
    ConversationStatus,
    Direction,
    MessageKind,
    MessageStatus,
    Speaker,
)
from backend.features.guests.service import record_consent
from backend.features.intake.outcome import DONE, Outcome, ignored
from backend.features.intake.scene import Scene
from backend.features.messages.service import match_echo, queue_message
from backend.models import Conversation, Guest, Message
from backend.ports.wake import WorkKind

_MESSAGE = Loader(Message)
_SPOKE_SINCE = sql("""
select 1 from message m
where m.hotel_id = :hotel and m.conversation_id = :conversation and m.direction = 'out'
  and greatest(m.sort_at, m.received_at) > :since
limit 1
""")
CONFIRM_WITHIN = timedelta(hours=1)


async def apply_message(
    scene: Scene,
    event: IncomingMessage,
    *,
    written: datetime | None,
    received: datetime,
    late: bool = False,
) -> Outcome:
    """`late`: it never came by itself, so it is late however young it is."""
    if scene.message(event.provider_id, chat=event.chat) is not None:
        return ignored("known_message")
    if event.side is Side.API and await _is_ours(scene, event, at=written or received):
        return DONE
    message = _line(
        scene,
        event.chat,
        side=event.side,
        provider_id=event.provider_id,
        kind=event.kind,
        text=event.text,
        content=event.content,
        written=written,
        received=received,
    )
    message.late = message.late or late
    conversation = scene.conversation(event.chat, at=message.sort_at)
    message.quoted_provider_id = event.quoted_id
    if event.side is Side.GUEST:
        scene.replied.add(conversation.id)
        guest, _ = scene.guests[event.chat.id]
        await _guest_wrote(scene, guest, conversation, message)
    elif event.side is Side.PHONE:
        _phone_wrote(scene, conversation, message)
    scene.add(conversation, message, media=event.media)
    return DONE


def apply_call(
    scene: Scene, event: Called, *, written: datetime | None, received: datetime
) -> Outcome:
    """One line per call, however many notifications it makes."""
    known = scene.message(event.provider_id, chat=event.chat) if event.provider_id else None
    if known is not None:
        known.content = {**known.content, "status": event.status}
        scene.changed(known)
        return DONE
    line = _line(
        scene,
        event.chat,
        side=event.side,
        provider_id=event.provider_id,
        kind=MessageKind.CALL,
        content={"status": event.status},
        written=written,
        received=received,
    )
    conversation = scene.conversation(event.chat, at=line.sort_at)
    if event.side is Side.GUEST:
        conversation.unread += 1
        _reopen(scene, conversation)
    scene.add(conversation, line)
    return DONE


def apply_orphan(
    scene: Scene, change: Change, *, written: datetime | None, received: datetime
) -> Outcome:
    """A change of a message that never came is shown as a line of its own."""
    kind, text = _shown_as(change)
    is_edit = isinstance(change, MessageEdited)
    line = _line(
        scene,
        change.chat,
        side=change.side,
        # The edited text stands for the message, should that still come.
        provider_id=change.target_id if is_edit else change.provider_id,
        kind=kind,
        text=text,
        content={"type": type(change).__name__, "reason": "target_unknown"},
        written=written,
        received=received,
    )
    conversation = scene.conversation(change.chat, at=line.sort_at)
    if is_edit:
        line.edited_at = written or received
        if change.side is Side.GUEST:
            _ask_for_answer(scene, conversation, line)
    scene.add(conversation, line)
    return Outcome(DONE.state, "target_unknown")


def ask_again(scene: Scene, edit: MessageEdited) -> None:
    """An edit while the guest still waits makes the answer under way stale."""
    conversation = scene.known_conversation(edit.chat)
    waits = conversation is not None and conversation.waiting_since is not None
    if conversation is not None and waits and edit.side is Side.GUEST:
        conversation.turn += 1
        _open_turn(scene, conversation)


async def grant_wishes(scene: Scene) -> None:
    """Confirms STOP and START once, when the messages that said so have their ids."""
    for guest, conversation, message in scene.wishes:
        found = wish_in(message.text)
        assert found is not None
        wish, language = found
        prefix = "optout" if wish.value == "opt_out" else "optin"
        await queue_message(
            scene.work,
            conversation,
            author=Author.AI,
            text=confirmation(
                wish, guest.language, language if language != "en" else None, scene.hotel.language
            ),
            dedupe_key=f"{prefix}:{message.id}",
            not_after=scene.work.now + CONFIRM_WITHIN,
            ai_rung=AiRung.RULE,
        )


async def _is_ours(scene: Scene, event: IncomingMessage, *, at: datetime) -> bool:
    message = await match_echo(
        scene.work,
        channel=scene.channel,
        chat_id=event.chat.id,
        text=event.text,
        provider_id=event.provider_id,
        at=at,
        file_name=event.media.file_name if event.media else None,
    )
    return message is not None


async def _guest_wrote(
    scene: Scene, guest: Guest, conversation: Conversation, message: Message
) -> None:
    wish = wish_in(message.text) if message.kind is MessageKind.TEXT else None
    if wish is not None and await record_consent(
        scene.work, guest, kind=wish[0].value, method="keyword"
    ):
        scene.wishes.append((guest, conversation, message))
        _count(scene, conversation, message)
    elif not await _stays_closed(scene, conversation, message):
        _ask_for_answer(scene, conversation, message)


async def _stays_closed(scene: Scene, conversation: Conversation, message: Message) -> bool:
    """A mere thank you after it was resolved: nothing is to be done, and the thread says so."""
    closes = (
        scene.hotel.closes_on_thanks
        and conversation.status is ConversationStatus.RESOLVED
        and message.kind is MessageKind.TEXT
        and message.quoted_provider_id is None
        and is_chatter(message.text)
    )
    # Once we wrote again, an OK may be the answer to a question of ours.
    if not closes or await _spoke_since(scene, conversation):
        return False
    conversation.turn += 1
    message.turn = conversation.turn
    scene.note(conversation, ActivityKind.KEPT_CLOSED, {"reason": "only_thanks"})
    return True


async def _spoke_since(scene: Scene, conversation: Conversation) -> bool:
    if conversation.resolved_at is None:
        return True
    values = {
        "hotel": scene.work.hotel_id,
        "conversation": conversation.id,
        "since": conversation.resolved_at,
    }
    return bool(await scene.work.rows(_SPOKE_SINCE, values))


def _ask_for_answer(scene: Scene, conversation: Conversation, message: Message) -> None:
    _count(scene, conversation, message)
    _open_turn(scene, conversation)


def _open_turn(scene: Scene, conversation: Conversation) -> None:
    now = scene.work.now
    is_being_decided = conversation.lease_until is not None and conversation.lease_until > now
    if conversation.due_at is None or conversation.due_since is None or is_being_decided:
        conversation.due_since = now
        conversation.attempts = 0
    conversation.due_at = due_time(
        now, since=conversation.due_since, debounce_ms=scene.hotel.debounce_ms
    )
    scene.work.wake(WorkKind.TURNS)


def _count(scene: Scene, conversation: Conversation, message: Message) -> None:
    conversation.turn += 1
    message.turn = conversation.turn
    conversation.unread += 1
    conversation.waiting_since = conversation.waiting_since or message.sort_at
    _reopen(scene, conversation)


def _reopen(scene: Scene, conversation: Conversation) -> None:
    before = conversation.status
    if before is ConversationStatus.OPEN:
        return
    conversation.status = ConversationStatus.OPEN
    conversation.resolved_at = conversation.snoozed_until = None
    scene.note(
        conversation, ActivityKind.REOPENED, {"before": before.value, "reason": "guest_wrote"}
    )


def _phone_wrote(scene: Scene, conversation: Conversation, message: Message) -> None:
    """Somebody answers from the hotel's phone: the AI is silent, an answer under way is stale."""
    conversation.turn += 1
    message.turn = conversation.turn
    conversation.unread = 0
    waiting = conversation.waiting_since
    if waiting is not None and waiting <= message.sort_at:
        conversation.waiting_since = None
    until = message.sort_at + timedelta(minutes=scene.hotel.speaker_minutes)
    if until > scene.work.now:
        conversation.speaker = Speaker.PHONE
        conversation.speaker_staff_id = None
        conversation.speaker_reason = "typed_on_phone"
        conversation.speaker_until = until


def _line(
    scene: Scene,
    chat: Chat,
    *,
    side: Side,
    provider_id: str,
    kind: MessageKind,
    written: datetime | None,
    received: datetime,
    text: str = "",
    content: dict[str, Any] | None = None,
) -> Message:
    sort_at = sort_time(written, received)
    conversation = scene.conversation(chat, at=sort_at)
    is_guest = side is Side.GUEST
    # A program that is not ours used the number: shown as the phone's, and said so.
    extra = {"by_api": True} if side is Side.API else {}
    return _MESSAGE.make(
        hotel_id=scene.work.hotel_id,
        conversation_id=conversation.id,
        channel_id=scene.channel.id,
        direction=Direction.IN if is_guest else Direction.OUT,
        author=Author.GUEST if is_guest else Author.PHONE,
        kind=kind,
        text=text,
        content={**(content or {}), **extra},
        provider_id=provider_id or None,
        turn=conversation.turn,
        sent_at=sort_at,
        sort_at=sort_at,
        received_at=received,
        late=is_late(written, received),
        status=MessageStatus.RECEIVED if is_guest else MessageStatus.SENT,
    )


def _shown_as(change: Change) -> tuple[MessageKind, str]:
    match change:
        case MessageEdited():
            return MessageKind.TEXT, change.text
        case PollVoted():
            chosen = (option for option, voters in change.votes if voters)
            return MessageKind.POLL_VOTE, ", ".join(chosen)
        case Reacted():
            return MessageKind.UNSUPPORTED, change.emoji
        case MessageDeleted():
            return MessageKind.UNSUPPORTED, ""
