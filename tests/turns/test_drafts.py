"""In draft mode the AI writes for staff, who use, change or dismiss it; nothing goes by itself."""

import asyncio
from uuid import UUID

import pytest

from backend.domain.inbox_words import AiDraftState
from backend.domain.words import AiMode, AlertKind, Author, Speaker
from backend.errors import Conflict, NotFound
from backend.features.ai_drafts.schemas import AiDraftView
from backend.features.ai_drafts.service import dismiss, list_current
from backend.features.conversations.service import take_over
from backend.features.messages.replying import reply
from backend.features.turns.drain import drain_turns
from backend.models import AiCall, AiDraft, Alert, Assessment, Decision, Hotel, Outbox
from backend.ports.ai import AiFailure, AiRequest
from backend.ports.live import LiveKind
from backend.work import Actor, ActorKind, WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture, Recorder
from tests.turns.stage import BREAKFAST, rows_of, teach
from tests.turns.test_answers import MakeHotel

TEXT = "Breakfast is from 7:00 to 10:30."


def answers(_: AiRequest) -> dict[str, object]:
    return says(TEXT, sources=("k1",))


@pytest.fixture
async def hotel(make_hotel: MakeHotel, works: WorkFactory) -> HotelFixture:
    made = await make_hotel(ai_mode=AiMode.DRAFT)
    await teach(works, made, ("Breakfast", BREAKFAST))
    return made


async def shown(chat: Chat) -> list[AiDraftView]:
    async with chat.works.hotel(chat.hotel.id) as work:
        return await list_current(work, chat.conversation_id)


async def send(chat: Chat, text: str, draft_id: UUID, *, client_id: str | None = None) -> None:
    actor = Actor(ActorKind.STAFF, chat.hotel.staff.id, "Mara Manager")
    async with chat.works.hotel(chat.hotel.id, actor=actor) as work:
        await reply(work, chat.conversation_id, text=text, draft_id=draft_id, client_id=client_id)


async def asked(works: WorkFactory, chats: Chats, hotel: HotelFixture) -> Chat:
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    await drain_turns(works, hotel.id, ai=FakeAi(answers), limit=5)
    return chat


async def test_a_draft_waits_for_staff_and_nothing_is_sent(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, recorder: Recorder
) -> None:
    """Written with its entries and the mood by one call that is recorded as a draft; told to open
    screens, and the guest goes on waiting."""
    chat = await asked(works, chats, hotel)

    (draft,) = await shown(chat)
    (call,) = await rows_of(works, hotel, AiCall)
    (decided,) = await rows_of(works, hotel, Decision)
    row = await chat.row()
    assert (draft.text, draft.state) == (TEXT, AiDraftState.OPEN)
    assert ["Breakfast"] == [one.title for one in draft.sources]
    assert await chat.sent() == [] == await rows_of(works, hotel, Outbox)
    assert row.waiting_since is not None
    assert call.task == "draft"
    assert 1 == len(await rows_of(works, hotel, Assessment))
    assert ("skipped", "ai_drafts") == (decided.outcome, decided.reason)
    assert decided.facts["draft"] == "model"
    assert LiveKind.AI_DRAFT in [event.kind for _, event in recorder.events]


async def test_a_hotel_in_auto_mode_writes_no_draft(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats
) -> None:
    """It answers, as before."""
    auto = await make_hotel()
    await teach(works, auto, ("Breakfast", BREAKFAST))
    chat = await asked(works, chats, auto)

    assert await rows_of(works, auto, AiDraft) == []
    assert 1 == len(await chat.sent())


async def test_a_vip_gets_no_answer_by_itself_where_the_hotel_wants_a_person(
    works: WorkFactory, make_hotel: MakeHotel, chats: Chats
) -> None:
    """A draft for staff; the hotel's other guests are answered."""
    auto = await make_hotel(drafts_for_vips=True)
    await teach(works, auto, ("Breakfast", BREAKFAST))
    vip, other = await chats.open(auto, vip=True), await chats.open(auto)
    await vip.write("When is breakfast?")
    await other.write("When is breakfast?")
    await drain_turns(works, auto.id, ai=FakeAi(answers), limit=5)

    assert [TEXT] == [one.text for one in await shown(vip)]
    assert await vip.sent() == [] == await shown(other)
    assert [TEXT] == [one.text for one in await other.sent()]


