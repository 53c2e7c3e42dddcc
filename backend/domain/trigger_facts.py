"""What a trigger is, what may be known when it is decided, and what the decision may be."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from backend.domain.stay_times import HouseTimes
from backend.domain.words import (
    LateRule,
    MoodLevel,
    OffsetUnit,
    QuietRule,
    Side,
    StayMoment,
    StayStatus,
    TriggerEvent,
    TriggerScope,
    WaitingFor,
)


class SkipReason(StrEnum):
    DISABLED = "disabled"
    NOT_THIS_EVENT = "not_this_event"
    """What the trigger waits for did not happen: not worth a row in the ledger."""
    AUTOMATION_HELD = "automation_held"
    """Something above triggers forbids it; the ledger keeps that reason beside."""
    AUTOMATION_STOPPED = "automation_stopped"
    ALREADY_FIRED = "already_fired"
    NO_STAY = "no_stay"
    NO_TEMPLATE = "no_template"
    MISSING_VARIABLE = "missing_variable"
    NOT_VERIFIED = "not_verified"
    """The text speaks of a stay, and it is not certain whose stay this is."""
    AFTER_ANOTHER = "after_another"
    """A trigger before it spoke in this turn or this minute already."""
    CONDITION = "condition"
    """A condition does not hold; the ledger names the first one."""
    WEEKDAY = "weekday"
    QUIET_HOURS = "quiet_hours"
    FREQUENCY_CAP = "frequency_cap"
    STALE = "stale"
    """Decided so long after its time that it would surprise, e.g. after a downtime."""
    MOMENT_PASSED = "moment_passed"
    LATE_BOOKING = "late_booking"
    STAY_OVER = "stay_over"
    """The stay was cancelled, or the guest did not come."""
    SKIPPED_BY_STAFF = "skipped_by_staff"
    REPLIED = "replied"
    """Somebody wrote meanwhile."""
    NO_ADDRESS = "no_address"
    """No telephone number and no conversation is known."""
    NO_NUMBER = "no_number"
    """No number of the hotel can send."""
    COMPLAINT_OPEN = "complaint_open"
    """It asks for a review, and a complaint of this stay is not closed."""
    WINDOW_CLOSED = "window_closed"
    """A business number may only write within a day of the guest's last message."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fire:
    occurrence: str
    """What it may fire for only once."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """The first condition that does not hold."""

    path: str
    """Where it stands in the rule, e.g. conditions.all.0."""
    field: str
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Skip:
    reason: SkipReason
    unmet: Unmet | None = None
    detail: str = ""
    """A code that says more, e.g. who held the conversation."""


def why_skipped(skip: Skip) -> dict[str, Any]:
    """For the ledger: codes and the rule's own values."""
    unmet = skip.unmet
    facts: dict[str, Any] = {} if unmet is None else {"unmet": asdict(unmet)}
    return facts | ({"detail": skip.detail} if skip.detail else {})


@dataclass(frozen=True, slots=True)
class Defer:
    """Decide again at `until`."""

    reason: SkipReason
    until: datetime


Outcome = Fire | Skip | Defer


@dataclass(frozen=True, slots=True)
class Timing:
    moment: StayMoment
    amount: int = 0
    unit: OffsetUnit = OffsetUnit.DAYS
    side: Side = Side.AFTER
    at: time | None = None
    """On the hotel's clock, on the day that the days lead to."""


@dataclass(frozen=True, slots=True)
class Silence:
    waits_for: WaitingFor
    minutes: int


@dataclass(frozen=True, slots=True)
class Quiet:
    start: time
    end: time
    """May be on the next day."""
    rule: QuietRule


@dataclass(frozen=True, slots=True)
class Condition:
    path: str
    field: str
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Group:
    is_any: bool
    """One of them is enough; else all are needed."""
    members: "tuple[Condition | Group, ...]" = ()


ALWAYS = Group(is_any=False)


