"""What the browser's store holds, typed; conversations and messages are the feature's schemas."""

from dataclasses import dataclass
from typing import Any

from backend.domain.words import AlertKind, AlertStatus, InstanceState
from backend.features.activities.schemas import ActivityView
from backend.features.ai_drafts.schemas import AiDraftView
from backend.features.alerts.schemas import StepView
from backend.features.conversations.schemas import (
    ConversationView,
    IdentityView,
    MessageView,
    StayView,
)
from backend.features.scheduled.schemas import ScheduledView
from backend.features.search.schemas import FoundMessage
from backend.features.turns.evidence_views import DroppedView, SentenceView
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.translation_views import Said


@dataclass
class HotelChoice:
    id: str
    name: str


@dataclass
class HotelHere:
    id: str
    name: str
    timezone: str
    language: str
    ai_mode: str
    drafts_for_vips: bool
    off_for_vips: bool
    stage_modes: dict[str, str]
    reply_delay_s: int
    own_topics: list[dict[str, Any]]
    country: str
    check_in_time: str
    check_out_time: str
    keep_webhooks_days: int
    keep_sends_days: int
    keep_calls_days: int
    closes_on_thanks: bool


@dataclass
class Session:
    name: str
    email: str
    is_platform_admin: bool
    role: str
    hotel: HotelHere
    hotels: list[HotelChoice]
    permissions: list[str]
    reads: str
    screens: str
    staff_id: str


@dataclass
class Counts:
    open: int
    mine: int
    unassigned: int
    waiting: int
    mentions: int
    alerts: int
    waiting_guest: int
    snoozed: int
    resolved: int
    saved: dict[str, int]


@dataclass
class ThreadRow:
    m: MessageView
    t: Said
    """In the reader's language; null while the message stands as it came."""
    q: str
    """What it quotes, in that language."""
    a: ActivityView
    """One of the two is there."""
    key: str
    day: str
    """Named when a new day begins here."""
    unread: bool
    """The unread line goes above this one."""
    first: bool
    """First of a run by the same author."""


@dataclass
class Thread:
    rows: list[ThreadRow]
    face: str
    error: str


@dataclass
class Evidence:
    face: str
    error: str
    message: str
    kept: list[SentenceView]
    dropped: list[DroppedView]
    reason: str


@dataclass
class Consent:
    kind: str
    method: str
    at: str


@dataclass
class Decision:
    id: str
    kind: str
    trigger_name: str
    outcome: str
    reason: str
    decided_at: str


@dataclass
class Guest:
    id: str
    stays: list[StayView]
    consents: list[Consent]


@dataclass
class Alert:
    id: str
    kind: AlertKind
    conversation_id: str
    message_id: str
    guest_name: str
    reason: str
    status: AlertStatus
    created_at: str
    verdict: bool
    climb_at: str
    steps: list[StepView]


@dataclass
class Channel:
    id: str
    name: str
    id_instance: int
    policy: str
    state: InstanceState
    state_at: str
    paused_at: str
    paused_until: str
    pause_reason: str


@dataclass
class Named:
    id: str
    name: str


@dataclass
class LabelRow:
    id: str
    name: str
    colour: str


@dataclass
class SavedViewRow:
    id: str
    name: str
    shared: bool
    mine: bool


@dataclass
class Moment:
    choice: str
    until: str
    refusal: str


class Planned(ScheduledView):
    flipped: bool
    """What the guest gets stands in the place of what was written."""


@dataclass
class Later:
    id: str
    written: str
    """By the colleague, whatever the guest gets."""
    on_clock: str
    unless_reply: bool


@dataclass
class Attached:
    key: str
    name: str
    size: str
    picture: str
    """A local address of the picture; empty for other files."""
    error: str


@dataclass
class CannedOffer:
    id: str
    shortcut: str
    title: str
    language: str
    text: str
    missing: list[str]
    files: list[Named]


