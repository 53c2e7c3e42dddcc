"""Green API's journals and queue: flat records, named differently from webhooks.

Source: Green API docs, "Journals" and "Queues", and recorded answers of the live service.
"""

from collections.abc import Iterator

from backend.integrations.green_api.payloads import (
    MAX_TEXT,
    Document,
    identifier,
    moment,
    part,
    whole_number,
    words,
)
from backend.ports.messaging import ChannelAccess, OutgoingRecord

_FILE_KEYS = ("downloadUrl", "caption", "fileName", "jpegThumbnail", "mimeType", "isAnimated")
_FILES = {
    "imageMessage",
    "videoMessage",
    "audioMessage",
    "documentMessage",
    "stickerMessage",
}
# typeMessage -> (where the journal keeps it, where a webhook does)
_MOVED = {
    "locationMessage": ("location", "locationMessageData"),
    "contactMessage": ("contact", "contactMessageData"),
}


def written_at(entry: Document) -> int:
    return whole_number(entry, "timestamp") or 0


def queued_records(entry: Document) -> Iterator[OutgoingRecord]:
    """What waits in the send queue, where it is a text or a file."""
    body = part(entry, "body") or entry
    chat_id = identifier(body, "chatId")
    text = words(body, "message", "caption", most=MAX_TEXT)
    is_file = "fileName" in body or "urlFile" in body
    file_name = words(body, "fileName", most=255) if is_file else None
    if chat_id and (text or is_file) and words(entry, "type") != "editMessage":
        yield OutgoingRecord(
            chat_id=chat_id,
            text=text,
            provider_id=identifier(entry, "messageID", "idMessage"),
            sent_at=None,
            by_api=True,
            file_name=file_name,
        )


def sent_record(entry: Document) -> OutgoingRecord | None:
    """None for what is no message of its own."""
    chat_id, provider_id = identifier(entry, "chatId"), identifier(entry, "idMessage")
    if not chat_id or not provider_id or words(entry, "typeMessage") == "deletedMessage":
        return None
    return OutgoingRecord(
        chat_id=chat_id,
        text=_text(entry),
        provider_id=provider_id,
        sent_at=moment(entry, "timestamp"),
        by_api=_by_api(entry),
        file_name=words(entry, "fileName", most=255) if _is_file(entry) else None,
    )


def as_webhook(entry: Document, access: ChannelAccess) -> dict[str, object] | None:
    """The notification a guest's message should have come as; None when there is nothing to
    recover."""
    sender = {
        "chatId": entry.get("chatId"),
        "sender": entry.get("senderId"),
        "senderName": entry.get("senderName") or "",
        "senderContactName": entry.get("senderContactName") or "",
    }
    return _notification("incomingMessageReceived", entry, sender, access)


def typed_as_webhook(entry: Document, access: ChannelAccess) -> dict[str, object] | None:
    """The same for what was typed on the hotel's phone; None for what a program sent."""
    if _by_api(entry) is not False:
        return None
    sender = {"chatId": entry.get("chatId"), "sender": access.wid or ""}
    return _notification("outgoingMessageReceived", entry, sender, access)


def _notification(
    kind: str, entry: Document, sender: Document, access: ChannelAccess
) -> dict[str, object] | None:
    if entry.get("isDeleted") is True or not identifier(entry, "idMessage"):
        return None
    return {
        "typeWebhook": kind,
        "instanceData": {
            "idInstance": access.id_instance,
            "wid": access.wid or "",
            "typeInstance": "whatsapp",
        },
        "timestamp": entry.get("timestamp"),
        "idMessage": entry.get("idMessage"),
        "senderData": sender,
        "messageData": _message_data(entry),
    }


def _is_file(entry: Document) -> bool:
    return words(entry, "typeMessage", most=60) in _FILES


def _by_api(entry: Document) -> bool | None:
    """Older records do not say who sent it."""
    said = entry.get("sendByApi")
    return said if isinstance(said, bool) else None


def _message_data(entry: Document) -> dict[str, object]:
    kind = words(entry, "typeMessage", most=60)
    data: dict[str, object] = {"typeMessage": kind}
    data |= {key: value for key, value in entry.items() if isinstance(value, dict)}
    if kind in _FILES:
        data["fileMessageData"] = {key: entry[key] for key in _FILE_KEYS if key in entry}
    elif kind in _MOVED:
        here, there = _MOVED[kind]
        data[there] = part(entry, here)
    elif kind == "textMessage":
        data["textMessageData"] = {"textMessage": _text(entry)}
    elif kind == "contactsArrayMessage":
        data["messageData"] = {"contacts": entry.get("contacts")}
    else:
        data["extendedTextMessageData"] = {
            **part(entry, "extendedTextMessage"),
            "text": _text(entry),
        }
    return data


def _text(entry: Document) -> str:
    return words(entry, "textMessage", "caption", most=MAX_TEXT) or words(
        part(entry, "extendedTextMessage"), "text", most=MAX_TEXT
    )
