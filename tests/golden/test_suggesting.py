"""Golden questions are proposed from what the hotel knows and from what its guests asked."""

from backend.domain.golden_words import Expects, QuestionOrigin, QuestionState
from backend.domain.inbox_words import WrongReason
from backend.domain.knowledge_words import GapEnd
from backend.features.golden import service
from backend.features.golden.schemas import QuestionView
from backend.features.handling.service import resolve
from backend.features.knowledge.schemas import KnowledgeView
from backend.features.knowledge.service import create_entry, list_gaps, settle_gap
from backend.features.turns.drain import drain_turns
from backend.features.wrong_answers.service import mark
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, Responder, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.knowledge.test_entries import draft
from tests.turns.stage import BREAKFAST


async def suggested(works: WorkFactory, hotel: HotelFixture) -> list[QuestionView]:
    async with works.hotel(hotel.id) as work:
        await service.suggest(work)
        page = await service.list_questions(work, QuestionState.PROPOSED, limit=200)
    return list(page.items)


async def known(
    works: WorkFactory, hotel: HotelFixture, title: str, text: str, **more: object
) -> KnowledgeView:
    async with works.hotel(hotel.id) as work:
        return await create_entry(work, draft(title, text, **more))


async def answered(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, text: str, says_: Responder
) -> Chat:
    """A guest asked, the AI answered or called somebody, and the conversation was resolved."""
    chat = await chats.open(hotel, name="Anna Schmidt")
    await chat.write(text)
    await drain_turns(works, hotel.id, ai=FakeAi(says_), limit=5)
    async with works.hotel(hotel.id) as work:
        await resolve(work, chat.conversation_id)
    return chat


async def test_the_starter_set_asks_of_what_an_entry_speaks_of(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """In the languages of the hotel, with the hours that must be named; none is proposed twice."""
    entry = await known(works, hotel, "Breakfast", BREAKFAST)
    found = await suggested(works, hotel)
    async with works.hotel(hotel.id) as work:
        again = await service.suggest(work)

    (breakfast,) = [one for one in found if one.text == "When is breakfast served?"]
    assert (breakfast.facts, breakfast.source_ids) == (["07:00", "10:30"], [entry.id])
    assert "When is the sauna open?" not in [one.text for one in found]
    assert {one.expects for one in found} == set(Expects)
    assert {one.origin for one in found} == {QuestionOrigin.STARTER}
    assert again.proposed == 0


async def test_hours_that_differ_by_day_are_all_named(
    works: WorkFactory, hotel: HotelFixture
) -> None:
    """Else a wrong one would pass; the end of a late check-out is none of a check-in."""
    await known(works, hotel, "Sauna", "Open from 16:00 to 22:00, on Sundays until 20:00.")
    await known(works, hotel, "Anreise", "Check-in ab 15:00 Uhr. Spater bis 14:00 Uhr fur 25 EUR.")
    facts = {one.text: one.facts for one in await suggested(works, hotel)}

    assert facts["When is the sauna open?"] == ["16:00", "20:00", "22:00"]
    assert facts["From what time can we check in?"] == ["15:00"]


async def test_what_the_ai_answered_in_a_resolved_conversation_is_proposed(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """With the entry it stood on; nothing of an open one, and nothing that names the guest."""
    entry = await known(works, hotel, "Breakfast", BREAKFAST)

    def says_(_: object) -> dict[str, object]:
        return says("Breakfast is served from 7:00 to 10:30.", sources=("k1",))

    await answered(works, hotel, chats, "Until what time can I have breakfast?", says_)
    await answered(works, hotel, chats, "Anna Schmidt here, when is breakfast?", says_)
    still_open = await chats.open(hotel)
    await still_open.write("Is breakfast late on Sundays?")
    await drain_turns(works, hotel.id, ai=FakeAi(says_), limit=5)

    found = [one for one in await suggested(works, hotel) if one.origin is QuestionOrigin.THREAD]

    assert [(one.text, one.source_ids) for one in found] == [
        ("Until what time can I have breakfast?", [entry.id])
    ]


async def test_an_answer_that_was_called_wrong_is_proposed(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """With the hours that a colleague called right; where a person was needed, one is wanted."""
    entry = await known(works, hotel, "Breakfast", BREAKFAST)

    def says_(_: object) -> dict[str, object]:
        return says("Breakfast is served from 7:00 to 10:30.", sources=("k1",))

    marks = {
        "Is breakfast late on Sundays?": (WrongReason.OUTDATED, "On Sundays until 11:30."),
        "Can you cook something for my allergy?": (WrongReason.NEEDED_A_PERSON, ""),
        "When is your breakfast over?": (WrongReason.WRONG_TONE, ""),
    }
    for text, (reason, note) in marks.items():
        chat = await answered(works, hotel, chats, text, says_)
        (sent,) = await chat.sent()
        async with works.hotel(hotel.id) as work:
            await mark(work, str(sent.id), reason=reason, note=note)

    found = await suggested(works, hotel)

    assert sorted(
        (one.text, one.expects, one.facts, one.source_ids)
        for one in found
        if one.origin is QuestionOrigin.WRONG
    ) == [
        ("Can you cook something for my allergy?", Expects.HANDED_OVER, [], []),
        ("Is breakfast late on Sundays?", Expects.ANSWERED, ["11:30"], [entry.id]),
    ]
    assert QuestionOrigin.THREAD not in {one.origin for one in found}


async def test_a_question_that_became_an_entry_is_proposed_with_it(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """What nobody could answer once is to be answered from then on."""

    def hands_over(_: object) -> dict[str, object]:
        return says("I have told the team.", action="hand_over", reason="not_in_knowledge")

    await answered(works, hotel, chats, "Is there an iron in the room?", hands_over)
    entry = await known(works, hotel, "Iron", "An iron is in every wardrobe.")
    async with works.hotel(hotel.id) as work:
        (gap,) = (await list_gaps(work)).items
        await settle_gap(work, int(gap.id), GapEnd.TAKEN, entry_id=entry.id)

    found = [one for one in await suggested(works, hotel) if one.origin is QuestionOrigin.GAP]

    assert [(one.text, one.source_ids, one.expects) for one in found] == [
        ("Is there an iron in the room?", [entry.id], Expects.ANSWERED)
    ]
