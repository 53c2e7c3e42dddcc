"""SQL on how a number is: what waits to spare it, what it did by day, what happened to it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select, text

from backend.domain.number_health import NumberFacts, Week
from backend.domain.words import HoldReason, MessageClass
from backend.features.number_health.rows import Counts, Queue, Waiting, Weighed
from backend.models import Channel, NumberEvent
from backend.work import Work

_TO_WEIGH = """
select o.id, o.message_class, o.starts_contact from outbox o
where o.hotel_id = :hotel_id and o.channel_id = :channel_id and o.state = 'queued'
  and o.held_reason is not null and o.next_at <= :now
order by o.priority, o.id limit :limit for update skip locked
"""


async def to_weigh(work: Work, channel_id: UUID, *, limit: int) -> list[Waiting]:
    """New ones and those whose hold has ended, locked."""
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "now": work.now,
        "limit": limit,
    }
    rows = await work.session.execute(text(_TO_WEIGH), values)
    return [Waiting(id_, MessageClass(name), starts) for id_, name, starts in rows]


# A new reason is shown beside the message; the same one again changes nothing on a screen.
_WEIGHED = """
with r as (
  select * from unnest(cast(:ids as bigint[]), cast(:reasons as text[]),
                       cast(:untils as timestamptz[])) as t(id, reason, until)
), o as (
  update outbox o set held_reason = r.reason, next_at = coalesce(r.until, :now)
  from r where o.hotel_id = :hotel_id and o.id = r.id and o.state = 'queued'
  returning o.message_id, 'held_' || r.reason as reason
)
update message m set status_reason = o.reason from o
where m.hotel_id = :hotel_id and m.id = o.message_id and m.status_reason is distinct from o.reason
returning m.id
"""


async def weighed(work: Work, rows: Sequence[Weighed]) -> list[int]:
    """Ids of the messages that now show something else."""
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "ids": [row.outbox_id for row in rows],
        "reasons": [row.reason and row.reason.value for row in rows],
        "untils": [row.until for row in rows],
    }
    return list((await work.session.execute(text(_WEIGHED), values)).scalars())


_QUESTION = """
update outbox o set held_reason = coalesce(o.held_reason, 'to_weigh'), next_at = :now
where o.hotel_id = :hotel_id and o.channel_id = :channel_id and o.state = 'queued'
  and o.message_class <> 'essential' and (o.held_reason is not null or :also_free)
"""


async def question(work: Work, channel_id: UUID, *, also_free: bool) -> None:
    """What is held is to be weighed anew; `also_free`: what was free to go as well."""
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "now": work.now,
        "also_free": also_free,
    }
    await work.session.execute(text(_QUESTION), values)


_FACTS = """
select d.began + interval '1 day' as local_tomorrow, d.zone,
  d.began::date - (c.created_at at time zone d.zone)::date as age_days,
  (select count(*) from outbox o
   where o.hotel_id = c.hotel_id and o.channel_id = c.id and o.starts_contact
     and (o.first_try_at >= d.began at time zone d.zone
          or (o.first_try_at is null and o.state = 'queued' and o.held_reason is null))
  ) as new_contacts_today,
  w.*
from channel c
join lateral (
  select h.timezone as zone, date_trunc('day', cast(:now as timestamptz) at time zone h.timezone)
    as began
  from hotel h where h.id = c.hotel_id
) d on true
join lateral (
  select coalesce(sum(n.sent), 0) as sent, coalesce(sum(n.failed), 0) as failed,
    coalesce(sum(n.no_account), 0) as no_account,
    coalesce(sum(n.new_contacts), 0) as new_contacts, coalesce(sum(n.answered), 0) as answered
  from number_day n
  where n.hotel_id = c.hotel_id and n.channel_id = c.id and n.day > d.began::date - 7
) w on true
where c.hotel_id = :hotel_id and c.id = :channel_id
"""
_TOMORROW = "select cast(:local as timestamp) at time zone :zone"


async def facts_of(work: Work, channel: Channel) -> NumberFacts:
    values = {"hotel_id": work.hotel_id, "channel_id": channel.id, "now": work.now}
    row = (await work.session.execute(text(_FACTS), values)).mappings().one()
    local = {"local": row["local_tomorrow"], "zone": row["zone"]}
    tomorrow = (await work.session.execute(text(_TOMORROW), local)).scalar_one()
    return NumberFacts(
        now=work.now,
        state=channel.state,
        age_days=row["age_days"],
        warm_up=channel.warm_up,
        daily_new_contacts=channel.daily_new_contacts,
        warned_at=channel.warned_at,
        care_since=channel.care_since,
        tomorrow=tomorrow,
        new_contacts_today=row["new_contacts_today"],
        week=Week(**{name: int(row[name]) for name in Week.__dataclass_fields__}),
    )


# Ours only: what people typed on the phone never waited here. Any word of the guest answers a
# conversation that we began, since there was none before.
_COUNTED = """
select c.id as channel_id, x.day, sum(x.sent)::int as sent, sum(x.delivered)::int as delivered,
  sum(x.failed)::int as failed, sum(x.no_account)::int as no_account,
  sum(x.expired)::int as expired, sum(x.new_contacts)::int as new_contacts,
  sum(x.answered)::int as answered
