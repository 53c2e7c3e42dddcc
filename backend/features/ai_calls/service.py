"""The ledger of calls to the model, what they cost, and what of it counts against a limit."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.ai_budget import Budget, Spent
from backend.features.ai_calls import repository
from backend.features.ai_calls.schemas import CallRecord, DayCost, MeterView, PurposeCost
from backend.models import Hotel
from backend.work import Work


async def keep(work: Work, call: CallRecord, *, conversation_id: UUID | None = None) -> None:
    """For calls outside of a turn. Call it in a transaction of its own, after the call has ended,
    whatever came of it: a call that failed may have cost money, and something left the building.
    """
    repository.add(work, call, conversation_id)
    await work.session.flush()
    await spend(work, [call])


async def spend(work: Work, calls: Iterable[CallRecord]) -> None:
    """Counts them against the hotel's limit, if it has one. The last statement of a unit of work:
    whoever adds to the same day waits for its end."""
    costs = [(one.started_at, one.cost_usd) for one in calls if one.cost_usd is not None]
    if costs:
        await repository.spend(work, costs)


def budget_of(hotel: Hotel) -> Budget:
    return Budget(hotel.ai_budget_day_usd, hotel.ai_budget_month_usd)


async def spent_by(work: Work, today: date) -> Spent:
    """Of a hotel that has a limit; of another one nothing is added up."""
    return await repository.spent(work, today)


async def recount(work: Work, hotel: Hotel) -> None:
    """Adds this month's calls up anew: a limit may be as new as the last call."""
    today = work.now.astimezone(ZoneInfo(hotel.timezone)).date()
    await repository.recount(work, today, hotel.timezone)


async def hotel_day(work: Work) -> date:
    """Today, by the hotel's clock."""
    hotel = await repository.own_hotel(work)
    return work.now.astimezone(ZoneInfo(hotel.timezone)).date()


async def meter(work: Work, *, since: date, until: date) -> MeterView:
    """The sum of the records of calls, by day of the hotel's clock and by purpose."""
    hotel = await repository.own_hotel(work)
    rows = await repository.meter(work, since=since, until=until, zone=hotel.timezone)
    days: dict[date, list[PurposeCost]] = {}
    for day, *figures in rows:
        days.setdefault(day, []).append(_purpose(*figures))
    every = [one for purposes in days.values() for one in purposes]
    return MeterView(
        since=since,
        until=until,
        cost_usd=sum(one.cost_usd for one in every),
        calls=sum(one.calls for one in every),
        tokens=_tokens(every),
        unpriced=sum(one.unpriced for one in every),
        purposes=_by_purpose(every),
        days=[
            DayCost(
                day=day,
                cost_usd=sum(one.cost_usd for one in purposes),
                calls=sum(one.calls for one in purposes),
                tokens=_tokens(purposes),
                purposes=purposes,
            )
            for day, purposes in days.items()
        ],
    )


def _purpose(*figures: object) -> PurposeCost:
    return PurposeCost.model_validate(dict(zip(PurposeCost.model_fields, figures, strict=True)))


def _by_purpose(every: Sequence[PurposeCost]) -> list[PurposeCost]:
    summed = [name for name in PurposeCost.model_fields if name != "task"]
    tasks = dict.fromkeys(one.task for one in every)
    purposes = [
        PurposeCost(
            task=task,
            **{
                name: sum(getattr(one, name) for one in every if one.task == task)
                for name in summed
            },
        )
        for task in tasks
    ]
    return sorted(purposes, key=attrgetter("cost_usd"), reverse=True)


def _tokens(purposes: Sequence[PurposeCost]) -> int:
    return sum(one.prompt_tokens + one.completion_tokens for one in purposes)
