"""What really happened, for whoever compares it with what the product believes."""

import time
from collections import deque
from itertools import count, takewhile
from typing import Any, Literal

Kind = Literal["requests", "whatsapp", "webhooks", "ai"]
KINDS: tuple[Kind, ...] = ("requests", "whatsapp", "webhooks", "ai")
# AI entries hold whole prompts; the others are small.
KEPT: dict[Kind, int] = {"requests": 200_000, "whatsapp": 200_000, "webhooks": 500_000, "ai": 2_000}


class Ledger:
    def __init__(self) -> None:
        self._entries: dict[Kind, deque[dict[str, Any]]] = {
            kind: deque(maxlen=KEPT[kind]) for kind in KINDS
        }
        self._numbers = count(1)

    def add(self, kind: Kind, **fields: Any) -> dict[str, Any]:
        """The entry itself comes back: an exchange fills in its outcome later."""
        entry = {"seq": next(self._numbers), "at": time.time(), **fields}
        self._entries[kind].append(entry)
        return entry

    def read(
        self, kind: Kind, *, id_instance: int | None = None, since: int = 0, limit: int = 10_000
    ) -> list[dict[str, Any]]:
        """Oldest first, entries with a number above `since` only."""
        newer = takewhile(lambda entry: entry["seq"] > since, reversed(self._entries[kind]))
        found = [
            entry
            for entry in newer
            if id_instance is None or kind == "ai" or entry["id_instance"] == id_instance
        ]
        return found[::-1][:limit]

    def counts(self) -> dict[str, int]:
        return {kind: len(entries) for kind, entries in self._entries.items()}

    def clear(self) -> None:
        for entries in self._entries.values():
            entries.clear()
