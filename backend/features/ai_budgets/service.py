"""Limits on what the AI may cost: set by the hotel, counted by its clock, told once when reached.

Decided before a call, by what has been written: calls under way at that moment may end above it.
"""

from datetime import date
from zoneinfo import ZoneInfo

from backend.domain.ai_budget import Limit, Spent, ends_at, reached
from backend.domain.words import AlertKind
from backend.features.ai_budgets import repository
from backend.features.ai_budgets.schemas import AiBudgetInput, AiBudgetView
from backend.features.ai_calls.service import budget_of, meter, recount, spent_by
from backend.features.alerts.service import close_of_kind, raise_alert
from backend.features.audit.service import record
from backend.models import Hotel
from backend.work import Work

_REASONS = {
    Limit.DAY: "The AI's budget for today is used up: people answer until midnight.",
    Limit.MONTH: "The AI's budget for this month is used up: people answer until it ends.",
}


async def limit_reached(work: Work, hotel: Hotel, today: date) -> Limit | None:
    """Asks nothing for a hotel without a limit."""
    budget = budget_of(hotel)
    if not budget.is_bounded:
        return None
    return reached(budget, await spent_by(work, today))


async def may_ask(work: Work) -> bool:
    """Whether a colleague may still ask the model for something; turns ask `limit_reached`."""
    hotel = await repository.get_hotel(work)
    return await limit_reached(work, hotel, _today(work, hotel)) is None


async def alert_if_reached(work: Work, hotel: Hotel, today: date) -> None:
    """Once for each day or month."""
    limit = await limit_reached(work, hotel, today)
    if limit is not None:
        period = today.isoformat() if limit is Limit.DAY else f"{today:%Y-%m}"
        await raise_alert(
            work,
            kind=AlertKind.AI_BUDGET,
            reason=_REASONS[limit],
            dedupe_key=f"ai_budget:{limit}:{period}",
        )


async def follow(work: Work) -> None:
    """By the clock: calls of every kind are counted, also those that end beside a new limit."""
    hotel = await repository.get_hotel(work)
    if budget_of(hotel).is_bounded:
        await recount(work, hotel)
        await _tell(work, hotel)


async def _tell(work: Work, hotel: Hotel) -> None:
    """That a limit is reached, or that it is so no more."""
    today = _today(work, hotel)
    if await limit_reached(work, hotel, today) is None:
        await close_of_kind(work, AlertKind.AI_BUDGET)
    else:
        await alert_if_reached(work, hotel, today)


async def get_budget(work: Work) -> AiBudgetView:
    return await _view(work, await repository.get_hotel(work))


async def set_budget(work: Work, data: AiBudgetInput) -> AiBudgetView:
    hotel = await repository.get_hotel(work)
    before = budget_of(hotel)
    hotel.ai_budget_day_usd, hotel.ai_budget_month_usd = data.day_usd, data.month_usd
    await work.session.flush()
    if before != budget_of(hotel):
        detail = {
            "before": {"day_usd": before.day, "month_usd": before.month},
            "after": data.model_dump(),
        }
        await record(work, "ai_budget.update", subject=str(hotel.id), detail=detail)
    if budget_of(hotel).is_bounded:
        await recount(work, hotel)
    await _tell(work, hotel)
    return await _view(work, hotel)


async def _view(work: Work, hotel: Hotel) -> AiBudgetView:
    today = _today(work, hotel)
    budget = budget_of(hotel)
    spent = await (spent_by(work, today) if budget.is_bounded else _metered(work, today))
    limit = reached(budget, spent)
    return AiBudgetView(
        day_usd=budget.day,
        month_usd=budget.month,
        today_usd=spent.today,
        this_month_usd=spent.this_month,
        reached=limit,
        ends_at=ends_at(limit, today, ZoneInfo(hotel.timezone)) if limit else None,
    )


async def _metered(work: Work, today: date) -> Spent:
    """Of a hotel without a limit the sums are made when somebody looks."""
    month = await meter(work, since=today.replace(day=1), until=today)
    on_day = sum(one.cost_usd for one in month.days if one.day == today)
    return Spent(on_day, month.cost_usd)


def _today(work: Work, hotel: Hotel) -> date:
    return work.now.astimezone(ZoneInfo(hotel.timezone)).date()
