"""A turn is answered once, by whoever may speak, from what the hotel knows."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from time import monotonic

import pytest

from backend.domain.words import AiRung, AlertKind, Author, DecisionKind, DecisionOutcome, Speaker
from backend.features.turns import drain, service
from backend.features.turns.drain import drain_turns
from backend.features.turns.schemas import Thought
from backend.models import AiCall, Alert, Assessment, Decision, Outbox
from backend.work import Work, WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, rows_of, teach
from tests.waiting import until

MakeHotel = Callable[..., Awaitable[HotelFixture]]


async def test_a_burst_gets_one_answer_that_has_seen_all_of_it(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Four quick messages are one turn: one call, one reply, four assessments."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel)
    texts = ("Hi", "when is breakfast", "tomorrow", "for two?")
    await chat.write(*texts)
    ai = FakeAi(lambda request: says("Breakfast is from 7:00 to 10:30.", sources=("k1",)))

    claimed = await drain_turns(works, hotel.id, ai=ai, limit=10)

    (sent,) = await chat.sent()
    row = await chat.row()
    assert claimed == 1
    assert "Breakfast is from 7:00 to 10:30." == sent.text
    assert (Author.AI, AiRung.MODEL) == (sent.author, sent.ai_rung)
    assert ["Breakfast"] == [source["title"] for source in sent.ai_sources]
    assert all(text in ai.requests[0].messages[-1].content for text in texts)
    assert 1 == len(ai.requests)
    assert 4 == len(await rows_of(works, hotel, Assessment))
    assert (None, None, 0) == (row.due_at, row.lease_until, row.attempts)
    assert row.waiting_since is None


async def test_a_settled_turn_is_not_answered_again(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """A second drain finds nothing, and the outbox holds one row under the turn's key."""
    chat = await chats.open(hotel)
    await chat.write("Hello, is there a lift?")
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=10)
    again = await drain_turns(works, hotel.id, ai=ai, limit=10)

    (row,) = await rows_of(works, hotel, Outbox)
    assert again == 0
    assert f"turn:{chat.conversation_id}:1" == row.dedupe_key


