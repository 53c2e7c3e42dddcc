"""Working through what the numbers told us, in order, one worker per number at a time."""

import time
from collections.abc import Sequence
from datetime import timedelta

import orjson
import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from backend.domain.channel_state import pause_reason_of
from backend.domain.ids import ChannelId, HotelId
from backend.domain.words import AlertKind, InboxState
from backend.features.alerts.service import raise_alert
from backend.features.channels import service as channels
from backend.features.channels.schemas import ChannelView
from backend.features.intake import repository
from backend.features.intake.apply import apply_rows
from backend.features.intake.repository import Lease, Taken
from backend.features.intake.rows import Finished, Loaded
from backend.features.intake.store import RAW_PURPOSE
from backend.kit.traces import place_of
from backend.observability.metrics import DEAD_LETTERS, INBOX_ROWS, WORK_FAILURES
from backend.ports.incoming import WebhookReader
from backend.ports.messaging import MessagingGateway
from backend.ports.wake import WorkKind
from backend.reliability.faults import fault
from backend.work import Work, WorkFactory

LEASE_S = 30.0
BUDGET_S = 2.0
BATCH = 100
RETRY_S = (5, 30, 120, 600, 1800)
"""After the first, second … failure; after the last one it is a dead letter."""
MOST_ATTEMPTS = len(RETRY_S)
# The database is away: nothing is wrong with the row.
_NOT_THE_ROWS_FAULT = (OperationalError, InterfaceError)
log = structlog.get_logger()


class LeaseLost(Exception):
    """Another worker has taken over this number."""


async def drain_intake(
    works: WorkFactory,
    hotel_id: HotelId,
    channel_id: ChannelId,
    *,
    reader: WebhookReader,
    lease_s: float = LEASE_S,
) -> int:
    """How many rows were finished. Ends when nothing is due, or after about two seconds."""
    finished = 0
    until = time.monotonic() + BUDGET_S
    lease: Lease | None = None
    fault("intake.due")
    try:
        while time.monotonic() < until:
            async with works.hotel(hotel_id) as work:
                taken = await repository.take(
                    work, channel_id, lease=lease, most=BATCH, lease_s=lease_s, put_off_s=RETRY_S
                )
            if taken is None:
                if lease is not None:
                    raise LeaseLost
                return 0
            lease = taken.lease
            fault("intake.claimed")
            if not taken.rows:
                break
            try:
                moved, released = await _work_through(works, hotel_id, taken, reader=reader)
            except _NOT_THE_ROWS_FAULT:
                await _give_back(works, hotel_id, taken)
                raise
            finished += moved
            if released:
                return finished
    except LeaseLost:
        log.warning("intake.lease_lost", hotel_id=str(hotel_id), channel_id=str(channel_id))
        return finished
    if lease is not None:
        async with works.hotel(hotel_id) as work:
            await repository.let_go(work, lease)
            work.wake(WorkKind.INTAKE)
    return finished


async def fill_gaps(
    works: WorkFactory,
    gateway: MessagingGateway,
    *,
    hotel_id: HotelId,
    channel_id: ChannelId,
    minutes: int,
    reader: WebhookReader,
) -> int:
    """Brings in what the provider received and never told us; returns how many were missing.

    Raises GatewayFailure.
    """
    async with works.hotel(hotel_id) as work:
        channel = await channels.find_channel(work, channel_id)
        access = await channels.access_of(work, channel)
    received = await gateway.list_received(access, minutes=minutes)
    added = 0
    async with works.hotel(hotel_id) as work:
        for body in received:
            raw = orjson.dumps(body)
            outline = reader.outline(raw, id_instance=access.id_instance)
            added += await repository.insert_webhook(
                work,
                channel_id,
                dedupe_key=outline.dedupe_key,
                kind=outline.kind,
                raw_sealed=work.vault.seal(raw, hotel_id=hotel_id, purpose=RAW_PURPOSE),
            )
        channel = await channels.find_channel(work, channel_id, lock=True)
        channel.journal_checked_at = work.now
        if added:
            work.wake(WorkKind.INTAKE)
    return added


