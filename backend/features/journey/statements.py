"""SQL that moves many planned occurrences and lines of the ledger at once."""

from sqlmodel import text

CLAIM = text("""
with due as (
  select p.id from planned_occurrence p
  where p.hotel_id = :hotel_id and p.state = 'planned' and p.due_at <= :now
    and (p.lease_until is null or p.lease_until < :now)
  order by p.due_at, p.id
  limit :limit
  for update skip locked
)
update planned_occurrence p
set lease_until = :lease_until, attempts = p.attempts + 1
from due where p.hotel_id = :hotel_id and p.id = due.id
returning p.id, p.attempts
""")
ONE_AT_A_TIME = text("""
select pg_advisory_xact_lock(k) from (
  select distinct hashtextextended('triggers:' || guest, 0) as k
  from unnest(cast(:guests as text[])) as guest order by 1
) keys
""")
TALKS = text("""
select c.id, ch.policy,
  (select m.sort_at from message m
   where m.hotel_id = :hotel_id and m.conversation_id = c.id and m.direction = 'in'
   order by m.sort_at desc limit 1) as last_in_at,
  exists (select 1 from alert a where a.hotel_id = :hotel_id and a.conversation_id = c.id
          and a.kind = :complaint and a.status = any(:unfinished))
    or exists (select 1 from complaint k where k.hotel_id = :hotel_id and k.state <> 'closed'
      and (k.conversation_id = c.id or k.stay_id = c.stay_id)) as has_open_complaint
from conversation c join channel ch on ch.hotel_id = c.hotel_id and ch.id = c.channel_id
where c.hotel_id = :hotel_id and c.id = any(:ids)
""")
SENT = text("""
select d.guest_id, d.trigger_id, d.occurrence, d.stay_id, d.decided_at,
  d.facts ->> 'template_id' as template_id
from decision d
where d.hotel_id = :hotel_id and d.guest_id = any(:guests) and d.kind = 'trigger'
  and d.outcome = 'fired' and d.facts ->> 'template_id' is not null
""")
FIRED = text("""
select d.trigger_id, d.occurrence from decision d
join unnest(cast(:triggers as uuid[]), cast(:occurrences as text[])) as x(trigger_id, occurrence)
  on x.trigger_id = d.trigger_id and x.occurrence = d.occurrence
where d.hotel_id = :hotel_id and d.kind = 'trigger' and d.outcome = 'fired'
""")
PLAN = text("""
insert into planned_occurrence (hotel_id, trigger_id, stay_id, conversation_id, occurrence,
  planned_for, due_at, until, state, reason)
select :hotel_id, x.trigger_id, x.stay_id, x.conversation_id, x.occurrence, x.planned_for,
  x.due_at, x.until, x.state, x.reason
from jsonb_to_recordset(cast(:rows as jsonb)) as x(trigger_id uuid, stay_id uuid,
  conversation_id uuid, occurrence text, planned_for timestamptz, due_at timestamptz,
  until timestamptz, state text, reason text)
on conflict on constraint uq_planned_occurrence_once do update
set planned_for = excluded.planned_for, due_at = excluded.due_at, until = excluded.until,
  state = excluded.state, reason = excluded.reason, deferrals = 0, attempts = 0,
  lease_until = null, decided_at = null
where planned_occurrence.state <> 'fired'
""")
SILENCES = text("""
insert into planned_occurrence (hotel_id, trigger_id, conversation_id, occurrence, planned_for,
  due_at, state)
select :hotel_id, :trigger_id, c.id, 'message:' || m.id,
  c.last_message_at + cast(:lasted as interval), c.last_message_at + cast(:lasted as interval),
  'planned'
from conversation c
join message m on m.hotel_id = c.hotel_id and m.id = c.last_message_id
where c.hotel_id = :hotel_id and c.status <> 'resolved'
  and c.last_message_at <= cast(:now as timestamptz) - cast(:lasted as interval)
  and c.last_message_at > cast(:since as timestamptz) - cast(:lasted as interval)
  and ((:guest_waits and m.direction = 'in' and c.waiting_since is not null)
    or (not :guest_waits and m.direction = 'out' and m.author in ('ai', 'staff', 'phone')))
on conflict on constraint uq_planned_occurrence_once do nothing
""")
LEDGER = text("""
insert into decision (hotel_id, kind, conversation_id, guest_id, stay_id, trigger_id,
  trigger_version, occurrence, outcome, reason, facts)
select :hotel_id, 'trigger', x.conversation_id, x.guest_id, x.stay_id, x.trigger_id,
  x.trigger_version, x.occurrence, x.outcome, x.reason, x.facts
from jsonb_to_recordset(cast(:rows as jsonb)) as x(place int, conversation_id uuid, guest_id uuid,
  stay_id uuid, trigger_id uuid, trigger_version int, occurrence text,
  outcome text, reason text, facts jsonb)
order by x.place
on conflict do nothing
returning id, trigger_id, occurrence, outcome
""")
SETTLE = text("""
update planned_occurrence p
set state = x.state, reason = x.reason, due_at = coalesce(x.due_at, p.due_at),
  deferrals = p.deferrals + case when x.state = 'planned' then 1 else 0 end,
  lease_until = null, attempts = case when x.state = 'planned' then 0 else p.attempts end,
  decided_at = :now
from jsonb_to_recordset(cast(:rows as jsonb)) as x(id bigint, state text, reason text,
  due_at timestamptz)
where p.hotel_id = :hotel_id and p.id = x.id
""")
