"""Queries of outgoing messages: one round trip to queue one, one to settle many."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlmodel import col, delete, select, text
from sqlmodel.sql.expression import SelectOfScalar

from backend.db.transaction import sql
from backend.domain.words import MediaState
from backend.features.messages.outgoing import StoredFile
from backend.models import Conversation, Media, Message, Outbox, StatusNote
from backend.work import Work

# A message that may have to wait to spare its number is held until it has been weighed; the rest,
# nearly all, leaves without further ado.
#
# One statement, so that messages, their way out and the list rows change together in one round
# trip. `on conflict do nothing` waits for a rival with the same key and then yields to it. A
# message finds its outbox row by conversation and author: one of each in a call.
_QUEUE = sql("""
with x as (
  select * from jsonb_to_recordset(cast(:drafts as jsonb)) as x(place int, conversation_id uuid,
    author text, staff_id uuid, kind text, text text, quoted_provider_id text, client_id text,
    new_turn int, answers boolean, ai_rung text, ai_sources jsonb, decision_id bigint,
    priority smallint, body_hash text, once boolean, dedupe_key text, not_after timestamptz,
    message_class text)
), m as (
  insert into message (hotel_id, conversation_id, channel_id, direction, author, staff_id, kind,
    text, quoted_provider_id, client_id, turn, sent_at, sort_at, status, status_at, ai_rung,
    ai_sources, decision_id)
  select c.hotel_id, c.id, c.channel_id, 'out', x.author, x.staff_id, x.kind,
    x.text, x.quoted_provider_id, x.client_id, c.turn + x.new_turn, :now, :now, 'queued', :now,
    x.ai_rung, x.ai_sources, x.decision_id
  from x join conversation c on c.hotel_id = :hotel_id and c.id = x.conversation_id
  where not exists (select 1 from outbox o
                    where o.hotel_id = :hotel_id and o.dedupe_key = x.dedupe_key)
  order by x.place
  on conflict do nothing
  returning id, hotel_id, channel_id, conversation_id, author
), o as (
  insert into outbox (hotel_id, channel_id, conversation_id, message_id, author, priority,
    body_hash, once, dedupe_key, state, next_at, not_after, message_class, starts_contact,
    held_reason)
  select m.hotel_id, m.channel_id, m.conversation_id, m.id, m.author, x.priority,
    decode(x.body_hash, 'hex'), x.once, x.dedupe_key, 'queued', :now, x.not_after,
    x.message_class, c.last_message_id is null,
    case when x.message_class = 'promotional' or (x.message_class = 'useful'
      and (c.last_message_id is null or n.warned_at is not null)) then 'to_weigh' end
  from m join x using (conversation_id, author)
  join conversation c on c.hotel_id = :hotel_id and c.id = m.conversation_id
  join channel n on n.hotel_id = :hotel_id and n.id = m.channel_id
  on conflict (hotel_id, dedupe_key) do nothing
  returning message_id, conversation_id, author
), c as (
  update conversation c
  set turn = c.turn + q.new_turn,
      waiting_since = case when q.answers then null else c.waiting_since end,
      last_message_id = q.message_id,
      last_message_at = greatest(c.last_message_at, :now)
  from (
    select o.conversation_id, max(o.message_id) as message_id, max(x.new_turn) as new_turn,
      bool_or(x.answers) as answers
    from o join x using (conversation_id, author)
    group by o.conversation_id
  ) q
  where c.hotel_id = :hotel_id and c.id = q.conversation_id
)
select m.id, x.dedupe_key, exists (select 1 from o where o.message_id = m.id)
from m join x using (conversation_id, author)
""")


async def insert_queued(work: Work, drafts: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """{dedupe key: message} of what is new; a key or client id that exists is left out."""
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "drafts": orjson.dumps(drafts).decode(),
    }
    rows = await work.rows(_QUEUE, values)
    orphans = [message_id for message_id, _, is_queued in rows if not is_queued]
    if orphans:
        gone = delete(Message).where(
            col(Message.hotel_id) == work.hotel_id, col(Message.id).in_(orphans)
        )
        await work.session.execute(gone)
    return {dedupe_key: message_id for message_id, dedupe_key, is_queued in rows if is_queued}


async def insert_files(work: Work, files: Mapping[int, StoredFile]) -> None:
    """By message."""
    if not files:
        return
    work.session.add_all(
        Media(
            hotel_id=work.hotel_id,
            message_id=message_id,
            file_name=file.name,
            mime_type=file.mime_type,
            size_bytes=file.size,
            stored_key=file.key,
            state=MediaState.STORED,
            **asdict(file.shape),
        )
        for message_id, file in files.items()
    )
    await work.session.flush()


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
    return found or (await work.session.exec(_by_client(work, conversation_id, client_id))).one()


async def find_by_client(work: Work, conversation_id: UUID, client_id: str) -> Message | None:
    found = await work.session.exec(_by_client(work, conversation_id, client_id))
    return found.one_or_none()


def _by_client(work: Work, conversation_id: UUID, client_id: str | None) -> SelectOfScalar[Message]:
    return select(Message).where(
        Message.hotel_id == work.hotel_id,
        Message.conversation_id == conversation_id,
        Message.client_id == client_id,
    )


async def has_client_id(work: Work, conversation_id: UUID, client_id: str) -> bool:
    wanted = select(Message.id).where(
        Message.hotel_id == work.hotel_id,
        Message.conversation_id == conversation_id,
        Message.client_id == client_id,
    )
    return (await work.session.exec(wanted)).first() is not None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider holds the message. `epoch` fences: a newer call under way has its own end."""

    outbox_id: int
    provider_id: str
    epoch: int | None = None


