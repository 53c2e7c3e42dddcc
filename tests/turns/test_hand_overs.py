"""A person is called for one of a fixed list of reasons, in the guest's language."""

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.ai_budget import Limit
from backend.domain.answers import HandOver
from backend.domain.fixed_texts import CANNOT_OPEN, HOLDING, HUMAN_COMES, Texts
from backend.domain.words import MessageKind
from backend.features.turns.schemas import Turn
from backend.features.turns.thinking import think
from backend.ports.ai import AiFailure, AiRequest
from tests.attacks.test_injections import NOW, Attempt, turn_of
from tests.fakes.ai import FakeAi, Responder, says
from tests.turns.hand_over_cases import HUMAN, PRICE, QUESTION


def _answers(_: AiRequest) -> dict[str, Any]:
    return says("Gladly.")


def _hands_over(reason: HandOver) -> Responder:
    return lambda _: says("Sauna 21:45.", action="hand_over", reason=reason.value)


CASES: list[tuple[HandOver, dict[str, str], Responder, Texts]] = [
    (HandOver.ASKS_FOR_HUMAN, HUMAN, _answers, HUMAN_COMES),
    (HandOver.RESTRICTED_TOPIC, PRICE, _answers, HOLDING),
    (
        HandOver.COMPLAINT,
        QUESTION,
        lambda request: says("Gladly.", score=-0.9, level="complaint"),
        HOLDING,
    ),
    (
        HandOver.WEAK_EVIDENCE,
        QUESTION,
        lambda request: says("Sauna 9:30.", sources=("k1",)),
        HOLDING,
    ),
    (HandOver.AI_AWAY, QUESTION, lambda request: AiFailure.TIMEOUT, HOLDING),
    (HandOver.NOT_IN_KNOWLEDGE, QUESTION, _hands_over(HandOver.NOT_IN_KNOWLEDGE), HOLDING),
    (HandOver.REQUEST_FOR_STAFF, QUESTION, _hands_over(HandOver.REQUEST_FOR_STAFF), HOLDING),
]


def _turn(language: str, text: str, kind: MessageKind = MessageKind.TEXT) -> Turn:
    turn = turn_of(Attempt(language, "text", "rules", text))
    (message,) = turn.messages
    # No entry in the guest's language: no rule answers in the model's place.
    book = replace(turn.book, entries=(replace(turn.book.entries[0], language="xx"),))
    return replace(turn, messages=(replace(message, kind=kind),), book=book)


@pytest.mark.parametrize(
    ("reason", "language", "text", "responder", "texts"),
    [
        pytest.param(reason, language, text, responder, texts, id=f"{reason}-{language}")
        for reason, said, responder, texts in CASES
        for language, text in said.items()
    ],
)
async def test_each_reason_is_reached_in_each_language(
    reason: HandOver, language: str, text: str, responder: Responder, texts: Texts
) -> None:
    """The code in the ledger, and an honest text that promises nothing."""
    verdict = await think(_turn(language, text), FakeAi(responder), now=NOW, deadline_s=5)

    assert reason.value == verdict.notes["hand_over"]
    assert verdict.speech is not None
    assert texts[language] == verdict.speech.text
    assert verdict.alarms


@pytest.mark.parametrize("language", list(QUESTION))
async def test_what_cannot_be_read_calls_a_person(language: str) -> None:
    """A picture says nothing of its language: the guest's earlier ones do, or his card."""
    turn = _turn(language, "", MessageKind.IMAGE)
    turn.guest.language = language

    verdict = await think(turn, FakeAi(_answers), now=NOW, deadline_s=5)

    assert HandOver.CANNOT_READ.value == verdict.notes["hand_over"]
    assert verdict.speech is not None
    assert CANNOT_OPEN[language] == verdict.speech.text


@pytest.mark.parametrize("language", list(QUESTION))
async def test_a_budget_that_is_used_up_calls_a_person(language: str) -> None:
    """Without asking the model; the text promises nothing."""
    ai = FakeAi(_answers)
    turn = replace(_turn(language, QUESTION[language]), limit=Limit.DAY)

    verdict = await think(turn, ai, now=NOW, deadline_s=5)

    assert (HandOver.BUDGET.value, []) == (verdict.notes["hand_over"], ai.requests)
    assert verdict.speech is not None
    assert HOLDING[language] == verdict.speech.text
    assert verdict.alarms


def test_no_reason_is_left_without_a_case() -> None:
    """A new one must be reached somewhere."""
    reached = {reason for reason, *_ in CASES} | {HandOver.CANNOT_READ, HandOver.BUDGET}
    assert reached == set(HandOver)
