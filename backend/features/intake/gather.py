"""Loading what a batch of notifications speaks of, in a handful of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from backend.db.loading import Loader
from backend.db.transaction import sql
from backend.domain.incoming import Chat
from backend.features.guests.service import Caller, identify_many
from backend.features.intake.scene import Scene
from backend.models import Channel, Conversation, Hotel, Message, StatusNote
from backend.work import Work


@dataclass(slots=True)
class Wanted:
    """What a batch speaks of, before anything is loaded."""

    chats: dict[str, Chat] = field(default_factory=dict)
    """Chats whose guest and conversation are needed."""
    provider_ids: set[str] = field(default_factory=set)
    noted_ids: set[str] = field(default_factory=set)
    """Messages of ours: a status of theirs may have come first."""

    def add_chat(self, chat: Chat) -> None:
        known = self.chats.get(chat.id)
        self.chats[chat.id] = Chat(
            chat.id,
            chat.guest_name or (known.guest_name if known else ""),
            chat.other_address or (known.other_address if known else None),
        )


async def gather(work: Work, channel: Channel, hotel: Hotel, *, wanted: Wanted) -> Scene:
    callers = [
        Caller(chat.id, chat.guest_name, chat.other_address) for chat in wanted.chats.values()
    ]
    addresses = {
        address
        for chat in wanted.chats.values()
        for address in (chat.id, chat.other_address)
        if address
    }
    guests = await identify_many(work, callers) if callers else {}
    conversations = await _conversations(
        work,
        channel.id,
        chats=addresses,
        guest_ids={guest.id for guest, _ in guests.values()},
    )
    messages = await _messages(work, channel.id, provider_ids=wanted.provider_ids)
    return Scene(
        work=work,
        hotel=hotel,
        channel=channel,
        guests=guests,
        conversations={row.chat_id: row for row in conversations},
        of_guests=conversations,
        messages=messages,
        notes=await _notes(work, channel.id, provider_ids=wanted.noted_ids),
    )


_CONVERSATION, _MESSAGE, _NOTE = Loader(Conversation), Loader(Message), Loader(StatusNote)
_CONVERSATIONS = sql(
    """
select {c} from conversation c
where c.hotel_id = :hotel and c.channel_id = :channel
  and (c.chat_id = any(:chats) or c.guest_id = any(:guests))
order by c.id for update
""",
    c=_CONVERSATION,
)
_MESSAGES = sql(
    """
select c.chat_id, {m} from message m
join conversation c on c.hotel_id = m.hotel_id and c.id = m.conversation_id
where m.hotel_id = :hotel and m.channel_id = :channel and m.provider_id = any(:ids)
order by m.id for update of m
""",
    m=_MESSAGE,
)
_NOTES = sql(
    """
select {n} from status_note n
where n.hotel_id = :hotel and n.channel_id = :channel and n.provider_id = any(:ids)
""",
    n=_NOTE,
)


async def _conversations(
    work: Work, channel_id: UUID, *, chats: Collection[str], guest_ids: Collection[UUID]
) -> Sequence[Conversation]:
    """Of these chats, and of these guests under another address. Locked, in one order."""
    if not chats:
        return []
    values = {"chats": list(chats), "guests": list(guest_ids)}
    rows = await work.rows(_CONVERSATIONS, _of(work, channel_id, **values))
    return [_CONVERSATION(row) for row in rows]


async def _messages(
    work: Work, channel_id: UUID, *, provider_ids: Collection[str]
) -> dict[str, list[tuple[str, Message]]]:
    found: dict[str, list[tuple[str, Message]]] = {}
    if not provider_ids:
        return found
    rows = await work.rows(_MESSAGES, _of(work, channel_id, ids=list(provider_ids)))
    for chat_id, *columns in rows:
        message = _MESSAGE(columns)
        found.setdefault(message.provider_id or "", []).append((chat_id, message))
    return found


async def _notes(
    work: Work, channel_id: UUID, *, provider_ids: Collection[str]
) -> dict[str, StatusNote]:
    if not provider_ids:
        return {}
    rows = await work.rows(_NOTES, _of(work, channel_id, ids=list(provider_ids)))
    return {note.provider_id: note for note in map(_NOTE, rows)}


def _of(work: Work, channel_id: UUID, **values: object) -> dict[str, object]:
    return {"hotel": work.hotel_id, "channel": channel_id, **values}
