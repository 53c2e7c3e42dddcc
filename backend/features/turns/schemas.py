"""What one turn is made of: the facts that were read, and what came out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from backend.domain.ai_budget import Limit
from backend.domain.ai_modes import Allowed, mode_for, stage_of
from backend.domain.evidence import Source
from backend.domain.identity import Identity, Verified, identify, may_tell
from backend.domain.ladder import Entry
from backend.domain.language import route_language
from backend.domain.mood import Mood
from backend.domain.pseudonyms import PublicFacts
from backend.domain.speaking import Decision
from backend.domain.triggers import Fire, Skip
from backend.domain.words import (
    AiMode,
    AiRung,
    AlertKind,
    Author,
    Direction,
    FactClass,
    HotelStatus,
    MessageKind,
)
from backend.features.ai_calls.schemas import CallRecord
from backend.features.triggers.service import ArmedTrigger
from backend.models import Conversation, Guest, Hotel, Stay


@dataclass(frozen=True, slots=True)
class Claim:
    """A turn that is ours until the lease ends."""

    conversation_id: UUID
    epoch: int
    attempts: int


@dataclass(frozen=True, slots=True)
class TurnMessage:
    id: int
    direction: Direction
    author: Author
    kind: MessageKind
    text: str
    turn: int
    sort_at: datetime
    received_at: datetime
    is_assessed: bool


@dataclass(frozen=True, slots=True)
class People:
    conversation: Conversation
    guest: Guest
    stay: Stay | None


@dataclass(frozen=True, slots=True)
class Locked:
    """A conversation that is still ours, and what may have changed while we thought."""

    conversation: Conversation
    opted_out: bool
    hotel_status: HotelStatus
    ai_mode: AiMode


@dataclass(frozen=True, slots=True)
class GuardedEntry:
    """An entry that not everybody may be told."""

    entry: Entry
    fact_class: FactClass


@dataclass(frozen=True, slots=True)
class HotelBook:
    """What all turns of a hotel share today."""

    hotel: Hotel
    today: date
    entries: tuple[Entry, ...]
    """Those that may be told to anybody."""
    guarded: tuple[GuardedEntry, ...]
    armed: tuple[ArmedTrigger, ...]
    knowledge: str
    """The public entries as the prompt lists them, in a fixed order."""
    public: PublicFacts
    user_id: str
    """The hotel's pseudonym at the vendor."""


