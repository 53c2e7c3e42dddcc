"""Who may leave when a number has to be spared, as tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.domain.number_health import (
    CARE,
    CLASS_OF,
    WARM_UP,
    NumberFacts,
    Week,
    budget_of,
    care_share,
    hold_of,
    reply_ratio,
)
from backend.domain.sending import PRIORITY, PROMOTIONAL_PRIORITY, priority_of
from backend.domain.words import Author, HoldReason, InstanceState, MessageClass

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TOMORROW = NOW + timedelta(hours=12)
DAY = timedelta(days=1)
ESSENTIAL, USEFUL, PROMOTIONAL = MessageClass
WELL = NumberFacts(
    now=NOW,
    state=InstanceState.AUTHORIZED,
    age_days=100,
    warm_up=True,
    daily_new_contacts=50,
    warned_at=None,
    care_since=None,
    tomorrow=TOMORROW,
    new_contacts_today=0,
)
WAITS = HoldReason.YELLOW_CARD
YELLOW = replace(WELL, state=InstanceState.YELLOW_CARD, warned_at=NOW)


def back(ago: timedelta) -> NumberFacts:
    """Authorized again that long ago, after a warning."""
    return replace(WELL, warned_at=NOW - ago - DAY, care_since=NOW - ago)


FULL = replace(WELL, new_contacts_today=50)
TABLE = [
    # what is known, class, begins a conversation, why it waits, until
    (WELL, ESSENTIAL, True, None, None),
    (WELL, USEFUL, True, None, None),
    (WELL, PROMOTIONAL, True, None, None),
    (YELLOW, ESSENTIAL, False, None, None),
    (YELLOW, USEFUL, False, WAITS, NOW + DAY),
    (YELLOW, PROMOTIONAL, False, WAITS, NOW + DAY),
    (replace(YELLOW, state=InstanceState.STARTING), USEFUL, False, WAITS, NOW + DAY),
    (back(DAY / 2), ESSENTIAL, True, None, None),
    (back(DAY / 2), USEFUL, False, HoldReason.RECOVERING, NOW + DAY / 2),
    (back(DAY), USEFUL, False, None, None),
    (back(DAY), PROMOTIONAL, False, HoldReason.RECOVERING, NOW + 6 * DAY),
    (back(CARE), PROMOTIONAL, False, None, None),
    (FULL, ESSENTIAL, True, None, None),
    (FULL, USEFUL, False, None, None),
    (FULL, USEFUL, True, HoldReason.DAILY_BUDGET, TOMORROW),
    (FULL, PROMOTIONAL, True, HoldReason.DAILY_BUDGET, TOMORROW),
    (replace(WELL, age_days=0, new_contacts_today=10), USEFUL, True, HoldReason.WARM_UP, TOMORROW),
    (replace(WELL, age_days=0, new_contacts_today=9), USEFUL, True, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "message_class", "starts", "reason", "until"), TABLE)
def test_each_class_waits_for_its_reasons(
    facts: NumberFacts,
    message_class: MessageClass,
    starts: bool,
    reason: HoldReason | None,
    until: datetime | None,
) -> None:
    """Essential never, useful for a warning and the budget, promotional for every sign."""
    hold = hold_of(message_class, starts_contact=starts, facts=facts)

    assert (hold and hold.reason) == reason
    assert (hold and hold.until) == until


@pytest.mark.parametrize(
    ("week", "reason"),
    [
        (Week(new_contacts=20, answered=2), HoldReason.FEW_REPLIES),
        (Week(new_contacts=20, answered=3), None),
        (Week(new_contacts=19, answered=0), None),  # too few to judge
        (Week(sent=20, no_account=3), HoldReason.NOT_ON_WHATSAPP),
        (Week(sent=20, no_account=2), None),
        (Week(sent=19, no_account=19), None),
        (Week(sent=100, failed=11), HoldReason.MANY_FAILURES),
        (Week(sent=100, failed=10), None),
    ],
)
def test_bad_signs_stop_offers_alone(week: Week, reason: HoldReason | None) -> None:
    """What guests need or asked for goes on."""
    facts = replace(WELL, week=week)
    hold = hold_of(PROMOTIONAL, starts_contact=False, facts=facts)

    assert (hold and hold.reason) == reason
    assert hold_of(USEFUL, starts_contact=True, facts=facts) is None


@pytest.mark.parametrize(
    ("age", "warm_up", "budget", "limit", "reason"),
    [
        (0, True, 100, 10, HoldReason.WARM_UP),
        (6, True, 100, 70 + 0, HoldReason.WARM_UP),
        (8, True, 100, 100, HoldReason.DAILY_BUDGET),
        (0, True, 5, 5, HoldReason.DAILY_BUDGET),
        (0, False, 100, 100, HoldReason.DAILY_BUDGET),
        (len(WARM_UP), True, 1000, 1000, HoldReason.DAILY_BUDGET),
        (0, True, 0, 0, HoldReason.DAILY_BUDGET),
    ],
)
def test_a_young_number_begins_few_conversations(
    age: int, warm_up: bool, budget: int, limit: int, reason: HoldReason
) -> None:
    """The smaller of curve and budget; a manager may say that the number is old."""
    facts = replace(WELL, age_days=age, warm_up=warm_up, daily_new_contacts=budget)

    assert (budget_of(facts).limit, budget_of(facts).reason) == (limit, reason)


def test_the_budget_is_never_below_zero() -> None:
    """Colleagues may begin conversations beyond it."""
    assert budget_of(replace(WELL, new_contacts_today=80)).left == 0


@pytest.mark.parametrize(
    ("ago", "share"),
    [(None, 1.0), (0 * DAY, 0.25), (3.5 * DAY, 0.625), (7 * DAY, 1.0), (99 * DAY, 1.0)],
)
def test_after_a_warning_the_rate_grows_over_a_week(ago: timedelta | None, share: float) -> None:
    """A quarter on the first day, all of it on the seventh."""
    assert care_share(NOW - ago if ago is not None else None, NOW) == pytest.approx(share)


def test_a_ratio_of_few_cases_is_none() -> None:
    """Two guests who have not answered yet say nothing."""
    assert reply_ratio(Week(new_contacts=2)) is None
    assert reply_ratio(Week(new_contacts=40, answered=10)) == 0.25


def test_classes_and_ranks_of_our_authors() -> None:
    """People before the AI, the AI before triggers, offers last, whoever writes them."""
    assert set(CLASS_OF) == set(PRIORITY)
    assert CLASS_OF[Author.STAFF] is CLASS_OF[Author.AI] is ESSENTIAL
    assert CLASS_OF[Author.TRIGGER] is USEFUL
    assert priority_of(Author.TRIGGER, USEFUL) == PRIORITY[Author.TRIGGER]
    assert priority_of(Author.STAFF, PROMOTIONAL) == PROMOTIONAL_PRIORITY > max(PRIORITY.values())
