"""Loading what a batch of notifications speaks of, in a handful of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import bindparam, or_
from sqlmodel import col, select

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

    def add_chat(self, chat: Chat) -> None:
        known = self.chats.get(chat.id)
        self.chats[chat.id] = Chat(
            chat.id,
            chat.guest_name or (known.guest_name if known else ""),
            chat.other_address or (known.other_address if known else None),
        )


async def gather(work: Work, channel: Channel, *, wanted: Wanted) -> Scene:
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
        hotel=await work.session.get_one(Hotel, work.hotel_id),
        channel=channel,
        guests=guests,
        conversations={row.chat_id: row for row in conversations},
        of_guests=conversations,
        messages=messages,
        notes=await _notes(work, channel.id, provider_ids=wanted.provider_ids),
    )


# Built once: these run for every batch, and building a query costs more than its round trip.
_CONVERSATIONS = (
    select(Conversation)
    .where(
        Conversation.hotel_id == bindparam("hotel"),
        Conversation.channel_id == bindparam("channel"),
        or_(
            col(Conversation.chat_id).in_(bindparam("chats", expanding=True)),
            col(Conversation.guest_id).in_(bindparam("guests", expanding=True)),
        ),
    )
    .order_by(col(Conversation.id))
    .with_for_update()
)
_MESSAGES = (
    select(Conversation.chat_id, Message)
    .join(
        Message,
        (col(Message.hotel_id) == col(Conversation.hotel_id))
        & (col(Message.conversation_id) == col(Conversation.id)),
    )
    .where(
        Message.hotel_id == bindparam("hotel"),
        Message.channel_id == bindparam("channel"),
        col(Message.provider_id).in_(bindparam("ids", expanding=True)),
    )
    .order_by(col(Message.id))
    .with_for_update(of=Message)
)
_NOTES = select(StatusNote).where(
    StatusNote.hotel_id == bindparam("hotel"),
    StatusNote.channel_id == bindparam("channel"),
    col(StatusNote.provider_id).in_(bindparam("ids", expanding=True)),
)


async def _conversations(
    work: Work, channel_id: UUID, *, chats: Collection[str], guest_ids: Collection[UUID]
) -> Sequence[Conversation]:
    """Of these chats, and of these guests under another address. Locked, in one order."""
    if not chats:
        return []
    values = {"chats": list(chats), "guests": list(guest_ids)}
    return (await work.session.exec(_CONVERSATIONS, params=_of(work, channel_id, **values))).all()


async def _messages(
    work: Work, channel_id: UUID, *, provider_ids: Collection[str]
) -> dict[str, list[tuple[str, Message]]]:
    found: dict[str, list[tuple[str, Message]]] = {}
    if not provider_ids:
        return found
    rows = await work.session.exec(_MESSAGES, params=_of(work, channel_id, ids=list(provider_ids)))
    for chat_id, message in rows:
        found.setdefault(message.provider_id or "", []).append((chat_id, message))
    return found


async def _notes(
    work: Work, channel_id: UUID, *, provider_ids: Collection[str]
) -> dict[str, StatusNote]:
    if not provider_ids:
        return {}
    rows = await work.session.exec(_NOTES, params=_of(work, channel_id, ids=list(provider_ids)))
    return {row.provider_id: row for row in rows}


def _of(work: Work, channel_id: UUID, **values: object) -> dict[str, object]:
    return {"hotel": work.hotel_id, "channel": channel_id, **values}
