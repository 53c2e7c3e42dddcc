"""Every recorded payload ends as something staff can see, or parked with its reason."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.intake.conftest import MakeNumber

SAMPLES = Path(__file__).parents[1] / "samples" / "green_api"
IN = "incomingMessageReceived."

# file -> (kind, author, what its text begins with) of the line it becomes
LINES = {
    "http-receiveNotification.apidog.json": ("text", "guest", "I use Green-API"),
    "incomingCall.json": ("call", "guest", ""),
    IN + "audioMessage-quoting-imageMessage.json": ("audio", "guest", ""),
    IN + "audioMessage-quoting-textMessage.json": ("audio", "guest", ""),
    IN + "buttonsMessage.json": ("buttons", "guest", "Hello"),
    IN + "buttonsResponseMessage.json": ("button_reply", "guest", "Green"),
    IN + "contactMessage-quoting-contactMessage.json": ("contact", "guest", ""),
    IN + "contactMessage-quoting-locationMessage.json": ("contact", "guest", "Fond"),
    IN + "contactMessage-quoting-textMessage.json": ("contact", "guest", "Anti-spam"),
    IN + "contactMessage.json": ("contact", "guest", "Victor Andreevich"),
    IN + "contactsArrayMessage.apidog.json": ("contact", "guest", "Anna Smit, Alex Smit"),
    IN + "extendedTextMessage.json": ("text", "guest", "https://green-api.com/docs/video"),
    IN + "groupInviteMessage.json": ("group_invite", "guest", "Invitation to my"),
    IN + "imageMessage-quoting-contactMessage.json": ("image", "guest", ""),
    IN + "imageMessage-quoting-locationMessage.json": ("image", "guest", ""),
    IN + "imageMessage.json": ("image", "guest", "Image"),
    IN + "interactiveButtons.apidog.json": ("buttons", "guest", "I use Green-API"),
    IN + "listResponseMessage.json": ("button_reply", "guest", "Option 2"),
    IN + "locationMessage-quoting-textMessage.json": ("location", "guest", ""),
    IN + "locationMessage.json": ("location", "guest", ""),
    IN + "pollMessage.json": ("poll", "guest", "Poll Name"),
    IN + "quotedMessage-quoting-contactMessage.json": ("text", "guest", "https://yandex.ru/"),
    IN + "quotedMessage-quoting-extendedTextMessage.json": ("text", "guest", "Hello"),
    IN + "quotedMessage-quoting-imageMessage.json": ("text", "guest", "https://yandex.ru/"),
    IN + "quotedMessage-quoting-locationMessage.json": ("text", "guest", "Address"),
    IN + "quotedMessage-quoting-textMessage.json": ("text", "guest", "Это"),
    IN + "quotedMessage.json": ("text", "guest", "Quoting this"),
    # A reaction to a message that never came is shown, after a while, as a line of its own.
    IN + "reactionMessage-quoting-untyped.json": ("unsupported", "guest", "👍"),
    IN + "reactionMessage.apidog.json": ("unsupported", "guest", "👍"),
    IN + "stickerMessage-quoting-untyped.json": ("sticker", "guest", ""),
    IN + "stickerMessage.apidog.json": ("sticker", "guest", ""),
    IN + "templateButtonReplyMessage.site.json": ("button_reply", "guest", "red"),
    IN + "templateButtonsReplyMessage.apidog.json": ("button_reply", "guest", "First Button"),
    IN + "templateButtonsReplyMessage.waba.json": ("button_reply", "guest", "I want a discount"),
    IN + "templateMessage.json": ("buttons", "guest", "Hello"),
    IN + "textMessage-SWE001.apidog.json": ("unreadable", "guest", ""),
    IN + "textMessage-SWE003.apidog.json": ("unreadable", "guest", ""),
    IN + "textMessage-receiveNotification.json": ("text", "guest", "I use Green-API"),
    IN + "textMessage.json": ("text", "guest", "I use Green-API"),
    f"live.receiveNotification.{IN}extendedTextMessage.2025.json": ("text", "guest", "df"),
    # Sent through the API by a program that is not ours.
    "outgoingAPIMessageReceived.extendedTextMessage.apidog.json": ("text", "phone", "https://"),
    "outgoingMessageReceived.documentMessage-mp3.apidog.json": ("document", "phone", ""),
    "outgoingMessageReceived.textMessage.apidog.json": ("text", "phone", "Hello! This is a"),
}
# file -> (state, reason) of the stored row; nothing of it is a message
PARKED = {
    "deviceInfo-INVALIDJSON.txt": ("unparsed", "not_json"),
    "deviceInfo.json": ("ignored", "deviceInfo"),
    "incomingBlock.apidog.json": ("ignored", "chat_blocked"),
    "incomingBlock.site.json": ("ignored", "chat_blocked"),
    IN.removesuffix(".") + "-INVALIDJSON.txt": ("unparsed", "not_json"),
    IN + "pollUpdateMessage-group.site.json": ("ignored", "group"),
    # Recorded with every address masked alike, so it reads as a note to oneself.
    "live.receiveNotification.outgoingAPIMessageReceived.quotedMessage.json": (
        "ignored",
        "self_chat",
    ),
    "live.receiveNotification.outgoingMessageStatus-noAccount.2025.json": ("done", None),
    "outgoingMessageStatus-noAccount.json": ("done", None),
    "outgoingMessageStatus-sent.apidog.json": ("done", None),
    "quotaExceeded-typeWebhookIncomingBlock.apidog.json": ("done", None),
    "stateInstanceChanged-authorized.apidog.json": ("done", None),
    "stateInstanceChanged-notAuthorized.json": ("done", None),
    "statusInstanceChanged-online.json": ("ignored", "statusInstanceChanged"),
}
NO_WEBHOOKS = ("http.", "live.466", "live.getSettings", "live.showMessagesQueue")


def test_every_sample_is_in_a_table() -> None:
    """A new recording needs an expectation written by hand."""
    files = {path.name for path in SAMPLES.iterdir() if path.is_file()}
    webhooks = {name for name in files if not name.startswith(NO_WEBHOOKS)}

    assert webhooks == LINES.keys() | PARKED.keys()


@pytest.mark.parametrize("name", LINES)
async def test_a_recorded_message_becomes_a_line(make_number: MakeNumber, name: str) -> None:
    """Kind, author and words of the line are those of the recording."""
    number = await make_number()
    await number.tell(_addressed(name, number.hotel.channel.id_instance))
    for _ in range(2):
        await number.skip_waiting()
        await number.drain()
    (line,) = await number.messages()
    (row,) = await number.inbox()
    kind, author, beginning = LINES[name]

    assert (line.kind.value, line.author.value) == (kind, author)
    assert line.text.startswith(beginning)
    assert bool(line.text) == bool(beginning)
    assert row.state.value == "done"


@pytest.mark.parametrize("name", PARKED)
async def test_a_recorded_notice_is_parked_with_its_reason(
    make_number: MakeNumber, name: str
) -> None:
    """Nothing is dropped without a word."""
    number = await make_number()
    await number.tell(_addressed(name, number.hotel.channel.id_instance))
    await number.skip_waiting()
    await number.drain()
    (row,) = await number.inbox()

    assert (row.state.value, row.error) == PARKED[name]
    assert await number.messages() == []


def _addressed(name: str, id_instance: int) -> bytes:
    """The recording as this number would send it; what is no JSON stays as it is."""
    raw = (SAMPLES / name).read_bytes()
    try:
        document: dict[str, Any] = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return raw
    document.get("body", document)["instanceData"]["idInstance"] = id_instance
    return orjson.dumps(document)
