"""Everything a batch of notifications touches: looked up in memory, written once, told once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from backend.db.loading import Loader
from backend.domain.delivery_status import further, is_further
from backend.domain.inbox_words import ActivityKind
from backend.domain.incoming import Chat, IncomingMedia
from backend.domain.notifying import NotifyKind
from backend.domain.words import Author, MessageStatus
from backend.features.activities.service import log_activity
from backend.features.channels.service import find_channel
from backend.features.conversations.service import conversation_views, message_views
from backend.features.guests.service import Known
from backend.features.intake import writing
from backend.features.notifications.service import News, notify
from backend.features.scheduled.service import cancel_on_reply
from backend.kit.phone import LID_SUFFIX
from backend.models import Channel, Conversation, Guest, Hotel, Media, Message, StatusNote
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Work

_CONVERSATION = Loader(Conversation)


@dataclass(slots=True)
class Scene:
    work: Work
    hotel: Hotel
    channel: Channel
    """As it was when the batch began; `locked_channel` for changes."""
    guests: dict[str, Known]
    conversations: dict[str, Conversation]
    """By every chat id that leads to them."""
    of_guests: Sequence[Conversation]
    messages: dict[str, list[tuple[str, Message]]]
    """By the provider's id: (chat, message); an id is unique only within a chat."""
    notes: dict[str, StatusNote]
    _before: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    """The conversations as they were loaded."""
    _new: list[Conversation] = field(default_factory=list)
    _kept: dict[str, StatusNote] = field(default_factory=dict)
    _fresh: list[tuple[Conversation, Message, IncomingMedia | None]] = field(default_factory=list)
    _changed: dict[int, Message] = field(default_factory=dict)
    _reworded: set[int | None] = field(default_factory=set)
    _touched: dict[UUID, Conversation] = field(default_factory=dict)
    _is_channel_locked: bool = False
    beginnings_are_told: bool = True
    """Whether any colleague may want to hear of a new conversation: usually nobody does."""
    wishes: list[tuple[Guest, Conversation, Message]] = field(default_factory=list)
    """Messages that changed what the guest agreed to, to be confirmed."""
    replied: set[UUID] = field(default_factory=set)
    """Conversations in which the guest wrote just now."""
    _noted: list[tuple[Conversation, ActivityKind, dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._before = {row.id: writing.state_of(row) for row in self.of_guests}
        for chat_id, (guest, _) in self.guests.items():
            if chat_id not in self.conversations:
                same = (row for row in self.of_guests if _hides_same(row, chat_id, guest))
                found = next(same, None)
                if found is not None:
                    self.conversations[chat_id] = found

    def note(self, conversation: Conversation, kind: ActivityKind, detail: dict[str, Any]) -> None:
        """A line of the thread that says what the guest's message did."""
        self._noted.append((conversation, kind, detail))

    async def locked_channel(self) -> Channel:
        """Its state and its pauses change with other work; sends wait for this lock."""
        if not self._is_channel_locked:
            self.channel = await find_channel(self.work, self.channel.id, lock=True)
            self._is_channel_locked = True
        return self.channel

    def conversation(self, chat: Chat, *, at: datetime) -> Conversation:
        """Made when it is new. One guest behind two addresses keeps one conversation."""
        guest, stay = self.guests[chat.id]
        found = self.known_conversation(chat)
        if found is None:
            found = _CONVERSATION.make(
                hotel_id=self.work.hotel_id,
                channel_id=self.channel.id,
                chat_id=chat.id,
                guest_id=guest.id,
                last_message_at=at,
            )
            self._new.append(found)
        found.guest_id = guest.id
        if stay is not None and found.chosen_stay_id is None:
            found.stay_id = stay.id
        self.conversations[chat.id] = found
        return found

    def known_conversation(self, chat: Chat) -> Conversation | None:
        return self.conversations.get(chat.id) or self.conversations.get(chat.other_address or "")

    def message(self, provider_id: str, *, chat: Chat | None) -> Message | None:
        """`chat` None: the notification does not say; taken when only one message has the id."""
        known = self.messages.get(provider_id, [])
        if chat is None:
            return known[0][1] if len(known) == 1 else None
        addresses = {chat.id, chat.other_address}
        conversation = self.conversations.get(chat.id)
        if conversation is not None:
            addresses.add(conversation.chat_id)
        return next((message for where, message in known if where in addresses), None)

    def add(
        self, conversation: Conversation, message: Message, *, media: IncomingMedia | None = None
    ) -> None:
        if message.provider_id:
            self._apply_early_status(message)
            found = self.messages.setdefault(message.provider_id, [])
            found.append((conversation.chat_id, message))
        self._fresh.append((conversation, message, media))

    def changed(self, message: Message) -> None:
        """To be shown anew. Screens copy its delivery state into the list by themselves."""
        self._changed[id(message)] = message

    def reworded(self, message: Message) -> None:
        """To be shown anew, and its row of the list with it: the words there may be its own."""
        self.changed(message)
        self._reworded.add(message.id)

    def touched(self, conversation: Conversation) -> None:
        self._touched[conversation.id] = conversation

    def keep_status(self, provider_id: str, status: MessageStatus, reason: str | None) -> None:
        """For a message that is not known yet; applied when it appears."""
        note = self.notes.get(provider_id)
        if note is None:
            note = StatusNote(
                hotel_id=self.work.hotel_id,
                channel_id=self.channel.id,
                provider_id=provider_id,
                status=status,
                reason=reason,
                at=self.work.now,
            )
            self.notes[provider_id] = self._kept[provider_id] = note
        elif is_further(status, than=note.status):
            note.status, note.reason, note.at = status, reason, self.work.now
            self._kept[provider_id] = note

    async def drop_status(self, provider_id: str) -> None:
        note = self.notes.pop(provider_id, None)
        if note is not None and self._kept.pop(provider_id, None) is None:
            await writing.drop_note(self.work, note)

    async def write(self) -> None:
        """New messages get their ids, heads of the list move, files are noted."""
        lines = [message for _, message, _ in self._fresh]
        if lines:
            await writing.number_lines(self.work, lines)
        for conversation, message, _ in self._fresh:
            head = conversation.last_message_at
            if conversation.last_message_id is None or head is None or message.sort_at >= head:
                conversation.last_message_id = message.id
                conversation.last_message_at = message.sort_at
            self.touched(conversation)
        if lines or self._new:
            await writing.insert_lines(self.work, lines, begun=self._new)
        for _, message, media in self._fresh:
            if media is not None:
                self.work.session.add(_file_of(self.work, message, media))
                self.work.wake(WorkKind.MEDIA)
        fresh = {id(message) for message in lines}
        changed = [message for key, message in self._changed.items() if key not in fresh]
        if changed:
            await writing.update_messages(self.work, changed)
        moved = [row for row in self.of_guests if self._before[row.id] != writing.state_of(row)]
        if moved:
            await writing.update_conversations(self.work, moved)
        for note in self._kept.values():
            await writing.keep_note(self.work, note)
        for conversation, kind, detail in self._noted:
            await log_activity(self.work, conversation.id, kind, detail=detail)
        await cancel_on_reply(self.work, self.replied)

    async def tell(self) -> None:
        """Every open screen of the hotel: messages first, then the rows of the list."""
        fresh = {id(message): message for _, message, _ in self._fresh}
        older = [message for key, message in self._changed.items() if key not in fresh]
        guests = {
            conversation.id: guest
            for chat_id, (guest, _) in self.guests.items()
            if (conversation := self.conversations.get(chat_id)) is not None
        }
        shown = [*fresh.values(), *older]
        views = await message_views(
            self.work, list(fresh.values()), guests=guests, judged=False
        ) + await message_views(self.work, older, guests=guests)
        for view in views:
            self.work.tell(LiveKind.MESSAGE, view.as_json())
        headed = await _headed_by(self.work, self._reworded)
        self._touched |= {conversation.id: conversation for conversation in headed}
        touched = list(self._touched.values())
        for row in await conversation_views(self.work, touched, held=shown):
            self.work.tell(LiveKind.CONVERSATION, row.as_json())
        await notify(self.work, self._news())

    def _news(self) -> list[News]:
        """For colleagues: a guest wrote where one has the conversation, or for the first time."""
        wrote = {
            conversation.id: conversation
            for conversation, message, _ in self._fresh
            if message.author is Author.GUEST
        }
        held = [
            News(NotifyKind.MESSAGE, row.id, row.assignee_id)
            for row in wrote.values()
            if row.assignee_id is not None
        ]
        if not self.beginnings_are_told:
            return held
        created = NotifyKind.CONVERSATION_CREATED
        return held + [News(created, row.id, None) for row in self._new if row.id in wrote]

    def _apply_early_status(self, message: Message) -> None:
        note = self.notes.get(message.provider_id or "")
        if note is not None and is_further(note.status, than=message.status):
            message.status = further(message.status, note.status)
            message.status_reason, message.status_at = note.reason, note.at


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


def _hides_same(row: Conversation, chat_id: str, guest: Guest) -> bool:
    """Whether this is the guest's chat under the other kind of address: one of the two is @lid.
    Two numbers of one guest are two chats."""
    is_other_kind = row.chat_id.endswith(LID_SUFFIX) != chat_id.endswith(LID_SUFFIX)
    return row.guest_id == guest.id and is_other_kind


def _file_of(work: Work, message: Message, media: IncomingMedia) -> Media:
    assert message.id is not None
    return Media(
        hotel_id=message.hotel_id,
        message_id=message.id,
        file_name=media.file_name,
        mime_type=media.mime_type,
        provider_url=media.url,
        thumbnail=media.thumbnail,
        next_at=work.now,
    )
