"""What the browser's store holds for the delivery screen; the rest are the API's own schemas."""

from dataclasses import dataclass

from backend.features.channels.schemas import ChannelView, Completeness
from backend.features.completeness.schemas import CheckView
from backend.features.connections.schemas import ConnectionView
from backend.features.dead_letters.schemas import DeadLetterView, ReasonCount
from backend.features.delivery.schemas import TryView
from backend.features.number_health.schemas import (
    BudgetView,
    CountsView,
    HeldView,
    NumberEventView,
    PaceView,
    PauseView,
    QueueView,
    ReplyRatioView,
)
from hotelbot_ui.browser.bridge import live


@dataclass
class Doubt:
    """UncertainView as it is drawn."""

    message_id: str
    conversation_id: str
    guest_name: str
    room: str
    text: str
    author: str
    author_name: str
    state: str
    needs_person: bool
    reason: str
    first_try_at: str
    last_try_at: str
    attempts: int
    tries: list[TryView]
    looked_at: str
    look: str
    next_look_at: str
    never_twice: bool
    not_after: str
    settled: bool
    """It is in doubt no more, and still shown because the pointer is among them."""


@dataclass
class Number:
    """NumberHealthView with the number itself and its meter."""

    channel_id: str
    name: str
    state: str
    state_at: str
    sending: bool
    pause: PauseView
    pace: PaceView
    age_days: int
    today: CountsView
    week: CountsView
    budget: BudgetView
    reply_ratio: ReplyRatioView
    waiting: list[QueueView]
    held: list[HeldView]
    warned_at: str
    care_until: str
    events: list[NumberEventView]
    channel: ChannelView
    meter: Completeness


@dataclass
class Part:
    face: str
    error: str
    read_at: str
    next: str


@dataclass
class Doubts(Part):
    items: list[Doubt]
    asked: int
    """Of the items, those that need a person."""
    busy: str


@dataclass
class Letters(Part):
    items: list[DeadLetterView]
    source: str
    reason: str
    changed: bool
    """More or fewer wait than when the list was read."""
    busy: str


@dataclass
class LetterCounts:
    waiting: int
    by_reason: list[ReasonCount]


@dataclass
class Numbers(Part):
    items: list[Number]


@dataclass
class Checks(Part):
    items: list[CheckView]
    name: str
    next_check_at: str


@dataclass
class Connections(Part):
    items: list[ConnectionView]
    all_well: bool
    to_mend: int
    """Of the items, those that a person has to mend."""


@dataclass
class Again:
    """The message that a person is about to send a second time."""

    id: str
    guest_name: str
    text: str


DOUBTS = live("doubts", Doubts)
LETTERS = live("letters", Letters)
LETTER_COUNTS = live("letter_counts", LetterCounts)
NUMBERS = live("numbers", Numbers)
CHECKS = live("checks", Checks)
CONNECTIONS = live("connections", Connections)
AGAIN = live("again", Again)
