"""Retention: the engine's own rows go when their time is over, a bounded batch at a time.

Never what still waits, is uncertain, asks for a person's decision or stands in a dead letter.
"""

from collections.abc import Sequence
from datetime import timedelta
from time import monotonic

import structlog

from backend.domain.ids import HotelId
from backend.domain.retention import Store, Windows
from backend.features.retention import repository
from backend.kit.traces import place_of
from backend.observability.metrics import RETIRED, RETIRING_LEFT, WORK_FAILURES
from backend.work import Work, WorkFactory

BATCH = 1_000
BATCHES_A_TURN = 5
"""Then it is another hotel's turn: a large backlog of one does not keep the others waiting."""
log = structlog.get_logger()

Place = tuple[HotelId, Store]


async def retire(works: WorkFactory, hotels: Sequence[HotelId], *, budget_s: float) -> int:
    """How many rows went. What is not reached in time is left to the next run."""
    ends = monotonic() + budget_s
    reached: dict[Place, int] = {(hotel, store): 0 for store in Store for hotel in hotels}
    gone = 0
    while reached and monotonic() < ends:
        for place, after in list(reached.items()):
            if monotonic() >= ends:
                break
            deleted, next_after = await _turn(works, place, after)
            gone += deleted
            if next_after is None:
                del reached[place]
            else:
                reached[place] = next_after
    RETIRING_LEFT.set(len(reached))
    if gone or reached:
        log.info("retention.ran", rows=gone, unfinished=len(reached))
    return gone


async def retire_batch(work: Work, store: Store, *, after: int) -> tuple[int, int | None]:
    """(rows that went, where to go on); None: there is nothing old beyond."""
    hotel = await repository.get_hotel(work)
    windows = Windows(
        webhooks=timedelta(days=hotel.keep_webhooks_days),
        sends=timedelta(days=hotel.keep_sends_days),
        calls=timedelta(days=hotel.keep_calls_days),
    )
    before = work.now - windows.of(store)
    up_to = await repository.end_of_batch(work, store, after=after, before=before, most=BATCH)
    if up_to is None:
        return 0, None
    return (
        await repository.delete_range(work, store, after=after, up_to=up_to, before=before),
        up_to,
    )


async def _turn(works: WorkFactory, place: Place, after: int) -> tuple[int, int | None]:
    """A few batches, each in a transaction of its own. One that fails ends this place's run."""
    hotel_id, store = place
    gone = 0
    reached: int | None = after
    try:
        for _ in range(BATCHES_A_TURN):
            assert reached is not None
            async with works.hotel(hotel_id) as work:
                deleted, reached = await retire_batch(work, store, after=reached)
            RETIRED.labels(store.value).inc(deleted)
            gone += deleted
            if reached is None:
                break
    except Exception as error:
        WORK_FAILURES.labels("retention").inc()
        log.error(
            "retention.failed",
            hotel_id=str(hotel_id),
            store=store.value,
            error=type(error).__name__,
            place=place_of(error),
        )
        return gone, None
    return gone, reached
