"""Shapes of triggers, of the ledger and of rehearsals."""

from datetime import datetime, time
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from backend.domain.action_words import ActionKind, ActionState
from backend.domain.journey_parts import JourneyPart, NextStep
from backend.domain.trigger_facts import SkipReason
from backend.domain.triggers import IN_CONVERSATION
from backend.domain.words import (
    DecisionKind,
    DecisionOutcome,
    LateRule,
    OffsetUnit,
    PlanState,
    QuietRule,
    Side,
    StayMoment,
    TriggerEvent,
    TriggerScope,
    WaitingFor,
)
from backend.features.conversations.schemas import View
from backend.features.triggers.actions import ActionKindView, Actions

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Keyword = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]
ClockTime = Annotated[time, WithJsonSchema({"type": "string", "examples": ["18:00"]})]
"""On the hotel's clock, without a zone."""
Weekday = Annotated[int, Field(ge=0, le=6)]
LONGEST_SILENCE = 14 * 24 * 60


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TimingPart(_Part):
    """So long before or after a moment of the stay."""

    moment: StayMoment
    amount: int = Field(default=0, ge=0, le=366 * 24 * 60)
    unit: OffsetUnit = OffsetUnit.DAYS
    side: Side = Side.AFTER
    at: ClockTime | None = None
    """Time of day on the hotel's clock; only with days."""

    @model_validator(mode="after")
    def _reads_as_a_time(self) -> Self:
        if self.at is not None and self.unit is not OffsetUnit.DAYS:
            raise ValueError("A time of day goes with days, not with hours or minutes.")
        if self.at is not None and self.at.tzinfo is not None:
            raise ValueError("The time of day is on the hotel's clock; leave the zone away.")
        if self.unit is OffsetUnit.DAYS and self.amount > 366:
            raise ValueError("At most 366 days.")
        return self


class SilencePart(_Part):
    waits_for: WaitingFor
    minutes: int = Field(ge=1, le=LONGEST_SILENCE)


class QuietPart(_Part):
    start: ClockTime
    end: ClockTime
    rule: QuietRule = QuietRule.DEFER

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.start == self.end:
            raise ValueError("Quiet hours must begin and end at different times.")
        return self


class Rule(BaseModel):
    """The rule of a trigger beside its name, its event and its template."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    keywords: list[Keyword] = Field(default_factory=list, max_length=100)
    timing: TimingPart | None = None
    """Of a time trigger."""
    silence: SilencePart | None = None
    """Of a no_reply trigger."""
    conditions: dict[str, Any] = Field(default_factory=dict)
    """{"all": [...]} or {"any": [...]}; a member is such a group again, or
    {"field", "operator", "value"} by the vocabulary. Empty: always."""
    quiet: QuietPart | None = None
    weekdays: list[Weekday] = Field(default_factory=list, max_length=7)
    """Monday is 0; empty: every day."""
    late: LateRule = LateRule.SKIP
    scope: TriggerScope = TriggerScope.ROOM
    daily_cap: int | None = Field(default=3, ge=1, le=50)
    """Nothing where so many automatic messages went to the guest today; null: no limit."""
    asks_review: bool = False
    """It asks for a review: withheld while a complaint of the stay is open."""
    stale_after_minutes: int = Field(default=180, ge=5, le=7 * 24 * 60)
    actions: Actions = ()
    """What else is done when it fires, in this order."""


class TriggerDraft(Rule):
    name: Name
    event: TriggerEvent
    template_id: UUID | None = None
    """What it sends; null: nothing, it only acts."""
    enabled: bool = False
    """Only a trigger of a conversation may begin enabled; others are rehearsed first."""
    priority: int = Field(default=100, ge=0, le=1000)
    """Lower goes first."""

    @model_validator(mode="after")
    def _parts_where_they_count(self) -> Self:
        if (self.event is TriggerEvent.KEYWORD) != bool(self.keywords):
            raise ValueError("Keywords belong to a keyword trigger, and it needs at least one.")
        if (self.event is TriggerEvent.TIME) != (self.timing is not None):
            raise ValueError("A timing belongs to a time trigger, and it needs one.")
        if (self.event is TriggerEvent.NO_REPLY) != (self.silence is not None):
            raise ValueError("A silence belongs to a no_reply trigger, and it needs one.")
        if self.template_id is None and not self.actions:
            raise ValueError("Choose a template to send, or an action.")
        return self

    @property
    def is_planned(self) -> bool:
        """Writes by itself, so it is published, rehearsed and then enabled."""
        return self.event not in IN_CONVERSATION


class TriggerView(View):
    id: UUID
    name: str
    event: TriggerEvent
    template_id: UUID | None
    template_name: str | None
    enabled: bool
    priority: int
    keywords: list[str]
    timing: TimingPart | None
    silence: SilencePart | None
    conditions: dict[str, Any]
    quiet: QuietPart | None
    weekdays: list[int]
    late: LateRule
    scope: TriggerScope
    daily_cap: int | None
    asks_review: bool
    stale_after_minutes: int
    actions: Actions
    version: int
    published: bool
    draft: TriggerDraft | None
    """A change that waits for being published; the rule above is what goes on meanwhile."""
    draft_version: int | None
    rehearsed_version: int | None
    needs_rehearsal: bool
    """Before it is enabled, or before its draft replaces an enabled rule."""
    enabled_at: datetime | None
    published_at: datetime | None
    planned: int
    """Occurrences that wait for their time."""
    next_at: datetime | None
    """When the first of them is decided."""
    sent_week: int
    not_sent_week: int
    """Of the ledger's lines of the last seven days."""
    sentence: str
    """The newest version, read out loud."""
    part: JourneyPart
    """Of the newest version."""
    next_step: NextStep | None
    updated_at: datetime


