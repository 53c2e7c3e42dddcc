"""Set-based SQL of the send queue: each statement moves many rows and their messages together."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from backend.db.loading import Loader
from backend.db.transaction import Statement, sql
from backend.domain.ids import ChannelId
from backend.domain.pacing import promotional_gap
from backend.domain.reconciling import Uncertain
from backend.domain.sending import PROMOTIONAL_PRIORITY, SENDABLE, SendTimes
from backend.domain.words import Author, Look
from backend.features.sending.schemas import Called, Claimed, Lapsed, Verdict
from backend.models import Channel
from backend.work import Work

LEAST_WAIT_S = 0.01

# A number has one claimer at a time: pace and order are then questions of one statement. The lock
# is advisory, because the intake of the same number locks the channel's row for other reasons.
_LOCK = sql("""
select pg_try_advisory_xact_lock(hashtextextended('sends:' || cast(:channel_id as text), 0)),
  exists (select 1 from outbox o
    where o.hotel_id = :hotel_id and o.channel_id = cast(:channel_id as uuid)
      and o.state in ('queued', 'sending', 'uncertain')
      and (o.next_at <= clock_timestamp() or o.not_after <= clock_timestamp()))
""")

_EXPIRE = sql("""
with o as (
  update outbox o set state = 'expired', error = 'expired', done_at = :now
  where o.hotel_id = :hotel_id and o.channel_id = :channel_id and o.state = 'queued'
    and o.not_after <= clock_timestamp()
  returning o.message_id, o.held_reason
)
update message m set status = 'expired', status_at = :now,
  status_reason = coalesce('held_' || nullif(o.held_reason, 'to_weigh'), 'not_sent_in_time')
from o where m.hotel_id = :hotel_id and m.id = o.message_id returning m.id
""")
_LOSE = sql("""
with o as (
  update outbox o
  set state = 'uncertain', epoch = o.epoch + 1, error = 'worker_lost',
      next_at = o.last_try_at + cast(:reconcile_after as interval)
  where o.hotel_id = :hotel_id and o.channel_id = :channel_id and o.state = 'sending'
    and o.next_at <= clock_timestamp()
  returning o.id, o.attempts, o.message_id
), a as (
  update send_attempt a set ended_at = :now, outcome = 'lost' from o
  where a.hotel_id = :hotel_id and a.outbox_id = o.id and a.n = o.attempts and a.ended_at is null
)
update message m set status = 'uncertain', status_reason = 'worker_lost', status_at = :now
from o where m.hotel_id = :hotel_id and m.id = o.message_id returning m.id
""")
# What a trigger queued in the very moment of an emergency stop.
_STOP = sql("""
with o as (
  update outbox o set state = 'cancelled', error = 'automation_stopped', done_at = :now,
    epoch = o.epoch + 1
  from hotel h
  where h.id = :hotel_id and h.automation_stopped_at is not null and o.hotel_id = :hotel_id
    and o.channel_id = :channel_id and o.state = 'queued' and o.author = 'trigger'
  returning o.message_id
)
update message m
set status = 'cancelled', status_reason = 'automation_stopped', status_at = :now
from o where m.hotel_id = :hotel_id and m.id = o.message_id returning m.id
""")
# What lapsed is almost never anything: asked with the number, so that a quiet one pays for one
# question.
_CHANNEL = Loader(Channel)
_LOOK = sql(
    """
select
  exists (select 1 from outbox o where o.hotel_id = :hotel_id and o.channel_id = :channel_id
          and o.state = 'queued' and o.not_after <= clock_timestamp()),
  exists (select 1 from outbox o where o.hotel_id = :hotel_id and o.channel_id = :channel_id
          and o.state = 'sending' and o.next_at <= clock_timestamp()),
  exists (select 1 from outbox o where o.hotel_id = :hotel_id and o.channel_id = :channel_id
          and o.state = 'uncertain' and o.next_at <= clock_timestamp()),
  exists (select 1 from outbox o where o.hotel_id = :hotel_id and o.channel_id = :channel_id
          and o.state = 'queued' and o.held_reason is not null
          and o.next_at <= clock_timestamp()),
  exists (select 1 from hotel h where h.id = :hotel_id and h.automation_stopped_at is not null),
  {c}
