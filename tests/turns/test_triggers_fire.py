"""Triggers speak once, for a reason that the ledger keeps."""

import asyncio
from datetime import timedelta

import pytest

from backend.domain.sending import PROMOTIONAL_PRIORITY
from backend.domain.words import (
    Author,
    DecisionKind,
    DecisionOutcome,
    HoldReason,
    MessageClass,
    Speaker,
    TriggerEvent,
)
from backend.features.journey.service import stop_automation
from backend.features.triggers.service import LedgerFilter, list_ledger
from backend.features.turns.drain import drain_turns
from backend.models import Decision, Outbox
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import arm, rows_of
from tests.waiting import PATIENCE_S

WELCOME = "Welcome {{guest_first_name|dear guest}}, your room is {{room}}."


async def fired_rows(works: WorkFactory, hotel: HotelFixture) -> list[Decision]:
    rows = await rows_of(works, hotel, Decision)
    return [one for one in rows if one.kind is DecisionKind.TRIGGER]


async def test_a_welcome_fires_once_for_a_stay(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The first message is welcomed by name and room, the second is not."""
    trigger_id = await arm(works, hotel, TriggerEvent.FIRST_MESSAGE_OF_STAY, WELCOME)
    chat = await chats.open(hotel)
    for text in ("Good evening", "Is there a sauna?"):
        await chat.write(text)
        await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    sent = await chat.sent()
    (fired,) = await fired_rows(works, hotel)
    welcomes = [one for one in sent if one.author is Author.TRIGGER]
    assert ["Welcome Anna, your room is 412."] == [one.text for one in welcomes]
    assert fired.id == welcomes[0].decision_id
    assert (trigger_id, f"stay:{chat.stay_id}") == (fired.trigger_id, fired.occurrence)
    assert ("en", 1) == (fired.facts["language"], fired.facts["template_version"])


@pytest.mark.parametrize(
    ("message_class", "priority", "held"),
    [
        (MessageClass.ESSENTIAL, 2, None),
        (MessageClass.USEFUL, 2, None),
        (MessageClass.PROMOTIONAL, PROMOTIONAL_PRIORITY, HoldReason.TO_WEIGH),
    ],
)
async def test_a_trigger_sends_in_the_class_of_its_template(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    message_class: MessageClass,
    priority: int,
    held: HoldReason | None,
) -> None:
    """An offer goes last and is weighed before it may leave; a welcome is not held up."""
    event = TriggerEvent.FIRST_MESSAGE_OF_STAY
    await arm(works, hotel, event, WELCOME, message_class=message_class)
    await (await chats.open(hotel)).write("Hello!")
    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)
    rows = await rows_of(works, hotel, Outbox)

    (row,) = [row for row in rows if row.author is Author.TRIGGER]
    assert (row.message_class, row.priority, row.held_reason) == (message_class, priority, held)
    assert not row.starts_contact


async def test_a_question_beside_the_welcome_is_still_answered(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """A welcome is no answer; a mere greeting needs no second one."""
    await arm(works, hotel, TriggerEvent.FIRST_MESSAGE_OF_STAY, WELCOME)
    asking, greeting = await chats.open(hotel), await chats.open(hotel)
    await asking.write("Hello, is there a sauna?")
    await greeting.write("Hello!")

    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    assert [Author.TRIGGER, Author.AI] == [one.author for one in await asking.sent()]
    assert [Author.TRIGGER] == [one.author for one in await greeting.sent()]


async def test_parallel_turns_of_one_stay_fire_once(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Two chats of one guest, decided at the same time: the ledger lets one through."""
    await arm(works, hotel, TriggerEvent.FIRST_MESSAGE_OF_STAY, WELCOME)
    opened = [await chats.open(hotel) for _ in range(4)]
    for chat in opened:
        await chat.change(stay_id=opened[0].stay_id)
        await chat.write("Hi, a question about parking")
    ai = FakeAi(may_answer=asyncio.Event())
    assert ai.may_answer is not None
    drains = [asyncio.create_task(drain_turns(works, hotel.id, ai=ai, limit=1)) for _ in range(4)]
    async with asyncio.timeout(PATIENCE_S):
        while len(ai.requests) < 4:
            ai.asked.clear()
            await ai.asked.wait()
    ai.may_answer.set()
    await asyncio.gather(*drains)

    sent = [one for chat in opened for one in await chat.sent()]
    outcomes = [one.outcome for one in await fired_rows(works, hotel)]
    assert 1 == len([one for one in sent if one.author is Author.TRIGGER])
    assert 1 == outcomes.count(DecisionOutcome.FIRED)
    assert 4 == len([one for one in sent if one.author is Author.AI])


async def test_a_keyword_answers_in_place_of_the_ai(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Whole words, without regard to case: the hotel's own text is the answer."""
    await arm(works, hotel, TriggerEvent.KEYWORD, "The menu is in your room.", keywords=("menu",))
    chat = await chats.open(hotel)
    await chat.write("MENU please")

    ai = FakeAi()
    await drain_turns(works, hotel.id, ai=ai, limit=5)

    assert [Author.TRIGGER] == [one.author for one in await chat.sent()]
    assert ["task: mood" in one.messages[0].content for one in ai.requests] == [True]


async def test_a_complaint_trigger_speaks_in_place_of_the_ai(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The hotel chose the words for this case; once a day, not for each angry line."""
    await arm(works, hotel, TriggerEvent.COMPLAINT, "We are sorry. The manager is on the way.")
    chat = await chats.open(hotel)
    ai = FakeAi(lambda request: says("Oh!", score=-0.9, level="complaint"))
    for text in ("The bed is broken, unacceptable", "Still unacceptable"):
        await chat.write(text)
        await drain_turns(works, hotel.id, ai=ai, limit=5)

    sent = await chat.sent()
    assert [Author.TRIGGER, Author.AI] == [one.author for one in sent]
    assert "The manager is on the way." in sent[0].text


@pytest.mark.parametrize(
    ("speaker", "reason"), [(Speaker.STAFF, "automation_held"), (Speaker.NOBODY, "automation_held")]
)
async def test_no_trigger_speaks_over_a_person(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, speaker: Speaker, reason: str
) -> None:
    """The ledger says that it was considered and why it was held."""
    await arm(works, hotel, TriggerEvent.FIRST_MESSAGE_OF_STAY, WELCOME)
    chat = await chats.open(hotel)
    row = await chat.row()
    assert row.created_at is not None
    await chat.change(speaker=speaker, speaker_until=row.created_at + timedelta(hours=1))
    await chat.write("Good evening")

    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    (considered,) = await fired_rows(works, hotel)
    assert [] == await chat.sent()
    assert (DecisionOutcome.SKIPPED, reason) == (considered.outcome, considered.reason)


async def test_a_missing_variable_keeps_the_text_back(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Without a room there is no welcome that names one; the ledger says so."""
    await arm(works, hotel, TriggerEvent.FIRST_MESSAGE_OF_STAY, WELCOME)
    chat = await chats.open(hotel, room=None)
    await chat.write("Good evening")

    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    (considered,) = await fired_rows(works, hotel)
    assert "missing_variable" == considered.reason
    assert all("{{" not in one.text for one in await chat.sent())


async def test_stopping_all_triggers_takes_effect_at_once(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The next turn fires nothing, and the ledger page still lists what was decided."""
    await arm(works, hotel, TriggerEvent.FIRST_MESSAGE_OF_STAY, WELCOME)
    async with works.hotel(hotel.id) as work:
        stopped = await stop_automation(work)
    chat = await chats.open(hotel)
    await chat.write("Good evening")

    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    async with works.hotel(hotel.id) as work:
        page = await list_ledger(work, wanted=LedgerFilter(conversation_id=chat.conversation_id))
    assert stopped.enabled == 1
    assert stopped.stopped_at is not None
    assert [Author.AI] == [one.author for one in await chat.sent()]
    assert [("answer", "Anna Schmidt")] == [(one.kind, one.guest_name) for one in page.items]
