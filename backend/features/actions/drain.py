"""The drain of a hotel's actions: claim, then each in a transaction of its own.

One that fails is tried again by itself; it holds back neither the others nor the message.
"""

import asyncio

import structlog

from backend.db.transaction import DATABASE_AWAY
from backend.domain.action_words import ActionKind
from backend.domain.ids import HotelId
from backend.features.actions.schemas import Claim
from backend.features.actions.service import (
    MOST_ATTEMPTS,
    Lost,
    claim_due,
    failed_once,
    notice_of,
    perform,
    settle_notice,
)
from backend.kit.traces import place_of
from backend.observability.metrics import WORK_FAILURES
from backend.ports.notices import NoticeFailure, NoticePoster
from backend.reliability.faults import fault
from backend.work import WorkFactory

BATCH = 20
"""Called all at once, so that the slowest address ends within the lease."""
WORKER_LOST = "worker_lost"
log = structlog.get_logger()


async def drain_actions(
    works: WorkFactory, hotel_id: HotelId, poster: NoticePoster, *, limit: int = BATCH
) -> int:
    """How many were claimed."""
    async with works.hotel(hotel_id) as work:
        claims = await claim_due(work, limit=limit)
    fault("actions.claimed")
    posts = [one for one in claims if one.kind is ActionKind.NOTIFY_WEBHOOK]
    async with asyncio.TaskGroup() as group:
        for one in posts:
            group.create_task(_guarded(works, hotel_id, poster, one))
        for one in claims:
            if one not in posts:
                await _guarded(works, hotel_id, poster, one)
    return len(claims)


async def _guarded(
    works: WorkFactory, hotel_id: HotelId, poster: NoticePoster, claim: Claim
) -> None:
    try:
        if claim.attempts > MOST_ATTEMPTS:
            async with works.hotel(hotel_id) as work:
                await failed_once(work, claim, outcome=WORKER_LOST)
        elif claim.kind is ActionKind.NOTIFY_WEBHOOK:
            await _post(works, hotel_id, poster, claim)
        else:
            async with works.hotel(hotel_id) as work:
                await perform(work, claim)
                fault("actions.performed")
    except DATABASE_AWAY:
        # Its lease ends by itself.
        raise
    except Lost:
        log.info("action.lost", action=claim.id, kind=claim.kind)
    except Exception as error:
        WORK_FAILURES.labels("actions").inc()
        # The text of the error may hold a guest's name.
        log.error(
            "action.failed",
            action=claim.id,
            kind=claim.kind,
            attempt=claim.attempts,
            error=type(error).__name__,
            place=place_of(error),
        )
        async with works.hotel(hotel_id) as work:
            await failed_once(work, claim, outcome="error")


async def _post(works: WorkFactory, hotel_id: HotelId, poster: NoticePoster, claim: Claim) -> None:
    """No transaction is open while the other side thinks."""
    async with works.hotel(hotel_id) as work:
        notice = await notice_of(work, claim)
    if notice is None:
        return
    failure: NoticeFailure | None = None
    try:
        await poster.post(notice.url, key=notice.key, body=notice.body)
    except NoticeFailure as refused:
        failure = refused
        log.warning("action.not_posted", action=claim.id, outcome=refused.outcome)
    fault("actions.posted")
    async with works.hotel(hotel_id) as work:
        await settle_notice(
            work,
            claim,
            failure=failure.outcome if failure else None,
            passing=failure is not None and failure.passing,
        )