from channel c where c.hotel_id = :hotel_id and c.id = :channel_id
""",
    c=_CHANNEL,
)


async def lock_number(work: Work, channel_id: ChannelId) -> tuple[bool, bool]:
    """Until the unit of work ends: whether nobody else claims for this number now, and whether
    time allows or ends anything of it."""
    values = {"hotel_id": work.hotel_id, "channel_id": str(channel_id)}
    ((locked, is_due),) = await work.rows(_LOCK, values)
    return locked, is_due


async def look(work: Work, channel_id: ChannelId) -> tuple[Channel, Lapsed]:
    """The number belongs to no session."""
    values = {"hotel_id": work.hotel_id, "channel_id": channel_id}
    ((expired, lost, uncertain_due, to_weigh, stopped, *columns),) = await work.rows(_LOOK, values)
    return _CHANNEL(columns), Lapsed(expired, lost, uncertain_due, to_weigh, stopped)


async def expire(work: Work, channel_id: ChannelId) -> list[int]:
    return await _ids(work, _EXPIRE, channel_id)


async def cancel_stopped(work: Work, channel_id: ChannelId) -> list[int]:
    """Nothing automatic leaves during an emergency stop."""
    return await _ids(work, _STOP, channel_id)


async def lose(work: Work, channel_id: ChannelId, times: SendTimes) -> list[int]:
    """Rows whose worker died or froze between the claim and the outcome."""
    return await _ids(work, _LOSE, channel_id, reconcile_after=times.reconcile_after)


# The counter, the lease and the attempt are committed before the call: whatever then happens to
# this process, the row says that a call may have been made.
_CLAIM = sql("""
with ch as (
  select c.id, h.automation_stopped_at is null as may_automate,
    c.next_promotional_at is null or c.next_promotional_at <= clock_timestamp()
           as promotes,
         case when cast(:gap as interval) > interval '0' or c.pause_reason is not null
              then 1 else :room end as most
  from channel c join hotel h on h.id = c.hotel_id
  where c.hotel_id = :hotel_id and c.id = :channel_id and h.status = 'active'
    and c.state = any(:sendable)
    and (c.paused_until is null or c.paused_until <= clock_timestamp())
    and (c.next_send_at is null or c.next_send_at <= clock_timestamp())
    -- After a pause one send shows whether the number works again.
    and (c.pause_reason is null or not exists (
      select 1 from outbox s where s.hotel_id = :hotel_id and s.channel_id = :channel_id
        and s.state = 'sending'))
), picked as (
  select o.id from outbox o, ch
  where o.hotel_id = :hotel_id and o.channel_id = :channel_id and o.state = 'queued'
    and o.next_at <= clock_timestamp() and o.not_after > clock_timestamp()
    and (ch.may_automate or o.author <> 'trigger')
    and o.held_reason is null and (o.priority < :promotional or ch.promotes)
    and not exists (
      select 1 from outbox e where e.hotel_id = :hotel_id
        and e.conversation_id = o.conversation_id and e.id < o.id
        and e.state in ('queued', 'sending', 'uncertain')
        and (e.held_reason is null or e.next_at <= clock_timestamp()))
  order by o.priority, o.id
  limit (select most from ch)
  for update of o skip locked
), claimed as (
  update outbox o
  set state = 'sending', attempts = o.attempts + 1, epoch = o.epoch + 1,
      next_at = clock_timestamp() + cast(:lease as interval),
      first_try_at = coalesce(o.first_try_at, clock_timestamp()), last_try_at = clock_timestamp()
  from picked where o.hotel_id = :hotel_id and o.id = picked.id
  returning o.id, o.message_id, o.conversation_id, o.epoch, o.attempts, o.author, o.priority
), paced as (
  update channel c
  set next_send_at = clock_timestamp() + cast(:gap as interval),
      next_promotional_at = case
        when exists (select 1 from claimed where priority = :promotional)
        then clock_timestamp() + cast(:promotional_gap as interval)
        else c.next_promotional_at end
  from ch where c.hotel_id = :hotel_id and c.id = ch.id and cast(:gap as interval) > interval '0'
    and exists (select 1 from claimed)
), attempt as (
  insert into send_attempt (hotel_id, outbox_id, n, epoch)
  select :hotel_id, claimed.id, claimed.attempts, claimed.epoch from claimed
), shown as (
  update message m set status = 'sending', status_at = :now from claimed
  where m.hotel_id = :hotel_id and m.id = claimed.message_id
)
select exists (
    select 1 from outbox q where q.hotel_id = :hotel_id and q.channel_id = :channel_id
      and q.state = 'queued' and q.id not in (select id from claimed)),
  claimed.id, claimed.message_id, claimed.epoch, claimed.attempts, c.chat_id, m.text,
  m.quoted_provider_id, m.kind