from channel c
join hotel h on h.id = c.hotel_id
join lateral (
  select (m.sent_at at time zone h.timezone)::date as day,
    count(*) filter (where m.status in ('accepted', 'sent', 'delivered', 'read', 'no_account')
      or (m.status = 'failed' and m.provider_id is not null)) as sent,
    count(*) filter (where m.status in ('delivered', 'read')) as delivered,
    count(*) filter (where m.status = 'failed') as failed,
    count(*) filter (where m.status = 'no_account') as no_account,
    count(*) filter (where m.status = 'expired') as expired,
    0 as new_contacts, 0 as answered
  from message m
  where m.hotel_id = c.hotel_id and m.channel_id = c.id and m.direction = 'out'
    and m.sent_at >= cast(:since as date)::timestamp at time zone h.timezone
    and m.author in ('ai', 'staff', 'trigger')
  group by 1
  union all
  select (o.first_try_at at time zone h.timezone)::date, 0, 0, 0, 0, 0, count(*),
    count(*) filter (where exists (
      select 1 from message i where i.hotel_id = o.hotel_id
        and i.conversation_id = o.conversation_id and i.direction = 'in'))
  from outbox o
  where o.hotel_id = c.hotel_id and o.channel_id = c.id and o.starts_contact
    and o.first_try_at >= cast(:since as date)::timestamp at time zone h.timezone
    and o.state = 'accepted'
  group by 1
) x on true
where c.hotel_id = :hotel_id and (cast(:channel_id as uuid) is null or c.id = :channel_id)
group by c.id, x.day
"""
_KEEP = f"""
insert into number_day (hotel_id, channel_id, day, sent, delivered, failed, no_account, expired,
  new_contacts, answered)
select :hotel_id, n.channel_id, n.day, n.sent, n.delivered, n.failed, n.no_account, n.expired,
  n.new_contacts, n.answered
from ({_COUNTED}) n
on conflict (hotel_id, channel_id, day) do update
set sent = excluded.sent, delivered = excluded.delivered, failed = excluded.failed,
  no_account = excluded.no_account, expired = excluded.expired,
  new_contacts = excluded.new_contacts, answered = excluded.answered
"""  # noqa: S608 - two constants
_LAST_DAY = "select max(day) from number_day where hotel_id = :hotel_id"
_TODAY = """
select (cast(:now as timestamptz) at time zone h.timezone)::date from hotel h
where h.id = :hotel_id
"""


async def today(work: Work) -> date:
    values = {"hotel_id": work.hotel_id, "now": work.now}
    found = (await work.session.execute(text(_TODAY), values)).scalar_one()
    assert isinstance(found, date)
    return found


async def last_counted(work: Work) -> date | None:
    found = (await work.session.execute(text(_LAST_DAY), {"hotel_id": work.hotel_id})).scalar()
    assert found is None or isinstance(found, date)
    return found


async def keep_days(work: Work, *, since: date) -> None:
    values: dict[str, Any] = {"hotel_id": work.hotel_id, "since": since, "channel_id": None}
    await work.session.execute(text(_KEEP), values)


async def count_days(work: Work, channel_id: UUID, *, since: date) -> list[Counts]:
    """From the messages themselves."""
    values = {"hotel_id": work.hotel_id, "channel_id": channel_id, "since": since}
    rows = (await work.session.execute(text(_COUNTED), values)).mappings()
    return [Counts(**row) for row in rows]


_KEPT = """
select channel_id, day, sent, delivered, failed, no_account, expired, new_contacts, answered
from number_day
where hotel_id = :hotel_id and channel_id = :channel_id and day >= :since and day < :before
"""


async def kept_days(work: Work, channel_id: UUID, *, since: date, before: date) -> list[Counts]:
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "since": since,
        "before": before,
    }
    rows = (await work.session.execute(text(_KEPT), values)).mappings()
    return [Counts(**row) for row in rows]


_QUEUES = """
select o.message_class, o.held_reason, count(*), max(o.next_at), min(o.not_after),
  min(o.created_at)
from outbox o
where o.hotel_id = :hotel_id and o.channel_id = :channel_id and o.state = 'queued'
group by 1, 2 order by min(o.priority), 2 nulls first
"""


async def queues(work: Work, channel_id: UUID) -> list[Queue]:
    values = {"hotel_id": work.hotel_id, "channel_id": channel_id}
    rows = (await work.session.execute(text(_QUEUES), values)).all()
    return [
        Queue(MessageClass(name), HoldReason(reason) if reason else None, *rest)
        for name, reason, *rest in rows
    ]


async def list_events(
    work: Work, channel_id: UUID, *, since: datetime, limit: int
) -> Sequence[NumberEvent]:
    """Newest first."""
    wanted = (
        select(NumberEvent)
        .where(
            NumberEvent.hotel_id == work.hotel_id,
            NumberEvent.channel_id == channel_id,
            col(NumberEvent.at) >= since,
        )
        .order_by(col(NumberEvent.at).desc(), col(NumberEvent.id).desc())
        .limit(limit)
    )
    return (await work.session.exec(wanted)).all()
