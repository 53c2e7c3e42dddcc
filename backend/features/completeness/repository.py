"""Queries of the journal checks and of the installation's signs of life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select, text

from backend.models import JournalCheck, JournalWatch
from backend.work import PlatformWork, Work

# Whoever gets the row back checks the number. It stays due soon: a checker that vanishes is
# followed by another.
_CLAIM = text("""
insert into journal_watch as w (hotel_id, channel_id, due_at, asked_at)
select c.hotel_id, c.id, cast(:again as timestamptz), cast(:now as timestamptz) from channel c
where c.hotel_id = :hotel and c.id = :channel for key share
on conflict (hotel_id, channel_id) do update set due_at = :again, asked_at = :now
where w.due_at <= :now or w.asked_at is null
  or w.asked_at < (select max(b.back_at) from heartbeat b)
returning w.complete_until, (
  select k.window_start from journal_check k
  where k.hotel_id = :hotel and k.channel_id = :channel order by k.id desc limit 1)
""")
_PUT_OFF = text("""
update journal_watch set due_at = :due, complete_until = coalesce(:until, complete_until)
where hotel_id = :hotel and channel_id = :channel
""")
_BEAT = text("""
insert into heartbeat as h (name, seen_at) values (:name, clock_timestamp())
on conflict (name) do update set seen_at = excluded.seen_at,
  away_since = case when excluded.seen_at - h.seen_at > cast(:long as interval)
    then h.seen_at else h.away_since end,
  back_at = case when excluded.seen_at - h.seen_at > cast(:long as interval)
    then excluded.seen_at else h.back_at end
returning case when back_at = seen_at then back_at - away_since end
""")
_DUE = text("select hotel_id, channel_id from due_journals(:most)")


@dataclass(frozen=True, slots=True)
class Claimed:
    complete_until: datetime | None
    previous_start: datetime | None


async def claim(work: Work, channel_id: UUID, *, again: datetime) -> Claimed | None:
    """None: it is not due, or somebody else is at it."""
    values = {"hotel": work.hotel_id, "channel": channel_id, "again": again, "now": work.now}
    row = (await work.session.execute(_CLAIM, values)).first()
    return None if row is None else Claimed(*row)


async def put_off(
    work: Work, channel_id: UUID, *, due: datetime, until: datetime | None = None
) -> None:
    values = {"hotel": work.hotel_id, "channel": channel_id, "due": due, "until": until}
    await work.session.execute(_PUT_OFF, values)


async def list_checks(
    work: Work, channel_id: UUID, *, before: int, limit: int
) -> Sequence[JournalCheck]:
    """Latest first."""
    query = select(JournalCheck).where(
        JournalCheck.hotel_id == work.hotel_id,
        JournalCheck.channel_id == channel_id,
        col(JournalCheck.id) < before,
    )
    return (await work.session.exec(query.order_by(col(JournalCheck.id).desc()).limit(limit))).all()


async def find_watch(work: Work, channel_id: UUID) -> JournalWatch | None:
    return await work.session.get(JournalWatch, (work.hotel_id, channel_id))


async def list_due(work: PlatformWork, *, most: int) -> Sequence[tuple[UUID, UUID]]:
    """(hotel, channel), the one that waits longest first."""
    rows = (await work.session.execute(_DUE, {"most": most})).all()
    return [(hotel_id, channel_id) for hotel_id, channel_id in rows]


async def beat(work: PlatformWork, name: str, *, long: timedelta) -> timedelta | None:
    """How long it was silent, when that was long and ends with this sign of life."""
    values = {"name": name, "long": long}
    away = (await work.session.execute(_BEAT, values)).scalar_one()
    assert away is None or isinstance(away, timedelta)
    return away