from claimed
join conversation c on c.hotel_id = :hotel_id and c.id = claimed.conversation_id
join message m on m.hotel_id = :hotel_id and m.id = claimed.message_id
order by claimed.priority, claimed.id
""")


async def claim(
    work: Work, channel_id: ChannelId, *, room: int, gap: timedelta, times: SendTimes
) -> tuple[Sequence[Claimed], bool]:
    """The first unfinished message of each conversation, by priority and age. One at a time when
    there is a `gap` between two sends; a held message lets those behind it pass.

    False: nothing else was queued when this began, so that nobody need ask when it is due.
    """
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "room": room,
        "gap": gap,
        "promotional_gap": promotional_gap(gap),
        "promotional": PROMOTIONAL_PRIORITY,
        "lease": times.lease,
        "sendable": [state.value for state in SENDABLE],
        "now": work.now,
    }
    rows = await work.rows(_CLAIM, values)
    return [Claimed(*row[1:]) for row in rows], not rows or rows[0][0]


_NEXT_IN = sql("""
select extract(epoch from min(due_at) filter (where not behind) - clock_timestamp()),
  coalesce(bool_or(behind), false), coalesce(bool_or(unweighed), false)
from (
  select greatest(o.next_at, c.next_send_at,
                  case when o.priority = :promotional then c.next_promotional_at end) as due_at,
    o.held_reason is not null and o.next_at <= clock_timestamp() as unweighed,
    exists (
      select 1 from outbox e where e.hotel_id = :hotel_id
        and e.conversation_id = o.conversation_id and e.id < o.id
        and e.state in ('queued', 'sending', 'uncertain')
        and (e.held_reason is null or e.next_at <= clock_timestamp()))
    or c.pause_reason is not null and exists (
      select 1 from outbox s where s.hotel_id = :hotel_id and s.channel_id = :channel_id
        and s.state = 'sending') as behind
  from outbox o join channel c on c.hotel_id = o.hotel_id and c.id = o.channel_id
  join hotel h on h.id = o.hotel_id
  where o.hotel_id = :hotel_id and o.channel_id = :channel_id and o.state = 'queued'
    and h.status = 'active' and c.state = any(:sendable)
    and (c.paused_until is null or c.paused_until <= clock_timestamp())
) waiting
""")


async def next_in(work: Work, channel_id: ChannelId) -> tuple[float | None, bool, bool]:
    """Seconds until something of this number can be sent, None when nothing waits for time alone;
    whether something waits behind another message, of its conversation or the one that shows
    whether a paused number works again; and whether something is to be weighed."""
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "promotional": PROMOTIONAL_PRIORITY,
        "sendable": [state.value for state in SENDABLE],
    }
    ((seconds, behind, unweighed),) = await work.rows(_NEXT_IN, values)
    return None if seconds is None else max(float(seconds), LEAST_WAIT_S), behind, unweighed


_CLOSE_ATTEMPTS = sql("""
update send_attempt a
set ended_at = :now, http_status = r.http_status, outcome = r.outcome, detail = r.detail
from unnest(cast(:ids as bigint[]), cast(:ns as integer[]), cast(:http as integer[]),
            cast(:outcomes as text[]), cast(:details as text[]))
  as r(outbox_id, n, http_status, outcome, detail)
