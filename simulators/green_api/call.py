"""One call of a method, and the checks every method makes on its body."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson

from simulators.exchange import Answer
from simulators.green_api.errors import Refused
from simulators.green_api.instance import Instance
from simulators.green_api.media import MediaStore
from simulators.green_api.message import Message
from simulators.runtime import Runtime

SHORTEST_TYPING_MS = 1_000
LONGEST_TYPING_MS = 20_000


@dataclass(slots=True)
class Call:
    instance: Instance
    runtime: Runtime
    media: MediaStore
    payload: dict[str, Any]
    query: dict[str, str]
    rest: str
    """What follows the token in the path, such as a receipt id."""
    raw: bytes
    headers: dict[str, str]
    base_url: str
    """Address under which this simulator's media are reached."""
    id_message: str | None = None
    """Set by sending methods, for the ledger."""


Handler = Callable[[Call], Awaitable[Answer]]


def json_answer(body: Any) -> Answer:
    return Answer(200, orjson.dumps(body))


def text_of(call: Call, key: str, *, most: int, least: int = 1, default: str | None = None) -> str:
    """Raises Refused unless the key holds a string of the allowed length."""
    value = call.payload.get(key, default)
    if value is None:
        raise invalid(f"'{key}' is required")
    if not isinstance(value, str):
        raise invalid(f"'{key}' must be a string")
    if len(value) < least:
        raise invalid(f"'{key}' is not allowed to be empty")
    if len(value) > most:
        raise invalid(f"'{key}' length must be less than or equal to {most} characters long")
    return value


def number_of(call: Call, key: str) -> float:
    value = call.payload.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise invalid(f"'{key}' must be a number")
    return value


def chat_of(call: Call) -> str:
    """A person, a group or a LID."""
    chat_id = text_of(call, "chatId", most=100)
    user, at, server = chat_id.partition("@")
    if not at or server not in ("c.us", "g.us", "lid") or not user.replace("-", "").isdigit():
        raise invalid("'chatId' must be one of the following formats: phone@c.us, id@g.us, id@lid")
    return chat_id


def typing_of(call: Call) -> float:
    """Seconds the hotel shows as typing before the message leaves."""
    value = call.payload.get("typingTime")
    if value is None:
        return 0.0
    if not isinstance(value, int) or not SHORTEST_TYPING_MS <= value <= LONGEST_TYPING_MS:
        raise invalid(f"'typingTime' must be between {SHORTEST_TYPING_MS} and {LONGEST_TYPING_MS}")
    return value / 1000


def quoted_of(call: Call, chat_id: str) -> Message | None:
    id_message = call.payload.get("quotedMessageId")
    return call.instance.chats.find(chat_id, id_message) if id_message else None


def message_of(call: Call) -> Message:
    """The message that `chatId` and `idMessage` name; Refused when there is none."""
    chat_id = chat_of(call)
    found = call.instance.chats.find(chat_id, text_of(call, "idMessage", most=100))
    if found is None:
        raise Refused("ID message notfound")
    return found


def invalid(details: str) -> Refused:
    return Refused(f"Validation failed. Details: {details}")
