"""Working through what the numbers told us, in order, one worker per number at a time."""

import asyncio
import time
from collections.abc import Sequence

import structlog
from psycopg.errors import LockNotAvailable
from sqlalchemy.exc import OperationalError

from backend.db.transaction import DATABASE_AWAY
from backend.domain.completeness import Entry
from backend.domain.ids import ChannelId, HotelId
from backend.domain.retrying import BUG_WAITS, MOST_ATTEMPTS, Act, Trouble, decide
from backend.domain.words import AlertKind, InboxState
from backend.features.alerts.service import raise_alert
from backend.features.channels import service as channels
from backend.features.failures.service import Source, give_up, note_failure
from backend.features.intake import repository
from backend.features.intake.apply import apply_rows
from backend.features.intake.repository import Lease, Taken
from backend.features.intake.rows import Finished, Loaded
from backend.kit.traces import place_of
from backend.models.inbox import RAW_PURPOSE
from backend.observability.metrics import INBOX_ROWS, WORK_FAILURES
from backend.ports.incoming import WebhookReader
from backend.ports.wake import WorkKind
from backend.reliability.faults import fault
from backend.work import Work, WorkFactory

LEASE_S = 30.0
BUDGET_S = 2.0
BATCH = 100
GIVE_BACK_S = 1.0
PUT_OFF_S = [wait.total_seconds() for wait in BUG_WAITS]
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
    stop: asyncio.Event | None = None,
) -> int:
    """How many rows were finished. Ends when nothing is due, after about two seconds, or after
    the batch under way once `stop` is set."""
    finished = 0
    until = time.monotonic() + BUDGET_S
    lease: Lease | None = None
    taken: Taken | None = None
    fault("intake.due")
    try:
        while time.monotonic() < until and not (stop and stop.is_set()):
            async with works.hotel(hotel_id) as work:
                taken = await repository.take(
                    work, channel_id, lease=lease, most=BATCH, lease_s=lease_s, put_off_s=PUT_OFF_S
                )
            if taken is None:
                if lease is not None:
                    raise LeaseLost
                return 0
            lease = taken.lease
            fault("intake.claimed")
            if not taken.rows:
                break
            moved, released = await _work_through(works, hotel_id, taken, reader=reader)
            finished += moved
            if released:
                return finished
            taken = Taken(lease, ())
    except LeaseLost:
        log.warning("intake.lease_lost", hotel_id=str(hotel_id), channel_id=str(channel_id))
        return finished
    except BaseException as error:
        if taken is not None:
            await _give_back(works, hotel_id, taken, error=error)
        elif isinstance(error, OperationalError) and isinstance(error.orig, LockNotAvailable):
            return 0  # whoever has the number is writing right now
        raise
    if lease is not None:
        async with works.hotel(hotel_id) as work:
            await repository.let_go(work, lease)
            work.wake(WorkKind.INTAKE)
    return finished


async def store_missing(
    work: Work,
    channel_id: ChannelId,
    entries: Sequence[tuple[Entry, bytes]],
    *,
    reader: WebhookReader,
) -> set[str]:
    """Stores what never came by webhook, under the key it would have had; returns these keys.

    `entries` are in the webhook's shape. What arrives in this very moment is not doubled.
    """
    keyed = {entry.key: raw for entry, raw in entries}
    known = await repository.known_keys(work, channel_id, list(keyed))
    channel = await channels.find_channel(work, channel_id)
    missing = [
        repository.Missing(
            key=key,
            kind=reader.outline(raw, id_instance=channel.id_instance).kind,
            raw_sealed=work.vault.seal(raw, hotel_id=work.hotel_id, purpose=RAW_PURPOSE),
        )
        for key, raw in keyed.items()
        if key not in known
    ]
    if not missing:
        return set()
    work.wake(WorkKind.INTAKE)
    return await repository.insert_missing(work, channel_id, missing)


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
    except (LeaseLost, *DATABASE_AWAY):
        raise
    except Exception as error:
        if len(taken.rows) == 1:
            await _put_back(works, hotel_id, lease, row=taken.rows[0], error=error)
            return 0, False
        WORK_FAILURES.labels("intake_batch").inc()
        log.warning("intake.batch_failed", error=type(error).__name__, rows=len(taken.rows))
    finished = 0
    for row in taken.rows:
        try:
            finished += (await _apply(works, hotel_id, lease, rows=[row], reader=reader))[0]
        except (LeaseLost, *DATABASE_AWAY):
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
        alive = [row for row in rows if row.attempts <= MOST_ATTEMPTS]
        finished = await apply_rows(work, lease.channel_id, rows=alive, reader=reader)
        for done in finished:
            if done.state is InboxState.UNPARSED:
                reason = done.error or done.state
                await give_up(work, Source.INBOX, done.id, reason=reason, attempts=1)
        # Of many that failed together the others still wait here for their own turn.
        released = await repository.finish(
            work, lease, finished, release=all_of_them, gathers=_gathers(rows)
        )
        if released is None:
            raise LeaseLost
    for done in finished:
        INBOX_ROWS.labels(done.state).inc()
    return len(finished) + len(spent), released


def _gathers(rows: Sequence[Loaded]) -> bool:
    """Whether what has come meanwhile gathers for a batch of its own, instead of being worked
    through in twos and threes: not a backlog, nor what is tried one by one."""
    return len(rows) < BATCH and all(row.attempts == 1 for row in rows)


async def _give_back(
    works: WorkFactory, hotel_id: HotelId, taken: Taken, *, error: BaseException
) -> None:
    """The number need not wait for the lease to end. Where we were stopped, or the database was
    away or kept us waiting for a lock, the attempt says nothing of the rows and is not counted.

    Where even this fails, they count as lost, and go first once the lease is over.
    """
    innocent = isinstance(error, (asyncio.CancelledError, *DATABASE_AWAY))
    ids = [row.id for row in taken.rows] if innocent else []
    try:
        async with asyncio.timeout(GIVE_BACK_S), works.hotel(hotel_id) as work:
            await repository.give_back(work, taken.lease, ids)
    except Exception as trouble:
        WORK_FAILURES.labels("intake_give_back").inc()
        log.warning("intake.not_given_back", error=type(trouble).__name__, rows=len(ids))


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
        await note_failure(work, Source.INBOX, row.id, attempt=attempts, error=reason)
        action = decide(Trouble.BUG, attempts)
        if action.act is Act.GIVE_UP:
            await _give_up(work, lease, inbox_id=row.id, reason=reason)
        else:
            later = Finished(row.id, InboxState.NEW, reason, work.now + action.wait)
            if await repository.finish(work, lease, [later]) is None:
                raise LeaseLost


async def _give_up(work: Work, lease: Lease, *, inbox_id: int, reason: str) -> None:
    await give_up(work, Source.INBOX, inbox_id, reason=reason, attempts=MOST_ATTEMPTS)
    await raise_alert(
        work,
        kind=AlertKind.UNREADABLE_WEBHOOK,
        reason=f"A notification of WhatsApp could not be worked on ({reason}).",
        dedupe_key=f"inbox:{inbox_id}",
        channel_id=lease.channel_id,
    )
    dead = Finished(inbox_id, InboxState.DEAD, reason)
    if await repository.finish(work, lease, [dead]) is None:
        raise LeaseLost
