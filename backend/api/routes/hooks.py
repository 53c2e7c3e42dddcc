"""POST /hooks/green/{hook_id}: what a number tells us, stored before it is answered.

Green API repeats a notification for 24 h, and holds back everything behind it, until it gets a
200. So whatever carries the right token is stored and answered 200, readable or not. A plain
ASGI endpoint: this is the one route that a storm of webhooks meets.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from typing import Protocol

import psycopg
import structlog
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from backend.domain.ids import HotelId
from backend.features.audit.service import record
from backend.features.intake.conflicts import note_conflict
from backend.features.intake.hook_book import HookBook, HookEntry, is_allowed
from backend.features.intake.store import (
    UNHURRIED,
    Arrived,
    IntakeStore,
    NotStored,
    UnknownNumber,
)
from backend.kit.crypto import Vault
from backend.models.inbox import RAW_PURPOSE
from backend.observability.metrics import WEBHOOK_SECONDS, WEBHOOKS, WORK_FAILURES
from backend.ports.incoming import WebhookReader
from backend.ports.wake import Waker
from backend.work import Actor, ActorKind, WorkFactory

MAX_BODY = 1024 * 1024
BODY_DEADLINE_S = 5.0
FIND_DEADLINE_S = 1.0
AUDIT_EVERY_S = 60.0
"""One audit row per path and minute: a script that guesses must not fill the hotel's log."""
MOST_BESIDE = 4
"""In a storm of repetitions not each is compared: connections to the database are for people."""
PATH = "/hooks/green/{hook_id}"
log = structlog.get_logger()


class HookNeeds(Protocol):
    """What the composition root has to hold for this route."""

    @property
    def vault(self) -> Vault: ...

    @property
    def work(self) -> WorkFactory: ...

    @property
    def waker(self) -> Waker: ...

    @property
    def hook_pool(self) -> AsyncConnectionPool:
        """Autocommit, with the application's session options (`backend.db.raw_pool`)."""

    @property
    def webhook_reader(self) -> WebhookReader: ...


def hook_routes(needs: HookNeeds) -> Sequence[Route]:
    return [Route(PATH, HookEndpoint(needs), include_in_schema=False)]


