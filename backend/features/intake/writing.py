"""Writing what a batch of notifications changed: a statement for each row, built once.

The rows of a scene belong to no session, so what is not written here is not written.
"""

from typing import Any

import orjson

from backend.db.transaction import sql
from backend.models import Conversation, Message, StatusNote
from backend.work import Work

_NEW_CONVERSATION = sql("""
insert into conversation (hotel_id, id, channel_id, chat_id, guest_id, status, speaker,
  last_message_at)
values (:hotel_id, :id, :channel_id, :chat_id, :guest_id, :status, :speaker, :last_message_at)
""")
_CONVERSATION = sql("""
update conversation set guest_id = :guest_id, stay_id = :stay_id, status = :status, turn = :turn,
  speaker = :speaker, speaker_staff_id = :speaker_staff_id, speaker_reason = :speaker_reason,
  speaker_until = :speaker_until, resolved_at = :resolved_at, snoozed_until = :snoozed_until,
  last_message_id = :last_message_id, last_message_at = :last_message_at,
  waiting_since = :waiting_since, unread = :unread,
  due_at = :due_at, due_since = :due_since, attempts = :attempts
where hotel_id = :hotel_id and id = :id
""")
_NEW_MESSAGE = sql("""
insert into message (hotel_id, conversation_id, channel_id, direction, author, kind, text, content,
  provider_id, quoted_provider_id, turn, sent_at, sort_at, received_at, late, status,
  status_reason, status_at, edited_at, deleted_at, reactions)
values (:hotel_id, :conversation_id, :channel_id, :direction, :author, :kind, :text,
  cast(:content as jsonb), :provider_id, :quoted_provider_id, :turn, :sent_at, :sort_at,
  :received_at, :late, :status, :status_reason, :status_at, :edited_at, :deleted_at,
  cast(:reactions as jsonb))
returning id
""")
_MESSAGE = sql("""
update message set text = :text, content = cast(:content as jsonb), status = :status,
  status_reason = :status_reason, status_at = :status_at, edited_at = :edited_at,
  deleted_at = :deleted_at, reactions = cast(:reactions as jsonb)
where hotel_id = :hotel_id and id = :id
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


async def insert_conversation(work: Work, row: Conversation) -> None:
    await work.run(_NEW_CONVERSATION, state_of(row))


async def update_conversation(work: Work, row: Conversation) -> None:
    await work.run(_CONVERSATION, state_of(row))


async def insert_message(work: Work, row: Message) -> None:
    """It has its id afterwards."""
    ((row.id,),) = await work.rows(_NEW_MESSAGE, _plain(row))


async def update_message(work: Work, row: Message) -> None:
    await work.run(_MESSAGE, _plain(row))


async def keep_note(work: Work, row: StatusNote) -> None:
    await work.run(_NOTE, {**state_of(row), "at": row.at or work.now})


async def drop_note(work: Work, row: StatusNote) -> None:
    await work.run(_NO_NOTE, state_of(row))


def _plain(row: Message) -> dict[str, Any]:
    values = state_of(row)
    values["content"] = orjson.dumps(row.content).decode()
    values["reactions"] = orjson.dumps(row.reactions).decode()
    return values