@dataclass(frozen=True, slots=True)
class TriggerRule:
    id: UUID
    version: int
    event: TriggerEvent
    enabled: bool
    priority: int
    has_text: bool
    speaks: bool = True
    """It sends a template; one that only acts disturbs no guest."""
    keywords: tuple[str, ...] = ()
    template_id: UUID | None = None
    timing: Timing | None = None
    silence: Silence | None = None
    conditions: Group = ALWAYS
    quiet: Quiet | None = None
    weekdays: frozenset[int] = frozenset()
    """Monday is 0; empty: every day."""
    late: LateRule = LateRule.SKIP
    scope: TriggerScope = TriggerScope.ROOM
    daily_cap: int | None = None
    asks_review: bool = False
    """Withheld while a complaint of the stay is open."""
    stale_after: timedelta = timedelta(hours=3)
    enabled_at: datetime | None = None
    """Nothing that happened before counts."""


class KnownStay(Protocol):
    """What a rule may ask about a stay; a row of stays is one."""

    @property
    def id(self) -> UUID: ...
    @property
    def guest_id(self) -> UUID: ...
    @property
    def group_code(self) -> str | None: ...
    @property
    def room(self) -> str | None: ...
    @property
    def room_type(self) -> str | None: ...
    @property
    def arrival(self) -> date: ...
    @property
    def departure(self) -> date: ...
    @property
    def arrival_time(self) -> time | None: ...
    @property
    def departure_time(self) -> time | None: ...
    @property
    def checked_in_at(self) -> datetime | None: ...
    @property
    def checked_out_at(self) -> datetime | None: ...
    @property
    def booked_at(self) -> datetime | None: ...
    @property
    def created_at(self) -> datetime | None: ...
    @property
    def status(self) -> StayStatus: ...
    @property
    def source(self) -> str | None: ...
    @property
    def rate_code(self) -> str | None: ...
    @property
    def adults(self) -> int: ...
    @property
    def children(self) -> int: ...
    @property
    def vip(self) -> bool: ...
    @property
    def tags(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class GuestMessage:
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class TriggerFacts:
    conversation_id: UUID | None
    today: date
    """The hotel's day."""
    messages: tuple[GuestMessage, ...] = ()
    """The guest's unanswered ones, oldest first."""
    stay_id: UUID | None = None
    stay_status: StayStatus | None = None
    first_of_stay: bool = False
    mood: MoodLevel | None = None
    """None: not judged yet."""
    fired: frozenset[tuple[UUID, str]] = field(default_factory=frozenset)
    """(trigger, occurrence) in the ledger."""
    held: bool = False
    """Nothing automatic may speak: opted out, late, or a person speaks."""

    house: HouseTimes | None = None
    stay: KnownStay | None = None
    guest_language: str | None = None
    guest_vip: bool = False
    earlier_stays: int = 0
    received: frozenset[UUID] = frozenset()
    """Triggers and templates that this guest got in this stay."""
    score: float | None = None
    guest_wrote_at: datetime | None = None
    waiting_since: datetime | None = None
    """First guest message that nobody has answered yet."""
    open_complaint: bool = False

    occurrence: str = ""
    """What is due now, for triggers that are planned."""
    due_at: datetime | None = None
    until: datetime | None = None
    """Past this nothing is sent any more."""
    still_silent: bool = True
    """For no_reply: nobody has written since."""
    skipped_by_staff: bool = False
    stopped: bool = False
    held_by: str = ""
    held_until: datetime | None = None
    automated_today: int = 0
    automated_at: datetime | None = None
    """When a trigger last wrote to this guest."""
    has_address: bool = True
    has_number: bool = True
    window_open: bool = True


def earlier_stays(stays: Sequence[KnownStay], stay: KnownStay | None) -> int:
    """How often the guest of this stay has stayed here before."""
    if stay is None:
        return 0
    return sum(
        one.id != stay.id and one.status is StayStatus.DEPARTED and one.departure <= stay.arrival
        for one in stays
    )