class HookEndpoint:
    def __init__(self, needs: HookNeeds) -> None:
        self._needs = needs
        self._book = HookBook(needs.hook_pool)
        self._store = IntakeStore(needs.hook_pool, needs.waker)
        self._audited: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status, outcome = await self._answer(scope, receive)
        WEBHOOKS.labels(outcome).inc()
        WEBHOOK_SECONDS.observe(time.perf_counter() - began)
        await _reply(send, status)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, str]:
        if scope["method"] != "POST":
            return 405, "wrong_method"
        headers = dict(scope["headers"])
        hook_id = scope["path_params"]["hook_id"]
        if _announced(headers) > MAX_BODY:
            return 413, "too_large"
        try:
            # Left to itself when it is late: a statement that is cancelled waits for the server.
            entry = await asyncio.wait_for(asyncio.shield(self._find(hook_id)), FIND_DEADLINE_S)
        except (psycopg.Error, PoolTimeout, OSError):
            return 503, "database_away"
        if not is_allowed(entry, headers.get(b"authorization", b"").decode("latin-1")):
            self._note_refusal(hook_id, entry, scope)
            return 401, "refused"
        assert entry is not None
        try:
            async with asyncio.timeout(BODY_DEADLINE_S):
                raw = await _body(receive)
        except TimeoutError:
            return 408, "slow_body"
        except _Gone:
            return 400, "client_gone"
        if raw is None:
            return 413, "too_large"
        return await self._keep(hook_id, entry, raw)

    async def _keep(self, hook_id: str, entry: HookEntry, raw: bytes) -> tuple[int, str]:
        outline = self._needs.webhook_reader.outline(raw, id_instance=entry.id_instance)
        sealed = self._needs.vault.seal(raw, hotel_id=entry.hotel_id, purpose=RAW_PURPOSE)
        row = Arrived(entry.hotel_id, entry.channel_id, outline.dedupe_key, outline.kind, sealed)
        try:
            is_fresh = await self._store.store(row)
        except NotStored:
            return 503, "database_away"
        except UnknownNumber:
            self._book.forget(hook_id)
            return 401, "refused"
        if not is_fresh and row.kind not in UNHURRIED and len(self._tasks) < MOST_BESIDE:
            self._beside(self._compare(row, raw))
        return 200, "stored" if is_fresh else "known"

    def _find(self, hook_id: str) -> asyncio.Task[HookEntry | None]:
        task = asyncio.create_task(self._book.find(hook_id))
        task.add_done_callback(_swallow)
        return task

    def _note_refusal(self, hook_id: str, entry: HookEntry | None, scope: Scope) -> None:
        """In the hotel's audit log, where the path at least is a hotel's."""
        now = time.monotonic()
        if entry is None or self._audited.get(hook_id, 0.0) > now - AUDIT_EVERY_S:
            return
        self._audited[hook_id] = now
        client = scope.get("client")
        self._beside(self._audit(entry, ip=client[0] if client else None))

    def _beside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _compare(self, row: Arrived, raw: bytes) -> None:
        try:
            async with self._needs.work.hotel(HotelId(row.hotel_id)) as work:
                await note_conflict(
                    work,
                    self._needs.webhook_reader,
                    channel_id=row.channel_id,
                    dedupe_key=row.dedupe_key,
                    raw=raw,
                )
        except Exception as error:  # it was answered; only the comparison is missing
            WORK_FAILURES.labels("webhook_compare").inc()
            log.warning("webhook.not_compared", error=type(error).__name__)

    async def _audit(self, entry: HookEntry, *, ip: str | None) -> None:
        actor = Actor(ActorKind.ANONYMOUS, ip=ip)
        try:
            async with self._needs.work.hotel(HotelId(entry.hotel_id), actor=actor) as work:
                await record(work, "webhook.refused", subject=str(entry.channel_id))
        except Exception as error:  # the refusal stands, with or without its note
            WORK_FAILURES.labels("webhook_audit").inc()
            log.warning("webhook.audit_failed", error=type(error).__name__)


def _swallow(task: asyncio.Task[HookEntry | None]) -> None:
    """Whoever asked has gone with a 503; what came of it later is nobody's any more."""
    if not task.cancelled():
        task.exception()


class _Gone(Exception):
    """The caller hung up before the body was complete."""


def _announced(headers: dict[bytes, bytes]) -> int:
    length = headers.get(b"content-length", b"0")
    return int(length) if length.isdigit() and len(length) < 20 else MAX_BODY + 1


async def _body(receive: Receive) -> bytes | None:
    """None when it grows past the limit: what is announced and what comes may differ."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Gone
        part = message.get("body", b"")
        size += len(part)
        if size > MAX_BODY:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)


_ANSWERS: dict[int, bytes] = {
    200: b"{}",
    400: b'{"error":{"code":"invalid","message":"The request ended early."}}',
    401: b'{"error":{"code":"unauthenticated","message":"The webhook token is wrong."}}',
    405: b'{"error":{"code":"invalid","message":"Only POST is answered here."}}',
    408: b'{"error":{"code":"too_slow","message":"The body did not arrive in time."}}',
    413: b'{"error":{"code":"too_large","message":"The body is too large."}}',
    503: b'{"error":{"code":"unavailable","message":"Not stored. Send it again shortly."}}',
}


async def _reply(send: Send, status: int) -> None:
    body = _ANSWERS[status]
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
    ]
    if status == 405:
        headers.append((b"allow", b"POST"))
    if status == 503:
        headers.append((b"retry-after", b"1"))
    if status in (408, 413):
        # The rest of the body is not read, so the connection cannot be used again.
        headers.append((b"connection", b"close"))
    start: Message = {"type": "http.response.start", "status": status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body})
