"""Calls to the model: those that no turn makes are written here, and all of them are added up."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.db.transaction import sql
from backend.domain.ai_budget import Spent
from backend.features.ai_calls.schemas import CallRecord
from backend.models import AiCall, Hotel
from backend.work import Work

# Of a hotel without a limit nothing is added up: nobody asks for the sum.
_SPEND = sql("""
insert into ai_spending (hotel_id, day, cost_usd)
select h.id, (x.at at time zone h.timezone)::date, sum(x.cost)
from hotel h,
  unnest(cast(:ats as timestamptz[]), cast(:costs as float8[])) as x(at, cost)
where h.id = :hotel
  and (h.ai_budget_day_usd is not null or h.ai_budget_month_usd is not null)
group by 1, 2 order by 2
on conflict (hotel_id, day) do update set cost_usd = ai_spending.cost_usd + excluded.cost_usd
""")
_SPENT = sql("""
select coalesce(sum(cost_usd) filter (where day = :today), 0), coalesce(sum(cost_usd), 0)
from ai_spending
where hotel_id = :hotel and day >= date_trunc('month', cast(:today as date))::date
  and day <= :today
""")
# Whoever adds a call waits for these rows, so that none is counted twice or left out.
_LOCK = sql("""
with missing as (
  insert into ai_spending (hotel_id, day, cost_usd)
  select :hotel, d::date, 0 from generate_series(cast(:since as date), cast(:today as date),
    interval '1 day') as d
  on conflict do nothing
)
select day from ai_spending where hotel_id = :hotel and day >= :since and day <= :today
order by day for update
""")
_RECOUNT = sql("""
update ai_spending s set cost_usd = coalesce((
  select sum(k.cost_usd) from ai_call k
  where k.hotel_id = :hotel
    and k.started_at >= (s.day::timestamp at time zone cast(:zone as text))
    and k.started_at < ((s.day + 1)::timestamp at time zone cast(:zone as text))), 0)
where s.hotel_id = :hotel and s.day >= :since and s.day <= :today
""")
_METER = sql("""
select (k.started_at at time zone cast(:zone as text))::date as day, k.task, count(*),
  count(*) filter (where k.outcome <> 'ok'),
  sum(k.prompt_tokens), sum(k.cached_tokens), sum(k.completion_tokens),
  coalesce(sum(k.cost_usd), 0), count(*) filter (where k.cost_usd is null)
from ai_call k
where k.hotel_id = :hotel
  and k.started_at >= (cast(:since as date)::timestamp at time zone cast(:zone as text))
  and k.started_at < ((cast(:until as date) + 1)::timestamp at time zone cast(:zone as text))
group by 1, 2 order by 1 desc, 2
""")


def add(work: Work, call: CallRecord, conversation_id: UUID | None) -> None:
    work.session.add(
        AiCall(
            hotel_id=work.hotel_id,
            conversation_id=conversation_id,
            task=call.task,
            model=call.model,
            outcome=call.outcome,
            started_at=call.started_at,
            duration_ms=call.duration_ms,
            prompt_tokens=call.prompt_tokens,
            cached_tokens=call.cached_tokens,
            completion_tokens=call.completion_tokens,
            stable_sha256=call.stable_sha256,
            payload_sha256=call.payload_sha256,
            payload_redacted=call.payload_redacted,
            cost_usd=call.cost_usd,
            id_of_provider=call.provider_id,
        )
    )


async def own_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)


async def spend(work: Work, costs: Sequence[tuple[datetime, float]]) -> None:
    values = {
        "hotel": work.hotel_id,
        "ats": [at for at, _ in costs],
        "costs": [cost for _, cost in costs],
    }
    await work.run(_SPEND, values)


async def spent(work: Work, today: date) -> Spent:
    ((on_day, in_month),) = await work.rows(_SPENT, {"hotel": work.hotel_id, "today": today})
    return Spent(on_day, in_month)


async def recount(work: Work, today: date, zone: str) -> None:
    values = {
        "hotel": work.hotel_id,
        "since": today.replace(day=1),
        "today": today,
        "zone": zone,
    }
    await work.rows(_LOCK, values)
    # Of those that were missing, the first statement only shows the next one their rows.
    await work.rows(_LOCK, values)
    await work.run(_RECOUNT, values)


async def meter(work: Work, *, since: date, until: date, zone: str) -> list[tuple[Any, ...]]:
    """(day, task, calls, failed, prompt, cached, completion, cost, unpriced)"""
    values = {"hotel": work.hotel_id, "since": since, "until": until, "zone": zone}
    return await work.rows(_METER, values)