@dataclass
class Canned:
    face: str
    items: list[CannedOffer]
    at: int
    error: str


@dataclass
class Palette:
    query: str
    found: list[ConversationView]
    said: list[FoundMessage]
    failed: bool
    at: int


@dataclass
class ShownRow:
    row: ConversationView
    gap: int
    """Height of the rows above that are not drawn."""
    at: int


@dataclass
class Shown:
    items: list[ShownRow]
    after: int


@dataclass
class Finding:
    face: str
    guests: list[ConversationView]
    messages: list[FoundMessage]


@dataclass
class Toast:
    id: int
    text: str
    tone: str
    label: str


@dataclass
class Listing:
    items: list[dict[str, Any]]
    face: str
    error: str
    next: str


@dataclass
class StayList:
    items: list[dict[str, Any]]
    face: str
    next: str
    error: str
    busy: bool


@dataclass
class Form:
    name: str
    item: dict[str, Any]
    errors: dict[str, str]
    error: str
    busy: bool


SESSION = live("session", Session)
ROWS = live("rows", list[ConversationView])
ROWS_FACE = live("rows_face", str)
ROWS_HELD = live("rows_held", int)
ROWS_NEXT = live("rows_next", str)
SHOWN = live("shown", Shown)
ROW_STOP = live("row_stop", str)
FOUND = live("found", Finding)
COUNTS = live("counts", Counts)
STATUS = live("status", str)
QUERY = live("query", str)
OPEN_ID = live("open_id", str)
NARROWED = live("narrowed", dict[str, str])
VIEW_ID = live("view_id", str)
PICKED = live("picked", list[str])
PICKING = live("picking", bool)
COLLEAGUES = live("colleagues", list[Named])
TEAMS = live("teams", list[Named])
LABELS = live("labels", list[LabelRow])
SAVED_VIEWS = live("saved_views", list[SavedViewRow])
DESK_FACE = live("desk_face", str)
MOMENTS = live("moments", list[Moment])
PARTICIPANTS = live("participants", list[Named])
PLANNED = live("planned", list[Planned])
AI_DRAFT = live("ai_draft", AiDraftView)
AI_DRAFT_FAILED = live("ai_draft_failed", bool)
LATER = live("later", Later)
COMPOSER_MODE = live("composer_mode", str)
ATTACHED = live("attached", list[Attached])
DROPPING = live("dropping", bool)
CANNED = live("canned", Canned)
UNFILLED = live("unfilled", list[str])
NAMES = live("names", list[Named])
PALETTE = live("palette", Palette)
CONVERSATION = live("conversation", ConversationView)
GUEST = live("guest", Guest)
LEDGER = live("ledger", list[Decision])
THREAD = live("thread", Thread)
THREAD_NEW = live("thread_new", int)
QUOTE = live("quote", MessageView)
PICTURE = live("picture", MessageView)
PANE = live("pane", str)
PANEL = live("panel", bool)
ALERTS = live("alerts", list[Alert])
ALERTS_FACE = live("alerts_face", str)
CHANNELS = live("channels", list[Channel])
TOASTS = live("toasts", list[Toast])
ONLINE = live("online", bool)
DELAYED = live("delayed", bool)
UNANSWERED = live("unanswered", bool)
SOUND = live("sound", bool)
STAYS = live("stays", StayList)
STAYS_VIEW = live("stays_view", str)
STAYS_QUERY = live("stays_query", str)
STAY = live("stay", dict[str, Any])
STAY_EVENTS = live("stay_events", Listing)
IMPORT = live("import_", dict[str, Any])
IMPORT_LINES = live("import_lines", list[dict[str, Any]])
IMPORT_ERROR = live("import_error", str)
IMPORT_BUSY = live("import_busy", bool)
IDENTITY = live("identity", IdentityView)
SHEET = live("sheet", str)
EVIDENCE = live("evidence", Evidence)
LISTS = live("lists", dict[str, Listing])
FORM = live("form", Form)
