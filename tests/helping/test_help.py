"""The AI as a colleague's helper: what is asked for is shown, checked, kept, and never sent."""

import asyncio
from uuid import UUID

import pytest

from backend.domain.inbox_words import HelpTask
from backend.domain.words import AiMode, Author, Speaker
from backend.errors import Conflict, Forbidden, NotFound
from backend.features.helping.schemas import HelpWish
from backend.features.helping.service import help_with
from backend.features.helps.schemas import HelpFigure, HelpView
from backend.features.helps.service import figures
from backend.features.messages.replying import reply
from backend.models import AiCall, AiHelp, Outbox
from backend.ports.ai import AiFailure, AiRequest
from backend.work import SYSTEM, Actor, ActorKind, WorkFactory
from tests.fakes.ai import FakeAi, Responder, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, rows_of, teach
from tests.turns.test_answers import MakeHotel

TEXT = "Breakfast is from 7:00 to 10:30."


def suggests(_: AiRequest) -> dict[str, object]:
    return says(TEXT, sources=("k1",))


@pytest.fixture
async def chat(works: WorkFactory, make_hotel: MakeHotel, chats: Chats) -> Chat:
    """A guest of a hotel whose AI is off has asked."""
    hotel = await make_hotel(ai_mode=AiMode.OFF)
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    opened = await chats.open(hotel)
    await opened.write("When is breakfast?")
    return opened


def actor_of(chat: Chat) -> Actor:
    return Actor(ActorKind.STAFF, chat.hotel.staff.id, "Mara Manager")


async def asked(
    chat: Chat,
    task: HelpTask,
    ai: FakeAi | Responder,
    *,
    text: str = "",
    conversation_id: UUID | None = None,
    actor: Actor | None = None,
) -> HelpView:
    return await help_with(
        chat.works,
        chat.hotel.id,
        ai if isinstance(ai, FakeAi) else FakeAi(ai),
        conversation_id or chat.conversation_id,
        HelpWish(task=task, text=text),
        actor=actor or actor_of(chat),
    )


async def figure_of(chat: Chat) -> HelpFigure:
    async with chat.works.hotel(chat.hotel.id) as work:
        (found,) = await figures(work)
    return found


async def test_a_suggestion_names_its_entries_and_is_not_sent(chat: Chat) -> None:
    """Also where the AI is off; the call is recorded with its cost, nobody takes over."""
    found = await asked(chat, HelpTask.SUGGEST, suggests)

    (call,) = await rows_of(chat.works, chat.hotel, AiCall)
    row = await chat.row()
    assert (found.outcome, found.text) == ("ok", TEXT)
    assert [one.title for one in found.sources] == ["Breakfast"]
    assert (call.task, call.outcome, call.conversation_id) == ("suggest", "ok", row.id)
    assert call.cost_usd
    assert await chat.sent() == [] == await rows_of(chat.works, chat.hotel, Outbox)
    assert (row.speaker, row.waiting_since is None) == (Speaker.AI, False)


async def test_a_sentence_that_stands_on_nothing_is_not_suggested(chat: Chat) -> None:
    """The rest is, and how many were left out is said; with none left, the reason."""

    def partly(_: AiRequest) -> dict[str, object]:
        answer = suggests(_)
        answer["sentences"].append({"text": "The pool is open until 22:00.", "sources": []})  # type: ignore[attr-defined]
        return answer

    kept = await asked(chat, HelpTask.SUGGEST, partly)
    lost = await asked(chat, HelpTask.SUGGEST, lambda _: says("Until 23:00.", sources=("k1",)))

    assert (kept.text, kept.left_out) == (TEXT, 1)
    assert (lost.outcome, lost.text) == ("unsupported", "")


async def test_what_the_model_leaves_to_a_person_is_said_as_such(chat: Chat) -> None:
    """Its courtesy to the guest is no help for the person."""
    refusal = says("I told a colleague.", action="hand_over", reason="not_in_knowledge")
    found = await asked(chat, HelpTask.SUGGEST, lambda _: refusal)
    assert (found.outcome, found.text) == ("not_in_knowledge", "")


