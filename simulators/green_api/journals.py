"""The journal methods, which may lag behind what really happened."""

import time
from typing import Any

from simulators.exchange import Answer
from simulators.green_api.call import Call, chat_of, invalid, json_answer, message_of
from simulators.green_api.errors import gateway
from simulators.green_api.journal import journal_item
from simulators.green_api.message import Message

DEFAULT_MINUTES = 1_440
DEFAULT_COUNT = 100


async def get_chat_history(call: Call) -> Answer:
    chat_id = chat_of(call)
    count = call.payload.get("count", DEFAULT_COUNT)
    if not isinstance(count, int) or count < 1:
        raise invalid("'count' must be a number")
    return _journal(call, "getchathistory", chat_id=chat_id, count=count)


async def last_incoming_messages(call: Call) -> Answer:
    return _journal(call, "lastincomingmessages", incoming=True)


async def last_outgoing_messages(call: Call) -> Answer:
    return _journal(call, "lastoutgoingmessages", incoming=False)


async def get_message(call: Call) -> Answer:
    return json_answer(journal_item(message_of(call)))


def _journal(
    call: Call,
    method: str,
    *,
    chat_id: str | None = None,
    incoming: bool | None = None,
    count: int | None = None,
) -> Answer:
    fault = call.runtime.faults.draw("journal", id_instance=call.instance.id, method=method)
    kind = fault.kind if fault else ""
    if kind == "journal_500":
        return gateway(500)
    lag_s = call.runtime.knobs.journal_lag_s
    if fault is not None and kind == "journal_lag":
        lag_s = float(fault.params["seconds"])
    chats = call.instance.chats
    messages = list(chats.newest_first(chat_id=chat_id, incoming=incoming, lag_s=lag_s))
    if kind == "journal_empty":
        messages = []
    elif kind == "journal_miss_one":
        messages = messages[1:]
    return json_answer(_items(messages[:count], call))


def _items(messages: list[Message], call: Call) -> list[dict[str, Any]]:
    minutes = call.query.get("minutes", str(DEFAULT_MINUTES))
    if not minutes.isdigit():
        raise invalid("'minutes' must be a number")
    oldest = time.time() - int(minutes) * 60
    return [journal_item(message) for message in messages if message.timestamp >= oldest]
