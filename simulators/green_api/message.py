"""A message as WhatsApp holds it, and the payload forms Green API shows it in."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any, Literal

By = Literal["guest", "api", "phone"]
MEDIA_KINDS = {
    "imageMessage",
    "videoMessage",
    "documentMessage",
    "audioMessage",
    "stickerMessage",
}


@dataclass(slots=True)
class Message:
    id: str
    chat_id: str
    by: By
    author: str
    """Chat id of whoever wrote it: the guest, or the hotel's own number."""
    data: dict[str, Any]
    """The `messageData` object of webhooks."""
    timestamp: int
    appeared: float = field(default_factory=time.time)
    """When it reached WhatsApp here; journals lag behind this moment."""
    status: str = ""
    sender_name: str = ""
    edited_by: str = ""
    deleted_by: str = ""
    reaction: str = ""

    @property
    def incoming(self) -> bool:
        return self.by == "guest"


def new_id(by: By) -> str:
    """`3EB0` for the API as recorded, `3A` for phones; random, so a restart repeats none."""
    if by == "api":
        return "3EB0" + secrets.token_hex(9).upper()
    return "3A" + secrets.token_hex(9).upper()


def text_data(text: str, quoted: Message | None = None) -> dict[str, Any]:
    """The way a person's typed text comes."""
    if quoted is not None:
        return _quoting(text, quoted)
    return {"typeMessage": "textMessage", "textMessageData": {"textMessage": text}}


def extended_text_data(text: str, quoted: Message | None = None) -> dict[str, Any]:
    """The way texts sent through the API come back."""
    if quoted is not None:
        return _quoting(text, quoted)
    return {"typeMessage": "extendedTextMessage", "extendedTextMessageData": _extended(text)}


def file_data(kind: str, *, url: str, name: str, mime: str, caption: str = "") -> dict[str, Any]:
    return {
        "typeMessage": kind,
        "fileMessageData": {
            "downloadUrl": url,
            "caption": caption,
            "fileName": name,
            "jpegThumbnail": "",
            "isAnimated": False,
            "mimeType": mime,
            "forwardingScore": 0,
            "isForwarded": False,
        },
    }


def location_data(
    latitude: float, longitude: float, *, name: str = "", address: str = ""
) -> dict[str, Any]:
    return {
        "typeMessage": "locationMessage",
        "locationMessageData": {
            "nameLocation": name,
            "address": address,
            "jpegThumbnail": "",
            "latitude": latitude,
            "longitude": longitude,
            "forwardingScore": 0,
            "isForwarded": False,
        },
    }


def contact_data(display_name: str, vcard: str) -> dict[str, Any]:
    return {
        "typeMessage": "contactMessage",
        "contactMessageData": {
            "displayName": display_name,
            "vcard": vcard,
            "forwardingScore": 0,
            "isForwarded": False,
        },
    }


def poll_data(name: str, options: list[dict[str, Any]], *, multiple: bool) -> dict[str, Any]:
    return {
        "typeMessage": "pollMessage",
        "pollMessageData": {"name": name, "options": options, "multipleAnswers": multiple},
    }


def reaction_data(emoji: str, target: Message) -> dict[str, Any]:
    return {
        "typeMessage": "reactionMessage",
        "extendedTextMessageData": {"text": emoji},
        "quotedMessage": {"stanzaId": target.id, "participant": target.author},
    }


def edited_data(text: str, target: Message) -> dict[str, Any]:
    key = "caption" if target.data.get("typeMessage") in MEDIA_KINDS else "textMessage"
    return {
        "typeMessage": "editedMessage",
        "editedMessageData": {key: text, "stanzaId": target.id},
    }


def deleted_data(target: Message) -> dict[str, Any]:
    return {"typeMessage": "deletedMessage", "deletedMessageData": {"stanzaId": target.id}}


def plain_text(data: dict[str, Any]) -> str:
    """The words a person reads in this payload, wherever its kind keeps them."""
    if data.get("typeMessage") == "textMessage":
        return _text(data, "textMessageData", "textMessage")
    if "extendedTextMessageData" in data:
        return _text(data, "extendedTextMessageData", "text")
    if "fileMessageData" in data:
        return _text(data, "fileMessageData", "caption")
    if "editedMessageData" in data:
        return _text(data, "editedMessageData", "textMessage") or _text(
            data, "editedMessageData", "caption"
        )
    if "locationMessageData" in data:
        return _text(data, "locationMessageData", "nameLocation")
    if "contactMessageData" in data:
        return _text(data, "contactMessageData", "displayName")
    return _text(data, "pollMessageData", "name")


def replace_text(data: dict[str, Any], text: str) -> dict[str, Any]:
    """The payload after an edit. Kinds without words stay as they are."""
    for part, key in (
        ("textMessageData", "textMessage"),
        ("extendedTextMessageData", "text"),
        ("fileMessageData", "caption"),
    ):
        if part in data:
            return {**data, part: {**data[part], key: text}}
    return data


def _text(data: dict[str, Any], part: str, key: str) -> str:
    found = data.get(part)
    value = found.get(key) if isinstance(found, dict) else None
    return value if isinstance(value, str) else ""


def _extended(text: str) -> dict[str, Any]:
    return {
        "text": text,
        "description": "",
        "title": "",
        "previewType": "None",
        "jpegThumbnail": "",
        "forwardingScore": 0,
        "isForwarded": False,
    }


def _quoting(text: str, quoted: Message) -> dict[str, Any]:
    participant = quoted.author
    inner: dict[str, Any] = {
        "stanzaId": quoted.id,
        "participant": participant,
        "typeMessage": quoted.data.get("typeMessage", ""),
    }
    kind = quoted.data.get("typeMessage")
    if kind in MEDIA_KINDS:
        inner |= quoted.data.get("fileMessageData", {})
    elif kind == "locationMessage":
        inner["location"] = quoted.data.get("locationMessageData", {})
    elif kind == "contactMessage":
        inner["contact"] = quoted.data.get("contactMessageData", {})
    else:
        inner["textMessage"] = plain_text(quoted.data)
        if kind == "extendedTextMessage":
            inner["extendedTextMessage"] = quoted.data["extendedTextMessageData"]
    return {
        "typeMessage": "quotedMessage",
        "extendedTextMessageData": {
            "text": text,
            "stanzaId": quoted.id,
            "participant": participant,
        },
        "quotedMessage": inner,
    }
