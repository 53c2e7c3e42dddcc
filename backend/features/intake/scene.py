"""Everything a batch of notifications touches, gathered in a few queries and written once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from backend.domain.delivery_status import further, is_further
from backend.domain.incoming import Chat, IncomingMedia
from backend.domain.words import MessageStatus
from backend.features.channels.service import find_channel
from backend.features.conversations.service import conversation_views, message_views
from backend.features.guests.service import Caller, Known, identify_many
from backend.models import Channel, Conversation, Guest, Hotel, Media, Message, StatusNote
from backend.ports.live import LiveKind
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


@dataclass(slots=True)
class Scene:
    work: Work
    hotel: Hotel
    channel_id: UUID
    guests: dict[str, Known]
    _conversations: dict[str, Conversation]
    """By every chat id that leads to them."""
    _messages: dict[str, list[tuple[str, Message]]]
    """By the provider's id: (chat, message); an id is unique only within a chat."""
    _notes: dict[str, StatusNote]
    _fresh: list[tuple[Conversation, Message, IncomingMedia | None]] = field(default_factory=list)
    _changed: dict[int, Message] = field(default_factory=dict)
    _touched: dict[UUID, Conversation] = field(default_factory=dict)
    _channel: Channel | None = None
    wishes: list[tuple[Guest, Conversation, Message]] = field(default_factory=list)
    """Messages that changed what the guest agreed to, to be confirmed."""

    async def channel(self) -> Channel:
        """Locked: its state and its pauses change with other work."""
        if self._channel is None:
            self._channel = await find_channel(self.work, self.channel_id, lock=True)
        return self._channel

    def conversation(self, chat: Chat, *, at: datetime) -> Conversation:
        """Made when it is new. One guest behind two addresses keeps one conversation."""
        guest, stay = self.guests[chat.id]
        found = self.known_conversation(chat)
        if found is None:
            found = Conversation(
                hotel_id=self.work.hotel_id,
                channel_id=self.channel_id,
                chat_id=chat.id,
                guest_id=guest.id,
                last_message_at=at,
            )
            self.work.session.add(found)
        found.guest_id = guest.id
        if stay is not None:
            found.stay_id = stay.id
        self._conversations[chat.id] = found
        return found

    def known_conversation(self, chat: Chat) -> Conversation | None:
        found = self._conversations.get(chat.id)
        if found is None and chat.other_address:
            found = self._conversations.get(chat.other_address)
        return found

    def message(self, provider_id: str, *, chat: Chat | None) -> Message | None:
        """`chat` None: the notification does not say; taken when only one message has the id."""
        known = self._messages.get(provider_id, [])
        if chat is None:
            return known[0][1] if len(known) == 1 else None
        addresses = {chat.id, chat.other_address}
        conversation = self._conversations.get(chat.id)
        if conversation is not None:
            addresses.add(conversation.chat_id)
        return next((message for where, message in known if where in addresses), None)

    def add(
        self, conversation: Conversation, message: Message, *, media: IncomingMedia | None = None
    ) -> None:
        if message.provider_id:
            self._apply_early_status(message)
            found = self._messages.setdefault(message.provider_id, [])
            found.append((conversation.chat_id, message))
        self.work.session.add(message)
        self._fresh.append((conversation, message, media))

    def changed(self, message: Message) -> None:
        """To be shown anew, and its row of the list with it."""
        self._changed[id(message)] = message

    def touched(self, conversation: Conversation) -> None:
        self._touched[conversation.id] = conversation

    def keep_status(self, provider_id: str, status: MessageStatus, reason: str | None) -> None:
        """For a message that is not known yet; applied when it appears."""
        note = self._notes.get(provider_id)
        if note is None:
            note = StatusNote(
                hotel_id=self.work.hotel_id,
                channel_id=self.channel_id,
                provider_id=provider_id,
                status=status,
                reason=reason,
            )
            self._notes[provider_id] = note
            self.work.session.add(note)
        elif is_further(status, than=note.status):
            note.status, note.reason, note.at = status, reason, self.work.now

    async def drop_status(self, provider_id: str) -> None:
        note = self._notes.pop(provider_id, None)
        if note is not None:
            await self.work.session.delete(note)

    async def write(self) -> None:
        """New messages get their ids, heads of the list move, files are noted."""
        await self.work.session.flush()
        for conversation, message, media in self._fresh:
            head = conversation.last_message_at
            if conversation.last_message_id is None or head is None or message.sort_at >= head:
                conversation.last_message_id = message.id
                conversation.last_message_at = message.sort_at
            self.touched(conversation)
            if media is not None:
                self.work.session.add(_file_of(message, media))
        await self.work.session.flush()

    async def tell(self) -> None:
        """Every open screen of the hotel: messages first, then the rows of the list."""
        messages = {id(message): message for _, message, _ in self._fresh} | self._changed
        for view in await message_views(self.work, list(messages.values())):
            self.work.tell(LiveKind.MESSAGE, view.as_json())
        heads = {message.id for message in self._changed.values()}
        self._touched |= {
            conversation.id: conversation for conversation in await _headed_by(self.work, heads)
        }
        for row in await conversation_views(self.work, list(self._touched.values())):
            self.work.tell(LiveKind.CONVERSATION, row.as_json())

    def _apply_early_status(self, message: Message) -> None:
        note = self._notes.get(message.provider_id or "")
        if note is not None and is_further(note.status, than=message.status):
            message.status = further(message.status, note.status)
            message.status_reason, message.status_at = note.reason, note.at


