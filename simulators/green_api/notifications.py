"""The queue of notifications of one instance, delivered by webhook or read by polling."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from simulators.faults import Fault
from simulators.green_api.http_post import NoAnswer, Poster
from simulators.green_api.instance_settings import authorization
from simulators.runtime import Runtime


@dataclass(slots=True)
class Notification:
    receipt_id: int
    payload: dict[str, Any]
    body: bytes
    created: float
    on_delivered: Callable[[], None] | None = None
    tries: int = 0
    copies: int = 1
    parallel: bool = False


class Notifications:
    """First in, first out; the head blocks the rest until it is answered 200 or a day old."""

    def __init__(self, id_instance: int, settings: dict[str, Any], runtime: Runtime) -> None:
        self._id_instance = id_instance
        self._settings = settings
        self._runtime = runtime
        self._queue: deque[Notification] = deque()
        self._receipts = 0
        self._arrived = asyncio.Event()
        self._nudged = asyncio.Event()
        self._held: Notification | None = None
        self._delivery: asyncio.Task[None] | None = None
        self._poster = Poster()
        self._closed = False
        self.last_error = ""

    def push(self, payload: dict[str, Any], on_delivered: Callable[[], None] | None = None) -> None:
        kind = payload["typeWebhook"]
        notification = Notification(
            0, payload, orjson.dumps(payload), time.monotonic(), on_delivered
        )
        fault = self._runtime.faults.draw(
            "webhook", id_instance=self._id_instance, method=kind.lower()
        )
        if fault is None:
            self._append(notification)
        else:
            self._append_faulty(notification, fault)

    def wake(self) -> None:
        """Tries the head at once: settings changed, or somebody does not want to wait."""
        self._nudged.set()
        self._start()

    def count(self) -> int:
        return len(self._queue)

    def clear(self) -> None:
        self._queue.clear()
        self.wake()

    async def receive(self, timeout_s: float) -> Notification | None:
        """The head, again and again until it is deleted; None when nothing came in time."""
        deadline = time.monotonic() + timeout_s
        while True:
            self._drop_expired()
            if self._queue:
                return self._queue[0]
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            await _wait(self._arrived, left)

    def delete(self, receipt_id: int) -> bool:
        for notification in self._queue:
            if notification.receipt_id == receipt_id:
                self._queue.remove(notification)
                self._done(notification)
                return True
        return False

    def close(self) -> None:
        self._closed = True
        self._queue.clear()
        if self._delivery is not None:
            self._delivery.cancel()
        self._poster.close()

    def _append_faulty(self, notification: Notification, fault: Fault) -> None:
        loop = asyncio.get_running_loop()
        if fault.kind == "webhook_drop":
            self._record(notification, status=None, outcome="dropped")
        elif fault.kind == "webhook_delay":
            loop.call_later(fault.params["seconds"], self._append, notification)
        elif fault.kind == "webhook_reorder" and self._held is None:
            self._held = notification
            loop.call_later(fault.params["hold_s"], self._release)
        else:
            notification.copies = int(fault.params.get("times", 1))
            notification.parallel = bool(fault.params.get("parallel", False))
            self._append(notification)

    def _append(self, notification: Notification) -> None:
        if self._closed:
            return
        self._receipts += 1
        notification.receipt_id = self._receipts
        self._queue.append(notification)
        self._arrived.set()
        self._start()
        self._release()

    def _release(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._append(held)

    def _start(self) -> None:
        waiting = self._queue and self._settings["webhookUrl"] and not self._closed
        if waiting and (self._delivery is None or self._delivery.done()):
            self._delivery = asyncio.get_running_loop().create_task(self._deliver())

    async def _deliver(self) -> None:
        while self._queue and self._settings["webhookUrl"]:
            self._drop_expired()
            if not self._queue:
                return
            head = self._queue[0]
            if await self._try(head):
                if self._queue and self._queue[0] is head:
                    self._queue.popleft()
                self._done(head)
                if self._runtime.knobs.webhook_gap_ms:
                    await asyncio.sleep(self._runtime.knobs.webhook_gap_ms / 1000)
            else:
                await _wait(self._nudged, self._runtime.knobs.webhook_retry_s)

    async def _try(self, notification: Notification) -> bool:
        if notification.parallel:
            extra = [
                self._post(Poster(), notification, closing=True)
                for _ in range(notification.copies - 1)
            ]
            results = await asyncio.gather(self._post(self._poster, notification), *extra)
            return results[0]
        for _ in range(notification.copies):
            if not await self._post(self._poster, notification):
                return False
            notification.copies -= 1
        return True

    async def _post(
        self, poster: Poster, notification: Notification, *, closing: bool = False
    ) -> bool:
        notification.tries += 1
        status: int | None = None
        try:
            status = await poster.post(
                self._settings["webhookUrl"],
                notification.body,
                authorization=authorization(self._settings["webhookUrlToken"]),
                timeout_s=self._runtime.knobs.webhook_timeout_s,
            )
            self.last_error = "" if status == 200 else f"HTTP {status}"
        except NoAnswer as error:
            self.last_error = str(error)
        if closing:
            poster.close()
        self._record(notification, status=status, outcome="acked" if status == 200 else "refused")
        return status == 200

    def _record(self, notification: Notification, *, status: int | None, outcome: str) -> None:
        payload = notification.payload
        sender = payload.get("senderData") or {}
        self._runtime.ledger.add(
            "webhooks",
            id_instance=self._id_instance,
            type_webhook=payload["typeWebhook"],
            chat_id=payload.get("chatId") or sender.get("chatId"),
            id_message=payload.get("idMessage"),
            status=payload.get("status"),
            attempt=notification.tries,
            http_status=status,
            outcome=outcome,
        )

    def _done(self, notification: Notification) -> None:
        if notification.on_delivered is not None:
            notification.on_delivered()

    def _drop_expired(self) -> None:
        oldest = time.monotonic() - self._runtime.knobs.notification_life_s
        while self._queue and self._queue[0].created < oldest:
            self._record(self._queue.popleft(), status=None, outcome="expired")


async def _wait(event: asyncio.Event, seconds: float) -> None:
    event.clear()
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
