"""What the browser's store holds for the screens of triggers; the rest are the API's schemas."""

from dataclasses import dataclass
from typing import Any

from backend.features.triggers.schemas import (
    AutomationView,
    LedgerView,
    MatchView,
    PlannedView,
    RehearsalLineView,
    RehearsalView,
    SampleView,
    SkipView,
    TriggerView,
)
from hotelbot_ui.browser.bridge import live
from hotelbot_ui.browser.delivery_views import Part


@dataclass
class Named:
    """What a list offers: a message, a colleague, a team, a label."""

    id: str
    name: str


@dataclass
class Group:
    name: str
    items: list[TriggerView]


@dataclass
class Triggers(Part):
    groups: list[Group]
    busy: str
    """The trigger that is being changed, or what is done to all."""


@dataclass
class FieldChoice:
    name: str
    label: str


@dataclass
class OperatorChoice:
    value: str
    words: str
    """The key of its words."""


@dataclass
class Row:
    """One line of the tree of conditions."""

    kind: str
    path: str
    depth: int
    key: str
    error: str
    word: str
    field: str
    operator: str
    operators: list[OperatorChoice]
    choices: list[str]
    control: str
    value: str
    values: list[str]
    joined: str
    """How it hangs together with the row before it; empty for the first."""


@dataclass
class ActionField:
    name: str
    path: str
    choices: list[str]
    picks: list[Named]
    control: str
    longest: int
    value: str


@dataclass
class ActionRow:
    """One action of the draft, with its own fields."""

    place: int
    path: str
    kind: str
    error: str
    fields: list[ActionField]


@dataclass
class TimingDraft:
    moment: str
    amount: int
    unit: str
    side: str
    at: str


@dataclass
class SilenceDraft:
    waits_for: str
    minutes: int


@dataclass
class QuietDraft:
    start: str
    end: str
    rule: str


@dataclass
class Draft:
    name: str
    event: str
    keywords: list[str]
    timing: TimingDraft
    silence: SilenceDraft
    conditions: dict[str, Any]
    quiet: QuietDraft
    weekdays: list[int]
    late: str
    scope: str
    daily_cap: int
    asks_review: bool
    stale_after_minutes: int
    template_id: str
    priority: int
    actions: list[dict[str, Any]]


@dataclass
class Check:
    """CheckView, with how far it is."""

    face: str
    error: str
    busy: bool
    considered: int
    matching: int
    first: list[MatchView]
    sample: SampleView


@dataclass
class ChosenStay:
    id: str
    name: str


@dataclass
class Builder:
    face: str
    error: str
    errors: dict[str, str]
    busy: str
    id: str
    trigger: TriggerView
    draft: Draft
    dirty: bool
    past: list[Any]
    future: list[Any]
    revision: int
    """Grows when what was typed must be drawn anew, as after an undo."""
    rows: list[Row]
    actions: list[ActionRow]
    fields: list[FieldChoice]
    planned: bool
    """It writes by itself."""
    stay: ChosenStay
    found: list[dict[str, Any]]
    searched: str
    check: Check


@dataclass
class TemplateChoice:
    id: str
    name: str
    spoken: list[str]
    """Languages with a reviewed text."""
    falls_back_to: str
    """What guests of all others get."""


@dataclass
class Reason:
    reason: str
    count: int


@dataclass
class Rehearsal:
    face: str
    error: str
    id: str
    trigger: TriggerView
    view: RehearsalView
    reasons: list[Reason]
    seconds: int
    busy: bool
    filter: str
    reason: str


@dataclass
class RehearsalLines(Part):
    items: list[RehearsalLineView]


@dataclass
class LedgerOf:
    kind: str
    of: str
    name: str
    outcome: str


@dataclass
class LedgerLines(Part):
    items: list[LedgerView]


@dataclass
class Coming(Part):
    items: list[PlannedView]


@dataclass
class Skips(Part):
    items: list[SkipView]


TRIGGERS = live("triggers", Triggers)
AUTOMATION = live("automation", AutomationView)
BUILDER = live("builder", Builder)
MESSAGES = live("messages", list[Named])
TEMPLATES = live("builder_templates", list[TemplateChoice])
REHEARSAL = live("rehearsal", Rehearsal)
REHEARSAL_LINES = live("rehearsal_lines", RehearsalLines)
LEDGER_OF = live("ledger_of", LedgerOf)
LEDGER_LINES = live("ledger_lines", LedgerLines)
COMING = live("coming", Coming)
SKIPS = live("skips", Skips)
