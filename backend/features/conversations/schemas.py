"""What leaves the conversations feature: the shapes of the API, the live events and the screens.

Times are ISO 8601 in UTC; days are the hotel's. A live event carries the same shape as the list.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.inbox_words import Priority
from backend.domain.media_fetching import MediaTrouble
from backend.domain.words import (
    AiRung,
    Author,
    ConversationStatus,
    Direction,
    MediaState,
    MessageKind,
    MessageStatus,
    MoodLevel,
    Speaker,
    StayStatus,
)
from backend.features.labels.schemas import LabelView


class View(BaseModel):
    model_config = ConfigDict(frozen=True)

    def as_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class GuestView(View):
    id: UUID
    name: str
    phone: str | None
    language: str | None
    vip: bool
    opted_out: bool


class StayView(View):
    id: UUID
    guest_name: str
    """On the reservation; another one than the guest's where a number is shared."""
    external_id: str
    room: str | None
    room_type: str | None
    arrival: date
    departure: date
    nights: int
    night: int | None
    """Which night of the stay it is today in the hotel's zone; None outside of the stay."""
    status: StayStatus
    source: str | None
    vip: bool
    note: str | None


class IdentityView(View):
    """Which stay the guest writes about: verified, ambiguous or unknown, and why."""

    state: str
    why: str
    in_house: bool
    """Only then may a secret such as a door code be told."""
    stay_id: UUID | None
    candidates: list[StayView]


class SpeakerView(View):
    holder: Speaker
    staff_id: UUID | None
    staff_name: str | None
    reason: str | None
    until: datetime | None


class LastMessageView(View):
    id: str
    direction: Direction
    author: Author
    kind: MessageKind
    text: str
    """One line, at most 140 characters."""
    status: MessageStatus
    sent_at: datetime


class SentimentView(View):
    score: float
    level: MoodLevel
    rationale: str = ""
    language: str | None = None


class ConversationView(View):
    id: UUID
    channel_id: UUID
    guest: GuestView
    stay: StayView | None
    status: ConversationStatus
    turn: int
    speaker: SpeakerView
    assignee_id: UUID | None
    assignee_name: str | None
    team_id: UUID | None
    team_name: str | None
    priority: Priority
    labels: list[LabelView]
    """By name."""
    snoozed_until: datetime | None
    """Of a snoozed one; None: until the guest writes."""
    mentions: list[UUID]
    """Staff who were named in a note and have not seen it."""
    last_message: LastMessageView | None
    last_message_at: datetime
    waiting_since: datetime | None
    unread: int
    sentiment: SentimentView | None
    open_alerts: int


class MediaView(View):
    id: UUID
    file_name: str
    mime_type: str
    thumbnail: str | None
    """data:image/jpeg;base64,… as WhatsApp sent it along."""
    url: str | None
    """Our own address of the file, once it is stored."""
    small_url: str | None = None
    """Of a picture that is larger than the thread shows it."""
    width: int | None = None
    height: int | None = None
    transcript: str = ""
    """What is said in it, as somebody wrote it down."""
    transcript_by: str = ""
    by_machine: bool = False
    """The transcript came over the API."""
    state: MediaState
    trouble: MediaTrouble | None
    """Why it is not here; of a remote file: why not yet."""
    coming: bool
    """Somebody fetches it by itself."""
    size_bytes: int | None


class QuoteView(View):
    id: str | None
    author: Author | None
    text: str


class MessageView(View):
    id: str
    conversation_id: UUID
    direction: Direction
    author: Author
    author_name: str
    kind: MessageKind
    text: str
    content: dict[str, Any]
    media: MediaView | None
    quote: QuoteView | None
    reactions: list[dict[str, str]]
    status: MessageStatus
    status_reason: str | None
    sent_at: datetime
    received_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    late: bool
    client_id: str | None
    sentiment: SentimentView | None
    ai_rung: AiRung | None
    ai_sources: list[dict[str, str]]
