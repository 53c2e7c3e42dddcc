"""What a message holds: `messageData` of a webhook, by its typeMessage.

The type decides, never the presence of a key: a reaction carries a text where a message has its
own. Sources: Green API docs, "Incoming messages" and "Outgoing messages" of the webhook section.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from backend.domain.incoming import IncomingMedia
from backend.domain.words import MessageKind
from backend.integrations.green_api.payloads import (
    MAX_TEXT,
    Document,
    decimal,
    identifier,
    items,
    part,
    words,
)

MAX_THUMBNAIL = 64 * 1024
# Green API puts these where the content should be when it could not read or fetch it.
_MARKER = re.compile(r"\{\{(SWE\d{3})\}\}|(SWE999)")
_FULL_NAME = re.compile(r"^FN[^:\n]*:(.{1,200})$", re.MULTILINE)
_MEDIA = {
    "imageMessage": MessageKind.IMAGE,
    "videoMessage": MessageKind.VIDEO,
    "audioMessage": MessageKind.AUDIO,
    "documentMessage": MessageKind.DOCUMENT,
    "stickerMessage": MessageKind.STICKER,
}


@dataclass(frozen=True, slots=True)
class Content:
    kind: MessageKind
    text: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    media: IncomingMedia | None = None
    quoted_id: str | None = None


def read_content(data: Document) -> Content:
    """Never fails: an unknown type is shown under its name."""
    kind = words(data, "typeMessage", most=60)
    read = _READERS.get(kind)
    content = _media(data, _MEDIA[kind]) if kind in _MEDIA else read(data) if read else None
    if content is None:
        content = Content(MessageKind.UNSUPPORTED, any_text(data), {"type": kind or "unknown"})
    quoted = content.quoted_id or quoted_id(data)
    forwarded = {"forwarded": True} if _is_forwarded(data) else {}
    return replace(content, quoted_id=quoted, more={**content.more, **forwarded})


def any_text(data: Document) -> str:
    """The text of a message, in whichever of its three places."""
    return words(part(data, "textMessageData"), "textMessage", most=MAX_TEXT) or words(
        part(data, "extendedTextMessageData"), "text", most=MAX_TEXT
    )


def quoted_id(data: Document) -> str | None:
    found = identifier(part(data, "quotedMessage"), "stanzaId") or identifier(
        part(data, "extendedTextMessageData"), "stanzaId"
    )
    return found or None


def _text(data: Document) -> Content:
    text = any_text(data)
    marker = _MARKER.fullmatch(text.strip())
    if marker:
        return Content(MessageKind.UNREADABLE, "", {"marker": marker.group(1) or marker.group(2)})
    extended = part(data, "extendedTextMessageData")
    preview = {key: words(extended, key) for key in ("title", "description")}
    link = {key: value for key, value in preview.items() if value}
    return Content(MessageKind.TEXT, text, {"link": link} if link else {})


def _media(data: Document, kind: MessageKind) -> Content:
    file = part(data, "fileMessageData")
    url = words(file, "downloadUrl", most=2048)
    marker = _MARKER.fullmatch(url.strip())
    more = {"marker": marker.group(1) or marker.group(2)} if marker else {}
    media = IncomingMedia(
        url=url if url.startswith(("https://", "http://")) else "",
        file_name=words(file, "fileName", most=255),
        mime_type=words(file, "mimeType", most=127),
        thumbnail=_thumbnail(file),
    )
    return Content(kind, words(file, "caption", most=MAX_TEXT), more, media)


def _thumbnail(holder: Document) -> bytes | None:
    encoded = words(holder, "jpegThumbnail", most=MAX_THUMBNAIL * 2)
    if not encoded:
        return None
    try:
        picture = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    is_small_jpeg = picture.startswith(b"\xff\xd8") and len(picture) <= MAX_THUMBNAIL
    return picture if is_small_jpeg else None


def _location(data: Document) -> Content:
    place = part(data, "locationMessageData")
    name, address = words(place, "nameLocation"), words(place, "address")
    point = {"latitude": decimal(place, "latitude"), "longitude": decimal(place, "longitude")}
    return Content(
        MessageKind.LOCATION,
        ", ".join(filter(None, (name, address))),
        {"name": name, "address": address, **point},
    )


def _contact(data: Document) -> Content:
    return _people([part(data, "contactMessageData")])


def _contacts(data: Document) -> Content:
    # One level deeper than every other type.
    return _people(items(part(data, "messageData"), "contacts"))


def _people(cards: list[Document]) -> Content:
    people = [{"name": _name_on(card), "vcard": words(card, "vcard", most=8192)} for card in cards]
    return Content(MessageKind.CONTACT, ", ".join(p["name"] for p in people), {"contacts": people})


def _name_on(card: Document) -> str:
    written = _FULL_NAME.search(words(card, "vcard", most=8192))
    return words(card, "displayName") or (written.group(1).strip() if written else "")


def _poll(data: Document) -> Content:
    poll = part(data, "pollMessageData") or part(data, "pollCreationMessage")
    options = [words(option, "optionName") for option in items(poll, "options")]
    return Content(
        MessageKind.POLL,
        words(poll, "name"),
        {"options": options, "multiple": poll.get("multipleAnswers") is True},
    )


def _group_invite(data: Document) -> Content:
    invite = part(data, "groupInviteMessageData")
    return Content(
        MessageKind.GROUP_INVITE,
        words(invite, "caption", most=MAX_TEXT),
        {"group": words(invite, "groupName")},
    )


def _shown_buttons(key: str) -> Callable[[Document], Content]:
    def read(data: Document) -> Content:
        shown = part(data, key)
        return Content(
            MessageKind.BUTTONS,
            words(shown, "contentText", "body", most=MAX_TEXT),
            {
                "header": words(shown, "titleText", "title", "header"),
                "footer": words(shown, "footerText", "footer"),
                "buttons": [label for label in _labels(shown) if label],
            },
        )

    return read


def _labels(shown: Document) -> list[str]:
    rows = [row for section in items(shown, "sections") for row in items(section, "rows")]
    return [_label(button) for button in [*items(shown, "buttons"), *rows]]


def _label(button: Document) -> str:
    nested = (part(button, key) for key in ("urlButton", "callButton", "quickReplyButton"))
    return words(button, "buttonText", "title") or next(
        (words(inner, "displayText") for inner in nested if inner), ""
    )


def _pressed_button(key: str) -> Callable[[Document], Content]:
    def read(data: Document) -> Content:
        pressed = part(data, key)
        return Content(
            MessageKind.BUTTON_REPLY,
            words(pressed, "selectedDisplayText", "selectedButtonText", "title"),
            {"button": identifier(pressed, "selectedId", "selectedButtonId", "singleSelectReply")},
            quoted_id=identifier(pressed, "stanzaId") or None,
        )

    return read


def _is_forwarded(data: Document) -> bool:
    return any(
        isinstance(holder, dict) and holder.get("isForwarded") is True for holder in data.values()
    )


_READERS: Mapping[str, Callable[[Document], Content]] = MappingProxyType(
    {
        "textMessage": _text,
        "extendedTextMessage": _text,
        "quotedMessage": _text,
        "locationMessage": _location,
        "contactMessage": _contact,
        "contactsArrayMessage": _contacts,
        "pollMessage": _poll,
        "groupInviteMessage": _group_invite,
        "buttonsMessage": _shown_buttons("buttonsMessage"),
        "listMessage": _shown_buttons("listMessage"),
        "templateMessage": _shown_buttons("templateMessage"),
        "interactiveButtons": _shown_buttons("interactiveButtons"),
        "interactiveButtonsReply": _shown_buttons("interactiveButtonsReply"),
        "buttonsResponseMessage": _pressed_button("buttonsResponseMessage"),
        "listResponseMessage": _pressed_button("listResponseMessage"),
        "templateButtonsReplyMessage": _pressed_button("templateButtonReplyMessage"),
        "templateButtonReplyMessage": _pressed_button("templateButtonReplyMessage"),
        "interactiveButtonsResponse": _pressed_button("interactiveButtonsResponse"),
    }
)
