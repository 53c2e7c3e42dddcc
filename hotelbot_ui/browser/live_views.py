"""What the store holds of colleagues, notifications and merged records, typed."""

from dataclasses import dataclass

from backend.features.digests.schemas import DigestView
from backend.features.guest_merges.schemas import MergePreview, MergeView
from backend.features.guests.schemas import GuestCard, MoodPoint
from backend.features.notifications.schemas import NotificationView
from backend.features.presence.schemas import NewsView
from hotelbot_ui.browser.bridge import live


@dataclass
class Present:
    id: str
    name: str
    writes: bool


@dataclass
class Second:
    """An answer that waits for a decision."""

    text: str
    news: list[NewsView]


@dataclass
class Notices:
    items: list[NotificationView]
    face: str
    error: str
    read_at: str
    next: str


@dataclass
class Notify:
    choices: dict[str, list[str]]
    quiet_from: str
    quiet_until: str
    mail_minutes: int


@dataclass
class Digest:
    items: list[DigestView]
    face: str
    error: str
    read_at: str
    can_mail: bool
    address: str
    sent_at: str
    next_at: str
    trouble: str


@dataclass
class Merging:
    query: str
    face: str
    error: str
    found: list[GuestCard]
    preview: MergePreview
    busy: bool


@dataclass
class GuestMore:
    moods: list[MoodPoint]
    merges: list[MergeView]


PRESENCE = live("presence", dict[str, list[Present]])
SECOND = live("second", Second)
NOTICES = live("notices", Notices)
UNREAD = live("unread", int)
BELL_TAB = live("bell_tab", str)
NOTIFY = live("notify", Notify)
NOTIFY_FACE = live("notify_face", str)
NOTIFY_ERROR = live("notify_error", str)
DIGEST = live("digest", Digest)
DESKTOP = live("desktop", str)
MERGING = live("merging", Merging)
GUEST_MORE = live("guest", GuestMore)
CHOOSING = live("choosing", bool)
PLANNED_FACE = live("planned_face", str)
PARTICIPANTS_FACE = live("participants_face", str)
MOMENTS_FACE = live("moments_face", str)
