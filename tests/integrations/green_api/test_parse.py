"""Reading notifications: whatever bytes come, a fact or a named refusal comes out."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.incoming import (
    Called,
    Event,
    Ignored,
    IncomingMessage,
    NotReadable,
    Side,
    StatusChanged,
)
from backend.integrations.green_api.contents import MAX_THUMBNAIL
from backend.integrations.green_api.parse import MAX_KEY, GreenApiReader
from backend.integrations.green_api.payloads import MAX_BYTES, MAX_TEXT
from tests.effort import bounded

SAMPLES = Path(__file__).parents[2] / "samples" / "green_api"
ID_INSTANCE = 1101000001
GUEST, OWN = "79001234567@c.us", "79990000000@c.us"
READER = GreenApiReader()
NASTY = st.sampled_from(["a\x00b", "\x00", "x" * 5000, "{{SWE001}}", GUEST, OWN])
VALUES = NASTY | st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)
BODIES = [
    orjson.loads(path.read_bytes())
    for path in sorted(SAMPLES.glob("*.json"))
    if not path.name.startswith(("http.", "live.466", "live.get", "live.show"))
]


def message(data: dict[str, Any], kind: str = "incomingMessageReceived", **more: Any) -> bytes:
    body: dict[str, Any] = {
        "typeWebhook": kind,
        "instanceData": {"idInstance": ID_INSTANCE, "wid": OWN},
        "timestamp": 1_790_000_000,
        "idMessage": "A1",
        "senderData": {"chatId": GUEST, "sender": GUEST, "senderName": "Anna"},
        "messageData": data,
    }
    return orjson.dumps({**body, **more})


def line(raw: bytes) -> IncomingMessage:
    event = READER.read(raw).event
    assert isinstance(event, IncomingMessage)
    return event


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    """Random bytes are refused by name and keyed by their hash."""
    with pytest.raises(NotReadable):
        READER.read(raw)
    assert READER.outline(raw, id_instance=ID_INSTANCE).dedupe_key.startswith("h:")


@bounded(300)
@given(st.data())
def test_no_value_in_any_place_raises_anything_else(data: st.DataObject) -> None:
    """A recording with any of its values replaced by anything: still a fact or a refusal, and
    always something PostgreSQL can hold."""
    body = orjson.loads(orjson.dumps(data.draw(st.sampled_from(BODIES))))
    holder: Any = body
    while True:
        key = data.draw(st.sampled_from(sorted(holder)))
        if isinstance(holder[key], dict) and holder[key] and data.draw(st.booleans()):
            holder = holder[key]
        else:
            holder[key] = data.draw(VALUES)
            break
    raw = orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS)
    outline = READER.outline(raw, id_instance=ID_INSTANCE)
    _assert_storable(_event_or_reason(raw))
    assert len(outline.dedupe_key) <= MAX_KEY
    assert "\x00" not in outline.dedupe_key + outline.kind


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"typeMessage": "textMessage", "textMessageData": {"textMessage": "one"}}, "one"),
        ({"typeMessage": "extendedTextMessage", "extendedTextMessageData": {"text": "two"}}, "two"),
        (
            {
                "typeMessage": "quotedMessage",
                "extendedTextMessageData": {"text": "three"},
                "quotedMessage": {"stanzaId": "Q"},
            },
            "three",
        ),
    ],
)
def test_a_text_has_three_places(data: dict[str, Any], text: str) -> None:
    """Plain words come in any of them."""
    assert line(message(data)).text == text


def test_the_sender_of_our_own_words_is_not_the_guest() -> None:
    """In outgoing notifications the chat is the guest; the sender is us."""
    data = {"typeMessage": "textMessage", "textMessageData": {"textMessage": "hi"}}
    sender = {"chatId": GUEST, "sender": OWN, "senderName": "Hotel", "chatName": "Anna"}
    event = line(message(data, "outgoingMessageReceived", senderData=sender))

    assert (event.side, event.chat.id, event.chat.guest_name) == (Side.PHONE, GUEST, "Anna")


def test_a_note_to_oneself_is_left_alone() -> None:
    """Chat, sender and number are the same."""
    data = {"typeMessage": "textMessage", "textMessageData": {"textMessage": "milk"}}
    raw = message(data, "outgoingMessageReceived", senderData={"chatId": OWN, "sender": OWN})

    assert READER.read(raw).event == Ignored("self_chat")


@pytest.mark.parametrize("marker", ["{{SWE001}}", "{{SWE003}}", "SWE999", " {{SWE001}} "])
def test_a_marker_is_no_text(marker: str) -> None:
    """Green API puts a code where the words should be when it could not read them."""
    data = {"typeMessage": "textMessage", "textMessageData": {"textMessage": marker}}
    event = line(message(data))

    assert (event.kind.value, event.text) == ("unreadable", "")
    assert event.content["marker"] in marker


@pytest.mark.parametrize(
    "url", ["", "{{SWE002}}", "javascript:alert(1)", "file:///etc/passwd", 7, None]
)
def test_a_file_without_a_usable_link_has_none(url: object) -> None:
    """Only http(s) links are kept; a marker says why there is none."""
    data = {"typeMessage": "videoMessage", "fileMessageData": {"downloadUrl": url}}
    event = line(message(data))

    assert event.media is not None
    assert event.media.url == ""
    assert event.content.get("marker") == ("SWE002" if url == "{{SWE002}}" else None)


@pytest.mark.parametrize("picture", ["no base64!", "AAAA", "/9j/" * MAX_THUMBNAIL])
def test_a_thumbnail_is_a_small_jpeg_or_nothing(picture: str) -> None:
    """Not base64, not a JPEG, too large: the file is shown without."""
    data = {"typeMessage": "imageMessage", "fileMessageData": {"jpegThumbnail": picture}}
    event = line(message(data))

    assert event.media is not None
    assert event.media.thumbnail is None


def test_a_text_is_bounded() -> None:
    """WhatsApp's own limit; what is longer was not typed by a person."""
    data = {"typeMessage": "textMessage", "textMessageData": {"textMessage": "x" * 200_000}}

    assert len(line(message(data)).text) == MAX_TEXT


