"""What happens by the clock. Whoever inserts a slot into periodic_run runs it.

A tick only asks "is the current slot still free?", so a slot missed while everything was down is
made up once, by the next tick.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import TypeVar

import structlog
from sqlmodel import col, delete, select, text

from backend.bootstrap import Container
from backend.db.transaction import sql
from backend.domain.ids import ChannelId, HotelId
from backend.domain.words import HotelStatus
from backend.errors import AppError
from backend.features.ai_budgets import service as ai_budgets
from backend.features.calibration.service import follow_budget
from backend.features.candidates.service import learn
from backend.features.channels.service import list_channels
from backend.features.completeness.service import (
    TICKS,
    beat,
    check_number,
    list_due,
)
from backend.features.contradictions import service as contradictions
from backend.features.digests.posting import post_digests
from backend.features.digests.service import forget_old_digests
from backend.features.drafts.service import forget_old_drafts
from backend.features.golden.drain import release_of
from backend.features.golden.service import forget_old_runs, watch_release
from backend.features.handling.service import wake_due
from backend.features.journey.service import plan_silences
from backend.features.kept_files import service as kept_files
from backend.features.messages.service import apply_waiting_notes, forget_old_notes
from backend.features.notifications.service import forget_old_notifications
from backend.features.number_health.service import count_days, watch_state
from backend.features.promises import service as promises
from backend.features.retention.service import retire
from backend.features.scheduled import service as scheduled
from backend.features.stay_imports.service import forget_old_files
from backend.features.translations.service import forget_old_translations
from backend.kit.traces import place_of
from backend.models import Hotel, PeriodicRun
from backend.observability.metrics import WORK_FAILURES
from backend.ports.messaging import GatewayFailure
from backend.work import Work

log = structlog.get_logger()

AT_ONCE = 10
"""Numbers asked in parallel; Green API allows one such call per second and number."""
MOST_JOURNALS = 500
JOURNALS_BUDGET_S = 100.0
"""Below the time a tick may take."""
ASKED_AT_ONCE = 100
"""For their state: one that hangs until the deadline must not make the others late."""
STATES_EVERY = timedelta(seconds=45)
"""With the scheduler's look and the call itself, a change shows within a minute."""
BY_CLOCK_EVERY = timedelta(seconds=15)
"""What staff put off until a moment comes within a minute of it."""
PROMISES_EVERY = timedelta(seconds=5)
"""So soon after it was said a promise stands in the thread, and so exact are its alerts."""
HOTELS_MAILED_AT_ONCE = 4
DIGESTS_BUDGET_S = 30.0
"""After it no further hotel is begun; what is due stays due, and what waits longest is first."""
_DUE_DIGESTS = sql("select hotel_id from due_digests()")
_DUE_PROMISES = sql("select hotel_id from due_promises()")
_DUE_BY_CLOCK = sql("select hotel_id from due_by_clock()")
KEEP_SLOTS = timedelta(days=2)
KEEP_NOTES = timedelta(days=7)
"""A status whose message never appeared; the provider repeats webhooks for one day."""
RETIRE_BUDGET_S = 60.0
"""Below the time a tick may take; what is left is for the next one."""