async def test_what_cannot_be_stood_behind_is_no_draft(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The same checks as for an answer; the ledger says why, and nobody is called: staff answer
    every guest of this hotel."""
    chat = await chats.open(hotel)
    await chat.write("Is there a helicopter?")
    said = says("The helicopter leaves at 9:15.", sources=("k1",))
    await drain_turns(works, hotel.id, ai=FakeAi(lambda request: said), limit=5)

    (decided,) = await rows_of(works, hotel, Decision)
    assert await shown(chat) == []
    assert (decided.outcome, decided.facts["refusal"]) == ("failed", "unsupported")
    assert await rows_of(works, hotel, Alert) == []


async def test_a_complaint_calls_a_person_also_in_draft_mode(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """And no draft is offered for it."""
    chat = await chats.open(hotel)
    await chat.write("The breakfast was terrible.")
    said = says(TEXT, sources=("k1",), score=-0.9, level="complaint")
    await drain_turns(works, hotel.id, ai=FakeAi(lambda request: said), limit=5)

    (alert,) = await rows_of(works, hotel, Alert)
    assert alert.kind is AlertKind.COMPLAINT
    assert await shown(chat) == []


async def test_with_the_model_away_there_is_no_holding_message(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Nothing is sent and nothing is offered that is no answer."""
    chat = await chats.open(hotel)
    await chat.write("May I bring my parrot?")
    away = FakeAi(lambda request: AiFailure.TIMEOUT)
    await drain_turns(works, hotel.id, ai=away, limit=5)

    assert await shown(chat) == []
    assert await chat.sent() == []


async def test_the_guests_next_message_replaces_the_draft(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """At once, before the next one is written."""
    chat = await asked(works, chats, hotel)
    (first,) = await shown(chat)
    await chat.write("And on Sundays?")
    between = await shown(chat)
    await drain_turns(works, hotel.id, ai=FakeAi(answers), limit=5)

    (second,) = await shown(chat)
    assert between == []
    assert second.turn > first.turn


async def test_a_message_during_the_call_leaves_no_draft_of_the_old_turn(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """What the model began before the guest's last word is thrown away."""
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    ai = FakeAi(answers, may_answer=asyncio.Event())
    under_way = asyncio.create_task(drain_turns(works, hotel.id, ai=ai, limit=5))
    await ai.asked.wait()
    await chat.write("Sorry, I mean dinner.")
    assert ai.may_answer is not None
    ai.may_answer.set()
    await under_way

    assert await rows_of(works, hotel, AiDraft) == []


async def test_a_draft_comes_also_while_a_colleague_speaks(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Their lease stays theirs."""
    chat = await chats.open(hotel)
    actor = Actor(ActorKind.STAFF, hotel.staff.id, "Mara Manager")
    async with works.hotel(hotel.id, actor=actor) as work:
        await take_over(work, chat.conversation_id)
    await chat.write("When is breakfast?")
    await drain_turns(works, hotel.id, ai=FakeAi(answers), limit=5)

    assert 1 == len(await shown(chat))
    assert (await chat.row()).speaker is Speaker.STAFF


@pytest.mark.parametrize("speaker", [Speaker.AI, Speaker.STAFF])
async def test_switching_the_ai_off_during_the_call_leaves_no_draft(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, speaker: Speaker
) -> None:
    """The mode that counts is the one at the end, whoever speaks."""
    chat = await chats.open(hotel)
    await chat.change(speaker=speaker)
    await chat.write("When is breakfast?")
    ai = FakeAi(answers, may_answer=asyncio.Event())
    under_way = asyncio.create_task(drain_turns(works, hotel.id, ai=ai, limit=5))
    await ai.asked.wait()
    async with works.hotel(hotel.id) as work:
        (await work.session.get_one(Hotel, hotel.id)).ai_mode = AiMode.OFF
    assert ai.may_answer is not None
    ai.may_answer.set()
    await under_way

    assert await rows_of(works, hotel, AiDraft) == []


async def test_what_staff_changed_of_a_draft_is_kept(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """As the colleague's own message, with how many characters differ; repeated, it counts once."""
    chat = await asked(works, chats, hotel)
    (draft,) = await shown(chat)
    await send(chat, TEXT.replace("10:30", "10:00"), draft.id, client_id="once")
    await send(chat, TEXT.replace("10:30", "10:00"), draft.id, client_id="once")

    (row,) = await rows_of(works, hotel, AiDraft)
    (sent,) = await chat.sent()
    assert sent.author is Author.STAFF
    assert (row.state, row.edit_distance) == (AiDraftState.USED, 1)
    assert (row.message_id, row.staff_id) == (sent.id, hotel.staff.id)
    assert await shown(chat) == []


async def test_a_dismissed_draft_is_gone_and_a_used_one_stays_used(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Dismissing twice is once; what was sent cannot be dismissed."""
    chat, other = await asked(works, chats, hotel), await asked(works, chats, hotel)
    (draft,), (used,) = await shown(chat), await shown(other)
    await send(other, TEXT, used.id)
    async with works.hotel(hotel.id) as work:
        await dismiss(work, chat.conversation_id, draft.id)
        again = await dismiss(work, chat.conversation_id, draft.id)
        with pytest.raises(Conflict):
            await dismiss(work, other.conversation_id, used.id)

    assert again.state is AiDraftState.DISMISSED
    assert await shown(chat) == []


async def test_a_draft_of_another_conversation_sends_nothing(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The reply is refused as a whole."""
    chat, other = await asked(works, chats, hotel), await chats.open(hotel)
    (draft,) = await shown(chat)
    with pytest.raises(NotFound):
        await send(other, TEXT, draft.id)

    assert await other.sent() == []
