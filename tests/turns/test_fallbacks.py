"""When the model cannot or may not answer, the guest hears something honest, once."""

from collections.abc import AsyncIterator

from sqlmodel import select

from backend.domain.shedding import Optional
from backend.domain.words import AiRung, AlertKind, AlertStatus, MessageKind, Speaker
from backend.features.alerts.service import resolve
from backend.features.turns.drain import drain_turns
from backend.models import Alert, Assessment, DeadLetter, Decision
from backend.ports.ai import AiFailure
from backend.reliability.shares import Shares
from backend.work import WorkFactory
from tests.fakes.ai import FakeAi, says
from tests.fixtures.chats import Chat, Chats
from tests.fixtures.work import HotelFixture
from tests.turns.stage import BREAKFAST, rows_of, teach


async def asked_in_vain(works: WorkFactory, hotel: HotelFixture, chat: Chat) -> AsyncIterator[str]:
    """Three questions while the model is away, each as soon as it was decided."""
    ai = FakeAi(lambda request: AiFailure.OVERLOADED)
    for text in ("Where can I park a bus?", "Hello?", "Anybody there for my bus?"):
        await chat.write(text)
        await drain_turns(works, hotel.id, ai=ai, limit=5)
        yield text


async def test_a_holding_message_goes_out_once(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Three questions during an outage: one honest message, and the guest goes on waiting."""
    chat = await chats.open(hotel)
    async for _ in asked_in_vain(works, hotel, chat):
        pass

    (sent,) = await chat.sent()
    row = await chat.row()
    alerts = await rows_of(works, hotel, Alert)
    assert AiRung.HOLDING == sent.ai_rung
    assert "A colleague will answer you" in sent.text
    assert row.waiting_since is not None
    assert {AlertKind.AI_FAILED} == {alert.kind for alert in alerts}
    assert len(alerts) == 1


async def test_a_guest_who_hears_nothing_again_is_called_for_again(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Staff are done with the alert, the guest writes on: silence, so that somebody must know."""
    chat = await chats.open(hotel)
    async for _ in asked_in_vain(works, hotel, chat):
        for alert in await rows_of(works, hotel, Alert):
            if alert.status is AlertStatus.OPEN:
                async with works.hotel(hotel.id) as work:
                    await resolve(work, alert.id)

    assert len(await chat.sent()) == 1
    assert len(await rows_of(works, hotel, Alert)) == 3


async def test_a_rule_answers_a_plain_question_while_the_model_is_away(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """One topic, one fact sheet in the guest's language: no guest waits for that."""
    await teach(works, hotel, ("Breakfast", BREAKFAST), ("Wi-Fi", "Network: Guest, open to all."))
    chat = await chats.open(hotel)
    await chat.write("What time is breakfast?")

    await drain_turns(works, hotel.id, ai=FakeAi(lambda _: AiFailure.TIMEOUT), limit=5)

    (sent,) = await chat.sent()
    assert (AiRung.RULE, BREAKFAST) == (sent.ai_rung, sent.text)
    assert [] == await rows_of(works, hotel, Alert)


async def test_an_answer_without_grounds_is_replaced(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """A price no fact sheet holds never reaches the guest; staff are told why."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel)
    await chat.write("How much is the airport shuttle?")
    ai = FakeAi(lambda request: says("The shuttle costs 450 euros.", sources=("k1",)))

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    (sent,) = await chat.sent()
    (alert,) = await rows_of(works, hotel, Alert)
    (decision,) = await rows_of(works, hotel, Decision)
    assert AiRung.HOLDING == sent.ai_rung
    assert "45" not in sent.text
    assert AlertKind.AI_HANDED_OVER == alert.kind
    assert "unsupported" == decision.facts["refusal"]


async def test_a_hand_over_is_said_honestly_and_raises_an_alert(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The model's own words go out, staff are called, and the AI may go on with other questions."""
    chat = await chats.open(hotel)
    await chat.write("Please bring two towels")
    text = "Thank you, I have told the team."
    ai = FakeAi(lambda request: says(text, action="hand_over", reason="request_for_staff"))

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    (sent,) = await chat.sent()
    (alert,) = await rows_of(works, hotel, Alert)
    assert (text, AiRung.HOLDING) == (sent.text, sent.ai_rung)
    assert AlertKind.AI_HANDED_OVER == alert.kind
    assert Speaker.AI == (await chat.row()).speaker


async def test_asking_for_a_person_silences_the_ai(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The guest is told in his language, staff are called, and no model is asked any more."""
    chat = await chats.open(hotel)
    await chat.write("Ich möchte bitte mit einem Menschen sprechen")
    ai = FakeAi()
    await drain_turns(works, hotel.id, ai=ai, limit=5)
    await chat.write("Hallo, ist da jemand?")
    await drain_turns(works, hotel.id, ai=ai, limit=5)

    row = await chat.row()
    (sent,) = await chat.sent()
    (alert,) = await rows_of(works, hotel, Alert)
    answers = [one for one in ai.requests if "task: mood" not in one.messages[0].content]
    assert sent.text.startswith("Gern.")
    assert AlertKind.HUMAN_ASKED == alert.kind
    assert (Speaker.NOBODY, "human_asked") == (row.speaker, row.speaker_reason)
    assert row.waiting_since is not None
    assert [] == answers


async def test_a_complaint_raises_one_alert(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Judged by the model and handed over by it: staff still see one alert."""
    chat = await chats.open(hotel)
    (message_id,) = await chat.write("The room is filthy and nobody comes")
    ai = FakeAi(
        lambda request: says(
            "I am sorry. I have told the team.",
            action="hand_over",
            reason="complaint",
            score=-0.9,
            level="complaint",
        )
    )

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    (alert,) = await rows_of(works, hotel, Alert)
    assert (AlertKind.COMPLAINT, message_id) == (alert.kind, alert.message_id)
    assert "filthy" not in alert.reason


async def test_a_complaint_is_noticed_while_the_model_is_away(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """The lexicon judges in its place."""
    chat = await chats.open(hotel)
    await chat.write("Номер ужасный, верните деньги!")

    await drain_turns(works, hotel.id, ai=FakeAi(lambda _: AiFailure.NO_BALANCE), limit=5)

    kinds = {alert.kind for alert in await rows_of(works, hotel, Alert)}
    assert AlertKind.COMPLAINT in kinds


async def test_what_cannot_be_read_goes_to_a_person(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """A voice message is not guessed at."""
    chat = await chats.open(hotel)
    await chat.write("", kind=MessageKind.AUDIO)
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    (sent,) = await chat.sent()
    (alert,) = await rows_of(works, hotel, Alert)
    assert [] == ai.requests
    assert "cannot open" in sent.text
    assert AlertKind.AI_HANDED_OVER == alert.kind


async def test_a_turn_that_always_fails_is_given_up(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """After five attempts a person is told, and nothing is tried for ever."""
    chat = await chats.open(hotel)
    await chat.write("When is breakfast?")
    await chat.change(attempts=5)
    ai = FakeAi()

    await drain_turns(works, hotel.id, ai=ai, limit=5)

    row = await chat.row()
    (dead,) = await rows_of(works, hotel, DeadLetter)
    (alert,) = await rows_of(works, hotel, Alert)
    assert [] == ai.requests
    assert ("turn", str(chat.conversation_id)) == (dead.source, dead.source_id)
    assert AlertKind.AI_FAILED == alert.kind
    assert row.due_at is None


async def test_a_failing_turn_leaves_the_others_alone(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """An error in one turn is counted for it and puts it off; the next one is answered."""
    broken, sound = await chats.open(hotel), await chats.open(hotel)
    await broken.write("Boom, please")
    await sound.write("When is breakfast?")

    def respond(request: object) -> dict[str, object]:
        if "Boom" in request.messages[-1].content:  # type: ignore[attr-defined]
            raise RuntimeError("a defect")
        return says()

    before = (await broken.row()).due_at
    await drain_turns(works, hotel.id, ai=FakeAi(respond), limit=5)

    row = await broken.row()
    assert before is not None
    assert 1 == len(await sound.sent())
    assert [] == await broken.sent()
    assert 1 == row.attempts
    assert row.due_at is not None
    assert row.due_at > before
    assert row.lease_until is None


async def test_a_worker_that_is_full_for_long_answers_without_the_model(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """No capacity: the guest gets the rule's answer within his patience instead of waiting."""
    await teach(works, hotel, ("Breakfast", BREAKFAST))
    chat = await chats.open(hotel)
    await chat.write("What time is breakfast?")
    ai = FakeAi(lambda request: says())

    await drain_turns(works, hotel.id, ai=ai, limit=5, shares=Full(10))

    (sent,) = await chat.sent()
    (decision,) = await rows_of(works, hotel, Decision)
    assert [] == ai.requests
    assert (AiRung.RULE, BREAKFAST) == (sent.ai_rung, sent.text)
    assert "no_capacity" == decision.facts["failure"]


async def test_moods_are_judged_by_the_lexicon_before_answers_are_dropped(
    works: WorkFactory, hotel: HotelFixture, chats: Chats
) -> None:
    """Staff are speaking, only the mood is wanted: no call to the model is spent on it."""
    chat = await chats.open(hotel)
    await chat.change(speaker=Speaker.STAFF)
    await chat.write("This is terrible, I want my money back")
    ai = FakeAi(lambda request: says())

    await drain_turns(works, hotel.id, ai=ai, limit=5, shares=Full(10))

    async with works.hotel(hotel.id) as work:
        (judged,) = (await work.session.exec(select(Assessment))).all()
    assert [] == ai.requests
    assert "lexicon" == judged.source


class Full(Shares):
    """As after minutes without a free place."""

    def left_out(self) -> frozenset[Optional]:
        return frozenset(Optional)
