"""Sends everything one number may send now, many calls in flight, and clears up what is uncertain.

Two short transactions stand around each batch of calls; none is open during a call.
"""

import asyncio
from collections.abc import Sequence
from time import perf_counter

import structlog

from backend.db.transaction import DATABASE_AWAY
from backend.domain.ids import ChannelId, HotelId
from backend.domain.reconciling import Held
from backend.domain.retrying import TOO_MANY_REQUESTS
from backend.domain.sending import SendTimes
from backend.domain.words import MessageKind, SendOutcome
from backend.features.channels.service import reserve_journal
from backend.features.sending import service
from backend.features.sending.attachments import Attachments
from backend.features.sending.schemas import Batch, Called, Claimed, Number
from backend.kit.text import body_hash, file_hash
from backend.observability.metrics import SEND_SECONDS, WORK_FAILURES
from backend.ports.files import FileStore
from backend.ports.messaging import (
    ChannelAccess,
    GatewayFailure,
    MessagingGateway,
    OutgoingRecord,
    SendResult,
)
from backend.reliability.faults import fault
from backend.work import Work, WorkFactory

log = structlog.get_logger()

IN_FLIGHT = 100
LOOK_AFTER_S = 1.0
GATHER_S = 0.01
"""Calls that end within this of each other are settled in one transaction."""
HOLD_S = 1.5
"""A number whose next message is due sooner than this is waited for instead of woken again."""
SETTLE_AGAIN_S = (0.2, 0.5, 1.0, 2.0, 4.0)
"""In all well below the rest of the lease."""
MOST_MINUTES = 24 * 60
"""The provider's journal goes back no further."""
BEGIN_WITHIN = 0.5
"""The part of the lease in which a call may begin: what is left of it is for the call itself."""
TOO_LATE = "too_late"
BUDGET_S = 20.0
"""A drain takes nothing new after this, so that other work of the process gets its turn."""


async def drain_sends(
    works: WorkFactory,
    hotel_id: HotelId,
    channel_id: ChannelId,
    *,
    gateway: MessagingGateway,
    times: SendTimes = SendTimes(),  # noqa: B008 - frozen
    stop: asyncio.Event | None = None,
    files: FileStore | None = None,
) -> int:
    """How many messages moved. Calls under way are awaited also after `stop` is set."""
    line = _Line(works, hotel_id, channel_id, gateway=gateway, times=times, stop=stop, files=files)
    return await line.run()


