"""Queries of the turns: claims, facts of many conversations at once, one write for a verdict."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlmodel import col, select, update

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.words import AiMode, Author, Direction, HotelStatus, MessageKind
from backend.features.turns.schemas import Claim, Ledger, Locked, People, TurnMessage
from backend.models import Conversation, Decision, Guest, Hotel, Stay
from backend.work import Work

WINDOW = 16
"""Messages read for one turn."""

SUSPECT_AFTER = 2
"""Claims that led nowhere, after which a turn is tried alone."""

# A turn that kills its worker takes along all that are under way beside it, and each death counts
# for all of them. So what was lost twice goes one by one, and no longer with the others' leases:
# the one at fault is given up alone.
_CLAIM = sql("""
with due as (
  select c.id from conversation c
  where c.hotel_id = :hotel_id and c.due_at <= :now and c.attempts < :suspect_after
    and (c.lease_until is null or c.lease_until < :now)
  order by c.due_at
  limit :limit
  for update skip locked
), suspect as (
  select c.id from conversation c
  where c.hotel_id = :hotel_id and c.due_at <= :now and c.attempts >= :suspect_after
    and (c.lease_until is null or c.lease_until < :now)
    and not exists (select 1 from conversation o where o.hotel_id = :hotel_id
      and o.due_at is not null and o.attempts > :suspect_after and o.lease_until >= :now)
  order by c.due_at
  limit 1
  for update skip locked
), mine as (
  select id from due union all select id from suspect
)
update conversation c
set epoch = c.epoch + 1, attempts = c.attempts + 1,
  lease_until = cast(:now as timestamptz) + cast(:lease as interval)
    * case when c.attempts >= :suspect_after then 1 + random() else 1 end
from mine
where c.hotel_id = :hotel_id and c.id = mine.id
returning c.id, c.epoch, c.attempts
""")

_MESSAGES = sql("""
select m.conversation_id, m.id, m.direction, m.author, m.kind, m.text, m.turn, m.sort_at,
  m.received_at,
  exists (select 1 from assessment a
          where a.hotel_id = :hotel_id and a.message_id = m.id) as is_assessed
from unnest(cast(:conversation_ids as uuid[])) as wanted(id)
cross join lateral (
  select * from message
  where hotel_id = :hotel_id and conversation_id = wanted.id and deleted_at is null
  order by sort_at desc, id desc
  limit :window
) m
""")

_HOTEL = Loader(Hotel)
_CONVERSATION, _GUEST, _STAY = Loader(Conversation), Loader(Guest), Loader(Stay)
_PEOPLE = sql(
    """
select {h}, {c}, {g}, {s} from conversation c
join hotel h on h.id = c.hotel_id
join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
left join stay s on s.hotel_id = c.hotel_id and s.id = c.stay_id
where c.hotel_id = :hotel and c.id = any(:ids)
""",
    h=_HOTEL,
    c=_CONVERSATION,
    g=_GUEST,
    s=_STAY,
)

# The fence is in the lock before it; this writes all that needs no answer, for many verdicts.
_WRITE = sql("""
with v as (
  select * from jsonb_to_recordset(cast(:verdicts as jsonb)) as v(conversation_id uuid, turn bigint,
    guest_id uuid, stay_id uuid, language text, is_current boolean, again_at timestamptz,
    mood_level text, mood_score float8, speaker text, speaker_reason text,
    holding_sent_at timestamptz, moods jsonb, calls jsonb, decisions jsonb)
), a as (
  insert into assessment (hotel_id, message_id, conversation_id, score, level, rationale, language,
    source)
  select :hotel_id, x.message_id, v.conversation_id, x.score, x.level, x.rationale, x.language,
    x.source
  from v, jsonb_to_recordset(v.moods) as x(message_id bigint, score float8, level text,
    rationale text, language text, source text)
  on conflict (hotel_id, message_id) do nothing
), k as (
  insert into ai_call (hotel_id, conversation_id, task, model, outcome, started_at, duration_ms,
    prompt_tokens, cached_tokens, completion_tokens, stable_sha256, payload_sha256,
    payload_redacted, cost_usd, id_of_provider, turn)
  select :hotel_id, v.conversation_id, x.task, x.model, x.outcome, x.started_at, x.duration_ms,
    x.prompt_tokens, x.cached_tokens, x.completion_tokens, decode(x.stable_sha256, 'hex'),
    decode(x.payload_sha256, 'hex'), x.payload_redacted, x.cost_usd, x.provider_id, v.turn
  from v, jsonb_to_recordset(v.calls) as x(task text, model text, outcome text,
    started_at timestamptz, duration_ms int, prompt_tokens int, cached_tokens int,
    completion_tokens int, stable_sha256 text, payload_sha256 text, payload_redacted text,
    cost_usd float8, provider_id text)
), c as (
  update conversation c
  set lease_until = null, attempts = 0,
    due_at = case when v.is_current then v.again_at else c.due_at end,
    due_since = case when v.is_current then null else c.due_since end,
    mood_level = coalesce(v.mood_level, c.mood_level),
    mood_score = coalesce(v.mood_score, c.mood_score),
    speaker = coalesce(v.speaker, c.speaker),
    speaker_staff_id = case when v.speaker is null then c.speaker_staff_id end,
    speaker_reason = case when v.speaker is null then c.speaker_reason else v.speaker_reason end,
    speaker_until = case when v.speaker is null then c.speaker_until end,
    holding_sent_at = coalesce(v.holding_sent_at, c.holding_sent_at)
  from v
  where c.hotel_id = :hotel_id and c.id = v.conversation_id
), g as (
  update guest g set language = v.language from v
  where g.hotel_id = :hotel_id and g.id = v.guest_id and g.language is null
    and v.language is not null
)
insert into decision (hotel_id, kind, conversation_id, guest_id, stay_id, turn, trigger_id,
  trigger_version, occurrence, outcome, reason, facts)
