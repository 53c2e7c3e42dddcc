"""At its limit the AI is not asked: people answer, everybody is told, and midnight begins anew."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from math import ceil

import psycopg
import pytest
from sqlmodel import select

from backend.domain.answers import HandOver
from backend.domain.words import AiMode, AlertKind, AlertStatus, DecisionKind
from backend.features.ai_budgets.schemas import AiBudgetInput, AiBudgetView
from backend.features.ai_budgets.service import follow, get_budget, set_budget
from backend.features.ai_calls.asking import ask
from backend.features.ai_calls.service import keep
from backend.features.turns.drain import drain_turns
from backend.models import AiCall, AiDraft, AiSpending, Alert, Assessment, Decision
from backend.ports.ai import AiMessage, AiReply, AiRequest, AiUsage
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, rows_of, teach

SMALLEST = 0.01
REQUEST = AiRequest((AiMessage("system", "s"), AiMessage("user", "u")), "h", 10, 5)


async def limited(
    works: WorkFactory, hotel: HotelFixture, *, day: float | None = None, month: float | None = None
) -> AiBudgetView:
    async with works.hotel(hotel.id) as work:
        return await set_budget(work, AiBudgetInput(day_usd=day, month_usd=month))


async def spend(works: WorkFactory, hotel: HotelFixture, usd: float) -> None:
    """A call of another kind, such as a translation, that cost so much."""
    async with works.hotel(hotel.id) as work:
        record = (await ask(FakeAi(), REQUEST, task="translate", now=work.now)).record
        await keep(work, replace(record, cost_usd=usd))


async def shown(works: WorkFactory, hotel: HotelFixture) -> AiBudgetView:
    async with works.hotel(hotel.id) as work:
        return await get_budget(work)


async def asks(chat: Chat, ai: FakeAi, text: str = "Is there a pool?") -> None:
    await chat.write(text)
    await drain_turns(chat.works, chat.hotel.id, ai=ai, limit=50)


async def alerts(works: WorkFactory, hotel: HotelFixture, kind: AlertKind) -> list[Alert]:
    return [row for row in await rows_of(works, hotel, Alert) if row.kind is kind]


async def test_at_the_limit_the_model_is_not_asked_and_a_person_is_called(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The guest hears that a colleague will answer; the mood is judged by words; one notice."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    await limited(works, hotel, day=SMALLEST)
    await spend(works, hotel, SMALLEST)
    ai = FakeAi(lambda _: says("Breakfast is from 7:00.", sources=("k1",)))
    chat = await chats.open(hotel)

    await asks(chat, ai, "When is breakfast?")
    await asks(await chats.open(hotel), ai, "This is terrible, the room is dirty again!")

    assert ai.requests == []
    (holding,) = await chat.sent()
    assert "colleague" in holding.text
    decided = [
        row for row in await rows_of(works, hotel, Decision) if row.kind is DecisionKind.ANSWER
    ]
    assert {row.facts["hand_over"] for row in decided} == {HandOver.BUDGET}
    assert {row.reason for row in decided} == {"budget_spent"}
    assert {row.source for row in await rows_of(works, hotel, Assessment)} == {"lexicon"}
    (told,) = await alerts(works, hotel, AlertKind.AI_HANDED_OVER)
    assert told.conversation_id == chat.conversation_id
    assert len(await alerts(works, hotel, AlertKind.COMPLAINT)) == 1


async def test_below_the_limit_everything_is_as_ever(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """And what each turn costs is added to the day."""
    await limited(works, hotel, day=5, month=50)
    chat = await chats.open(hotel)
    await asks(chat, FakeAi(lambda _: says("Gladly.")))
    await asks(chat, FakeAi(lambda _: says("Gladly.")), "And a sauna?")

    calls = await rows_of(works, hotel, AiCall)
    view = await shown(works, hotel)
    assert [one.task for one in calls] == ["answer", "answer"]
    assert view.today_usd == pytest.approx(sum(one.cost_usd or 0 for one in calls))
    assert (view.reached, view.ends_at) == (None, None)


async def test_a_hotel_without_a_limit_adds_nothing_up(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Its turns write no row for it; who looks gets the sum all the same."""
    await asks(await chats.open(hotel), FakeAi())

    (call,) = await rows_of(works, hotel, AiCall)
    async with works.hotel(hotel.id) as work:
        assert (await work.session.exec(select(AiSpending))).all() == []
    assert (await shown(works, hotel)).today_usd == pytest.approx(call.cost_usd)


