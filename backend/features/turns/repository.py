"""Queries of the turns: claims, facts of many conversations at once, one write for a verdict."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, text, update

from backend.domain.words import Author, Direction, MessageKind
from backend.features.turns.schemas import Claim, Ledger, Locked, People, TurnMessage
from backend.models import Conversation, DeadLetter, Guest, Hotel, Message, Stay
from backend.work import Work

WINDOW = 16
"""Messages read for one turn."""

_CLAIM = text("""
with due as (
  select c.id from conversation c
  where c.hotel_id = :hotel_id and c.due_at <= :now
    and (c.lease_until is null or c.lease_until < :now)
  order by c.due_at
  limit :limit
  for update skip locked
)
update conversation c
set lease_until = :lease_until, epoch = c.epoch + 1, attempts = c.attempts + 1
from due
where c.hotel_id = :hotel_id and c.id = due.id
returning c.id, c.epoch, c.attempts
""")

_MESSAGES = text("""
select m.conversation_id, m.id, m.direction, m.author, m.kind, m.text, m.turn, m.late, m.sort_at,
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

# The fence is in the lock before it; this writes all that needs no answer, for many verdicts.
_WRITE = text("""
with v as (
  select * from jsonb_to_recordset(cast(:verdicts as jsonb)) as v(conversation_id uuid, turn bigint,
    guest_id uuid, stay_id uuid, is_current boolean, mood_level text, mood_score float8,
    speaker text, speaker_reason text, holding_sent_at timestamptz, moods jsonb, calls jsonb,
    decisions jsonb)
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
    prompt_tokens, cached_tokens, completion_tokens, payload_sha256, payload_redacted, cost_usd,
    id_of_provider, turn)
  select :hotel_id, v.conversation_id, x.task, x.model, x.outcome, x.started_at, x.duration_ms,
    x.prompt_tokens, x.cached_tokens, x.completion_tokens, decode(x.payload_sha256, 'hex'),
    x.payload_redacted, x.cost_usd, x.provider_id, v.turn
  from v, jsonb_to_recordset(v.calls) as x(task text, model text, outcome text,
    started_at timestamptz, duration_ms int, prompt_tokens int, cached_tokens int,
    completion_tokens int, payload_sha256 text, payload_redacted text, cost_usd float8,
    provider_id text)
), c as (
  update conversation c
  set lease_until = null, attempts = 0,
    due_at = case when v.is_current then null else c.due_at end,
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

_LEARN = text("""
update guest g set language = x.language
from unnest(cast(:guest_ids as uuid[]), cast(:languages as text[])) as x(id, language)
where g.hotel_id = :hotel_id and g.id = x.id and g.language is null
""")


async def claim(work: Work, *, limit: int, lease: timedelta) -> list[Claim]:
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "lease_until": work.now + lease,
        "limit": limit,
    }
    rows = await work.session.execute(_CLAIM, values)
    return [Claim(row.id, row.epoch, row.attempts) for row in rows]


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def people(work: Work, conversation_ids: Collection[UUID]) -> list[People]:
    statement = (
        select(Conversation, Guest, Stay)
        .join(
            Guest,
            (col(Guest.hotel_id) == work.hotel_id) & (col(Guest.id) == Conversation.guest_id),
        )
        .outerjoin(
            Stay, (col(Stay.hotel_id) == work.hotel_id) & (col(Stay.id) == Conversation.stay_id)
        )
        .where(Conversation.hotel_id == work.hotel_id, col(Conversation.id).in_(conversation_ids))
    )
    return [People(*row) for row in await work.session.execute(statement)]


_STAYS = select(Stay).where(
    Stay.hotel_id == bindparam("hotel"), col(Stay.guest_id).in_(bindparam("guests", expanding=True))
)


async def stays_of(work: Work, guests: Collection[UUID]) -> Sequence[Stay]:
    values = {"hotel": work.hotel_id, "guests": list(guests)}
    return (await work.session.exec(_STAYS, params=values)).all()


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
    for row in await work.session.execute(_MESSAGES, values):
        found[row.conversation_id].append(
            TurnMessage(
                id=row.id,
                direction=Direction(row.direction),
                author=Author(row.author),
                kind=MessageKind(row.kind),
                text=row.text,
                turn=row.turn,
                late=row.late,
                sort_at=row.sort_at,
                received_at=row.received_at,
                is_assessed=row.is_assessed,
            )
        )
    for rows in found.values():
        rows.sort(key=lambda row: (row.sort_at, row.id))
    return found


_LOCK = (
    select(Conversation, Guest.opted_out_at, Hotel.status, Hotel.ai_mode)
    .join(
        Guest,
        (col(Guest.hotel_id) == Conversation.hotel_id) & (col(Guest.id) == Conversation.guest_id),
    )
    .join(Hotel, col(Hotel.id) == Conversation.hotel_id)
    .where(
        Conversation.hotel_id == bindparam("hotel"),
        col(Conversation.id).in_(bindparam("ids", expanding=True)),
    )
    # In one order everywhere, or two of us could wait for each other.
    .order_by(col(Conversation.id))
    .with_for_update(of=Conversation)
)


async def lock(work: Work, claims: Sequence[Claim]) -> dict[UUID, Locked]:
    """By conversation. Left out: those that somebody else has claimed since."""
    fences = {one.conversation_id: one.epoch for one in claims}
    values = {"hotel": work.hotel_id, "ids": list(fences)}
    return {
        row.id: Locked(row, opted_out_at is not None, status, ai_mode)
        for row, opted_out_at, status, ai_mode in await work.session.execute(_LOCK, values)
        if row.epoch == fences[row.id]
    }


async def write(work: Work, verdicts: Sequence[Mapping[str, Any]]) -> Mapping[UUID, Ledger]:
    """Decisions that made it into the ledger, by conversation. A trigger that fired for the same
    occurrence before leaves no row."""
    values = {"hotel_id": work.hotel_id, "verdicts": orjson.dumps(verdicts).decode()}
    ledgers: dict[UUID, Ledger] = defaultdict(dict)
    for row in await work.session.execute(_WRITE, values):
        ledgers[row.conversation_id][row.trigger_id] = row.id
    return ledgers


async def list_messages(work: Work, message_ids: Collection[int]) -> Sequence[Message]:
    statement = select(Message).where(
        Message.hotel_id == work.hotel_id, col(Message.id).in_(message_ids)
    )
    return (await work.session.exec(statement.order_by(col(Message.id)))).all()


async def release(work: Work, claimed: Claim, *, until: datetime) -> None:
    """Another attempt may begin after `until`."""
    statement = (
        update(Conversation)
        .where(
            col(Conversation.hotel_id) == work.hotel_id,
            col(Conversation.id) == claimed.conversation_id,
            col(Conversation.epoch) == claimed.epoch,
        )
        .values(lease_until=until)
    )
    await work.session.execute(statement)


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


async def learn_languages(work: Work, spoken: Mapping[UUID, str]) -> None:
    values = {
        "hotel_id": work.hotel_id,
        "guest_ids": list(spoken),
        "languages": list(spoken.values()),
    }
    await work.session.execute(_LEARN, values)


async def bury(work: Work, *, conversation_id: UUID, reason: str) -> None:
    """Keeps the first time when the same conversation was given up before."""
    statement = insert(DeadLetter).values(
        DeadLetter(
            hotel_id=work.hotel_id, source="turn", source_id=str(conversation_id), reason=reason
        ).model_dump(exclude={"first_at", "last_at"})
    )
    await work.session.execute(
        statement.on_conflict_do_update(
            index_elements=["hotel_id", "source", "source_id"],
            set_={
                "reason": reason,
                "last_at": work.now,
                "replayed_at": None,
                "discarded_at": None,
            },
        )
    )
