"""A hotel as its staff and the operator see it."""

from datetime import datetime, time
from typing import Annotated, Self
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from backend.domain.ai_modes import StayStage
from backend.domain.words import AiMode, HotelStatus
from backend.kit.fields import ClockTime, Code, Language, Line, Note
from backend.kit.text import storable


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is no time zone; use an IANA name such as Europe/Berlin")
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]


Country = Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z]{2}$")]
"""ISO 3166 alpha-2."""


Word = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=2, max_length=60),
    AfterValidator(storable),
]
"""A word or a phrase; a final * allows any ending."""


MOST_WORDS = 100
"""Of one topic; every turn of the hotel reads them."""


class Topic(BaseModel):
    """What the hotel keeps for its people."""

    name: Annotated[Line, StringConstraints(max_length=60)]
    words: dict[Language, list[Word]] = Field(max_length=20)

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if not 0 < sum(map(len, self.words.values())) <= MOST_WORDS:
            raise ValueError(f"a topic needs one word at least and {MOST_WORDS} at most")
        return self


StageModes = dict[StayStage, AiMode]
Topics = Annotated[list[Topic], Field(max_length=20)]
Delay = Annotated[int, Field(ge=0, le=600)]


class HotelInput(BaseModel):
    name: Line
    timezone: Zone
    language: Language = "en"
    ai_mode: AiMode = AiMode.AUTO
    drafts_for_vips: bool = False
    """In auto mode too, an answer to a VIP waits for staff."""
    off_for_vips: bool = False
    """The AI does nothing for a VIP."""
    stage_modes: StageModes = {}
    """What the AI may do at a stage of the stay; it takes away and never gives."""
    reply_delay_s: Delay = 0
    """How long people may answer first."""
    own_topics: Topics = []
    """What the AI leaves to people, by words."""
    debounce_ms: int = Field(default=2000, ge=0, le=8000)
    speaker_minutes: int = Field(default=30, ge=1, le=1440)
    late_minutes: int = Field(default=15, ge=1, le=1440)
    """A message that took longer to reach us is left to people."""
    closes_on_thanks: bool = True
    """A mere thank you leaves a resolved conversation resolved."""
    keep_webhooks_days: int = Field(default=30, ge=7, le=365)
    """How long a webhook is kept as it came, after it was handled."""
    keep_sends_days: int = Field(default=365, ge=30, le=3650)
    """How long it is kept how a message was sent."""
    keep_calls_days: int = Field(default=90, ge=1, le=3650)
    """How long it is kept what calls to the model said of guests; hashes and costs stay."""
    contact_phone: Code | None = None
    website: Line | None = None
    country: Country | None = None
    """Where telephone numbers without a country code are meant; null: as of contact_phone."""
    check_in_time: ClockTime = time(15)
    check_out_time: ClockTime = time(11)


class HotelPatch(BaseModel):
    name: Line | None = None
    timezone: Zone | None = None
    language: Language | None = None
    ai_mode: AiMode | None = None
    drafts_for_vips: bool | None = None
    off_for_vips: bool | None = None
    stage_modes: StageModes | None = None
    reply_delay_s: Delay | None = None
    own_topics: Topics | None = None
    debounce_ms: int | None = Field(default=None, ge=0, le=8000)
    speaker_minutes: int | None = Field(default=None, ge=1, le=1440)
    late_minutes: int | None = Field(default=None, ge=1, le=1440)
    closes_on_thanks: bool | None = None
    keep_webhooks_days: int | None = Field(default=None, ge=7, le=365)
    keep_sends_days: int | None = Field(default=None, ge=30, le=3650)
    keep_calls_days: int | None = Field(default=None, ge=1, le=3650)
    contact_phone: Code | None = None
    website: Line | None = None
    country: Country | None = None
    check_in_time: ClockTime | None = None
    check_out_time: ClockTime | None = None
    status: HotelStatus | None = None
    """Only the operator may suspend a hotel."""
    reason: Note = ""


class HotelView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    timezone: str
    language: str
    status: HotelStatus
    ai_mode: AiMode
    drafts_for_vips: bool
    off_for_vips: bool
    stage_modes: StageModes
    reply_delay_s: int
    own_topics: list[Topic]
    debounce_ms: int
    speaker_minutes: int
    late_minutes: int
    closes_on_thanks: bool
    keep_webhooks_days: int
    keep_sends_days: int
    keep_calls_days: int
    contact_phone: str | None
    website: str | None
    country: str | None
    check_in_time: ClockTime
    check_out_time: ClockTime
    created_at: datetime


class HotelHealthView(HotelView):
    """A hotel in the operator's list: counts and times, nothing a guest wrote."""

    health: str
    """In words, worst first; "All well" when nothing is wrong."""
    numbers: int
    numbers_down: int
    guests_waiting: int
    longest_wait_since: datetime | None
    sends_open: int
    last_message_at: datetime | None
    ai_cost_usd: float
    """What the AI has cost this month, by the hotel's clock."""