select :hotel_id, x.kind, v.conversation_id, v.guest_id, v.stay_id, v.turn, x.trigger_id,
  x.trigger_version, x.occurrence, x.outcome, x.reason, x.facts
from v, jsonb_to_recordset(v.decisions) as x(kind text, trigger_id uuid, trigger_version int,
  occurrence text, outcome text, reason text, facts jsonb)
on conflict do nothing
returning id, conversation_id, trigger_id
""")

_CLOSE = sql("""
update conversation set status = 'resolved', resolved_at = :now, waiting_since = null, unread = 0
where hotel_id = :hotel_id and id = any(:ids)
""")


async def claim(work: Work, *, limit: int, lease: timedelta) -> list[Claim]:
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "lease": lease,
        "limit": limit,
        "suspect_after": SUSPECT_AFTER,
    }
    return [Claim(*row) for row in await work.rows(_CLAIM, values)]


async def read_people(
    work: Work, conversation_ids: Collection[UUID]
) -> tuple[Hotel, Sequence[People]]:
    """The hotel and who writes to it. The rows belong to no session."""
    values = {"hotel": work.hotel_id, "ids": list(conversation_ids)}
    rows = await work.rows(_PEOPLE, values)
    return _HOTEL(rows[0][: _HOTEL.width]), [_people(row[_HOTEL.width :]) for row in rows]


def _people(columns: Sequence[Any]) -> People:
    conversation, rest = columns[: _CONVERSATION.width], columns[_CONVERSATION.width :]
    guest, stay = rest[: _GUEST.width], rest[_GUEST.width :]
    # All empty where there is none; its hotel never is.
    has_stay = stay[0] is not None
    return People(_CONVERSATION(conversation), _GUEST(guest), _STAY(stay) if has_stay else None)


async def messages(
    work: Work, conversation_ids: Collection[UUID]
) -> Mapping[UUID, Sequence[TurnMessage]]:
    """The last ones of each conversation, oldest first."""
    values = {
        "hotel_id": work.hotel_id,
        "conversation_ids": list(conversation_ids),
        "window": WINDOW,
    }
    found: dict[UUID, list[TurnMessage]] = defaultdict(list)
    for row in await work.rows(_MESSAGES, values):
        conversation_id, id_, direction, author, kind, *rest = row
        found[conversation_id].append(
            TurnMessage(id_, Direction(direction), Author(author), MessageKind(kind), *rest)
        )
    for rows in found.values():
        rows.sort(key=lambda row: (row.sort_at, row.id))
    return found


_LOCK = sql(
    """
