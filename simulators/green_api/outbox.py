"""The queue of messages that wait to leave for WhatsApp, paced and kept for a day."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulators.runtime import Runtime


@dataclass(slots=True)
class Outgoing:
    id_message: str
    type: str
    body: dict[str, Any]
    deliver: Callable[[], None]
    typing_s: float = 0.0
    queued: float = 0.0


class Outbox:
    """First in, first out. Moves only while `is_open()`; time passes for the waiting ones."""

    def __init__(
        self, settings: dict[str, Any], runtime: Runtime, is_open: Callable[[], bool]
    ) -> None:
        self._settings = settings
        self._runtime = runtime
        self._is_open = is_open
        self._queue: deque[Outgoing] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._free_at = 0.0

    def enqueue(self, outgoing: Outgoing) -> None:
        outgoing.queued = asyncio.get_running_loop().time()
        self._queue.append(outgoing)
        self.wake()

    def wake(self) -> None:
        if self._timer is not None or not self._queue or not self._is_open():
            return
        loop = asyncio.get_running_loop()
        head = self._queue[0]
        ready = head.queued + self._runtime.knobs.send_delay_ms / 1000 + head.typing_s
        self._timer = loop.call_at(max(ready, self._free_at), self._send_head)

    def show(self) -> list[dict[str, Any]]:
        return [
            {"messageID": waiting.id_message, "type": waiting.type, "body": waiting.body}
            for waiting in self._queue
        ]

    def count(self) -> int:
        return len(self._queue)

    def clear(self) -> None:
        self._queue.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _send_head(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        oldest = now - self._runtime.knobs.queue_life_s
        while self._queue and self._queue[0].queued < oldest:
            self._queue.popleft()
        if not self._queue or not self._is_open():
            return
        head = self._queue.popleft()
        pace = self._settings["delaySendMessagesMilliseconds"] / 1000
        self._free_at = now + pace
        head.deliver()
        self.wake()