def test_a_body_past_the_limit_is_not_read() -> None:
    """Also where it comes from a journal instead of the route."""
    with pytest.raises(NotReadable, match="too_large"):
        READER.read(b" " * (MAX_BYTES + 1))


def test_a_call_from_the_hotel_belongs_to_the_guest_called() -> None:
    """outgoingCall names us as `from` and the guest among the participants."""
    body = {
        "typeWebhook": "outgoingCall",
        "instanceData": {"idInstance": ID_INSTANCE, "wid": OWN},
        "from": OWN,
        "participants": [OWN, GUEST],
        "status": "hungUp",
        "idMessage": "C1",
    }
    event = READER.read(orjson.dumps(body)).event

    assert isinstance(event, Called)
    assert (event.side, event.chat.id, event.status) == (Side.PHONE, GUEST, "hungUp")


@pytest.mark.parametrize(
    ("word", "status", "reason"),
    [
        ("sent", "sent", None),
        ("viewed", "read", None),
        ("noAccount", "no_account", "noAccount"),
        ("notInGroup", "failed", "notInGroup"),
        ("yellowCard", "failed", "yellowCard"),
    ],
)
def test_a_status_is_one_of_ours(word: str, status: str, reason: str | None) -> None:
    """A failure always has a reason to show."""
    raw = message({}, "outgoingMessageStatus", status=word)
    event = READER.read(raw).event

    assert isinstance(event, StatusChanged)
    assert (event.status.value, event.reason) == (status, reason)


def test_redelivery_has_the_same_key_and_news_another() -> None:
    """What Green API repeats is known; each status and each edit of one message is its own."""

    def key(raw: bytes) -> str:
        return READER.outline(raw, id_instance=ID_INSTANCE).dedupe_key

    text = {"typeMessage": "textMessage", "textMessageData": {"textMessage": "hi"}}
    edit = {"typeMessage": "editedMessage", "editedMessageData": {"stanzaId": "A0"}}
    states = [message({}, "outgoingMessageStatus", status=s) for s in ("sent", "read")]
    keys = [
        key(message(text)),
        key(message(text, timestamp=1)),  # the same message, told again later
        key(message(edit)),
        key(message(edit, timestamp=1)),  # edited again
        *map(key, states),
        key(message(text, senderData={"chatId": "7@c.us"})),  # ids repeat between chats
        key(message(text, instanceData={"idInstance": 7})),  # not this number's to say
    ]

    assert keys[0] == keys[1]
    assert len(set(keys)) == len(keys) - 1
    assert keys[-1].startswith("h:")


def _event_or_reason(raw: bytes) -> Event | str:
    try:
        return READER.read(raw).event
    except NotReadable as error:
        return error.reason


def _assert_storable(event: Event | str) -> None:
    text = repr(event)
    assert "\\x00" not in text
    text.encode()
    if isinstance(event, IncomingMessage):
        orjson.dumps(event.content)
        assert b"\\u0000" not in orjson.dumps(event.content)
