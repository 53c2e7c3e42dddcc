"""What must hold after every rehearsal, whatever was killed: nine promises over three ledgers.

Pure: takes the rows, names what is broken. An empty answer is the proof.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from tests.faults.ledgers import Ledgers

# A lease further away than any that a worker takes would keep work from everybody.
LONGEST_LEASE_S = 60.0
MORE_FILES = 60
MORE_KB = 120_000
"""Pools and caches fill up; a leak of a connection or a row per message is far more."""
OPEN_STATES = ("queued", "sending", "uncertain")
TOLD = ("not_confirmed",)
"""A person was asked whether it arrived: it may have, and nothing was doubled silently."""

Chat = tuple[int, str]


@dataclass(frozen=True, order=True)
class Finding:
    invariant: str
    name: str
    where: str

    def __str__(self) -> str:
        return f"{self.invariant} {self.name}: {self.where}"


def check(ledgers: Ledgers, *, stuck_after_s: float = 0.0) -> list[Finding]:
    """Every broken promise. Ask after everything has settled; `stuck_after_s` spares younger rows
    where it has not."""
    found = [
        *_each_webhook_once(ledgers),
        *_nothing_stuck(ledgers, stuck_after_s),
        *_one_answer_each(ledgers),
        *_sent_is_sent(ledgers),
        *_in_order(ledgers),
        *_no_foreign_word(ledgers),
        *_audit_stands(ledgers),
        *_silent_logs(ledgers),
        *_nothing_left_over(ledgers),
    ]
    return sorted(set(found))


def _each_webhook_once(ledgers: Ledgers) -> Iterator[Finding]:
    """I1: what was answered 200 is there, once; every guest's message is one message."""
    stored = Counter((row["id_instance"], row["dedupe_key"]) for row in ledgers.inbox)
    for entry in ledgers.webhooks:
        key = _dedupe_key(entry)
        if entry["outcome"] != "acked" or key is None:
            continue
        times = stored[entry["id_instance"], key]
        if times != 1:
            name = "acknowledged and lost" if times == 0 else "stored twice"
            yield Finding("I1", name, f"{entry['id_instance']} {key}")
    shown = Counter(
        (row["id_instance"], row["chat_id"], row["provider_id"])
        for row in ledgers.messages
        if row["direction"] == "in"
    )
    written = [_identity(entry) for entry in ledgers.written]
    given_up = {row["dedupe_key"].rpartition(":")[2] for row in ledgers.inbox if _is_dead(row)}
    for message in written:
        if shown[message] != 1 and message[2] not in given_up:
            name = "guest's message lost" if shown[message] == 0 else "guest's message doubled"
            yield Finding("I1", name, _text(message))
    for message in shown.keys() - set(written):
        yield Finding("I1", "message that nobody wrote", _text(message))


def _nothing_stuck(ledgers: Ledgers, stuck_after_s: float) -> Iterator[Finding]:
    """I2: nothing waits for a worker that will never come."""
    for row in ledgers.inbox:
        if row["state"] == "new" and row["age_s"] >= stuck_after_s:
            yield Finding("I2", "webhook not worked on", f"{row['id_instance']} {row['kind']}")
    for row in ledgers.outbox:
        if row["state"] in OPEN_STATES and row["age_s"] >= stuck_after_s:
            yield Finding("I2", f"send stuck in {row['state']}", f"outbox {row['id']}")
    if stuck_after_s:
        return
    for row in ledgers.conversations:
        if row["is_due"]:
            yield Finding("I2", "turn not decided", str(row["id"]))
        elif row["is_waiting"] and row["speaker"] in ("ai", "nobody") and not row["is_called_for"]:
            # After a holding message a guest goes on waiting: for a person, who must be called.
            yield Finding("I2", "guest forgotten", str(row["id"]))


def _one_answer_each(ledgers: Ledgers) -> Iterator[Finding]:
    """I3: the AI speaks at most once after what a guest wrote."""
    spoke: dict[Any, bool] = defaultdict(lambda: True)
    for row in ledgers.messages:
        chat = row["conversation_id"]
        if row["direction"] == "in":
            spoke[chat] = False
        elif row["author"] == "ai":
            if spoke[chat]:
                yield Finding("I3", "answered twice", f"message {row['id']}")
            spoke[chat] = True
    asked = Counter(_chat(entry) for entry in ledgers.written)
    for chat, times in Counter(_chat(entry) for entry in ledgers.delivered).items():
        if times > asked[chat]:
            yield Finding("I3", "more answers than questions", _text(chat))


def _sent_is_sent(ledgers: Ledgers) -> Iterator[Finding]:
    """I4: what the provider delivered is what we believe to have sent, message by message."""
    ours = {_identity(row): row for row in ledgers.outbox if row["provider_id"] is not None}
    asked = Counter((*_chat(row), row["text"]) for row in ledgers.outbox if row["error"] in TOLD)
    for entry in ledgers.delivered:
        row = ours.get(_identity(entry))
        said = (*_chat(entry), entry["text"])
        if row is None and asked[said] > 0:
            asked[said] -= 1
        elif row is None:
            yield Finding("I4", "sent twice", _text(_identity(entry)))
        elif row["text"] != entry["text"]:
            yield Finding("I4", "attached to another message", f"outbox {row['id']}")
    arrived = Counter(_identity(entry) for entry in ledgers.delivered)
    for key, row in ours.items():
        if arrived[key] == 0:
            yield Finding("I4", "believed sent, never arrived", f"outbox {row['id']}")
        elif arrived[key] > 1:
            yield Finding("I4", "delivered twice", _text(key))


