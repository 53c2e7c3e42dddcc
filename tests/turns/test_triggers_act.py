"""Triggers of a conversation that do something beside an answer, and the cap on what they say."""

from datetime import timedelta

from backend.domain.words import Author, DecisionKind, Speaker, TriggerEvent
from backend.features.turns.drain import drain_turns
from backend.models import Decision, TriggerAction
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import arm, arm_to_act, rows_of

ALERT = {"kind": "alert_staff", "words": "A taxi is wanted"}


async def test_what_only_acts_leaves_the_answer_to_the_ai(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """A keyword alerts staff, and the guest is answered as if it were not there."""
    await arm_to_act(works, hotel, ALERT, keywords=("taxi",))
    chat = await chats.open(hotel)
    await chat.write("A taxi please")
    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    (action,) = await rows_of(works, hotel, TriggerAction)
    assert [Author.AI] == [one.author for one in await chat.sent()]
    assert (chat.conversation_id, "alert_staff", "waiting") == (
        action.conversation_id,
        action.kind,
        action.state,
    )


async def test_one_answers_and_others_act_in_the_same_turn(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The guest hears one voice; what is done beside it does not wait for its turn."""
    await arm(
        works, hotel, TriggerEvent.KEYWORD, "A taxi is on its way.", keywords=("taxi",), priority=1
    )
    await arm_to_act(works, hotel, ALERT, keywords=("taxi",))
    chat = await chats.open(hotel)
    await chat.write("A taxi please")
    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    assert [Author.TRIGGER] == [one.author for one in await chat.sent()]
    assert len(await rows_of(works, hotel, TriggerAction)) == 1
    assert ["fired", "fired"] == await _ledger(works, hotel)


async def test_what_only_acts_does_so_while_a_person_speaks(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """It says nothing to the guest, so it takes no word from the colleague."""
    await arm_to_act(works, hotel, ALERT, keywords=("taxi",))
    chat = await chats.open(hotel)
    row = await chat.row()
    assert row.created_at is not None
    await chat.change(speaker=Speaker.STAFF, speaker_until=row.created_at + timedelta(hours=1))
    await chat.write("A taxi please")
    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    assert [] == await chat.sent()
    assert len(await rows_of(works, hotel, TriggerAction)) == 1


async def test_the_cap_of_a_day_holds_for_answers_too(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Enough automatic messages today: the ledger says so, and the AI answers."""
    await arm(
        works, hotel, TriggerEvent.KEYWORD, "The menu is there.", keywords=("menu",), daily_cap=1
    )
    chat = await chats.open(hotel)
    for text in ("Menu please", "The menu, again"):
        await chat.write(text)
        await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    assert [Author.TRIGGER, Author.AI] == [one.author for one in await chat.sent()]
    rows = await rows_of(works, hotel, Decision)
    reasons = [one.reason for one in rows if one.kind is DecisionKind.TRIGGER]
    assert ["keyword", "frequency_cap"] == reasons


async def _ledger(works: WorkFactory, hotel: HotelFixture) -> list[str]:
    rows = await rows_of(works, hotel, Decision)
    return [one.outcome for one in rows if one.kind is DecisionKind.TRIGGER]