async def watch_state(
    works: WorkFactory, gateway: MessagingGateway, *, hotel_id: HotelId, channel_id: ChannelId
) -> ChannelView:
    """Asks how the number is, for the webhook that never came. Raises Invalid, Unavailable."""
    async with works.hotel(hotel_id) as work:
        before = (await channels.find_channel(work, channel_id)).state
    view = await channels.refresh_state(works, gateway, hotel_id=hotel_id, channel_id=channel_id)
    if view.state is not before and pause_reason_of(view.state) and view.state_at is not None:
        async with works.hotel(hotel_id) as work:
            await raise_alert(
                work,
                kind=AlertKind.CHANNEL_STATE,
                reason=f"The WhatsApp number is {view.state.value}; nothing is sent.",
                dedupe_key=f"channel:{channel_id}:{view.state.value}:{int(view.state_at.timestamp())}",
                channel_id=channel_id,
            )
    return view


async def _work_through(
    works: WorkFactory, hotel_id: HotelId, taken: Taken, *, reader: WebhookReader
) -> tuple[int, bool]:
    """All in one transaction; where that fails, each in its own, so that one cannot stop many.

    How many were finished, and whether the lease was given back because nothing else waits.
    """
    lease = taken.lease
    try:
        return await _apply(
            works, hotel_id, lease, rows=taken.rows, reader=reader, all_of_them=True
        )
    except (LeaseLost, *_NOT_THE_ROWS_FAULT):
        raise
    except Exception as error:
        if len(taken.rows) == 1:
            await _put_back(works, hotel_id, lease, row=taken.rows[0], error=error)
            return 0, False
        log.warning("intake.batch_failed", error=type(error).__name__, rows=len(taken.rows))
    finished = 0
    for row in taken.rows:
        try:
            finished += (await _apply(works, hotel_id, lease, rows=[row], reader=reader))[0]
        except (LeaseLost, *_NOT_THE_ROWS_FAULT):
            raise
        except Exception as error:
            await _put_back(works, hotel_id, lease, row=row, error=error)
    return finished, False


async def _apply(
    works: WorkFactory,
    hotel_id: HotelId,
    lease: Lease,
    *,
    rows: Sequence[Loaded],
    reader: WebhookReader,
    all_of_them: bool = False,
) -> tuple[int, bool]:
    async with works.hotel(hotel_id) as work:
        spent = [row for row in rows if row.attempts > MOST_ATTEMPTS]
        for row in spent:
            await _give_up(work, lease, inbox_id=row.id, reason="worker_lost")
        rows = [row for row in rows if row.attempts <= MOST_ATTEMPTS]
        finished = await apply_rows(work, lease.channel_id, rows=rows, reader=reader)
        if finished and not await repository.finish(work, lease, finished):
            raise LeaseLost
        # Of many that failed together the others still wait here for their own turn.
        released = all_of_them and await repository.release_if_done(work, lease)
    for done in finished:
        INBOX_ROWS.labels(done.state).inc()
    return len(finished) + len(spent), released


async def _give_back(works: WorkFactory, hotel_id: HotelId, taken: Taken) -> None:
    """The database was away or kept us waiting for a lock: that attempt says nothing of the rows.

    Where even this fails, they count as lost, and go first once the lease is over.
    """
    try:
        async with works.hotel(hotel_id) as work:
            await repository.give_back(work, taken.lease, [row.id for row in taken.rows])
    except _NOT_THE_ROWS_FAULT as error:
        log.warning("intake.not_given_back", error=type(error).__name__, rows=len(taken.rows))


async def _put_back(
    works: WorkFactory, hotel_id: HotelId, lease: Lease, *, row: Loaded, error: Exception
) -> None:
    reason = type(error).__name__
    WORK_FAILURES.labels("intake").inc()
    log.error("intake.row_failed", inbox_id=row.id, error=reason, place=place_of(error))
    async with works.hotel(hotel_id) as work:
        attempts = await repository.attempts_of(work, row.id)
        if attempts is None:
            raise LeaseLost
        if attempts >= MOST_ATTEMPTS:
            await _give_up(work, lease, inbox_id=row.id, reason=reason)
        else:
            again = work.now + timedelta(seconds=RETRY_S[attempts - 1])
            later = Finished(row.id, InboxState.NEW, reason, again)
            if not await repository.finish(work, lease, [later]):
                raise LeaseLost


async def _give_up(work: Work, lease: Lease, *, inbox_id: int, reason: str) -> None:
    await repository.bury(work, inbox_id, reason=reason)
    await raise_alert(
        work,
        kind=AlertKind.UNREADABLE_WEBHOOK,
        reason=f"A notification of WhatsApp could not be worked on ({reason}).",
        dedupe_key=f"inbox:{inbox_id}",
        channel_id=lease.channel_id,
    )
    if not await repository.finish(work, lease, [Finished(inbox_id, InboxState.DEAD, reason)]):
        raise LeaseLost
    DEAD_LETTERS.labels("inbox").inc()
