"""What WhatsApp itself holds of one number: guests, their chats, every message."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from simulators.green_api.message import Message, replace_text

KEPT_MESSAGES = 50_000


@dataclass(slots=True)
class Guest:
    phone: str
    name: str
    language: str = ""
    whatsapp: bool = True
    typing_until: float = 0.0
    """The hotel shows as typing in this chat until then."""

    @property
    def chat_id(self) -> str:
        return f"{self.phone}@c.us"


class Chats:
    def __init__(self) -> None:
        self.guests: dict[str, Guest] = {}
        self._messages: dict[tuple[str, str], Message] = {}
        self._order: deque[Message] = deque()
        self._by_chat: dict[str, deque[Message]] = {}
        self.version = 0
        """Grows with every visible change, so that a screen knows when to redraw."""

    def guest(self, chat_id: str) -> Guest:
        """A chat we have not seen belongs to a guest whose name is the number."""
        found = self.guests.get(chat_id)
        if found is None:
            phone = chat_id.partition("@")[0]
            found = self.guests[chat_id] = Guest(phone, phone)
            self.version += 1
        return found

    def add_guest(self, guest: Guest) -> Guest:
        self.guests[guest.chat_id] = guest
        self.version += 1
        return guest

    def put(self, message: Message) -> None:
        self._messages[(message.chat_id, message.id)] = message
        self._order.append(message)
        self._by_chat.setdefault(message.chat_id, deque()).append(message)
        if len(self._order) > KEPT_MESSAGES:
            oldest = self._order.popleft()
            self._by_chat[oldest.chat_id].popleft()
            self._messages.pop((oldest.chat_id, oldest.id), None)
        self.version += 1

    def find(self, chat_id: str, id_message: str) -> Message | None:
        return self._messages.get((chat_id, id_message))

    def newest_first(
        self, *, chat_id: str | None = None, incoming: bool | None = None, lag_s: float = 0.0
    ) -> Iterator[Message]:
        """Without those younger than the lag."""
        visible = time.time() - lag_s
        kept = self._order if chat_id is None else self._by_chat.get(chat_id, ())
        for message in reversed(kept):
            if message.appeared <= visible and incoming in (None, message.incoming):
                yield message

    def set_status(self, message: Message, status: str) -> None:
        message.status = status
        self.version += 1

    def edit(self, target: Message, text: str, *, edited_by: str) -> None:
        target.data = replace_text(target.data, text)
        target.edited_by = edited_by
        self.version += 1

    def delete(self, target: Message, *, deleted_by: str) -> None:
        target.deleted_by = deleted_by
        self.version += 1

    def react(self, target: Message, emoji: str) -> None:
        target.reaction = emoji
        self.version += 1