async def test_a_suggestion_answers_what_the_guest_wrote_last(chat: Chat) -> None:
    """Also after a colleague asked for patience; without a guest's word nothing is asked for."""
    await chat.answer_as(Author.STAFF, "One moment, I will look.")
    ai = FakeAi(suggests)
    found = await asked(chat, HelpTask.SUGGEST, ai)
    assert found.text == TEXT
    assert "When is breakfast?" in ai.requests[0].messages[-1].content


async def test_nothing_is_suggested_where_no_guest_has_written(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The model is not asked."""
    silent = await chats.open(hotel)
    ai = FakeAi(suggests)
    found = await asked(silent, HelpTask.SUGGEST, ai)
    summary = await asked(silent, HelpTask.SUMMARY, ai)
    assert (found.outcome, summary.outcome) == ("nothing_to_answer", "nothing_said")
    assert ai.requests == []


async def test_a_rewriting_keeps_names_in_the_house_and_gives_them_back(chat: Chat) -> None:
    """The model sees placeholders; the colleague sees the name as it was written."""
    await chat.change_guest(name="Ulrike Sonnenfeld")
    ai = FakeAi(lambda _: {"text": "Gladly, <GUEST>: breakfast is from 7:00."})
    found = await asked(chat, HelpTask.FRIENDLIER, ai, text="Sonnenfeld, breakfast is from 7:00.")

    whole = "".join(one.content for one in ai.requests[0].messages)
    (call,) = await rows_of(chat.works, chat.hotel, AiCall)
    assert "Sonnenfeld" not in whole
    assert "Sonnenfeld" not in call.payload_redacted
    assert call.task == "rewrite"
    assert found.text == "Gladly, Sonnenfeld: breakfast is from 7:00."


async def test_a_rewriting_that_changes_a_fact_is_refused_and_the_fact_named(chat: Chat) -> None:
    """No text comes back that could be used by mistake."""
    found = await asked(
        chat,
        HelpTask.SHORTER,
        lambda _: {"text": "Breakfast: 7:00 to 11:30."},
        text="Breakfast is served from 7:00 to 10:30.",
    )
    assert (found.outcome, found.text) == ("facts_changed", "")
    assert "10:30" in found.detail


@pytest.mark.parametrize(
    "failure", [AiFailure.TIMEOUT, AiFailure.BREAKER_OPEN, AiFailure.AUTH, AiFailure.NO_BALANCE]
)
async def test_a_model_that_is_away_is_an_outcome_with_a_name(
    chat: Chat, failure: AiFailure
) -> None:
    """What was asked for has ended, so that it can be asked for again; the call is recorded."""
    first = await asked(chat, HelpTask.SUGGEST, lambda _: failure)
    second = await asked(chat, HelpTask.SUGGEST, suggests)
    calls = await rows_of(chat.works, chat.hotel, AiCall)
    assert (first.outcome, first.text, second.outcome) == (failure.value, "", "ok")
    assert [call.outcome for call in calls] == [failure.value, "ok"]


@pytest.mark.parametrize("task", list(HelpTask))
async def test_an_answer_of_another_shape_is_unreadable(chat: Chat, task: HelpTask) -> None:
    """Whatever was asked for."""
    found = await asked(chat, task, lambda _: {"words": 7}, text="Gladly.")
    assert (found.outcome, found.text) == ("unreadable", "")


async def test_pressing_twice_asks_once(chat: Chat) -> None:
    """The second is refused while the first is under way; a colleague may ask beside it."""
    ai = FakeAi(suggests, may_answer=asyncio.Event())
    first = asyncio.create_task(asked(chat, HelpTask.SUGGEST, ai))
    await ai.asked.wait()
    with pytest.raises(Conflict):
        await asked(chat, HelpTask.SHORTER, ai, text="Gladly.")
    other = Actor(ActorKind.API_KEY, UUID(int=7), "A key")
    beside = asyncio.create_task(asked(chat, HelpTask.SUGGEST, ai, actor=other))
    assert ai.may_answer is not None
    ai.may_answer.set()
    assert [(await first).outcome, (await beside).outcome] == ["ok", "ok"]
    assert len(ai.requests) == 2


async def test_what_a_process_left_behind_does_not_block_for_ever(chat: Chat) -> None:
    """A minute later the same person may ask again; the lost one says so."""
    async with chat.works.hotel(chat.hotel.id) as work:
        work.session.add(
            AiHelp(
                hotel_id=chat.hotel.id,
                conversation_id=chat.conversation_id,
                task=HelpTask.SUGGEST,
                turn=1,
                asked_by=chat.hotel.staff.id,
                asked_at=work.now.replace(year=work.now.year - 1),
                outcome="asked",
            )
        )
    await asked(chat, HelpTask.SUGGEST, suggests)
    rows = await rows_of(chat.works, chat.hotel, AiHelp)
    assert {row.outcome for row in rows} == {"lost", "ok"}


async def test_a_summary_is_written_once_until_something_is_said(chat: Chat) -> None:
    """It is no message; a colleague who asks for it gets the same one."""
    ai = FakeAi(lambda _: {"points": ["the guest asks when breakfast is"]})
    first = await asked(chat, HelpTask.SUMMARY, ai)
    again = await asked(chat, HelpTask.SUMMARY, ai)
    await chat.write("And the pool?")
    after = await asked(chat, HelpTask.SUMMARY, ai)
    assert first.text == "the guest asks when breakfast is"
    assert (again.id, len(ai.requests)) == (first.id, 2)
    assert after.id != first.id
    assert await chat.sent() == []


async def test_how_much_was_changed_before_sending_is_kept_and_shown(chat: Chat) -> None:
    """The first message that began as it counts."""
    found = await asked(chat, HelpTask.SUGGEST, suggests)
    async with chat.works.hotel(chat.hotel.id, actor=actor_of(chat)) as work:
        await reply(work, chat.conversation_id, text=f"{TEXT} Bye", help_id=found.id)
        await reply(work, chat.conversation_id, text="Something else", help_id=found.id)
    (row,) = await rows_of(chat.works, chat.hotel, AiHelp)
    shown = await figure_of(chat)
    assert (row.edit_distance, row.message_id is not None) == (4, True)
    assert (shown.written, shown.sent, shown.unchanged, shown.changed_median) == (1, 1, 0, 4.0)


async def test_what_is_sent_translated_is_measured_by_what_was_written(chat: Chat) -> None:
    """Another language is no change of the AI's words."""
    found = await asked(chat, HelpTask.SUGGEST, suggests)
    async with chat.works.hotel(chat.hotel.id, actor=actor_of(chat)) as work:
        await reply(
            work,
            chat.conversation_id,
            text="El desayuno empieza a las 7:00.",
            written=f"{TEXT} Bye",
            help_id=found.id,
        )

    (row,) = await rows_of(chat.works, chat.hotel, AiHelp)
    assert row.edit_distance == 4


async def test_a_help_of_another_conversation_or_without_a_text_is_refused(
    chat: Chat, chats: Chats
) -> None:
    """Nothing is sent then; nor may nobody ask, or ask about what is not there."""
    other = await chats.open(chat.hotel)
    failed = await asked(chat, HelpTask.SUGGEST, lambda _: AiFailure.TIMEOUT)
    found = await asked(chat, HelpTask.SUGGEST, suggests)
    for conversation_id, help_id in (
        (other.conversation_id, found.id),
        (chat.conversation_id, failed.id),
    ):
        with pytest.raises(NotFound):
            async with chat.works.hotel(chat.hotel.id, actor=actor_of(chat)) as work:
                await reply(work, conversation_id, text="Hello", help_id=help_id)
    with pytest.raises(NotFound):
        await asked(chat, HelpTask.SUGGEST, suggests, conversation_id=UUID(int=1))
    with pytest.raises(Forbidden):
        await asked(chat, HelpTask.SUGGEST, suggests, actor=SYSTEM)
    assert await rows_of(chat.works, chat.hotel, Outbox) == []