class FieldView(View):
    name: str
    label: str
    kind: str
    operators: list[str]
    choices: list[str]
    events: Literal["all", "conversation"]
    """`conversation`: only where a guest has just written, or has not answered."""


class VocabularyView(View):
    """What the builder offers."""

    fields: list[FieldView]
    events: list[TriggerEvent]
    planned_events: list[TriggerEvent]
    """Those that are published, rehearsed and then enabled."""
    moments: list[StayMoment]
    units: list[OffsetUnit]
    actions: list[ActionKindView]
    most_actions: int
    most_conditions: int
    deepest: int


class ProblemView(View):
    field: str
    """Path in the draft, e.g. conditions.all.0.value."""
    message: str


class MatchView(View):
    """A stay that a draft would write to."""

    stay_id: UUID | None
    external_id: str | None
    guest_name: str
    room: str | None
    at: datetime


class SampleView(View):
    """One message as it would read for a real stay."""

    stay_id: UUID | None
    external_id: str | None
    guest_name: str
    room: str | None
    at: datetime | None
    """None: nothing is due for this stay in the days that were looked at."""
    outcome: DecisionOutcome | None
    reason: str | None
    unmet: dict[str, Any] | None
    """The first condition that fails."""
    unmet_words: str | None
    language: str | None
    text: str | None
    missing: list[str]


class CheckView(View):
    """A draft as the builder shows it while it is made; nothing is kept."""

    problems: list[ProblemView]
    considered: int
    """Occurrences in the next fourteen days."""
    matching: int
    first: list[MatchView]
    """The first few that match."""
    sample: SampleView | None


class SkipInput(BaseModel):
    """Either a guest or a stay."""

    guest_id: UUID | None = None
    stay_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.guest_id is None) == (self.stay_id is None):
            raise ValueError("Name a guest or a stay, not both.")
        return self


class SkipView(View):
    subject_id: UUID
    kind: Literal["guest", "stay"]
    name: str
    """Of the guest; with the reservation number for a stay."""
    created_at: datetime


class PlannedView(View):
    """What will be decided, and when."""

    id: str
    trigger_id: UUID
    trigger_name: str
    stay_id: UUID | None
    external_id: str | None
    guest_id: UUID | None
    guest_name: str
    room: str | None
    due_at: datetime
    planned_for: datetime
    state: PlanState
    reason: SkipReason | None
    left_out: Literal["guest", "stay"] | None
    """What colleagues took out of this trigger."""


class AutomationView(View):
    stopped_at: datetime | None
    """Since when no trigger may write, by an emergency stop."""
    stopped_by: str | None
    enabled: int
    """Triggers that are on; while stopped they stay on and write nothing."""
    planned: int
    queued: int
    """Automatic messages that have not left yet."""


class ActionOutcomeView(View):
    """One action of a trigger that fired, and what has become of it."""

    place: int
    """In the rule's list."""
    kind: ActionKind
    state: ActionState
    outcome: str | None
    """A code: done, no_conversation, no_stay, automation_stopped, timeout, ..."""
    done_at: datetime | None


class LedgerView(View):
    """One line of "why was it sent, why not"."""

    id: str
    kind: DecisionKind
    conversation_id: UUID | None
    guest_id: UUID | None
    guest_name: str
    stay_id: UUID | None
    external_id: str | None
    room: str | None
    trigger_id: UUID | None
    trigger_name: str | None
    trigger_version: int | None
    outcome: DecisionOutcome
    reason: str
    """A code of backend.domain.trigger_facts or backend.domain.speaking."""
    facts: dict[str, Any]
    unmet_words: str | None
    """The condition that did not hold."""
    actions: list[ActionOutcomeView]
    decided_at: datetime


class RehearsalLineView(View):
    n: int
    stay_id: UUID | None
    guest_id: UUID | None
    external_id: str | None
    guest_name: str
    room: str | None
    at: datetime
    """In the past: when it would have been decided; else when it will be."""
    coming: bool
    outcome: DecisionOutcome
    reason: str
    unmet: dict[str, Any] | None
    """The first condition that fails: path, field, operator, value."""
    unmet_words: str | None
    language: str | None
    text: str | None
    missing: list[str]
    storm: bool
    """Many of this trigger in the same minute or hour."""
    overlaps: list[str]
    """Names of triggers that write to this guest within an hour."""
    actions: list[ActionKind] = Field(default_factory=list)
    """What would be done beside, of a line that fires."""


class StormView(View):
    from_at: datetime
    minutes: int
    """1 or 60."""
    messages: int


class RehearsalView(View):
    id: UUID
    trigger_id: UUID
    version: int
    from_at: datetime
    until: datetime
    considered: int
    fired: int
    skipped: int
    deferred: int
    coming: int
    """Of those that fire: in the next fourteen days."""
    reasons: dict[str, int]
    storms: list[StormView]
    overlaps: int
    truncated: bool
    """There was more than one rehearsal shows."""
    created_at: datetime
