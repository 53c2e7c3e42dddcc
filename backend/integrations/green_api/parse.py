"""Green API's webhooks as facts of our own. The only file that knows every typeWebhook."""

import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from backend.domain.incoming import (
    Called,
    Chat,
    Event,
    Ignored,
    Incoming,
    IncomingMessage,
    MessageDeleted,
    MessageEdited,
    NotReadable,
    PollVoted,
    QuotaExceeded,
    Reacted,
    Side,
    StateChanged,
    StatusChanged,
)
from backend.domain.words import InstanceState, MessageStatus
from backend.integrations.green_api.contents import quoted_id, read_content
from backend.integrations.green_api.payloads import (
    MAX_TEXT,
    Document,
    identifier,
    items,
    moment,
    part,
    read_document,
    whole_number,
    words,
)
from backend.kit.phone import CHAT_SUFFIX, LID_SUFFIX, is_group
from backend.ports.incoming import Outline

MAX_KEY = 400
"""Far below what an index entry may hold; longer keys are hashed."""
_SIDES = {
    "incomingMessageReceived": Side.GUEST,
    "outgoingMessageReceived": Side.PHONE,
    "outgoingAPIMessageReceived": Side.API,
}
# These may come several times under one id, each time telling something new.
_REPEATED = ("editedMessage", "deletedMessage", "pollUpdateMessage", "reactionMessage")
_STATUSES = {
    "sent": MessageStatus.SENT,
    "delivered": MessageStatus.DELIVERED,
    "read": MessageStatus.READ,
    "viewed": MessageStatus.READ,
    "heard": MessageStatus.READ,
    "failed": MessageStatus.FAILED,
    "noAccount": MessageStatus.NO_ACCOUNT,
    "notInGroup": MessageStatus.FAILED,
    "yellowCard": MessageStatus.FAILED,
}
_BROADCASTS = ("@broadcast", "@newsletter")


class GreenApiReader:
    """Implements ports.incoming.WebhookReader."""

    def outline(self, raw: bytes, *, id_instance: int) -> Outline:
        """A body that names another instance is keyed by its bytes: it may not take the place
        of a notification that instance will send."""
        try:
            document = read_document(raw)
        except NotReadable as error:
            return Outline(_hashed(raw), error.reason)
        kind = words(document, "typeWebhook", most=100) or "untyped"
        if whole_number(part(document, "instanceData"), "idInstance") != id_instance:
            return Outline(_hashed(raw), kind)
        key = _key(document, kind) or _hashed(raw)
        return Outline(key if len(key) <= MAX_KEY else _hashed(key.encode()), kind)

    def read(self, raw: bytes) -> Incoming:
        document = read_document(raw)
        kind = words(document, "typeWebhook", most=100)
        if not kind:
            raise NotReadable("untyped")
        instance = part(document, "instanceData")
        wid = identifier(instance, "wid")
        return Incoming(
            kind=kind,
            id_instance=whole_number(instance, "idInstance"),
            wid=wid if wid.endswith(CHAT_SUFFIX) else None,
            at=moment(document, "timestamp"),
            event=_event(kind, document, wid),
        )


def _hashed(raw: bytes) -> str:
    return "h:" + hashlib.sha256(raw).hexdigest()


def _key(document: Document, kind: str) -> str | None:
    """What makes two deliveries the same notification; None when only their bytes can tell."""
    id_message = identifier(document, "idMessage")
    if not id_message:
        return None
    if kind == "outgoingMessageStatus":
        chat, status = identifier(document, "chatId"), words(document, "status", most=40)
        return f"s:{chat}:{id_message}:{status}"
    if kind not in _SIDES:
        return f"c:{kind}:{id_message}:{words(document, 'status', most=40)}"
    key = f"m:{kind}:{identifier(part(document, 'senderData'), 'chatId', 'sender')}:{id_message}"
    if words(part(document, "messageData"), "typeMessage") in _REPEATED:
        return f"{key}:{whole_number(document, 'timestamp')}"
    return key


def _event(kind: str, document: Document, wid: str) -> Event:
    if kind in _SIDES:
        return _message_event(_SIDES[kind], document, wid)
    read = _READERS.get(kind)
    return read(document, wid) if read else Ignored(kind)


def _message_event(side: Side, document: Document, wid: str) -> Event:
    sender = part(document, "senderData")
    chat_id = identifier(sender, "chatId", "sender")
    if not chat_id:
        raise NotReadable("no_chat")
    if is_group(chat_id):
        return Ignored("group")
    if chat_id.endswith(_BROADCASTS):
        return Ignored("broadcast")
    if side is not Side.GUEST and chat_id == wid:
        return Ignored("self_chat")
    data = part(document, "messageData")
    chat = _chat(side, sender, chat_id)
    provider_id = identifier(document, "idMessage")
    read_change = _CHANGES.get(words(data, "typeMessage", most=60))
    if read_change:
        return read_change(side, chat, provider_id, data)
    content = read_content(data)
    return IncomingMessage(
        side=side,
        chat=chat,
        provider_id=provider_id,
        kind=content.kind,
        text=content.text,
        content=content.more,
        media=content.media,
        quoted_id=content.quoted_id,
    )


