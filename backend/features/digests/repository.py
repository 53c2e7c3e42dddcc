"""Queries of digests: for whom one is to be planned, which are due, and what they tell of."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, text, update

from backend.domain.alarms import StepState
from backend.domain.digest_words import News
from backend.domain.notifying import DEFAULTS, MAILED, NotifyChannel, NotifyKind
from backend.features.digests.schemas import Claim, Reader, Told
from backend.models import Digest, Hotel
from backend.work import Work

MOST_TOLD = 1000
"""Of one person's notifications in one digest; the rest comes with the next."""
USUAL = [kind.value for kind in MAILED if NotifyChannel.EMAIL in DEFAULTS[kind]]

_WANTED = """n.read_at is null and n.told_times < n.times and n.kind <> 'alert'
  and case when jsonb_exists(s.choices, n.kind)
      then jsonb_exists(s.choices -> n.kind, 'email') else n.kind = any(:usual) end"""
_READERS = """
select s.staff_id, a.email, a.screens, s.mail_minutes, s.quiet_from, s.quiet_until,
  (select d.done_at from digest d where d.hotel_id = :hotel and d.staff_id = s.staff_id
    and d.outcome = 'sent' order by d.id desc limit 1) as last_sent
from notification_settings s
join staff p on p.hotel_id = :hotel and p.id = s.staff_id and p.disabled_at is null
join account a on a.id = p.account_id and a.disabled_at is null
where s.hotel_id = :hotel and s.mail_minutes is not null
"""
_TO_PLAN = text(
    f"""{_READERS} and not exists (
    select 1 from digest d
    where d.hotel_id = :hotel and d.staff_id = s.staff_id and d.state = 'waiting')
  and exists (
    select 1 from notification n
    where n.hotel_id = :hotel and n.staff_id = s.staff_id and n.at > s.looked_to and {_WANTED})
order by s.staff_id"""  # noqa: S608 - constants of this file
)
_OF_STAFF = text(_READERS + " and s.staff_id = any(:staff)")
_LOOKED = text("""
update notification_settings set looked_to = :to
where hotel_id = :hotel and mail_minutes is not null and looked_to < :to
""")
_CLAIM = text("""
with due as (
  select d.id from digest d
  where d.hotel_id = :hotel and d.state = 'waiting' and d.next_at <= :now
  order by d.next_at, d.id
  limit :limit
  for update skip locked
)
update digest d
set next_at = :until, attempts = d.attempts + 1, epoch = d.epoch + 1
from due where d.hotel_id = :hotel and d.id = due.id
returning d.id, d.staff_id, d.epoch, d.attempts
""")
_NEWS = text(
    f"""
select n.staff_id, n.id, n.times, n.kind, n.conversation_id, n.times - n.told_times, n.at
from notification_settings s
cross join lateral (
  select * from notification n
  where n.hotel_id = :hotel and n.staff_id = s.staff_id and {_WANTED}
  order by n.at desc limit :most
) n
where s.hotel_id = :hotel and s.staff_id = any(:staff)
"""  # noqa: S608 - constants of this file
)
_TOLD = text("""
update notification n set told_times = greatest(n.told_times, t.times)
from unnest(cast(:ids as bigint[]), cast(:times as int[])) as t(id, times)
where n.hotel_id = :hotel and n.id = t.id
""")
_FORGET_OLD = text("""
delete from digest d using (
  select id from digest
  where hotel_id = :hotel and created_at < :before and state <> 'waiting'
  order by created_at limit :most
) old where d.hotel_id = :hotel and d.id = old.id
""")


async def readers_to_plan(work: Work) -> list[Reader]:
    """Whom something new waits for, and no digest yet."""
    values = {"hotel": work.hotel_id, "usual": USUAL}
    return [_reader(row) for row in await work.session.execute(_TO_PLAN, values)]


async def readers(work: Work, staff_ids: Collection[UUID]) -> dict[UUID, Reader]:
    """Of these, who still works here and wants digests."""
    values = {"hotel": work.hotel_id, "staff": list(staff_ids)}
    found = [_reader(row) for row in await work.session.execute(_OF_STAFF, values)]
    return {one.staff_id: one for one in found}