async def reconcile(
    works: WorkFactory,
    hotel_id: HotelId,
    channel_id: ChannelId,
    *,
    gateway: MessagingGateway,
    access: ChannelAccess,
    times: SendTimes,
) -> int:
    """Asks the provider's queue and journal about uncertain messages that are due."""
    async with works.hotel(hotel_id) as work:
        rows = await service.take_uncertain(work, channel_id, times=times)
        now = work.now
        if not rows:
            return 0
        wait_s = await reserve_journal(work, channel_id, pace=times.journal_pace)
    oldest = min(row.first_try_at for row in rows)
    minutes = min(int((now - oldest).total_seconds() // 60) + 3, MOST_MINUTES)
    await asyncio.sleep(wait_s)
    try:
        held = await _held(gateway, access, minutes=minutes)
    except GatewayFailure as failure:
        log.warning("sends.journal_unreachable", channel_id=str(channel_id), detail=failure.detail)
        async with works.hotel(hotel_id) as work:
            await service.keep_waiting(work, rows, times=times)
        return 0
    async with works.hotel(hotel_id) as work:
        await service.settle_uncertain(work, channel_id, rows, held, asked_at=now, times=times)
    return len(rows)


async def _held(gateway: MessagingGateway, access: ChannelAccess, *, minutes: int) -> list[Held]:
    # The queue first: a message that leaves it between the two calls is then in the journal.
    records: list[OutgoingRecord] = [*await gateway.list_queue(access)]
    records += await gateway.list_sent(access, minutes=minutes)
    unique = {(record.chat_id, record.provider_id): record for record in records}
    return [
        Held(
            record.chat_id,
            _hash(record),
            record.provider_id,
            record.sent_at,
            record.by_api,
            record.file_name is not None,
        )
        for record in unique.values()
    ]


def _hash(record: OutgoingRecord) -> bytes:
    if record.file_name is None:
        return body_hash(record.text)
    return file_hash(record.text, record.file_name)


class _Line:
    """One number while it is drained."""

    def __init__(
        self,
        works: WorkFactory,
        hotel_id: HotelId,
        channel_id: ChannelId,
        *,
        gateway: MessagingGateway,
        times: SendTimes,
        stop: asyncio.Event | None,
        files: FileStore | None,
    ) -> None:
        self._works, self._hotel_id, self._channel_id = works, hotel_id, channel_id
        self._gateway, self._times = gateway, times
        self._stop = stop or asyncio.Event()
        self._files = Attachments(works, hotel_id, gateway=gateway, store=files)
        self._flying: set[asyncio.Task[Called]] = set()
        self._number: Number | None = None
        self._looked_at = 0.0
        self._moved = 0
        self._ends_at = perf_counter() + BUDGET_S

    async def run(self) -> int:
        settling: asyncio.Task[int] | None = None
        try:
            while True:
                batch = await self._claim()
                if self._number and self._number.uncertain_due and settling is None:
                    settling = asyncio.create_task(self._reconcile(self._number))
                if not await self._go_on(batch):
                    break
        finally:
            # Cancelled or failed: a call under way is a call made, so its end is awaited.
            await self._land_all()
            if settling is not None:
                self._moved += await settling
        return self._moved

    async def _go_on(self, batch: Batch) -> bool:
        """Waits for what comes next; False when nothing is known to come.

        What is queued meanwhile is due, and brings a drain of its own.
        """
        while self._flying:
            await self._land(within_s=batch.next_in_s)
            if batch.has_more or batch.next_in_s is not None:
                return True
        if batch.next_in_s is None or batch.next_in_s > HOLD_S or self._is_over():
            return False
        await asyncio.sleep(batch.next_in_s)
        return True

    async def _claim(self) -> Batch:
        nothing = Batch((), None)
        room = IN_FLIGHT - len(self._flying)
        if self._is_over():
            return nothing
        # Taken before the database starts the lease, so ours ends no later than that one.
        began = perf_counter()
        if room == 0:
            return Batch((), None, has_more=True)
        async with self._works.hotel(self._hotel_id) as work:
            locked, is_due = await service.lock_number(work, self._channel_id)
            if not locked or not (is_due or self._number):
                return nothing
            number = await self._look_after(work)
            batch = await service.claim(
                work, self._channel_id, room=room, gap=number.gap, times=self._times
            )
        if batch.unweighed:
            self._looked_at = 0.0
        if batch.rows:
            fault("send.claimed")
        for row in batch.rows:
            self._flying.add(asyncio.create_task(self._call(number.access, row, began=began)))
        return batch

    async def _look_after(self, work: Work) -> Number:
        if self._number is None or perf_counter() - self._looked_at >= LOOK_AFTER_S:
            self._looked_at = perf_counter()
            self._number = await service.look_after(work, self._channel_id, times=self._times)
            self._moved += self._number.changed
        return self._number

    async def _call(self, access: ChannelAccess, row: Claimed, *, began: float) -> Called:
        """Where this process was held up so long that the row may be somebody else's by now, the
        call is not made, for the provider cannot fence a late one. The row is handed back; should
        it be somebody else's, its epoch keeps it as it is.
        """
        started = perf_counter()
        if started - began > self._times.lease.total_seconds() * BEGIN_WITHIN:
            log.warning("sends.too_late_to_call", outbox_id=row.outbox_id)
            return Called(row, SendResult(SendOutcome.REFUSED, detail=TOO_LATE))
        if row.kind != MessageKind.TEXT:
            may_begin_until = began + self._times.lease.total_seconds() * BEGIN_WITHIN
            return Called(row, await self._files.send(access, row, may_begin_until=may_begin_until))
        result = await self._gateway.send_text(
            access, chat_id=row.chat_id, text=row.text, quoted_id=row.quoted_provider_id
        )
        SEND_SECONDS.observe(perf_counter() - started)
        return Called(row, result)

    async def _land(self, *, within_s: float | None = None) -> None:
        done, _ = await asyncio.wait(
            self._flying, timeout=within_s, return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            return
        if len(done) < len(self._flying):
            await asyncio.sleep(GATHER_S)
            done = {task for task in self._flying if task.done()}
        self._flying -= done
        broken = [task.exception() for task in done if task.exception() is not None]
        if broken:
            # The rows keep their lease; when it ends they are uncertain and looked into.
            WORK_FAILURES.labels("send_call").inc(len(broken))
            log.error("sends.call_broke", count=len(broken), error=type(broken[0]).__name__)
        await self._settle([task.result() for task in done if task.exception() is None])

    async def _land_all(self) -> None:
        """An outcome that could not be written does not keep the next ones from being written."""
        trouble: Exception | None = None
        while self._flying:
            try:
                await self._land()
            except Exception as error:
                log.error("sends.not_settled", error=type(error).__name__)
                if trouble is None:
                    trouble = error  # Raised, and counted by whoever runs the drain.
                else:
                    WORK_FAILURES.labels("sends").inc()
        if trouble is not None:
            raise trouble

    async def _settle(self, calls: Sequence[Called]) -> None:
        """Kept up over a short absence of the database: an outcome that is known must not become
        an uncertain one."""
        if not calls:
            return
        fault("send.called")
        for wait in (*SETTLE_AGAIN_S, None):
            try:
                async with self._works.hotel(self._hotel_id) as work:
                    await self._write(work, calls)
                break
            except DATABASE_AWAY as error:
                if wait is None:
                    raise
                log.warning("sends.settle_again", count=len(calls), error=type(error).__name__)
                await asyncio.sleep(wait)
        self._moved += len(calls)
        if any(call.result.http_status == TOO_MANY_REQUESTS for call in calls):
            self._looked_at = 0.0  # The pace has changed.

    async def _write(self, work: Work, calls: Sequence[Called]) -> None:
        probing = self._number is not None and self._number.probing
        await service.settle_calls(
            work, self._channel_id, calls, times=self._times, probing=probing
        )

    async def _reconcile(self, number: Number) -> int:
        return await reconcile(
            self._works,
            self._hotel_id,
            self._channel_id,
            gateway=self._gateway,
            access=number.access,
            times=self._times,
        )

    def _is_over(self) -> bool:
        return self._stop.is_set() or perf_counter() > self._ends_at