async def test_a_limit_counts_what_was_spent_before_it_was_set(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Also what was spent on other days of the month."""
    await spend(works, hotel, 0.02)

    view = await limited(works, hotel, month=SMALLEST)

    assert view.this_month_usd == pytest.approx(0.02)
    assert (view.reached, len(await alerts(works, hotel, AlertKind.AI_BUDGET))) == ("month", 1)


async def test_it_is_told_once_and_again_on_another_day(
    works: WorkFactory, hotel: HotelFixture, owner: psycopg.AsyncConnection
) -> None:
    """Not with each look and each turn."""
    await limited(works, hotel, day=SMALLEST)
    await spend(works, hotel, SMALLEST)
    for _ in range(3):
        async with works.hotel(hotel.id) as work:
            await follow(work)
    (first,) = await alerts(works, hotel, AlertKind.AI_BUDGET)
    await owner.execute(
        "update alert set dedupe_key = 'ai_budget:day:2026-01-01' where id = %s", (first.id,)
    )
    async with works.hotel(hotel.id) as work:
        await follow(work)

    assert len(await alerts(works, hotel, AlertKind.AI_BUDGET)) == 2


async def test_a_raised_limit_lets_the_model_be_asked_at_once_and_ends_the_notice(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Nobody has to wait for midnight."""
    await limited(works, hotel, day=SMALLEST)
    await spend(works, hotel, SMALLEST)
    async with works.hotel(hotel.id) as work:
        await follow(work)
    await limited(works, hotel, day=1)
    ai = FakeAi()
    await asks(await chats.open(hotel), ai)

    (alert,) = await alerts(works, hotel, AlertKind.AI_BUDGET)
    assert (alert.status, len(ai.requests)) == (AlertStatus.RESOLVED, 1)


async def test_the_next_day_of_the_hotel_begins_with_nothing_spent(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """What was spent up to yesterday's midnight does not count today."""
    await limited(works, hotel, day=SMALLEST)
    await spend(works, hotel, 1.0)
    assert (await shown(works, hotel)).reached == "day"
    await owner.execute(
        "update ai_call set started_at = started_at - %s where hotel_id = %s",
        (timedelta(days=1), hotel.id),
    )
    async with works.hotel(hotel.id) as work:
        await follow(work)
    ai = FakeAi()
    await asks(await chats.open(hotel), ai)

    assert len(ai.requests) == 1
    assert (await shown(works, hotel)).reached is None


async def test_in_draft_mode_no_draft_comes_and_nobody_is_called(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, owner: psycopg.AsyncConnection
) -> None:
    """Staff answer every guest there anyway."""
    await owner.execute("update hotel set ai_mode = %s where id = %s", (AiMode.DRAFT, hotel.id))
    await limited(works, hotel, day=SMALLEST)
    await spend(works, hotel, SMALLEST)
    ai, chat = FakeAi(), await chats.open(hotel)
    await asks(chat, ai)

    assert (ai.requests, await chat.sent()) == ([], [])
    assert await rows_of(works, hotel, AiDraft) == []
    assert await alerts(works, hotel, AlertKind.AI_HANDED_OVER) == []


async def test_many_turns_at_once_end_above_the_limit_by_those_under_way_alone(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Four workers, twenty guests, money for three calls: what was decided before the limit was
    written may end above it, nothing that was decided after."""
    await limited(works, hotel, day=SMALLEST)
    opened = [await chats.open(hotel) for _ in range(20)]
    for chat in opened:
        await chat.write("Is there a pool?")
    ai = Dear()

    async def worker() -> None:
        while await drain_turns(works, hotel.id, ai=ai, limit=1):
            pass

    await asyncio.gather(*(worker() for _ in range(4)))

    costs = [call.cost_usd or 0 for call in await rows_of(works, hotel, AiCall)]
    at_limit, workers = ceil(SMALLEST / costs[0]), 4
    assert at_limit <= len(ai.requests) < at_limit + workers
    assert (await shown(works, hotel)).today_usd == pytest.approx(sum(costs))
    assert len(await alerts(works, hotel, AlertKind.AI_BUDGET)) == 1


async def test_counting_anew_beside_calls_that_end_loses_and_doubles_none(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Whoever counts holds the day; whoever adds waits and adds after."""
    await limited(works, hotel, day=100)

    async def count() -> None:
        for _ in range(5):
            async with works.hotel(hotel.id) as work:
                await follow(work)

    async def call() -> None:
        for _ in range(10):
            await spend(works, hotel, 0.25)

    await asyncio.gather(count(), call(), call(), count())

    assert (await shown(works, hotel)).today_usd == pytest.approx(5.0)


class Dear(FakeAi):
    """Three of its answers, at peak hours two, cost more than the smallest limit."""

    async def complete(self, request: AiRequest) -> AiReply:
        reply = await super().complete(request)
        await asyncio.sleep(0)
        return replace(reply, usage=AiUsage(completion_tokens=7_000))
