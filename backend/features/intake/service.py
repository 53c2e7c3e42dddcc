"""Working through what the numbers told us, in order, one worker per number at a time."""

import time
import traceback
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

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
from backend.features.intake.repository import Lease
from backend.features.intake.rows import Finished
from backend.features.intake.store import RAW_PURPOSE
from backend.observability.metrics import DEAD_LETTERS, INBOX_ROWS
from backend.ports.incoming import WebhookReader
from backend.ports.messaging import MessagingGateway
from backend.ports.wake import WorkKind
from backend.work import Work, WorkFactory

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
    works: WorkFactory, hotel_id: HotelId, channel_id: ChannelId, *, reader: WebhookReader
) -> int:
    """How many rows were finished. Ends when nothing is due, or after about two seconds."""
    async with works.hotel(hotel_id) as work:
        lease = await repository.claim_lease(work, channel_id)
    if lease is None:
        return 0
    try:
        return await _drain(works, hotel_id, lease, reader=reader)
    except LeaseLost:
        log.warning("intake.lease_lost", hotel_id=str(hotel_id), channel_id=str(channel_id))
        return 0
    finally:
        async with works.hotel(hotel_id) as work:
            await repository.release_lease(work, lease)
            if await repository.is_waiting(work, channel_id):
                work.wake(WorkKind.INTAKE)


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


async def _drain(
    works: WorkFactory, hotel_id: HotelId, lease: Lease, *, reader: WebhookReader
) -> int:
    finished = 0
    until = time.monotonic() + BUDGET_S
    while time.monotonic() < until:
        taken = await _take(works, hotel_id, lease)
        if not taken:
            break
        finished += await _work_through(works, hotel_id, lease, ids=taken, reader=reader)
    return finished


async def _take(works: WorkFactory, hotel_id: HotelId, lease: Lease) -> Sequence[int]:
    """The next rows to work on, their attempt counted and committed.

    Rows tried before are taken one by one: one of them may have killed its worker.
    """
    async with works.hotel(hotel_id) as work:
        if not await repository.renew_lease(work, lease):
            raise LeaseLost
        waiting = await repository.peek(work, lease, most=BATCH)
        if not waiting:
            return []
        first = waiting[0]
        if first.attempts:
            taken = [first.id]
        else:
            retried = (n for n, row in enumerate(waiting) if row.attempts)
            taken = [row.id for row in waiting[: next(retried, len(waiting))]]
        put_off = RETRY_S[min(first.attempts, MOST_ATTEMPTS - 1)]
        await repository.count_attempt(work, taken, put_off_s=put_off)
    return taken


async def _work_through(
    works: WorkFactory,
    hotel_id: HotelId,
    lease: Lease,
    *,
    ids: Sequence[int],
    reader: WebhookReader,
) -> int:
    """All in one transaction; where that fails, each in its own, so that one cannot stop many."""
    if len(ids) > 1:
        try:
            return await _apply(works, hotel_id, lease, ids=ids, reader=reader)
        except (LeaseLost, *_NOT_THE_ROWS_FAULT):
            raise
        except Exception as error:
            log.warning("intake.batch_failed", error=type(error).__name__, rows=len(ids))
    finished = 0
    for inbox_id in ids:
        try:
            finished += await _apply(works, hotel_id, lease, ids=[inbox_id], reader=reader)
        except (LeaseLost, *_NOT_THE_ROWS_FAULT):
            raise
        except Exception as error:
            log.error(
                "intake.row_failed",
                inbox_id=inbox_id,
                error=type(error).__name__,
                place=_place(error),
            )
            await _put_back(works, hotel_id, lease, inbox_id=inbox_id, error=error)
    return finished


async def _apply(
    works: WorkFactory,
    hotel_id: HotelId,
    lease: Lease,
    *,
    ids: Sequence[int],
    reader: WebhookReader,
) -> int:
    async with works.hotel(hotel_id) as work:
        rows = await repository.load(work, lease, ids=ids)
        spent = [row for row in rows if row.attempts > MOST_ATTEMPTS]
        for row in spent:
            await _give_up(work, lease, inbox_id=row.id, reason="worker_lost")
        rows = [row for row in rows if row.attempts <= MOST_ATTEMPTS]
        finished = await apply_rows(work, lease.channel_id, rows=rows, reader=reader)
        if finished and not await repository.finish(work, lease, finished):
            raise LeaseLost
    for done in finished:
        INBOX_ROWS.labels(done.state).inc()
    return len(finished) + len(spent)


async def _put_back(
    works: WorkFactory, hotel_id: HotelId, lease: Lease, *, inbox_id: int, error: Exception
) -> None:
    reason = type(error).__name__
    async with works.hotel(hotel_id) as work:
        rows = await repository.load(work, lease, ids=[inbox_id])
        if not rows:
            raise LeaseLost
        attempts = rows[0].attempts
        if attempts >= MOST_ATTEMPTS:
            await _give_up(work, lease, inbox_id=inbox_id, reason=reason)
        else:
            again = work.now + timedelta(seconds=RETRY_S[attempts - 1])
            row = Finished(inbox_id, InboxState.NEW, reason, again)
            if not await repository.finish(work, lease, [row]):
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


def _place(error: Exception) -> str:
    """Where it was raised. The message stays out: it may hold a guest's words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