where a.hotel_id = :hotel_id and a.outbox_id = r.outbox_id and a.n = r.n
""")


async def close_attempts(work: Work, calls: Sequence[Called]) -> None:
    """Also for a call whose row was settled by somebody else meanwhile: it was made."""
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "ids": [call.claimed.outbox_id for call in calls],
        "ns": [call.claimed.attempts for call in calls],
        "http": [call.result.http_status for call in calls],
        "outcomes": [call.result.outcome.value for call in calls],
        "details": [call.result.detail for call in calls],
    }
    await work.run(_CLOSE_ATTEMPTS, values)


_MOVE = sql("""
with r as (
  select * from unnest(cast(:ids as bigint[]), cast(:epochs as bigint[]), cast(:states as text[]),
                       cast(:statuses as text[]), cast(:reasons as text[]),
                       cast(:next_ats as timestamptz[]))
    as t(id, epoch, state, status, reason, next_at)
), o as (
  update outbox o
  set state = r.state, error = r.reason, next_at = coalesce(r.next_at, o.next_at),
      done_at = case when r.state in ('failed', 'asked') then cast(:now as timestamptz) end
  from r where o.hotel_id = :hotel_id and o.id = r.id and o.epoch = r.epoch
    and o.state in ('sending', 'uncertain')
  returning o.message_id, r.status, r.reason
)
update message m set status = o.status, status_reason = o.reason, status_at = :now
from o where m.hotel_id = :hotel_id and m.id = o.message_id returning m.id
""")


async def move(work: Work, verdicts: Sequence[Verdict]) -> list[int]:
    """Ids of the messages that changed; rows whose epoch moved on are left alone."""
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "ids": [verdict.outbox_id for verdict in verdicts],
        "epochs": [verdict.epoch for verdict in verdicts],
        "states": [verdict.settled.state.value for verdict in verdicts],
        "statuses": [verdict.settled.status.value for verdict in verdicts],
        "reasons": [verdict.settled.reason for verdict in verdicts],
        "next_ats": [verdict.settled.next_at for verdict in verdicts],
    }
    return [row[0] for row in await work.rows(_MOVE, values)]


_TAKE_UNCERTAIN = sql("""
with picked as (
  select o.id from outbox o
  where o.hotel_id = :hotel_id and o.channel_id = :channel_id and o.state = 'uncertain'
    and o.next_at <= clock_timestamp()
  order by o.id limit :limit for update skip locked
), o as (
  update outbox o
  set next_at = clock_timestamp() + cast(:look_again as interval), epoch = o.epoch + 1
  from picked where o.hotel_id = :hotel_id and o.id = picked.id
  returning o.*
)
select o.id, o.message_id, o.epoch, c.chat_id, o.body_hash, o.author, o.once, o.first_try_at,
  o.last_try_at, o.not_after, m.kind <> 'text'
from o join conversation c on c.hotel_id = :hotel_id and c.id = o.conversation_id
join message m on m.hotel_id = :hotel_id and m.id = o.message_id
order by o.id
""")
_TAKEN = sql("""
with c as (
  select distinct conversation_id as id from outbox where hotel_id = :hotel_id and id = any(:ids)
)
select o.provider_id from outbox o join c on c.id = o.conversation_id
where o.hotel_id = :hotel_id and o.provider_id = any(:held)
union
select m.provider_id from message m join c on c.id = m.conversation_id
where m.hotel_id = :hotel_id and m.provider_id = any(:held)
""")
# The newest rows by key, so that the question costs the same in a table of millions. What did not
# reach WhatsApp need not be in the journal.
_WITNESSES = sql("""
select o.provider_id
from (select * from outbox where hotel_id = :hotel_id order by id desc limit 500) o
join message m on m.hotel_id = :hotel_id and m.id = o.message_id
where m.status not in ('failed', 'no_account') and o.channel_id = :channel_id
  and o.state = 'accepted' and o.provider_id is not null
  and o.last_try_at between :since and :until
order by o.id desc limit 20
""")
_NOTE_LOOKS = sql("""
update outbox o set looked_at = :now, look = r.look
from unnest(cast(:ids as bigint[]), cast(:looks as text[])) as r(id, look)
where o.hotel_id = :hotel_id and o.id = r.id
""")


async def take_uncertain(
    work: Work, channel_id: ChannelId, *, limit: int, times: SendTimes
) -> Sequence[Uncertain]:
    """Rows whose time to look at the journals has come; the next look is put off."""
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "limit": limit,
        "look_again": times.look_again,
    }
    rows = await work.rows(_TAKE_UNCERTAIN, values)
    typed = ((*row[:5], Author(row[5]), *row[6:]) for row in rows)
    return [Uncertain(*row) for row in typed]


async def taken_ids(work: Work, outbox_ids: Sequence[int], held: Collection[str]) -> set[str]:
    """Which of the ids `held` belong to messages of these conversations already."""
    values = {"hotel_id": work.hotel_id, "ids": list(outbox_ids), "held": list(held)}
    return {row[0] for row in await work.rows(_TAKEN, values)}


async def witnesses(
    work: Work, channel_id: ChannelId, *, since: datetime, until: datetime
) -> set[str]:
    """Ids the provider gave to messages of this number between these times."""
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "since": since,
        "until": until,
    }
    return {row[0] for row in await work.rows(_WITNESSES, values)}


async def note_looks(work: Work, looks: Mapping[int, Look]) -> None:
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "ids": list(looks),
        "looks": [look.value for look in looks.values()],
    }
    await work.run(_NOTE_LOOKS, values)


async def _ids(work: Work, wanted: Statement, channel_id: ChannelId, **more: Any) -> list[int]:
    values = {"hotel_id": work.hotel_id, "channel_id": channel_id, "now": work.now, **more}
    return [row[0] for row in await work.rows(wanted, values)]
