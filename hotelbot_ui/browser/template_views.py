"""What the browser's store holds for the templates; the rest are the API's own schemas."""

from dataclasses import dataclass

from backend.features.template_links.schemas import LinkView
from backend.features.templates.schemas import (
    ChangeView,
    FindingView,
    PieceView,
    TemplateView,
    TextView,
    VersionView,
)
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.delivery_views import Part


@dataclass
class Templates(Part):
    items: list[TemplateView]


@dataclass
class Tab:
    code: str
    state: str
    """A review state, `unsaved`, or `new`: nothing was saved in this language."""


@dataclass
class StayChoice:
    external_id: str
    guest_name: str
    room: str
    arrival: str
    departure: str


@dataclass
class Preview:
    face: str
    pieces: list[PieceView]
    text: str
    missing: list[str]
    problems: list[FindingView]
    cautions: list[FindingView]
    length: int
    error: str
    of: str
    """The text it was made from."""


@dataclass
class Editor:
    face: str
    """closed, loading, failed or ready."""
    id: str
    error: str
    busy: bool
    template: TemplateView
    name: str
    message_class: str
    language: str
    stamp: int
    """Another one: the field is filled anew."""
    tabs: list[Tab]
    text: str
    length: int
    percent: int
    state: str
    is_changed: bool
    current: TextView
    """What is saved in the language that is open."""
    preview: Preview
    stay: str
    stays: list[StayChoice]
    stays_error: str
    links: list[LinkView]
    links_error: str
    links_busy: bool


@dataclass
class Versions(Part):
    items: list[VersionView]


@dataclass
class Changes:
    version: int
    since: int
    parts: list[ChangeView]
    error: str


TEMPLATES = live("templates", Templates)
EDITOR = live("editor", Editor)
VERSIONS = live("versions", Versions)
CHANGES = live("changes", Changes)