@dataclass(frozen=True)
class Turn:
    """Without slots: what is derived from the messages is asked for several times, and kept."""

    claim: Claim
    conversation: Conversation
    guest: Guest
    stay: Stay | None
    """The likeliest, as the inbox shows it; what may be told goes by `identity`."""
    stays: tuple[Stay, ...]
    """All of this guest."""
    codes: Mapping[UUID, str]
    """Door codes by stay, opened."""
    messages: tuple[TurnMessage, ...]
    """The last ones, oldest first."""
    fired: frozenset[tuple[UUID, str]]
    heard_today: int
    """Messages of triggers to this guest since the hotel's day began."""
    book: HotelBook
    read_at: datetime
    """By the database's clock."""
    limit: Limit | None = None
    """Which limit on the AI's cost is reached; None: it may be asked."""

    @property
    def allowed(self) -> Allowed:
        """What the AI may do for this guest, and what set it."""
        return self._allowed_under(self.book.hotel.ai_mode)

    def mode_under(self, hotel_mode: AiMode) -> AiMode:
        """The same where the hotel's mode is this."""
        return self._allowed_under(hotel_mode).mode

    def _allowed_under(self, hotel_mode: AiMode) -> Allowed:
        hotel = self.book.hotel
        return mode_for(
            hotel_mode,
            vip=self.guest.vip,
            drafts_for_vips=hotel.drafts_for_vips,
            off_for_vips=hotel.off_for_vips,
            stage=stage_of(self.stay, self.book.today),
            stage_modes=hotel.stage_modes,
        )

    @property
    def answer_at(self) -> datetime:
        """Before this the hotel's people may answer."""
        newest = self.unanswered[-1].received_at if self.unanswered else self.read_at
        return newest + timedelta(seconds=self.book.hotel.reply_delay_s)

    @cached_property
    def unanswered(self) -> tuple[TurnMessage, ...]:
        """The guest's messages since the hotel's side spoke last.

        Compared by turn, not by time: providers give whole seconds, and a message may be written
        while the answer to the one before is on its way.
        """
        spoken = (one.turn for one in self.messages if one.direction is Direction.OUT)
        answered = max(spoken, default=-1)
        return tuple(
            one for one in self.messages if one.direction is Direction.IN and one.turn > answered
        )

    @property
    def unassessed(self) -> tuple[TurnMessage, ...]:
        return tuple(
            one
            for one in self.messages
            if one.direction is Direction.IN and one.text.strip() and not one.is_assessed
        )

    @cached_property
    def identity(self) -> Identity[Stay]:
        """Which stay this is about, or why nobody knows."""
        return identify(
            self.stays,
            today=self.book.today,
            number_known=self.guest.phone is not None,
            chosen=self.conversation.chosen_stay_id,
            said=[one.text for one in self.messages if one.direction is Direction.IN],
        )

    @cached_property
    def told(self) -> tuple[Entry, ...]:
        """Guarded entries that this guest may be told now."""
        identity = self.identity
        return tuple(one.entry for one in self.book.guarded if may_tell(one.fact_class, identity))

    @property
    def door_code(self) -> str | None:
        """Of the one stay that is verified and in the house."""
        match self.identity:
            case Verified(stay=stay, in_house=True):
                return self.codes.get(stay.id)
        return None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What may be answered from: k1 is the first."""
        return (*self.book.entries, *self.told)

    def entry_of(self, key: str) -> Entry:
        return self.entries[int(key.removeprefix("k")) - 1]

    def sources(self) -> Mapping[str, Source]:
        """By the keys of the prompt."""
        return {
            f"k{number}": Source(
                f"{one.title}: {one.text}", one.valid_from, one.valid_until, one.season
            )
            for number, one in enumerate(self.entries, start=1)
        }

    @cached_property
    def language(self) -> str | None:
        """In which the guest is answered: his burst decides, then what he wrote before it."""
        unanswered = self.unanswered
        earlier = (
            one.text
            for one in reversed(self.messages)
            if one.direction is Direction.IN and one not in unanswered
        )
        return route_language([self.burst_text, *earlier], self.guest.language)

    def age_s(self, now: datetime) -> float:
        """Seconds since the guest's last message arrived, without those that the hotel leaves its
        people."""
        return max(0.0, (now - self.answer_at).total_seconds())

    @cached_property
    def burst_text(self) -> str:
        return "\n".join(one.text for one in self.unanswered if one.text.strip())


@dataclass(frozen=True, slots=True)
class Speech:
    """A text for the guest."""

    text: str
    rung: AiRung
    sources: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """As raise_alert() takes it."""

    kind: AlertKind
    reason: str
    message_id: int | None
    dedupe_key: str
    score: float | None = None
    """Of the mood that raised it."""
    unless_unfinished: bool = False
    """Not while an alert of this kind about the conversation is unfinished."""


@dataclass(frozen=True, slots=True)
class TriggerOutcome:
    armed: ArmedTrigger
    outcome: Fire | Skip
    text: str = ""
    """What it says; empty unless it fires."""
    language: str | None = None
    template_version: int | None = None
    """Of the template's text in that language."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The guest's answer to what the hotel asked: a survey, or whether something is fixed."""

    question: str
    """As the conversation holds it."""
    message_id: int
    score: int | None = None
    fixed: bool | None = None
    """Both None: neither could be read, so a person looks."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that came out of thinking about a turn; nothing of it has happened yet."""

    decision: Decision
    moods: tuple[tuple[int, Mood], ...] = ()
    """(message, its mood), oldest first."""
    speech: Speech | None = None
    draft: Speech | None = None
    """What staff may say; it goes to them alone."""
    triggers: tuple[TriggerOutcome, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    call: CallRecord | None = None
    reply: Reply | None = None
    hands_to_staff: bool = False
    """The AI is silent from now on, until somebody returns the conversation to it."""
    is_holding_text: bool = False
    """The fixed text that goes out at most once in a while."""
    notes: dict[str, str] = field(default_factory=dict)
    """For the ledger: codes, no guest's words."""
    evidence: Mapping[str, Any] | None = None
    """For the ledger: the answer's sentences with what they stand on, and those that were dropped
    with the reason."""


class Thought(NamedTuple):
    turn: Turn
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the verdict may still be spoken."""

    is_current: bool
    """No message came since the facts were read."""
    refusal: str | None
    """Why nobody speaks after all; None: the verdict holds."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict whose turn is still ours."""

    turn: Turn
    verdict: Verdict
    locked: Locked
    standing: Standing


Ledger = dict[UUID | None, int]
"""What a turn left in the ledger: {trigger, or None for the answer: decision}."""
