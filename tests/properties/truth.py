"""What must hold after every step, whatever happened before: the promises of the engine."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from backend.domain.delivery_status import _RANK
from backend.domain.words import Author, InboxState, MessageStatus, OutboxState
from backend.features.turns.schemas import Turn
from backend.models import Message, Outbox
from tests.properties.provider import Provider
from tests.properties.steps import Rows

OPEN = {OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNCERTAIN}
SAID_BY_PEOPLE = (Author.STAFF, Author.PHONE)
REPEATABLE_TEXT = "OK"


@dataclass
class Truth:
    """The story as it was told, beside what the tables made of it."""

    provider: Provider
    speaker_minutes: int
    arrived: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """chat -> ids of guest and phone messages, in the order of their first delivery."""
    put_off: set[str] = field(default_factory=set)
    returned: dict[UUID, int] = field(default_factory=dict)
    extra: Counter[int] = field(default_factory=Counter)
    """outbox row -> how often it may be at the provider beyond once, and why is in the story."""
    resent: set[int] = field(default_factory=set)
    """Rows that a person sent again: their place in the order is the person's choice."""
    _seen: dict[int, tuple[OutboxState, MessageStatus]] = field(default_factory=dict)

    def hear(self, chat_id: str, provider_id: str) -> None:
        if provider_id not in self.arrived[chat_id]:
            self.arrived[chat_id].append(provider_id)

    def answered(self, turn: Turn, before: Rows, after: Rows) -> None:
        """An answer that does not know the guest's last words is not given."""
        read = {one.id for one in turn.messages}
        here = [one for one in before.messages if one.conversation_id == turn.conversation.id]
        known = {one.id for one in here}
        spoke = any(
            one.author is Author.AI and one.id not in known
            for one in after.messages
            if one.conversation_id == turn.conversation.id
        )
        newest = max(read, default=0)
        unheard = [one.id for one in here if one.author is Author.GUEST and (one.id or 0) > newest]
        assert not spoke or not unheard, "an answer to what the guest said before"

    def check(self, rows: Rows) -> None:
        chats = {one.id: one.chat_id for one in rows.conversations}
        messages = {one.id: one for one in rows.messages}
        self._each_once(rows.messages)
        self._arrival_order(rows.messages, chats)
        self._one_voice(rows.messages)
        self._sent_once(rows.outbox)
        self._sent_in_order(rows.outbox, messages, chats)
        self._never_back(rows.outbox, messages)

    def check_end(self, rows: Rows) -> None:
        """After a calm while with everything working again nothing is left open."""
        self.check(rows)
        heard = {one for ids in self.arrived.values() for one in ids}
        shown = {one.provider_id for one in rows.messages}
        assert heard <= shown, f"lost: {heard - shown}"
        assert [one.id for one in rows.inbox if one.state is InboxState.NEW] == []
        assert [one.id for one in rows.inbox if one.state is InboxState.DEAD] == []
        assert [(one.id, one.state) for one in rows.outbox if one.state in OPEN] == []
        assert [one.id for one in rows.conversations if one.due_at is not None] == []
        at_provider = Counter((one.chat_id, one.text) for one in self.provider.ledger)
        chats = {one.id: one.chat_id for one in rows.conversations}
        texts = {one.id: one.text for one in rows.messages}
        accepted = Counter(
            (chats[one.conversation_id], texts[one.message_id])
            for one in rows.outbox
            if one.state is OutboxState.ACCEPTED and one.id not in self.resent
        )
        assert accepted - at_provider == Counter(), "shown as sent, and never was"

    def _each_once(self, messages: Iterable[Message]) -> None:
        times = Counter(
            (one.conversation_id, one.provider_id) for one in messages if one.provider_id
        )
        assert [key for key, number in times.items() if number > 1] == []

    def _arrival_order(self, messages: Iterable[Message], chats: dict[UUID, str]) -> None:
        shown: dict[str, list[str]] = defaultdict(list)
        for one in messages:
            if one.provider_id in self.arrived[chats[one.conversation_id]]:
                shown[chats[one.conversation_id]].append(one.provider_id)
        for chat_id, ids in shown.items():
            assert ids == self.arrived[chat_id][: len(ids)], "overtaken"

    def _one_voice(self, messages: Iterable[Message]) -> None:
        by_chat: dict[UUID, list[Message]] = defaultdict(list)
        for one in messages:
            by_chat[one.conversation_id].append(one)
        for lines in by_chat.values():
            held_until, spoken = None, False
            for line in lines:
                if line.author is Author.GUEST:
                    spoken = False
                elif line.author in SAID_BY_PEOPLE:
                    until = line.sort_at + timedelta(minutes=self.speaker_minutes)
                    held_until = max(until, held_until or until)
                elif line.author is Author.AI:
                    assert not spoken, "two answers of the AI to one turn"
                    assert held_until is None or line.sent_at >= held_until, "spoke over a person"
                    spoken = True

    def _sent_once(self, outbox: Iterable[Outbox]) -> None:
        times = Counter(one.outbox_id for one in self.provider.ledger)
        doubled = {
            one.id: times[one.id or 0]
            for one in outbox
            if times[one.id or 0] > 1 + self.extra[one.id or 0]
        }
        assert doubled == {}, "sent again although it was accepted"

    def _sent_in_order(
        self, outbox: Iterable[Outbox], messages: dict[int | None, Message], chats: dict[UUID, str]
    ) -> None:
        first: dict[int, int] = {}
        for place, taken in enumerate(self.provider.ledger):
            first.setdefault(taken.outbox_id, place)
        places: dict[UUID, list[int]] = defaultdict(list)
        for one in outbox:
            if one.id in first and one.id not in self.resent:
                places[one.conversation_id].append(first[one.id])
        for found in places.values():
            assert found == sorted(found), "sent out of order"

    def _never_back(self, outbox: Iterable[Outbox], messages: dict[int | None, Message]) -> None:
        for one in outbox:
            assert one.id is not None
            status = messages[one.message_id].status
            was = self._seen.get(one.id)
            if was is not None and one.id not in self.resent:
                state, before = was
                assert state is not OutboxState.ACCEPTED or one.state is state, "accepted, then not"
                if _RANK[before] >= _RANK[MessageStatus.ACCEPTED]:
                    assert _RANK[status] >= _RANK[before], f"{before} became {status}"
            self._seen[one.id] = one.state, status
