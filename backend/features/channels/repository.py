"""Queries on a hotel's numbers and the webhook paths that lead to them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists
from sqlmodel import col, select, text

from backend.models import Channel, Hook
from backend.work import PlatformWork, Work


async def list_channels(work: Work) -> Sequence[tuple[Channel, str]]:
    """Oldest first, each with the id of its webhook path; a removed number has none."""
    rows = await work.session.exec(
        select(Channel, Hook.id)
        .join(
            Hook,
            (col(Hook.hotel_id) == Channel.hotel_id) & (col(Hook.channel_id) == Channel.id),
        )
        .where(Channel.hotel_id == work.hotel_id)
        .order_by(col(Channel.created_at), col(Channel.id))
    )
    return [(channel, hook_id) for channel, hook_id in rows]


async def find_channel(work: Work, channel_id: UUID, *, lock: bool) -> Channel | None:
    query = select(Channel).where(Channel.hotel_id == work.hotel_id, Channel.id == channel_id)
    if lock:
        # Its key stays free: rows that refer to the number, webhooks above all, do not wait.
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return (await work.session.exec(query)).one_or_none()


async def find_hook(work: Work, channel_id: UUID) -> Hook | None:
    query = select(Hook).where(Hook.hotel_id == work.hotel_id, Hook.channel_id == channel_id)
    return (await work.session.exec(query)).first()


async def is_instance_connected(work: Work | PlatformWork, id_instance: int) -> bool:
    """By any hotel: two hotels on one number would read each other's guests."""
    query = select(exists().where(col(Hook.id_instance) == id_instance))
    return bool((await work.session.exec(query)).one())


# The channel before the watch, here as everywhere, or two of them would wait for each other.
_RESERVE_JOURNAL = text("""
insert into journal_watch as w (hotel_id, channel_id, free_at)
select c.hotel_id, c.id, clock_timestamp() + cast(:pace as interval) from channel c
where c.hotel_id = :hotel and c.id = :channel for key share
on conflict (hotel_id, channel_id) do update
set free_at = greatest(w.free_at, clock_timestamp()) + cast(:pace as interval)
returning greatest(extract(epoch from free_at - cast(:pace as interval) - clock_timestamp()), 0)
""")


async def reserve_journal(work: Work, channel_id: UUID, *, pace: timedelta) -> float:
    values = {"hotel": work.hotel_id, "channel": channel_id, "pace": pace}
    return float((await work.session.execute(_RESERVE_JOURNAL, values)).scalar_one())


_MAKE_JOURNAL_DUE = text("""
insert into journal_watch (hotel_id, channel_id) values (:hotel, :channel)
on conflict (hotel_id, channel_id) do update set due_at = clock_timestamp()
""")
_FIGURES = text("""
select channel_id, min(window_start) as since, max(window_end) as until,
  sum(expected)::int as expected, sum(missing)::int as missing, sum(filled)::int as filled,
  max(checked_at) as checked_at
from journal_check
where hotel_id = :hotel and channel_id = any(:channels) and window_end > :since
group by channel_id
""")


async def make_journal_due(work: Work, channel_id: UUID) -> None:
    values = {"hotel": work.hotel_id, "channel": channel_id}
    await work.session.execute(_MAKE_JOURNAL_DUE, values)


async def figures(
    work: Work, channel_ids: Sequence[UUID], *, since: datetime
) -> list[dict[str, Any]]:
    """The sums of the checks whose window ended after `since`; none for what was never checked."""
    values = {"hotel": work.hotel_id, "channels": list(channel_ids), "since": since}
    return [dict(row) for row in (await work.session.execute(_FIGURES, values)).mappings()]


async def find_by_instance(work: Work, id_instance: int) -> Channel | None:
    query = select(Channel).where(
        Channel.hotel_id == work.hotel_id, Channel.id_instance == id_instance
    )
    return (await work.session.exec(query)).one_or_none()
