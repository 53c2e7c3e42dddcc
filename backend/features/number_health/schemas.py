"""How a number is, as screens and scripts see it. Counts and times, no guest's words."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.words import HoldReason, InstanceState, MessageClass, NumberEventKind


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class PauseView(_View):
    reason: str
    since: datetime | None
    until: datetime | None
    """When it is tried again; None: when the number's state changes."""


class PaceView(_View):
    configured_ms: int
    now_ms: int
    share: float
    """Of the configured rate, from just above 0 to 1."""
    reasons: list[str]
    """`recovering` after a warning, `too_many_requests`; empty at the configured rate."""
    full_at: datetime | None
    """When the configured rate is reached if nothing else happens."""


class CountsView(_View):
    since: date
    sent: int
    """Taken by Green API, whatever became of them."""
    delivered: int
    failed: int
    no_account: int
    expired: int
    new_contacts: int
    """Conversations that the hotel began."""
    answered: int
    """How many of those the guest has answered so far."""


class BudgetView(_View):
    limit: int
    used: int
    left: int
    reason: HoldReason
    """`warm_up` or `daily_budget`: what makes the limit."""
    resets_at: datetime


class ReplyRatioView(_View):
    value: float | None
    """None: too few conversations to speak of a ratio."""
    answered: int
    n: int
    """Conversations begun in the last seven days."""
    least_n: int


class QueueView(_View):
    message_class: MessageClass
    count: int
    oldest_at: datetime


class HeldView(_View):
    message_class: MessageClass
    reason: HoldReason
    count: int
    until: datetime
    """When the last of them is weighed again."""
    first_expires_at: datetime


class NumberEventView(_View):
    kind: NumberEventKind
    detail: str
    at: datetime


class NumberHealthView(_View):
    channel_id: UUID
    name: str
    state: InstanceState
    state_at: datetime | None
    sending: bool
    pause: PauseView | None
    pace: PaceView
    daily_new_contacts: int
    warm_up: bool
    age_days: int
    today: CountsView
    week: CountsView
    budget: BudgetView
    reply_ratio: ReplyRatioView
    waiting: list[QueueView]
    """Queued and free to go, by class."""
    held: list[HeldView]
    warned_at: datetime | None
    """The last time WhatsApp warned, limited or blocked the number."""
    care_until: datetime | None
    """Until when it is spared because of that."""
    events: list[NumberEventView]
    """Of the last 14 days, newest first."""
