"""Journal items: flat, and named differently from webhooks."""

from typing import Any

from simulators.green_api.message import MEDIA_KINDS, Message, plain_text

FILE_KEYS = (
    "downloadUrl",
    "caption",
    "fileName",
    "jpegThumbnail",
    "mimeType",
    "isAnimated",
    "videoNote",
)


def journal_item(message: Message) -> dict[str, Any]:
    kind = message.data.get("typeMessage", "")
    item: dict[str, Any] = {
        "type": "incoming" if message.incoming else "outgoing",
        "idMessage": message.id,
        "timestamp": message.timestamp,
        "typeMessage": kind,
        "chatId": message.chat_id,
        **_content(kind, message.data),
    }
    if message.incoming:
        item |= {
            "senderId": message.chat_id,
            "senderName": message.sender_name,
            "senderContactName": "",
        }
    else:
        item |= {"statusMessage": message.status, "sendByApi": message.by == "api"}
    if kind != "deletedMessage":
        item |= {
            "deletedMessageId": message.deleted_by,
            "editedMessageId": message.edited_by,
            "isEdited": bool(message.edited_by),
            "isDeleted": bool(message.deleted_by),
        }
    return item


def _content(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    if kind in MEDIA_KINDS:
        content = {key: value for key, value in data["fileMessageData"].items() if key in FILE_KEYS}
    elif kind == "locationMessage":
        content = {"location": data["locationMessageData"]}
    elif kind == "contactMessage":
        content = {"contact": data["contactMessageData"]}
    elif kind in ("pollMessage", "pollUpdateMessage"):
        content = {"pollMessageData": data["pollMessageData"]}
    elif kind in ("editedMessage", "deletedMessage"):
        content = {f"{kind}Data": data[f"{kind}Data"]}
    else:
        content = {"textMessage": plain_text(data)}
        if "extendedTextMessageData" in data:
            content["extendedTextMessage"] = data["extendedTextMessageData"]
    if "quotedMessage" in data:
        content["quotedMessage"] = data["quotedMessage"]
    return content
