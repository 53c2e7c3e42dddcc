"""When a message has to wait so that its number lives: WhatsApp bans numbers that behave like spam.

Essential messages always leave, if slowly. Useful ones wait while a number recovers from a warning
and when they would begin more conversations than it may begin today. Promotional ones wait for
every sign of trouble.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.domain.words import Author, HoldReason, InstanceState, MessageClass

WARNINGS = frozenset({InstanceState.YELLOW_CARD, InstanceState.SUSPENDED, InstanceState.BLOCKED})
"""`suspended` is what newer versions of Green API say in place of `yellowCard`."""

CLASS_OF = {
    Author.STAFF: MessageClass.ESSENTIAL,
    Author.AI: MessageClass.ESSENTIAL,
    Author.TRIGGER: MessageClass.USEFUL,
}

WARM_UP = (10, 15, 20, 30, 40, 55, 70, 90, 115, 145, 180, 220, 270, 330)
"""Conversations a young number may begin, by its day with us; afterwards only its budget counts."""

CARE = timedelta(days=7)
"""How long a number takes to recover after a warning."""
CARE_SHARE = 0.25
"""Of its rate, at the beginning of that."""
USEFUL_WAITS = timedelta(days=1)
WEIGH_AGAIN = timedelta(days=1)
"""A hold without a known end is thought over again."""

ENOUGH = 20
"""Below so many cases a ratio says nothing."""
LEAST_REPLIES = 0.15
MOST_WITHOUT_WHATSAPP = 0.1
MOST_FAILURES = 0.1


@dataclass(frozen=True, slots=True)
class Week:
    """The last seven days of a number."""

    sent: int = 0
    failed: int = 0
    no_account: int = 0
    new_contacts: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class NumberFacts:
    now: datetime
    state: InstanceState
    age_days: int
    """Days of the hotel since the number was connected; 0 on the first one."""
    warm_up: bool
    daily_new_contacts: int
    warned_at: datetime | None
    care_since: datetime | None
    tomorrow: datetime
    """When the hotel's next day begins."""
    new_contacts_today: int
    week: Week = Week()


@dataclass(frozen=True, slots=True)
class Hold:
    reason: HoldReason
    until: datetime


@dataclass(frozen=True, slots=True)
class Budget:
    limit: int
    used: int
    reason: HoldReason
    """What makes the limit."""

    @property
    def left(self) -> int:
        return max(self.limit - self.used, 0)


def hold_of(
    message_class: MessageClass, *, starts_contact: bool, facts: NumberFacts
) -> Hold | None:
    """Why such a message may not leave now, and when to ask again; None: it may."""
    if message_class is MessageClass.ESSENTIAL:
        return None
    hold = _after_warning(message_class, facts)
    if hold is None and starts_contact:
        hold = _over_budget(facts)
    if hold is None and message_class is MessageClass.PROMOTIONAL:
        hold = _bad_signs(facts)
    return hold


def budget_of(facts: NumberFacts) -> Budget:
    """How many conversations the number may begin today."""
    young = facts.warm_up and facts.age_days < len(WARM_UP)
    curve = WARM_UP[max(facts.age_days, 0)] if young else facts.daily_new_contacts
    if curve < facts.daily_new_contacts:
        return Budget(curve, facts.new_contacts_today, HoldReason.WARM_UP)
    return Budget(facts.daily_new_contacts, facts.new_contacts_today, HoldReason.DAILY_BUDGET)


def care_share(care_since: datetime | None, now: datetime) -> float:
    """The share of its rate that a number may use while it recovers: a quarter, growing evenly."""
    if care_since is None:
        return 1.0
    passed = max((now - care_since) / CARE, 0.0)
    return min(1.0, CARE_SHARE + (1 - CARE_SHARE) * passed)


def reply_ratio(week: Week) -> float | None:
    """None: too few conversations to speak of a ratio."""
    return week.answered / week.new_contacts if week.new_contacts >= ENOUGH else None


def _after_warning(message_class: MessageClass, facts: NumberFacts) -> Hold | None:
    if facts.state in WARNINGS or (facts.warned_at is not None and facts.care_since is None):
        return Hold(HoldReason.YELLOW_CARD, facts.now + WEIGH_AGAIN)
    if facts.care_since is None:
        return None
    waits = USEFUL_WAITS if message_class is MessageClass.USEFUL else CARE
    until = facts.care_since + waits
    return Hold(HoldReason.RECOVERING, until) if facts.now < until else None


def _over_budget(facts: NumberFacts) -> Hold | None:
    budget = budget_of(facts)
    return None if budget.left else Hold(budget.reason, facts.tomorrow)


def _bad_signs(facts: NumberFacts) -> Hold | None:
    week, until = facts.week, facts.now + WEIGH_AGAIN
    ratio = reply_ratio(week)
    if ratio is not None and ratio < LEAST_REPLIES:
        return Hold(HoldReason.FEW_REPLIES, until)
    if week.sent < ENOUGH:
        return None
    if week.no_account / week.sent > MOST_WITHOUT_WHATSAPP:
        return Hold(HoldReason.NOT_ON_WHATSAPP, until)
    if week.failed / week.sent > MOST_FAILURES:
        return Hold(HoldReason.MANY_FAILURES, until)
    return None
