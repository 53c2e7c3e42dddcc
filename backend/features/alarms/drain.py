"""The drain of a hotel's ladders: climb, claim, then tell each person once."""

import asyncio
from dataclasses import dataclass

import structlog

from backend.db.transaction import DATABASE_AWAY
from backend.domain.alarms import AlertWay, StepState
from backend.domain.ids import HotelId
from backend.features.alarms.schemas import Notice
from backend.features.alarms.service import (
    SENT,
    claim_steps,
    climb,
    failed,
    notices_of,
    settle,
    tell_on_whatsapp,
)
from backend.features.alarms.wording import body_of, subject_of, text_of
from backend.kit.traces import place_of
from backend.observability.metrics import WORK_FAILURES
from backend.ports.mail import Mail, Mailer, MailFailure
from backend.ports.notices import NoticeFailure, NoticePoster
from backend.reliability.faults import fault
from backend.work import WorkFactory

BATCH = 40
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ways:
    """How people are reached outside of the screens."""

    mailer: Mailer
    poster: NoticePoster
    public_url: str


async def drain_alarms(
    works: WorkFactory, hotel_id: HotelId, ways: Ways, *, limit: int = BATCH
) -> int:
    """How many alerts climbed and how many steps were claimed."""
    async with works.hotel(hotel_id) as work:
        climbed = await climb(work)
    async with works.hotel(hotel_id) as work:
        claims = await claim_steps(work, limit=limit)
    fault("alarms.claimed")
    if not claims:
        return climbed
    async with works.hotel(hotel_id) as work:
        notices = await notices_of(work, claims)
    async with asyncio.TaskGroup() as group:
        for notice in notices:
            group.create_task(_guarded(works, hotel_id, ways, notice))
    return climbed + len(claims)


async def _guarded(works: WorkFactory, hotel_id: HotelId, ways: Ways, notice: Notice) -> None:
    steps = [one.step for one in notice.alerts]
    try:
        if notice.way is AlertWay.WHATSAPP:
            async with works.hotel(hotel_id) as work:
                outcome = await tell_on_whatsapp(work, notice, ways.public_url)
                state = StepState.DONE if outcome == SENT else StepState.LEFT_OUT
                await settle(work, steps, state=state, outcome=outcome)
            return
        await _call(ways, notice)
        fault("alarms.told")
        async with works.hotel(hotel_id) as work:
            await settle(work, steps, state=StepState.DONE, outcome=SENT)
    except DATABASE_AWAY:
        # Its lease ends by itself.
        raise
    except (MailFailure, NoticeFailure) as refused:
        log.warning("alarm.not_told", way=notice.way, key=notice.key, outcome=refused.outcome)
        async with works.hotel(hotel_id) as work:
            await failed(work, steps, outcome=refused.outcome, passing=refused.passing)
    except Exception as error:
        WORK_FAILURES.labels("alarms").inc()
        # The text of the error may hold an address.
        log.error(
            "alarm.failed",
            way=notice.way,
            key=notice.key,
            error=type(error).__name__,
            place=place_of(error),
        )
        async with works.hotel(hotel_id) as work:
            await failed(work, steps, outcome="error", passing=True)


async def _call(ways: Ways, notice: Notice) -> None:
    """No transaction is open while the other side thinks."""
    if notice.way is AlertWay.EMAIL:
        text = text_of(notice, ways.public_url)
        await ways.mailer.send(Mail(notice.address, subject_of(notice), text, notice.key))
    else:
        await ways.poster.post(notice.address, key=notice.key, body=body_of(notice))
