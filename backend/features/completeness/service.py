"""Inbound completeness: what the provider received and never told us is found and brought in.

Every ten minutes for each number, at once after an absence of our own and when a number is
authorized again. Found by the clock in PostgreSQL: it works without Redis.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from random import random
from uuid import UUID

import orjson
import structlog
from sqlalchemy.exc import SQLAlchemyError

from backend.domain import completeness
from backend.domain.completeness import AGAIN, AWAY_LONG, Count, Entry, Window
from backend.domain.ids import ChannelId, HotelId
from backend.domain.incoming import Ignored, NotReadable
from backend.domain.words import AlertKind
from backend.features.alerts.service import raise_alert
from backend.features.channels import service as channels
from backend.features.completeness import repository
from backend.features.completeness.schemas import CheckView, CompletenessView
from backend.features.intake.service import store_missing
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, cut, decode_cursor
from backend.models import JournalCheck
from backend.observability.metrics import INBOUND_EXPECTED, INBOUND_MISSING, JOURNAL_CHECKS
from backend.ports.incoming import WebhookReader
from backend.ports.messaging import GatewayFailure, MessagingGateway
from backend.work import PlatformWork, Work, WorkFactory

log = structlog.get_logger()

BEAT_EVERY_S = 30.0
CLAIM_LASTS = timedelta(minutes=2)
UNREAD_LONG = timedelta(hours=1)
"""Nothing was compared for so long: messages may be missing, and nobody would know."""
WEB, TICKS = "web", "ticks"
"""Who gives signs of life: the process that answers webhooks, and the timetable."""


async def check_number(
    works: WorkFactory,
    gateway: MessagingGateway,
    *,
    hotel_id: HotelId,
    channel_id: ChannelId,
    reader: WebhookReader,
) -> CheckView | None:
    """Compares the journals with what is stored and brings in what is missing, if it is due.

    None: it was not, or there is nothing to compare yet. Raises GatewayFailure; then it is tried
    again a minute later.
    """
    async with works.hotel(hotel_id) as work:
        claimed = await repository.claim(work, channel_id, again=work.now + CLAIM_LASTS)
        if claimed is None:
            return None
        channel = await channels.find_channel(work, channel_id)
        window = completeness.window(
            work.now,
            born=channel.created_at or work.now,
            complete_until=claimed.complete_until,
            previous_start=claimed.previous_start,
        )
        if window.is_empty:
            await repository.put_off(work, channel_id, due=work.now + AGAIN)
            return None
        access = await channels.access_of(work, channel)
        minutes = window.minutes(work.now)
        wait_s = await channels.reserve_journal(work, channel_id)
    await asyncio.sleep(wait_s)
    try:
        bodies = await gateway.list_received(access, minutes=minutes)
    except GatewayFailure:
        JOURNAL_CHECKS.labels("failed").inc()
        async with works.hotel(hotel_id) as work:
            await repository.put_off(work, channel_id, due=work.now + AGAIN)
            if work.now - window.start >= UNREAD_LONG:
                await _alert_unread(work, channel_id)
        raise
    entries = _entries(bodies, reader, window, id_instance=access.id_instance)
    async with works.hotel(hotel_id) as work:
        missing = await store_missing(work, channel_id, entries, reader=reader)
        found = completeness.count([one for one, _ in entries], missing, window)
        return await _record(work, channel_id, window, found)


async def list_due(work: PlatformWork, *, most: int) -> list[tuple[HotelId, ChannelId]]:
    rows = await repository.list_due(work, most=most)
    return [(HotelId(hotel_id), ChannelId(channel_id)) for hotel_id, channel_id in rows]


async def show(
    work: Work, channel_id: UUID, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> CompletenessView:
    """The figure of the last day and the checks, latest first. Raises NotFound, BadCursor."""
    view = await channels.get_channel(work, channel_id)
    rows = await repository.list_checks(work, channel_id, before=_before(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda row: (row.id,))
    watch = await repository.find_watch(work, channel_id)
    return CompletenessView(
        channel_id=channel_id,
        last_24_h=view.completeness,
        next_check_at=watch.due_at if watch else None,
        items=[_view(row) for row in shown],
        next_cursor=following,
    )


async def beat(work: PlatformWork, name: str) -> timedelta | None:
    """A sign of life. How long there was none, when this one ends an absence that may have cost
    messages; every number is then due at once."""
    away = await repository.beat(work, name, long=AWAY_LONG)
    if away is not None:
        log.warning("heartbeat.was_away", name=name, seconds=int(away.total_seconds()))
    return away


async def beat_while_alive(works: WorkFactory, name: str) -> None:
    """Until cancelled. A database that does not answer is silence too."""
    while True:
        try:
            async with works.platform() as work:
                await beat(work, name)
        except (SQLAlchemyError, OSError) as error:
            log.warning("heartbeat.not_noted", name=name, error=type(error).__name__)
        await asyncio.sleep(BEAT_EVERY_S)


def _entries(
    bodies: Sequence[dict[str, object]],
    reader: WebhookReader,
    window: Window,
    *,
    id_instance: int,
) -> list[tuple[Entry, bytes]]:
    """What counts: no groups, nothing that is still on its way, nothing from before our time."""
    found = []
    for body in bodies:
        raw = orjson.dumps(body)
        try:
            incoming = reader.read(raw)
            at, is_ours = incoming.at, not isinstance(incoming.event, Ignored)
        except NotReadable:
            # Kept as a webhook that cannot be read is: somebody has to look at it.
            at, is_ours = None, True
        if is_ours and window.reads(at):
            key = reader.outline(raw, id_instance=id_instance).dedupe_key
            found.append((Entry(key, at), raw))
    return found


async def _record(work: Work, channel_id: ChannelId, window: Window, found: Count) -> CheckView:
    channel = await channels.find_channel(work, channel_id, lock=True)
    channel.journal_checked_at = work.now
    row = JournalCheck(
        hotel_id=work.hotel_id,
        channel_id=channel_id,
        checked_at=work.now,
        window_start=window.start,
        window_end=window.end,
        expected=found.expected,
        missing=found.missing,
        filled=found.missing,
    )
    work.session.add(row)
    luck = random()  # noqa: S311 - spreads checks, guards nothing
    due = completeness.next_check(work.now, luck)
    await repository.put_off(work, channel_id, due=due, until=window.end)
    JOURNAL_CHECKS.labels("missing" if found.missing else "complete").inc()
    INBOUND_EXPECTED.inc(found.expected)
    INBOUND_MISSING.inc(found.missing)
    if found.missing:
        await _alert_missing(work, channel_id, found)
    await channels.tell(work, channel)
    return _view(row)


async def _alert_unread(work: Work, channel_id: ChannelId) -> None:
    """Once a day for each number, for as long as it lasts."""
    await raise_alert(
        work,
        kind=AlertKind.MESSAGES_MISSING,
        reason="Green API's journals have not been readable for an hour. Look at the phone.",
        dedupe_key=f"unread:{channel_id}:{work.now:%Y%m%d}",
        channel_id=channel_id,
    )


async def _alert_missing(work: Work, channel_id: ChannelId, found: Count) -> None:
    """At most one an hour for each number."""
    log.warning("journal.messages_missing", channel_id=str(channel_id), missing=found.missing)
    messages = "1 message" if found.missing == 1 else f"{found.missing} messages"
    await raise_alert(
        work,
        kind=AlertKind.MESSAGES_MISSING,
        reason=f"{messages} had not reached us. They were brought in late and wait for staff.",
        dedupe_key=f"missing:{channel_id}:{work.now:%Y%m%d%H}",
        channel_id=channel_id,
    )


def _view(row: JournalCheck) -> CheckView:
    return CheckView(**{**row.model_dump(exclude={"hotel_id", "channel_id"}), "id": str(row.id)})


def _before(cursor: str | None) -> int:
    if cursor is None:
        return 2**63 - 1
    (key,) = decode_cursor(cursor, 1)
    if isinstance(key, bool) or not isinstance(key, int) or not 0 <= key < 2**63:
        raise BadCursor("the cursor belongs to another list")
    return key