def _chat(side: Side, sender: Document, chat_id: str) -> Chat:
    # The sender of what we wrote is ourselves; the guest is the chat.
    if side is not Side.GUEST:
        return Chat(chat_id, words(sender, "chatName", most=300))
    name = words(sender, "senderName", "senderContactName", "chatName", most=300)
    return Chat(chat_id, name, _second_address(chat_id, identifier(sender, "sender")))


def _second_address(chat_id: str, sender: str) -> str | None:
    """The number behind a hidden address, or the other way round."""
    for hidden, plain in ((chat_id, sender), (sender, chat_id)):
        if hidden.endswith(LID_SUFFIX) and plain.endswith(CHAT_SUFFIX):
            return sender
    return None


def _edited(side: Side, chat: Chat, provider_id: str, data: Document) -> Event:
    edit = part(data, "editedMessageData")
    return MessageEdited(
        side,
        chat,
        provider_id,
        target_id=identifier(edit, "stanzaId"),
        text=words(edit, "textMessage", "caption", most=MAX_TEXT),
    )


def _deleted(side: Side, chat: Chat, provider_id: str, data: Document) -> Event:
    return MessageDeleted(
        side, chat, provider_id, target_id=identifier(part(data, "deletedMessageData"), "stanzaId")
    )


def _reacted(side: Side, chat: Chat, provider_id: str, data: Document) -> Event:
    emoji = words(part(data, "extendedTextMessageData"), "text", most=32)
    return Reacted(side, chat, provider_id, target_id=quoted_id(data) or "", emoji=emoji)


def _voted(side: Side, chat: Chat, provider_id: str, data: Document) -> Event:
    poll = part(data, "pollMessageData")
    return PollVoted(
        side,
        chat,
        provider_id,
        target_id=identifier(poll, "stanzaId"),
        votes=tuple(
            (words(option, "optionName"), _voters(option)) for option in items(poll, "votes")
        ),
    )


def _voters(option: Document) -> int:
    voters = option.get("optionVoters")
    return len(voters) if isinstance(voters, list) else 0


def _status(document: Document, _wid: str) -> Event:
    word = words(document, "status", most=40)
    provider_id = identifier(document, "idMessage")
    status = _STATUSES.get(word)
    if status is None or not provider_id:
        return Ignored(f"status:{word}" if provider_id else "status_without_id")
    failed = status in (MessageStatus.FAILED, MessageStatus.NO_ACCOUNT)
    return StatusChanged(
        provider_id=provider_id,
        chat_id=identifier(document, "chatId") or None,
        status=status,
        reason=(words(document, "description", most=300) or word) if failed else None,
        by_api=document.get("sendByApi") is not False,
    )


def _state(document: Document, _wid: str) -> Event:
    try:
        return StateChanged(InstanceState(words(document, "stateInstance", most=40)))
    except ValueError:
        return StateChanged(InstanceState.UNKNOWN)


def _called(document: Document, wid: str) -> Event:
    others = document.get("participants")
    people = [p for p in others if isinstance(p, str)] if isinstance(others, list) else []
    caller = identifier(document, "from")
    guest = caller if caller != wid else next((p for p in people if p != wid), "")
    if not guest or is_group(guest):
        return Ignored("call_of_nobody_known")
    side = Side.GUEST if document.get("typeWebhook") == "incomingCall" else Side.PHONE
    return Called(
        side, Chat(guest), identifier(document, "idMessage"), words(document, "status", most=40)
    )


def _blocked(document: Document, wid: str) -> Event:
    # The vendor's own sample of a spent quota calls itself incomingBlock.
    if part(document, "quotaData"):
        return _quota(document, wid)
    return Ignored(f"chat_{words(document, 'chatState', most=40) or 'blocked'}")


def _quota(document: Document, _wid: str) -> Event:
    return QuotaExceeded(words(part(document, "quotaData"), "method", most=40))


_CHANGES: Mapping[str, Callable[[Side, Chat, str, Document], Event]] = MappingProxyType(
    {
        "editedMessage": _edited,
        "deletedMessage": _deleted,
        "reactionMessage": _reacted,
        "pollUpdateMessage": _voted,
    }
)
_READERS: Mapping[str, Callable[[Document, str], Event]] = MappingProxyType(
    {
        "outgoingMessageStatus": _status,
        "stateInstanceChanged": _state,
        "incomingCall": _called,
        "outgoingCall": _called,
        "incomingBlock": _blocked,
        "quotaExceeded": _quota,
    }
)
