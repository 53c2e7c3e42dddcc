"""What the AI cost is the sum of the records of its calls, by the hotel's clock."""

import csv
from datetime import UTC, date, datetime
from io import StringIO

import psycopg
import pytest
from sqlmodel import select

from backend.domain.words import Role
from backend.features.ai_calls.asking import ask
from backend.features.ai_calls.schemas import CallRecord
from backend.features.ai_calls.service import keep, meter
from backend.features.turns.drain import drain_turns
from backend.models import AiCall
from backend.ports.ai import AiFailure, AiMessage, AiRequest
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi
from tests.fixtures.api import Api
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture

REQUEST = AiRequest((AiMessage("system", "s"), AiMessage("user", "u")), "h", 10, 5)
ALL = {"since": date(2026, 1, 1), "until": date(2026, 3, 31)}


async def called(
    works: WorkFactory, hotel: HotelFixture, task: str, at: datetime, ai: FakeAi | None = None
) -> CallRecord:
    record = (await ask(ai or FakeAi(), REQUEST, task=task, now=at)).record
    async with works.hotel(hotel.id) as work:
        await keep(work, record)
    return record


async def test_tokens_and_money_are_the_sum_of_the_records(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Of turns and of every other call; at peak hours the price is double, and so is the sum."""
    peak = datetime(2026, 2, 2, 7, 30, tzinfo=UTC)
    quiet = datetime(2026, 2, 2, 13, 30, tzinfo=UTC)
    dear = await called(works, hotel, "summary", peak)
    cheap = await called(works, hotel, "summary", quiet)
    lost = await called(works, hotel, "rewrite", quiet, FakeAi(lambda _: AiFailure.TIMEOUT))
    chat = await chats.open(hotel)
    await chat.write("Is there a pool?")
    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    async with works.hotel(hotel.id) as work:
        today = work.now.date()
        winter = await meter(work, **ALL)
        every = await meter(work, since=date(2026, 1, 1), until=date(2027, 12, 31))
        rows = (await work.session.exec(select(AiCall))).all()

    assert dear.cost_usd is not None
    assert dear.cost_usd == pytest.approx(2 * (cheap.cost_usd or 0))
    assert lost.cost_usd is None
    assert winter.cost_usd == pytest.approx(dear.cost_usd + (cheap.cost_usd or 0))
    summary, rewrite = winter.purposes
    assert (summary.task, summary.calls, summary.failed, summary.unpriced) == ("summary", 2, 0, 0)
    assert (rewrite.task, rewrite.calls, rewrite.failed, rewrite.unpriced) == ("rewrite", 1, 1, 1)
    assert {one.task for one in every.purposes} == {"summary", "rewrite", "answer"}
    assert every.cost_usd == pytest.approx(sum(row.cost_usd or 0 for row in rows))
    assert every.tokens == sum(row.prompt_tokens + row.completion_tokens for row in rows)
    assert every.calls == len(rows) == 4
    assert abs((every.days[0].day - today).days) <= 1


async def test_a_day_is_the_hotels_own(
    works: WorkFactory, hotel: HotelFixture, owner: psycopg.AsyncConnection
) -> None:
    """Half past eleven in the evening in London is the next day in Berlin."""
    await called(works, hotel, "mood", datetime(2026, 2, 2, 23, 30, tzinfo=UTC))

    async with works.hotel(hotel.id) as work:
        (day,) = (await meter(work, **ALL)).days
        none = await meter(work, since=date(2026, 2, 2), until=date(2026, 2, 2))

    assert day.day == date(2026, 2, 3)
    assert none.calls == 0


async def test_the_file_holds_what_the_screen_shows(
    works: WorkFactory, hotel: HotelFixture, api: Api
) -> None:
    """A line for each day and purpose; the operator's list has the month; guests' words nowhere."""
    record = await called(works, hotel, "mood", datetime(2026, 2, 2, 12, tzinfo=UTC))
    manager = await api.staff(hotel, Role.MANAGER)
    url = f"/api/v1/hotels/{hotel.id}/ai-cost"
    span = {"since": "2026-02-01", "until": "2026-02-28"}

    shown = (await manager.get(url, params=span)).json()
    (line,) = csv.DictReader(StringIO((await manager.get(f"{url}/csv", params=span)).text))
    too_long = await manager.get(url, params={"since": "2026-01-01", "until": "2026-12-31"})

    assert (line["day"], line["task"]) == ("2026-02-02", "mood")
    assert float(line["cost_usd"]) == shown["cost_usd"] == record.cost_usd
    assert too_long.status_code == 422
