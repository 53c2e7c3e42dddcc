"""The drain of a hotel's planned occurrences: claim, then decide, in two short transactions."""

import structlog

from backend.domain.ids import HotelId
from backend.features.journey.schemas import Claim
from backend.features.journey.service import MOST_ATTEMPTS, claim_due, decide_due, give_up
from backend.kit.traces import place_of
from backend.observability.metrics import WORK_FAILURES
from backend.reliability.faults import fault
from backend.work import WorkFactory

BATCH = 100
log = structlog.get_logger()


async def drain_triggers(works: WorkFactory, hotel_id: HotelId, *, limit: int = BATCH) -> int:
    """How many were claimed. What a batch cannot decide together is decided one by one."""
    async with works.hotel(hotel_id) as work:
        claims = await claim_due(work, limit=limit)
    fault("triggers.claimed")
    spent = [one for one in claims if one.attempts > MOST_ATTEMPTS]
    for one in spent:
        async with works.hotel(hotel_id) as work:
            await give_up(work, one.id)
    await _decide(works, hotel_id, [one for one in claims if one.attempts <= MOST_ATTEMPTS])
    return len(claims)


async def _decide(works: WorkFactory, hotel_id: HotelId, claims: list[Claim]) -> None:
    if not claims:
        return
    try:
        async with works.hotel(hotel_id) as work:
            await decide_due(work, [one.id for one in claims])
            fault("triggers.decided")
    except Exception as error:
        if len(claims) > 1:
            log.warning("triggers.one_by_one", count=len(claims), error=type(error).__name__)
            for one in claims:
                await _decide(works, hotel_id, [one])
            return
        WORK_FAILURES.labels("triggers").inc()
        # Its lease ends by itself, and it is tried again; the error's text may hold a name.
        log.error(
            "trigger.failed",
            planned=claims[0].id,
            attempt=claims[0].attempts,
            error=type(error).__name__,
            place=place_of(error),
        )