# A status that came before we knew the id waits in status_note and is applied here. An id that
# another message of the chat shows already stays with that message: ids are unique in a chat.
# That the provider has it outranks whatever was decided while nobody knew, so a row that waits to
# be sent again, or for a person, or that was marked by one, is settled by it too.
_ACCEPT = sql("""
with r as (
  select * from unnest(cast(:ids as bigint[]), cast(:provider_ids as text[]),
                       cast(:epochs as bigint[])) as t(id, provider_id, epoch)
), o as (
  update outbox o
  set state = 'accepted', epoch = o.epoch + 1, error = null, done_at = :now,
      provider_id = case when not exists (
          select 1 from outbox x where x.hotel_id = :hotel_id and x.id <> o.id
            and x.conversation_id = o.conversation_id and x.provider_id = r.provider_id)
        then r.provider_id end
  from r
  where o.hotel_id = :hotel_id and o.id = r.id
    and (o.state <> 'accepted' or o.provider_id is null)
    and (r.epoch is null or o.epoch = r.epoch or o.state <> 'sending')
  returning o.message_id, o.conversation_id, o.channel_id, o.provider_id
), n as (
  delete from status_note n using o
  where n.hotel_id = :hotel_id and n.channel_id = o.channel_id and n.provider_id = o.provider_id
  returning n.*
)
update message m
set status = coalesce(n.status, case when m.status = 'sent' then m.status else 'accepted' end),
    status_reason = n.reason,
    status_at = coalesce(n.at, :now),
    provider_id = case when not exists (
        select 1 from message x where x.hotel_id = :hotel_id and x.id <> m.id
          and x.conversation_id = m.conversation_id and x.provider_id = o.provider_id)
      then o.provider_id end
from o left join n on n.channel_id = o.channel_id and n.provider_id = o.provider_id
where m.hotel_id = :hotel_id and m.id = o.message_id
returning m.id
""")


async def accept(work: Work, rows: Sequence[Accepted]) -> list[int]:
    """Ids of the messages that changed; rows that are being sent anew are left alone."""
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "ids": [row.outbox_id for row in rows],
        "provider_ids": [row.provider_id for row in rows],
        "epochs": [row.epoch for row in rows],
    }
    return [row[0] for row in await work.rows(_ACCEPT, values)]


# Statuses only ever rise: accepted < sent < delivered < read; the rest ends a message.
_APPLY_NOTES = sql("""
with n as (
  delete from status_note n using message m
  where n.hotel_id = :hotel_id and m.hotel_id = :hotel_id and m.channel_id = n.channel_id
    and m.provider_id = n.provider_id
  returning n.*, m.id as message_id
)
update message m set status = n.status, status_reason = n.reason, status_at = n.at
from n
where m.hotel_id = :hotel_id and m.id = n.message_id and m.status in ('accepted', 'sent')
  and m.status <> n.status
returning m.id
""")


async def apply_waiting_notes(work: Work) -> list[int]:
    """Notes are few: a status that finds its message is never kept as one."""
    values = {"hotel_id": work.hotel_id}
    return [row[0] for row in await work.rows(_APPLY_NOTES, values)]


async def forget_notes(work: Work, *, before: datetime) -> None:
    old = delete(StatusNote).where(
        col(StatusNote.hotel_id) == work.hotel_id, col(StatusNote.at) < before
    )
    await work.session.execute(old)


_ECHO = sql("""
select o.id from outbox o join conversation c on c.hotel_id = o.hotel_id
  and c.id = o.conversation_id
where o.hotel_id = :hotel_id and c.channel_id = :channel_id and c.chat_id = :chat_id
  and o.body_hash = :body_hash and o.provider_id is null
  and o.first_try_at <= :until and o.last_try_at >= :since
order by o.state not in ('sending', 'uncertain'), o.id limit 1
for update of o
""")


