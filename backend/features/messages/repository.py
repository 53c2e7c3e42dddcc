"""Queries of outgoing messages: one round trip to queue one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import col, delete, select, text

from backend.models import Message, Outbox
from backend.work import Work

# One statement, so that a message, its way out and the list row change together in one round
# trip. `on conflict do nothing` waits for a rival with the same key and then yields to it.
_QUEUE = """
with m as (
  insert into message (hotel_id, conversation_id, channel_id, direction, author, staff_id, kind,
    text, quoted_provider_id, client_id, turn, sent_at, sort_at, status, status_at, ai_rung,
    ai_sources, decision_id)
  select c.hotel_id, c.id, c.channel_id, 'out', :author, :staff_id, 'text',
    :text, :quoted_provider_id, :client_id, c.turn + :new_turn, :now, :now, 'queued', :now,
    :ai_rung, cast(:ai_sources as jsonb), :decision_id
  from conversation c
  where c.hotel_id = :hotel_id and c.id = :conversation_id
    and not exists (select 1 from outbox o
                    where o.hotel_id = :hotel_id and o.dedupe_key = :dedupe_key)
  on conflict do nothing
  returning *
), o as (
  insert into outbox (hotel_id, channel_id, conversation_id, message_id, author, priority,
    body_hash, dedupe_key, state, next_at, not_after)
  select m.hotel_id, m.channel_id, m.conversation_id, m.id, m.author, :priority,
    :body_hash, :dedupe_key, 'queued', :now, :not_after
  from m
  on conflict (hotel_id, dedupe_key) do nothing
  returning message_id
), c as (
  update conversation c
  set turn = c.turn + :new_turn,
      waiting_since = case when :answers then null else c.waiting_since end,
      last_message_id = o.message_id,
      last_message_at = greatest(c.last_message_at, :now)
  from o
  where c.hotel_id = :hotel_id and c.id = :conversation_id
)
select m.*, exists (select 1 from o) as queued from m
"""


async def insert_queued(work: Work, values: Mapping[str, Any]) -> Message | None:
    """None when something with this dedupe key (or client id) is queued already."""
    row = (await work.session.execute(text(_QUEUE), dict(values))).mappings().one_or_none()
    if row is None:
        return None
    if row["queued"]:
        return await work.session.get_one(Message, (work.hotel_id, row["id"]))
    orphan = delete(Message).where(
        col(Message.hotel_id) == work.hotel_id, col(Message.id) == row["id"]
    )
    await work.session.execute(orphan)
    return None


async def find_queued(
    work: Work, *, dedupe_key: str, conversation_id: UUID, client_id: str | None
) -> Message:
    """The message that holds this key; raises NoResultFound when there is none."""
    by_key = (
        select(Message)
        .join(
            Outbox,
            (col(Outbox.hotel_id) == col(Message.hotel_id))
            & (col(Outbox.message_id) == col(Message.id)),
        )
        .where(Message.hotel_id == work.hotel_id, Outbox.dedupe_key == dedupe_key)
    )
    found = (await work.session.exec(by_key)).one_or_none()
    if found is not None:
        return found
    by_client = select(Message).where(
        Message.hotel_id == work.hotel_id,
        Message.conversation_id == conversation_id,
        Message.client_id == client_id,
    )
    return (await work.session.exec(by_client)).one()