def _in_order(ledgers: Ledgers) -> Iterator[Finding]:
    """I5: in a conversation messages stand, and leave, in their order."""
    shown = _by_chat(
        (row for row in ledgers.messages if row["direction"] == "in"),
        lambda row: row["provider_id"],
    )
    written = _by_chat(ledgers.written, lambda entry: entry["id_message"])
    for chat, ids in shown.items():
        if ids != [one for one in written.get(chat, []) if one in set(ids)]:
            yield Finding("I5", "shown out of order", _text(chat))
    queued = _by_chat(
        (row for row in ledgers.outbox if row["provider_id"] is not None),
        lambda row: row["provider_id"],
    )
    delivered = _by_chat(ledgers.delivered, lambda entry: entry["id_message"])
    for chat, ids in queued.items():
        if ids != [one for one in delivered.get(chat, []) if one in set(ids)]:
            yield Finding("I5", "sent out of order", _text(chat))


def _no_foreign_word(ledgers: Ledgers) -> Iterator[Finding]:
    """I6: no hotel's words in another hotel's chats, rows or prompts."""
    for rows, place in ((ledgers.delivered, "chat"), (ledgers.messages, "row")):
        for row in rows:
            for instance, canary in ledgers.canaries.items():
                if instance != row["id_instance"] and canary in row["text"]:
                    yield Finding("I6", f"foreign words in a {place}", _text(_chat(row)))
    for number, entry in enumerate(ledgers.ai):
        prompt = orjson.dumps(entry["request"]).decode()
        if sum(canary in prompt for canary in ledgers.canaries.values()) > 1:
            yield Finding("I6", "two hotels in one prompt", f"call {number}")


def _audit_stands(ledgers: Ledgers) -> Iterator[Finding]:
    """I7: the product itself cannot rewrite its audit log. (Rows are not chained yet.)"""
    if ledgers.audit_can_be_changed:
        yield Finding("I7", "audit log can be changed", "hotelbot_app")


def _silent_logs(ledgers: Ledgers) -> Iterator[Finding]:
    """I8: no secret, no phone, no guest's word in any log."""
    for name, text in ledgers.logs.items():
        for number, secret in enumerate(ledgers.never_logged):
            if secret in text:
                yield Finding("I8", "said in a log", f"{name}, secret {number}")


def _nothing_left_over(ledgers: Ledgers) -> Iterator[Finding]:
    """I9: no lease that never ends, no process that nobody knows, nothing that only grows."""
    for row in (*ledgers.conversations, *ledgers.channels):
        if row["lease_s"] is not None and row["lease_s"] > LONGEST_LEASE_S:
            yield Finding("I9", "lease that does not end", str(row["id_instance"]))
    for pid in ledgers.orphans:
        yield Finding("I9", "orphan process", str(pid))
    for name, (before, after) in ledgers.growth.items():
        if after.files - before.files > MORE_FILES:
            yield Finding("I9", "open files grow", f"{name}: {before.files} to {after.files}")
        if after.resident_kb - before.resident_kb > MORE_KB:
            grew = f"{before.resident_kb} to {after.resident_kb} kB"
            yield Finding("I9", "memory grows", f"{name}: {grew}")


def _dedupe_key(entry: Mapping[str, Any]) -> str | None:
    """As intake keys it (backend/integrations/green_api/parse.py); None for what has no id."""
    if entry["id_message"] is None:
        return None
    if entry["type_webhook"] == "outgoingMessageStatus":
        return f"s:{entry['chat_id']}:{entry['id_message']}:{entry['status']}"
    return f"m:{entry['type_webhook']}:{entry['chat_id']}:{entry['id_message']}"


def _is_dead(row: Mapping[str, Any]) -> bool:
    return (row["state"], row["kind"]) == ("dead", "incomingMessageReceived")


def _by_chat(
    rows: Iterable[Mapping[str, Any]], what: Callable[[Mapping[str, Any]], str]
) -> dict[Chat, list[str]]:
    """In the order of the rows: ids rise in ours, numbers in the provider's."""
    found: dict[Chat, list[str]] = defaultdict(list)
    for row in rows:
        found[_chat(row)].append(what(row))
    return found


def _chat(row: Mapping[str, Any]) -> Chat:
    return row["id_instance"], row["chat_id"]


def _identity(row: Mapping[str, Any]) -> tuple[int, str, str]:
    """The provider's id is unique only within a chat."""
    return (*_chat(row), row["id_message"] if "id_message" in row else row["provider_id"])


def _text(parts: tuple[object, ...]) -> str:
    return " ".join(str(part) for part in parts)