async def find_awaiting_echo(
    work: Work,
    *,
    channel_id: UUID,
    chat_id: str,
    body_hash: bytes,
    since: datetime,
    until: datetime,
) -> int | None:
    """The oldest tried row of this chat and text without an id; one in doubt comes first."""
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "chat_id": chat_id,
        "body_hash": body_hash,
        "since": since,
        "until": until,
    }
    rows = await work.rows(_ECHO, values)
    return rows[0][0] if rows else None


_RENAMED = sql("""
select o.id from outbox o
join conversation c on c.hotel_id = o.hotel_id and c.id = o.conversation_id
join message m on m.hotel_id = o.hotel_id and m.id = o.message_id
where o.hotel_id = :hotel_id and c.channel_id = :channel_id and c.chat_id = :chat_id
  and o.state in ('sending', 'uncertain') and o.provider_id is null and m.kind <> 'text'
  and btrim(m.text) = :caption
order by o.id limit 1
for update of o
""")


async def find_renamed_file(
    work: Work, *, channel_id: UUID, chat_id: str, caption: str
) -> int | None:
    """The file in doubt of this chat and caption: the provider may give files names of its own."""
    values = {
        "hotel_id": work.hotel_id,
        "channel_id": channel_id,
        "chat_id": chat_id,
        "caption": caption,
    }
    rows = await work.rows(_RENAMED, values)
    return rows[0][0] if rows else None


async def find_by_provider_id(
    work: Work, *, channel_id: UUID, chat_id: str, provider_id: str
) -> Message | None:
    wanted = (
        select(Message)
        .join(
            Conversation,
            (col(Conversation.hotel_id) == col(Message.hotel_id))
            & (col(Conversation.id) == col(Message.conversation_id)),
        )
        .where(
            Message.hotel_id == work.hotel_id,
            Message.channel_id == channel_id,
            Message.provider_id == provider_id,
            Conversation.chat_id == chat_id,
        )
    )
    return (await work.session.exec(wanted)).one_or_none()


async def find_outgoing(work: Work, message_id: int) -> tuple[Message, Outbox] | None:
    """Locked: staff and a sender may reach for it at once. The message is read after the lock is
    ours, or it would show what stood before whoever held it."""
    wanted = select(Outbox).where(Outbox.hotel_id == work.hotel_id, Outbox.message_id == message_id)
    fresh = {"populate_existing": True}
    locked = await work.session.exec(wanted.with_for_update(), execution_options=fresh)
    outbox = locked.one_or_none()
    if outbox is None:
        return None
    message = select(Message).where(Message.hotel_id == work.hotel_id, Message.id == message_id)
    return (await work.session.exec(message, execution_options=fresh)).one(), outbox


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An automatic message that did not leave, with what the ledger says of it."""

    message_id: int
    conversation_id: UUID
    guest_id: UUID | None
    stay_id: UUID | None
    trigger_id: UUID | None
    trigger_version: int | None
    occurrence: str | None


_TAKE_BACK = """
with wanted as (
  select o.id, d.guest_id, d.stay_id, d.trigger_id, d.trigger_version, d.occurrence
  from outbox o
  join message m on m.hotel_id = o.hotel_id and m.id = o.message_id
  join decision d on d.hotel_id = m.hotel_id and d.id = m.decision_id
  where o.hotel_id = :hotel_id and o.state = 'queued' and o.author = 'trigger'
    and (cast(:stay_ids as uuid[]) is null or d.stay_id = any(:stay_ids))
    and (cast(:trigger_ids as uuid[]) is null or d.trigger_id = any(:trigger_ids))
  for update of o
), o as (
  update outbox o set state = 'cancelled', error = :reason, done_at = :now, epoch = o.epoch + 1
  from wanted where o.hotel_id = :hotel_id and o.id = wanted.id and o.state = 'queued'
  returning o.message_id, o.conversation_id, wanted.guest_id, wanted.stay_id, wanted.trigger_id,
    wanted.trigger_version, wanted.occurrence
), m as (
  update message m set status = 'cancelled', status_reason = :reason, status_at = :now
  from o where m.hotel_id = :hotel_id and m.id = o.message_id
)
select * from o order by message_id
"""


async def take_back(
    work: Work,
    *,
    reason: str,
    stay_ids: Sequence[UUID] | None,
    trigger_ids: Sequence[UUID] | None,
) -> list[TakenBack]:
    """Automatic messages that nobody has begun to send; None: whatever stay or trigger."""
    values = {
        "hotel_id": work.hotel_id,
        "now": work.now,
        "reason": reason,
        "stay_ids": stay_ids,
        "trigger_ids": trigger_ids,
    }
    rows = (await work.session.execute(text(_TAKE_BACK), values)).mappings()
    return [TakenBack(**row) for row in rows]