async def gather(work: Work, channel_id: UUID, *, wanted: Wanted) -> Scene:
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
    conversations = await _conversations(work, channel_id, chats=addresses)
    messages = await _messages(work, channel_id, provider_ids=wanted.provider_ids)
    return Scene(
        work=work,
        hotel=await work.session.get_one(Hotel, work.hotel_id),
        channel_id=channel_id,
        guests=guests,
        _conversations={row.chat_id: row for row in conversations},
        _messages=messages,
        _notes=await _notes(work, channel_id, provider_ids=wanted.provider_ids),
    )


async def _conversations(
    work: Work, channel_id: UUID, *, chats: Collection[str]
) -> Sequence[Conversation]:
    """Locked, in one order everywhere."""
    if not chats:
        return []
    rows = await work.session.exec(
        select(Conversation)
        .where(
            Conversation.hotel_id == work.hotel_id,
            Conversation.channel_id == channel_id,
            col(Conversation.chat_id).in_(chats),
        )
        .order_by(col(Conversation.id))
        .with_for_update()
    )
    return rows.all()


async def _messages(
    work: Work, channel_id: UUID, *, provider_ids: Collection[str]
) -> dict[str, list[tuple[str, Message]]]:
    found: dict[str, list[tuple[str, Message]]] = {}
    if not provider_ids:
        return found
    rows = await work.session.exec(
        select(Conversation.chat_id, Message)
        .join(
            Message,
            (col(Message.hotel_id) == col(Conversation.hotel_id))
            & (col(Message.conversation_id) == col(Conversation.id)),
        )
        .where(
            Message.hotel_id == work.hotel_id,
            Message.channel_id == channel_id,
            col(Message.provider_id).in_(provider_ids),
        )
        .order_by(col(Message.id))
        .with_for_update(of=Message)
    )
    for chat_id, message in rows:
        found.setdefault(message.provider_id or "", []).append((chat_id, message))
    return found


async def _notes(
    work: Work, channel_id: UUID, *, provider_ids: Collection[str]
) -> dict[str, StatusNote]:
    if not provider_ids:
        return {}
    rows = await work.session.exec(
        select(StatusNote).where(
            StatusNote.hotel_id == work.hotel_id,
            StatusNote.channel_id == channel_id,
            col(StatusNote.provider_id).in_(provider_ids),
        )
    )
    return {row.provider_id: row for row in rows}


async def _headed_by(work: Work, message_ids: Iterable[int | None]) -> Sequence[Conversation]:
    ids = [number for number in message_ids if number is not None]
    if not ids:
        return []
    rows = await work.session.exec(
        select(Conversation)
        .join(
            Message,
            (col(Message.hotel_id) == col(Conversation.hotel_id))
            & (col(Message.conversation_id) == col(Conversation.id)),
        )
        .where(
            Conversation.hotel_id == work.hotel_id,
            col(Message.id).in_(ids),
            col(Conversation.last_message_id) == col(Message.id),
        )
    )
    return rows.all()


def _file_of(message: Message, media: IncomingMedia) -> Media:
    assert message.id is not None
    return Media(
        hotel_id=message.hotel_id,
        message_id=message.id,
        file_name=media.file_name,
        mime_type=media.mime_type,
        provider_url=media.url,
        thumbnail=media.thumbnail,
    )