async def test_parallel_drains_claim_each_turn_once(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Five drains at once, eight conversations: eight calls, eight answers."""
    opened = [await chats.open(hotel) for _ in range(8)]
    for chat in opened:
        await chat.write("Where do we park?")
    ai = FakeAi()

    counts = await asyncio.gather(*(drain_turns(works, hotel.id, ai=ai, limit=3) for _ in range(5)))

    assert 8 == sum(counts)
    assert 8 == len(ai.requests)
    assert [1] * 8 == [len(await chat.sent()) for chat in opened]


async def test_an_answer_to_an_older_turn_is_dropped(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """While the model thinks the guest writes on: only the answer to both is sent."""
    chat = await chats.open(hotel)
    await chat.write("Is the pool open?")
    ai = FakeAi(may_answer=asyncio.Event())
    assert ai.may_answer is not None
    drain = asyncio.create_task(drain_turns(works, hotel.id, ai=ai, limit=5))
    await ai.asked.wait()

    await chat.write("And the sauna?")
    ai.may_answer.set()
    await drain
    await drain_turns(works, hotel.id, ai=ai, limit=5)

    decisions = await rows_of(works, hotel, Decision)
    (sent,) = await chat.sent()
    assert [DecisionOutcome.SUPPRESSED, DecisionOutcome.FIRED] == [d.outcome for d in decisions]
    assert "stale_turn" == decisions[0].reason
    assert 2 == sent.turn
    last = ai.requests[-1].messages[-1].content
    assert "pool" in last
    assert "sauna" in last


async def test_the_mood_of_a_dropped_answer_is_kept(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """A complaint reaches staff although its answer came too late to be sent."""
    chat = await chats.open(hotel)
    await chat.write("This is unacceptable!")
    ai = FakeAi(lambda request: says(score=-0.9, level="complaint"), may_answer=asyncio.Event())
    assert ai.may_answer is not None
    drain = asyncio.create_task(drain_turns(works, hotel.id, ai=ai, limit=5))
    await ai.asked.wait()

    await chat.answer_as(Author.STAFF)
    await chat.change(speaker=Speaker.STAFF)
    ai.may_answer.set()
    await drain

    (alert,) = await rows_of(works, hotel, Alert)
    assert AlertKind.COMPLAINT == alert.kind
    assert [Author.STAFF] == [one.author for one in await chat.sent()]


async def test_nobody_speaks_over_a_person(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """While staff hold the conversation the model only judges the mood."""
    chat = await chats.open(hotel)
    row = await chat.row()
    assert row.created_at is not None
    await chat.change(speaker=Speaker.STAFF, speaker_until=row.created_at + timedelta(hours=1))
    await chat.write("Thanks, see you later")
    ai = FakeAi(lambda request: says(score=0.5, level="positive"))

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    (decision,) = await rows_of(works, hotel, Decision)
    (assessment,) = await rows_of(works, hotel, Assessment)
    assert [] == await chat.sent()
    assert "staff_speaks" == decision.reason
    assert 0.5 == assessment.score
    assert "task: mood" in ai.requests[0].messages[0].content


async def test_a_lease_that_ran_out_gives_the_word_back_to_the_ai(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """After the colleague's time the AI answers and holds the conversation again."""
    chat = await chats.open(hotel)
    row = await chat.row()
    assert row.created_at is not None
    await chat.change(speaker=Speaker.PHONE, speaker_until=row.created_at - timedelta(minutes=1))
    await chat.write("When is breakfast?")

    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    row = await chat.row()
    assert 1 == len(await chat.sent())
    assert (Speaker.AI, None) == (row.speaker, row.speaker_until)


async def test_an_opted_out_guest_is_answered_by_nobody_and_sent_to_no_model(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The words of a guest who said stop stay in the house; the lexicon judges them."""
    chat = await chats.open(hotel)
    row = await chat.row()
    await chat.change_guest(opted_out_at=row.created_at)
    await chat.write("This is a terrible place")
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    (decision,) = await rows_of(works, hotel, Decision)
    (assessment,) = await rows_of(works, hotel, Assessment)
    assert [] == ai.requests
    assert [] == await chat.sent()
    assert "opted_out" == decision.reason
    assert "lexicon" == assessment.source


async def test_late_messages_are_not_answered(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """What came hours after it was written is shown to staff, not answered as if it were new."""
    chat = await chats.open(hotel)
    await chat.write("Can I check in at noon?", late=True)

    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    (decision,) = await rows_of(works, hotel, Decision)
    assert [] == await chat.sent()
    assert "late" == decision.reason


@pytest.mark.parametrize(("waited_s", "left_s"), [(0.0, 20.0), (9.0, 12.0), (60.0, 5.0)])
async def test_the_model_gets_what_is_left_of_the_guests_patience(
    works: WorkFactory,
    hotel: HotelFixture,
    chats: Chats,
    waited_s: float,
    left_s: float,
) -> None:
    """An answer or an honest word within 25 s of the message, however long it lay in a queue."""
    chat = await chats.open(hotel)
    began = monotonic()
    await chat.write("When is breakfast?", ago=timedelta(seconds=waited_s))
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    took_s = monotonic() - began
    assert left_s - took_s <= ai.requests[0].deadline_s <= left_s


async def test_a_thumb_up_is_not_answered(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """It asks nothing, and needs no model."""
    chat = await chats.open(hotel)
    await chat.write("👍")
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    (decision,) = await rows_of(works, hotel, Decision)
    assert ([], []) == (await chat.sent(), ai.requests)
    assert "needs_no_answer" == decision.reason


async def test_every_call_is_on_record(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Tokens, cost and exactly what left are kept beside the ledger of decisions."""
    chat = await chats.open(hotel)
    await chat.write("I am Anna Schmidt in room 412, when is breakfast?")

    await drain_turns(works, hotel.id, ai=FakeAi(), limit=5)

    (call,) = await rows_of(works, hotel, AiCall)
    (decision,) = await rows_of(works, hotel, Decision)
    assert ("answer", "ok", 100, 80) == (
        call.task,
        call.outcome,
        call.prompt_tokens,
        call.cached_tokens,
    )
    assert call.cost_usd
    assert "<GUEST>" in call.payload_redacted
    assert "Anna" not in call.payload_redacted
    assert (DecisionKind.ANSWER, "ai_answers") == (decision.kind, decision.reason)


async def test_a_sentence_without_grounds_is_dropped_and_kept_for_staff(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The guest gets the rest; the ledger says what was left out, and why."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    said = says() | {
        "sentences": [
            {"text": "Breakfast is from 7:00 to 10:30.", "sources": ["k1"]},
            {"text": "It costs 25 EUR.", "sources": ["k1"]},
        ]
    }

    await drain_turns(works, hotel.id, ai=FakeAi(lambda request: said), limit=5)

    (sent,) = await chat.sent()
    (decision,) = await rows_of(works, hotel, Decision)
    kept, dropped = decision.facts["evidence"]["kept"], decision.facts["evidence"]["dropped"]
    assert "Breakfast is from 7:00 to 10:30." == sent.text
    assert ["Breakfast"] == [source["title"] for source in kept[0]["sources"]]
    assert [("It costs 25 EUR.", "not_in_source", "price")] == [
        (one["text"], one["why"], one["kind"]) for one in dropped
    ]


async def test_what_was_claimed_together_is_settled_together(
    works: WorkFactory, hotel: HotelFixture, chats: Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two answers of a hotel that come in the same moment are one transaction, and one send."""
    settled = []

    async def settle_turns(work: Work, thoughts: Sequence[Thought]) -> None:
        settled.append(len(thoughts))
        await service.settle_turns(work, thoughts)

    monkeypatch.setattr(drain, "settle_turns", settle_turns)
    for chat in [await chats.open(hotel) for _ in range(2)]:
        await chat.write("Hello?")
    ai = FakeAi(may_answer=asyncio.Event())
    draining = asyncio.create_task(drain_turns(works, hotel.id, ai=ai, limit=5))
    await until(lambda: len(ai.requests) == 2)
    assert ai.may_answer is not None
    ai.may_answer.set()
    await draining

    assert settled == [2]
