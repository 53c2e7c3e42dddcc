"""Writing what a batch of notifications changed: a statement for all rows of a kind.

The rows of a scene belong to no session, so what is not written here is not written.
"""

from collections.abc import Sequence
from typing import Any

import orjson

from backend.db.transaction import sql
from backend.models import Conversation, Message, StatusNote
from backend.work import Work

_IDS = sql("""
select nextval('message_id_seq') from generate_series(1, cast(:count as int))
""")
# A conversation and its first message point at each other: keys are looked at when all is written.
_LINES = sql("""
with begun as (
  insert into conversation (hotel_id, id, channel_id, chat_id, guest_id, stay_id, status, turn,
    speaker, speaker_staff_id, speaker_reason, speaker_until, resolved_at, snoozed_until,
    last_message_id, last_message_at, waiting_since, unread, due_at, due_since, attempts)
  select :hotel_id, x.id, x.channel_id, x.chat_id, x.guest_id, x.stay_id, x.status, x.turn,
    x.speaker, x.speaker_staff_id, x.speaker_reason, x.speaker_until, x.resolved_at,
    x.snoozed_until, x.last_message_id, x.last_message_at, x.waiting_since, x.unread, x.due_at,
    x.due_since, x.attempts
  from jsonb_to_recordset(cast(:begun as jsonb)) as x(id uuid, channel_id uuid, chat_id text,
    guest_id uuid, stay_id uuid, status text, turn bigint, speaker text, speaker_staff_id uuid,
    speaker_reason text, speaker_until timestamptz, resolved_at timestamptz,
    snoozed_until timestamptz, last_message_id bigint, last_message_at timestamptz,
    waiting_since timestamptz, unread int, due_at timestamptz, due_since timestamptz, attempts int)
)
insert into message (hotel_id, id, conversation_id, channel_id, direction, author, kind, text,
  content, provider_id, quoted_provider_id, turn, sent_at, sort_at, received_at, late, status,
  status_reason, status_at, edited_at, deleted_at, reactions)
select :hotel_id, x.id, x.conversation_id, x.channel_id, x.direction, x.author, x.kind, x.text,
  x.content, x.provider_id, x.quoted_provider_id, x.turn, x.sent_at, x.sort_at, x.received_at,
  x.late, x.status, x.status_reason, x.status_at, x.edited_at, x.deleted_at, x.reactions
from jsonb_to_recordset(cast(:lines as jsonb)) as x(id bigint, conversation_id uuid,
  channel_id uuid, direction text, author text, kind text, text text, content jsonb,
  provider_id text, quoted_provider_id text, turn bigint, sent_at timestamptz, sort_at timestamptz,
  received_at timestamptz, late boolean, status text, status_reason text, status_at timestamptz,
  edited_at timestamptz, deleted_at timestamptz, reactions jsonb)
""")
_CONVERSATIONS = sql("""
update conversation c set guest_id = x.guest_id, stay_id = x.stay_id, status = x.status,
  turn = x.turn, speaker = x.speaker, speaker_staff_id = x.speaker_staff_id,
  speaker_reason = x.speaker_reason, speaker_until = x.speaker_until, resolved_at = x.resolved_at,
  snoozed_until = x.snoozed_until, last_message_id = x.last_message_id,
  last_message_at = x.last_message_at, waiting_since = x.waiting_since, unread = x.unread,
  due_at = x.due_at, due_since = x.due_since, attempts = x.attempts
from jsonb_to_recordset(cast(:heads as jsonb)) as x(id uuid, guest_id uuid, stay_id uuid,
  status text, turn bigint, speaker text, speaker_staff_id uuid, speaker_reason text,
  speaker_until timestamptz, resolved_at timestamptz, snoozed_until timestamptz,
  last_message_id bigint, last_message_at timestamptz, waiting_since timestamptz, unread int,
  due_at timestamptz, due_since timestamptz, attempts int)
where c.hotel_id = :hotel_id and c.id = x.id
""")
_MESSAGES = sql("""
update message m set text = x.text, content = x.content, status = x.status,
  status_reason = x.status_reason, status_at = x.status_at, edited_at = x.edited_at,
  deleted_at = x.deleted_at, reactions = x.reactions
from jsonb_to_recordset(cast(:lines as jsonb)) as x(id bigint, text text, content jsonb,
  status text, status_reason text, status_at timestamptz, edited_at timestamptz,
  deleted_at timestamptz, reactions jsonb)
where m.hotel_id = :hotel_id and m.id = x.id
""")
_NOTE = sql("""
insert into status_note (hotel_id, channel_id, provider_id, status, reason, at)
values (:hotel_id, :channel_id, :provider_id, :status, :reason, :at)
on conflict (hotel_id, channel_id, provider_id)
do update set status = excluded.status, reason = excluded.reason, at = excluded.at
""")
_NO_NOTE = sql("""
delete from status_note
where hotel_id = :hotel_id and channel_id = :channel_id and provider_id = :provider_id
""")


def state_of(row: Conversation | Message | StatusNote) -> dict[str, Any]:
    """What two moments of a row differ in."""
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


async def number_lines(work: Work, rows: Sequence[Message]) -> None:
    """Gives new messages their ids, in their order."""
    for row, (number,) in zip(rows, await work.rows(_IDS, {"count": len(rows)}), strict=True):
        row.id = number


async def insert_lines(
    work: Work, rows: Sequence[Message], *, begun: Sequence[Conversation]
) -> None:
    """`begun`: conversations that begin with them."""
    values = {"hotel_id": work.hotel_id, "begun": _json(begun), "lines": _json(rows)}
    await work.run(_LINES, values)


async def update_conversations(work: Work, rows: Sequence[Conversation]) -> None:
    await work.run(_CONVERSATIONS, {"hotel_id": work.hotel_id, "heads": _json(rows)})


async def update_messages(work: Work, rows: Sequence[Message]) -> None:
    await work.run(_MESSAGES, {"hotel_id": work.hotel_id, "lines": _json(rows)})


async def keep_note(work: Work, row: StatusNote) -> None:
    await work.run(_NOTE, {**state_of(row), "at": row.at or work.now})


async def drop_note(work: Work, row: StatusNote) -> None:
    await work.run(_NO_NOTE, state_of(row))


def _json(rows: Sequence[Conversation] | Sequence[Message]) -> str:
    return orjson.dumps([state_of(row) for row in rows]).decode()