select g.opted_out_at is not null, h.status, h.ai_mode, {c}
from conversation c
join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
join hotel h on h.id = c.hotel_id
where c.hotel_id = :hotel and c.id = any(:ids)
-- In one order everywhere, or two of us could wait for each other.
order by c.id
for update of c
""",
    c=_CONVERSATION,
)


async def lock(work: Work, claims: Sequence[Claim]) -> dict[UUID, Locked]:
    """By conversation. Left out: those that somebody else has claimed since."""
    fences = {one.conversation_id: one.epoch for one in claims}
    values = {"hotel": work.hotel_id, "ids": list(fences)}
    found = {}
    for opted_out, status, ai_mode, *columns in await work.rows(_LOCK, values):
        row = _CONVERSATION(columns)
        if row.epoch == fences[row.id]:
            found[row.id] = Locked(row, opted_out, HotelStatus(status), AiMode(ai_mode))
    return found


async def write(work: Work, verdicts: Sequence[Mapping[str, Any]]) -> Mapping[UUID, Ledger]:
    """Decisions that made it into the ledger, by conversation. A trigger that fired for the same
    occurrence before leaves no row."""
    values = {"hotel_id": work.hotel_id, "verdicts": orjson.dumps(verdicts).decode()}
    ledgers: dict[UUID, Ledger] = defaultdict(dict)
    for id_, conversation_id, trigger_id in await work.rows(_WRITE, values):
        ledgers[conversation_id][trigger_id] = id_
    return ledgers


_RELEASE = sql("""
update conversation
set lease_until = null,
  due_at = case when due_at > :now then due_at else cast(:until as timestamptz) end,
  attempts = greatest(attempts - :uncounted, 0)
where hotel_id = :hotel_id and id = :conversation_id and epoch = :epoch and due_at is not null
returning turn, attempts
""")


async def release(
    work: Work, claimed: Claim, *, until: datetime, counts: bool = True
) -> tuple[int, int] | None:
    """Another attempt may begin at `until`, or sooner when the guest writes again meanwhile.

    (turn, attempts so far); None when somebody else has it, or nothing is due any more. A message
    that came during the attempt has begun a count of its own.
    """
    values = {
        "hotel_id": work.hotel_id,
        "conversation_id": claimed.conversation_id,
        "epoch": claimed.epoch,
        "now": work.now,
        "until": until,
        "uncounted": 0 if counts else 1,
    }
    rows = await work.rows(_RELEASE, values)
    return (rows[0][0], rows[0][1]) if rows else None


# A row that is locked is left to the end of its lease rather than keeping the others waiting.
_GIVE_BACK = sql("""
with mine as (
  select c.id from conversation c
  join unnest(cast(:ids as uuid[]), cast(:epochs as bigint[])) as w(id, epoch)
    on w.id = c.id and w.epoch = c.epoch
  where c.hotel_id = :hotel_id and c.due_at is not null and c.lease_until is not null
  order by c.id
  for update of c skip locked
)
update conversation c set lease_until = null, attempts = greatest(c.attempts - 1, 0)
from mine
where c.hotel_id = :hotel_id and c.id = mine.id
""")


async def give_back(work: Work, claims: Sequence[Claim]) -> None:
    """Uncounts the attempt of those that are still claimed, and lets go of them."""
    values = {
        "hotel_id": work.hotel_id,
        "ids": [one.conversation_id for one in claims],
        "epochs": [one.epoch for one in claims],
    }
    await work.run(_GIVE_BACK, values)


async def close(work: Work, claimed: Claim) -> int:
    """Takes the turn off the list; returns its number."""
    statement = (
        update(Conversation)
        .where(
            col(Conversation.hotel_id) == work.hotel_id,
            col(Conversation.id) == claimed.conversation_id,
        )
        .values(due_at=None, due_since=None, lease_until=None, attempts=0)
        .returning(col(Conversation.turn))
    )
    return int((await work.session.execute(statement)).scalar_one())


async def close_colleagues(work: Work, ids: Sequence[UUID]) -> None:
    await work.run(_CLOSE, {"hotel_id": work.hotel_id, "ids": list(ids), "now": work.now})


async def facts_of(work: Work, decision_id: int) -> Mapping[str, Any]:
    """What was known when it was decided; of an answer also its evidence."""
    statement = select(Decision.facts).where(
        Decision.hotel_id == work.hotel_id, Decision.id == decision_id
    )
    return (await work.session.exec(statement)).one_or_none() or {}
