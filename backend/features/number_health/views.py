"""Puts a number's health together from what was read."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from backend.domain.channel_state import is_of_state
from backend.domain.number_health import (
    CARE,
    ENOUGH,
    NumberFacts,
    budget_of,
    care_share,
    reply_ratio,
)
from backend.domain.pacing import Pace, gap
from backend.domain.words import HoldReason
from backend.features.number_health.rows import Counts, Queue
from backend.features.number_health.schemas import (
    BudgetView,
    CountsView,
    HeldView,
    PaceView,
    PauseView,
    QueueView,
    ReplyRatioView,
)
from backend.models import Channel

COUNTED = ("sent", "delivered", "failed", "no_account", "expired", "new_contacts", "answered")
TOO_MANY_REQUESTS = "too_many_requests"


def share_now(channel: Channel, now: datetime) -> float:
    """Of the configured rate: what refusals left of it, less while the number recovers."""
    return Pace(channel.pace_share, channel.pace_at).now(now) * care_share(channel.care_since, now)


def gap_now(channel: Channel, now: datetime) -> timedelta:
    configured = timedelta(milliseconds=channel.send_interval_ms)
    return gap(configured, share_now(channel, now))


def pace_view(channel: Channel, now: datetime) -> PaceView:
    refused = Pace(channel.pace_share, channel.pace_at).full_at(now)
    cared = channel.care_since + CARE if channel.care_since else None
    cared = cared if cared and cared > now else None
    slow = {HoldReason.RECOVERING.value: cared, TOO_MANY_REQUESTS: refused}
    ends = {reason: end for reason, end in slow.items() if end is not None}
    return PaceView(
        configured_ms=channel.send_interval_ms,
        now_ms=round(gap_now(channel, now) / timedelta(milliseconds=1)),
        share=round(share_now(channel, now), 3),
        reasons=list(ends),
        full_at=max(ends.values(), default=None),
    )


def pause_view(channel: Channel) -> PauseView | None:
    if channel.pause_reason is None:
        return None
    until = None if is_of_state(channel.pause_reason) else channel.paused_until
    return PauseView(reason=channel.pause_reason, since=channel.paused_at, until=until)


def counts_view(days: Sequence[Counts], *, since: date) -> CountsView:
    sums = {name: sum(getattr(day, name) for day in days) for name in COUNTED}
    return CountsView(since=since, **sums)


def budget_view(facts: NumberFacts) -> BudgetView:
    budget = budget_of(facts)
    return BudgetView(
        limit=budget.limit,
        used=budget.used,
        left=budget.left,
        reason=budget.reason,
        resets_at=facts.tomorrow,
    )


def ratio_view(facts: NumberFacts) -> ReplyRatioView:
    ratio = reply_ratio(facts.week)
    return ReplyRatioView(
        value=ratio if ratio is None else round(ratio, 3),
        answered=facts.week.answered,
        n=facts.week.new_contacts,
        least_n=ENOUGH,
    )


def waiting_views(queues: Sequence[Queue]) -> list[QueueView]:
    return [
        QueueView(message_class=one.message_class, count=one.count, oldest_at=one.oldest_at)
        for one in queues
        if one.reason is None
    ]


def held_views(queues: Sequence[Queue]) -> list[HeldView]:
    return [
        HeldView(
            message_class=one.message_class,
            reason=one.reason,
            count=one.count,
            until=one.until,
            first_expires_at=one.expires_at,
        )
        for one in queues
        if one.reason is not None and one.until is not None
    ]