Done = TypeVar("Done")
Run = Callable[[Container], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Tick:
    every: timedelta
    run: Run


async def run_tick(container: Container, name: str) -> bool:
    """False when this slot was run already, here or elsewhere."""
    tick = TIMETABLE[name]
    if not await _claim(container, name, tick.every):
        return False
    await tick.run(container)
    log.info("tick.ran", tick=name)
    return True


_CLAIM = """
insert into periodic_run (name, slot)
values (:name, date_bin(cast(:every as interval), clock_timestamp(), timestamptz 'epoch'))
on conflict do nothing returning 1
"""


async def _claim(container: Container, name: str, every: timedelta) -> bool:
    async with container.work.platform() as work:
        claimed = await work.session.execute(text(_CLAIM), {"name": name, "every": every})
        return claimed.first() is not None


async def watch_states(container: Container) -> None:
    """Green API sends no webhook for every change, so the state of each number is asked."""

    async def ask(hotel_id: HotelId, channel_id: ChannelId) -> None:
        works, gateway = container.work, container.messaging
        await watch_state(works, gateway, hotel_id=hotel_id, channel_id=channel_id)

    await _each_number(container, ask, at_once=ASKED_AT_ONCE)


async def count_number_days(container: Container) -> None:
    """Counted from the messages themselves, so that sending one writes nothing for it."""
    await _each_hotel(container, count_days)


async def fill_inbox_gaps(container: Container) -> None:
    """Numbers that are due: what arrived at the provider and not here is brought in.

    What is not reached in time stays due; the next run goes on with the one that waits longest.
    """
    async with container.work.platform() as work:
        await beat(work, TICKS)
        due = await list_due(work, most=MOST_JOURNALS)

    async def fill(hotel_id: HotelId, channel_id: ChannelId) -> None:
        await check_number(
            container.work,
            container.messaging,
            hotel_id=hotel_id,
            channel_id=channel_id,
            reader=container.webhook_reader,
        )

    try:
        async with asyncio.timeout(JOURNALS_BUDGET_S):
            await _each(due, fill)
    except TimeoutError:
        log.warning("tick.journals_unfinished", due=len(due))


async def apply_notes(container: Container) -> None:
    """A status and the answer to our call may cross within the same instant."""
    await _each_hotel(container, apply_waiting_notes)


async def clear_files(container: Container) -> None:
    """Files whose message is gone, and those that were never sent."""
    for hotel_id in await _hotels(container, also_suspended=True):
        try:
            await kept_files.clear(container.work, hotel_id, container.files)
        except Exception as error:  # one hotel's trouble must not end the others' turn
            _log_failure(error, hotel_id=str(hotel_id))


async def find_silences(container: Container) -> None:
    """Triggers that wait for a silence: nothing happens in one, so the clock must look."""
    for hotel_id in await _hotels(container):
        async with container.work.hotel(hotel_id) as work:
            await plan_silences(work)


async def follow_budgets(container: Container) -> None:
    """The threshold of each hotel that bounds its alerts, by the last fourteen days."""
    await _each_hotel(container, follow_budget)


async def follow_ai_budgets(container: Container) -> None:
    """What the AI of each hotel with a limit has cost, counted anew from its calls."""
    await _each_hotel(container, ai_budgets.follow)


async def find_contradictions(container: Container) -> None:
    """After a save, and once a day: texts of a hotel that cannot both be right."""
    for hotel_id in await _hotels(container):
        if not await _in_hotel(container, hotel_id, contradictions.is_due):
            continue
        try:
            await contradictions.scan(container.work, hotel_id)
        except Exception as error:  # one hotel's trouble must not end the others' turn
            _log_failure(error, hotel_id=str(hotel_id))


async def learn_from_resolved(container: Container) -> None:
    """What colleagues answered and no entry held: some conversations of each hotel, the rest with
    the next tick."""
    for hotel_id in await _hotels(container):
        await _in_hotel(container, hotel_id, learn)


async def act_by_clock(container: Container) -> None:
    """Brings back what was snoozed and queues what was to be sent later: whatever is due, however
    long ago it became so."""
    async with container.work.platform() as work:
        due = [HotelId(hotel_id) for (hotel_id,) in await work.rows(_DUE_BY_CLOCK, {})]
    for hotel_id in due:
        while await _in_hotel(container, hotel_id, wake_due):
            pass
        while await _queue_planned(container, hotel_id):
            pass


async def follow_promises(container: Container) -> None:
    """Hotels in which something was said, or in which a promise comes near."""
    async with container.work.platform() as work:
        due = [HotelId(hotel_id) for (hotel_id,) in await work.rows(_DUE_PROMISES, {})]
    for hotel_id in due:
        while await _in_hotel(container, hotel_id, promises.follow):
            pass


async def mail_digests(container: Container) -> None:
    """What no page has shown goes to colleagues who asked for it, once a mail server is set."""
    if container.settings.smtp_host is None:
        return
    async with container.work.platform() as work:
        due = [HotelId(hotel_id) for (hotel_id,) in await work.rows(_DUE_DIGESTS, {})]
    ends = monotonic() + DIGESTS_BUDGET_S
    gate = asyncio.Semaphore(HOTELS_MAILED_AT_ONCE)

    async def post(hotel_id: HotelId) -> None:
        async with gate:
            while monotonic() < ends and await _posted(container, hotel_id):
                pass

    async with asyncio.TaskGroup() as group:
        for hotel_id in due:
            group.create_task(post(hotel_id))


async def _posted(container: Container, hotel_id: HotelId) -> int:
    url = container.settings.public_url
    try:
        return await post_digests(container.work, hotel_id, container.mailer, public_url=url)
    except Exception as error:  # one hotel's trouble must not end the others' turn
        _log_failure(error, hotel_id=str(hotel_id))
        return 0


async def _queue_planned(container: Container, hotel_id: HotelId) -> bool:
    """In a transaction each: one that fails keeps no other back. Whether any was queued."""
    due = await _in_hotel(container, hotel_id, scheduled.list_due) or ()
    queued = [
        await _in_hotel(container, hotel_id, partial(scheduled.queue, due=one)) for one in due
    ]
    return any(queued)


async def watch_releases(container: Container) -> None:
    release = release_of(container.settings.deepseek_model)
    await _each_hotel(container, partial(watch_release, release=release))


async def clean_up(container: Container) -> None:
    async with container.work.platform() as work:
        old = delete(PeriodicRun).where(col(PeriodicRun.slot) < work.now - KEEP_SLOTS)
        await work.session.execute(old)
    hotels = await _hotels(container, also_suspended=True)
    for hotel_id in hotels:
        await _in_hotel(container, hotel_id, _forget)
    await retire(container.work, hotels, budget_s=RETIRE_BUDGET_S)


async def _forget(work: Work) -> None:
    await forget_old_notes(work, older_than=KEEP_NOTES)
    await forget_old_files(work)
    await forget_old_drafts(work)
    await forget_old_notifications(work)
    await forget_old_digests(work)
    await forget_old_runs(work)
    await forget_old_translations(work)


TIMETABLE: Mapping[str, Tick] = {
    "channel_states": Tick(STATES_EVERY, watch_states),
    "number_days": Tick(timedelta(minutes=10), count_number_days),
    "status_notes": Tick(timedelta(seconds=60), apply_notes),
    "silences": Tick(timedelta(seconds=60), find_silences),
    "contradictions": Tick(timedelta(seconds=60), find_contradictions),
    "golden": Tick(timedelta(seconds=60), watch_releases),
    "learning": Tick(timedelta(minutes=5), learn_from_resolved),
    "inbox_gaps": Tick(timedelta(seconds=60), fill_inbox_gaps),
    "ai_budgets": Tick(timedelta(seconds=60), follow_ai_budgets),
    "alert_budgets": Tick(timedelta(hours=1), follow_budgets),
    "promises": Tick(PROMISES_EVERY, follow_promises),
    "by_clock": Tick(BY_CLOCK_EVERY, act_by_clock),
    "digests": Tick(timedelta(seconds=60), mail_digests),
    "files": Tick(timedelta(minutes=10), clear_files),
    "clean_up": Tick(timedelta(hours=1), clean_up),
}


async def _each_number(
    container: Container,
    do: Callable[[HotelId, ChannelId], Awaitable[None]],
    *,
    at_once: int = AT_ONCE,
) -> None:
    numbers: list[tuple[HotelId, ChannelId]] = []

    async def note(work: Work) -> None:
        channels = await list_channels(work)
        numbers.extend((work.hotel_id, ChannelId(channel.id)) for channel in channels)

    await _each_hotel(container, note)
    await _each(numbers, do, at_once=at_once)


async def _each(
    numbers: Sequence[tuple[HotelId, ChannelId]],
    do: Callable[[HotelId, ChannelId], Awaitable[None]],
    *,
    at_once: int = AT_ONCE,
) -> None:
    gate = asyncio.Semaphore(at_once)

    async def guarded(hotel_id: HotelId, channel_id: ChannelId) -> None:
        async with gate:
            try:
                await do(hotel_id, channel_id)
            except (AppError, GatewayFailure) as error:
                log.warning(
                    "tick.number_failed", channel_id=str(channel_id), error=type(error).__name__
                )
            except Exception as error:  # one number's trouble must not end the others' turn
                _log_failure(error, channel_id=str(channel_id))

    async with asyncio.TaskGroup() as group:
        for hotel_id, channel_id in numbers:
            group.create_task(guarded(hotel_id, channel_id))


async def _each_hotel(container: Container, do: Callable[[Work], Awaitable[None]]) -> None:
    """In a transaction each: one that fails is made up by the next slot, the others go on."""
    for hotel_id in await _hotels(container):
        await _in_hotel(container, hotel_id, do)


async def _in_hotel(
    container: Container, hotel_id: HotelId, do: Callable[[Work], Awaitable[Done]]
) -> Done | None:
    try:
        async with container.work.hotel(hotel_id) as work:
            return await do(work)
    except Exception as error:  # one hotel's trouble must not end the others' turn
        _log_failure(error, hotel_id=str(hotel_id))
        return None


def _log_failure(error: Exception, **whose: str) -> None:
    """No traceback: the text of an error may hold a guest's words."""
    WORK_FAILURES.labels("tick").inc()
    log.error("tick.failed", error=type(error).__name__, place=place_of(error), **whose)


async def _hotels(container: Container, *, also_suspended: bool = False) -> list[HotelId]:
    async with container.work.platform() as work:
        wanted = select(Hotel.id)
        if not also_suspended:
            wanted = wanted.where(col(Hotel.status) == HotelStatus.ACTIVE)
        return [HotelId(hotel_id) for hotel_id in (await work.session.exec(wanted)).all()]