async def add(work: Work, due: Sequence[tuple[UUID, datetime]]) -> None:
    """Whoever has one waiting gets no second one."""
    rows = [
        {"hotel_id": work.hotel_id, "staff_id": staff_id, "next_at": at} for staff_id, at in due
    ]
    if rows:
        await work.session.execute(insert(Digest).values(rows).on_conflict_do_nothing())


async def looked(work: Work, to: datetime) -> None:
    await work.session.execute(_LOOKED, {"hotel": work.hotel_id, "to": to})


async def claim(work: Work, *, limit: int, lease: timedelta) -> list[Claim]:
    values = {
        "hotel": work.hotel_id,
        "now": work.now,
        "until": work.now + lease,
        "limit": limit,
    }
    found = [Claim(*row) for row in await work.session.execute(_CLAIM, values)]
    return sorted(found, key=lambda one: one.id)


async def still_ours(work: Work, claims: Sequence[Claim]) -> list[Claim]:
    """One that somebody else has claimed since, or that has ended, is left out."""
    query = select(Digest.id, Digest.epoch).where(
        Digest.hotel_id == work.hotel_id,
        col(Digest.id).in_([one.id for one in claims]),
        Digest.state == StepState.WAITING,
    )
    ours = {(id_, epoch) for id_, epoch in (await work.session.exec(query)).all()}
    return [one for one in claims if (one.id, one.epoch) in ours]


async def news_of(work: Work, staff_ids: Collection[UUID]) -> dict[UUID, list[Told]]:
    """Unread, of the kinds they want, and told by no page and no digest; the latest first."""
    values = {
        "hotel": work.hotel_id,
        "staff": list(staff_ids),
        "usual": USUAL,
        "most": MOST_TOLD,
    }
    found: dict[UUID, list[Told]] = {}
    for staff_id, id_, times, kind, conversation_id, count, at in await work.session.execute(
        _NEWS, values
    ):
        news = News(NotifyKind(kind), conversation_id, count, at)
        found.setdefault(staff_id, []).append(Told(id_, times, news))
    return found


async def mark_told(work: Work, told: Sequence[Told]) -> None:
    values = {
        "hotel": work.hotel_id,
        "ids": [one.id for one in told],
        "times": [one.times for one in told],
    }
    await work.session.execute(_TOLD, values)


async def change(work: Work, claimed: Claim, values: dict[str, Any]) -> bool:
    """False: it is not ours any more."""
    statement = (
        update(Digest)
        .where(
            col(Digest.hotel_id) == work.hotel_id,
            col(Digest.id) == claimed.id,
            col(Digest.epoch) == claimed.epoch,
            col(Digest.state) == StepState.WAITING,
        )
        .values(**values)
        .returning(col(Digest.id))
    )
    return (await work.session.execute(statement)).first() is not None


async def newest(work: Work, staff_id: UUID) -> Digest | None:
    """Of those that were not left out."""
    query = (
        select(Digest)
        .where(
            Digest.hotel_id == work.hotel_id,
            Digest.staff_id == staff_id,
            Digest.state != StepState.LEFT_OUT,
        )
        .order_by(col(Digest.id).desc())
        .limit(1)
    )
    return (await work.session.exec(query)).first()


async def last_sent(work: Work, staff_id: UUID) -> datetime | None:
    query = (
        select(Digest.done_at)
        .where(
            Digest.hotel_id == work.hotel_id, Digest.staff_id == staff_id, Digest.outcome == "sent"
        )
        .order_by(col(Digest.id).desc())
        .limit(1)
    )
    return (await work.session.exec(query)).first()


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def forget_old(work: Work, *, before: datetime, most: int) -> None:
    values = {"hotel": work.hotel_id, "before": before, "most": most}
    await work.session.execute(_FORGET_OLD, values)


def _reader(row: Any) -> Reader:
    staff_id, address, language, minutes, quiet_from, quiet_until, last = row
    return Reader(staff_id, address, language, minutes, (quiet_from, quiet_until), last)
