"""Who speaks, and the reason when nobody does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.domain.ai_modes import Because
from backend.domain.speaking import Decision, Holder, Reason, Step, TurnFacts, decide_turn
from backend.domain.words import AiMode, HotelStatus, Speaker

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(minutes=5), NOW - timedelta(minutes=5)
PLAIN = TurnFacts(
    hotel_status=HotelStatus.ACTIVE,
    ai_mode=AiMode.AUTO,
    opted_out=False,
    holder=Holder(Speaker.AI, None),
    unanswered=1,
    late=False,
    readable=True,
)


@pytest.mark.parametrize(
    ("changes", "step", "reason"),
    [
        ({}, Step.ANSWER, Reason.AI_ANSWERS),
        ({"unanswered": 0}, Step.LEXICON_ONLY, Reason.NOTHING_NEW),
        ({"hotel_status": HotelStatus.SUSPENDED}, Step.NOTHING, Reason.HOTEL_SUSPENDED),
        ({"opted_out": True}, Step.LEXICON_ONLY, Reason.OPTED_OUT),
        # The opt-out comes before all that follows.
        ({"opted_out": True, "late": True}, Step.LEXICON_ONLY, Reason.OPTED_OUT),
        ({"opted_out": True, "asks_human": True}, Step.LEXICON_ONLY, Reason.OPTED_OUT),
        ({"late": True}, Step.MOOD_ONLY, Reason.LATE),
        ({"holder": Holder(Speaker.STAFF, LATER)}, Step.MOOD_ONLY, Reason.STAFF_SPEAKS),
        ({"holder": Holder(Speaker.PHONE, LATER)}, Step.MOOD_ONLY, Reason.PHONE_SPEAKS),
        ({"holder": Holder(Speaker.NOBODY, None)}, Step.MOOD_ONLY, Reason.WAITS_FOR_STAFF),
        # A lease that ran out, to the second, belongs to the AI again.
        ({"holder": Holder(Speaker.STAFF, EARLIER)}, Step.ANSWER, Reason.AI_ANSWERS),
        ({"holder": Holder(Speaker.STAFF, NOW)}, Step.ANSWER, Reason.AI_ANSWERS),
        # With the AI off a guest's words do not leave the house, whoever speaks.
        (
            {"ai_mode": AiMode.OFF, "holder": Holder(Speaker.STAFF, LATER)},
            Step.LEXICON_ONLY,
            Reason.STAFF_SPEAKS,
        ),
        ({"trigger_answers": True}, Step.MOOD_ONLY, Reason.TRIGGER_ANSWERED),
        ({"ai_mode": AiMode.OFF}, Step.LEXICON_ONLY, Reason.AI_OFF),
        ({"ai_mode": AiMode.DRAFT}, Step.DRAFT, Reason.AI_DRAFTS),
        # A draft is for staff, also while one of them speaks.
        (
            {"ai_mode": AiMode.DRAFT, "holder": Holder(Speaker.STAFF, LATER)},
            Step.DRAFT,
            Reason.STAFF_SPEAKS,
        ),
        # Nothing that a draft could answer.
        ({"ai_mode": AiMode.DRAFT, "asks_human": True}, Step.MOOD_ONLY, Reason.AI_DRAFTS),
        ({"ai_mode": AiMode.DRAFT, "wants_answer": False}, Step.MOOD_ONLY, Reason.AI_DRAFTS),
        ({"ai_mode": AiMode.DRAFT, "readable": False}, Step.LEXICON_ONLY, Reason.AI_DRAFTS),
        # An opt-out and a late burst come before.
        ({"ai_mode": AiMode.DRAFT, "opted_out": True}, Step.LEXICON_ONLY, Reason.OPTED_OUT),
        ({"ai_mode": AiMode.DRAFT, "late": True}, Step.MOOD_ONLY, Reason.LATE),
        ({"wants_answer": False, "readable": False}, Step.LEXICON_ONLY, Reason.NEEDS_NO_ANSWER),
        ({"readable": False}, Step.HAND_OVER, Reason.CANNOT_READ),
        ({"asks_human": True}, Step.HAND_OVER, Reason.HUMAN_ASKED),
        # The reason names what set the mode.
        (
            {"ai_mode": AiMode.OFF, "because": Because.STAGE},
            Step.LEXICON_ONLY,
            Reason.AI_OFF_STAGE,
        ),
        ({"ai_mode": AiMode.OFF, "because": Because.VIP}, Step.LEXICON_ONLY, Reason.AI_OFF_VIP),
        ({"ai_mode": AiMode.DRAFT, "because": Because.STAGE}, Step.DRAFT, Reason.AI_DRAFTS_STAGE),
        ({"ai_mode": AiMode.DRAFT, "because": Because.VIP}, Step.DRAFT, Reason.AI_DRAFTS_VIP),
        # A topic of the hotel's own: no answer and no draft; a wish for a person is named first.
        ({"topic": "Wedding"}, Step.HAND_OVER, Reason.RESTRICTED_TOPIC),
        ({"topic": "Wedding", "asks_human": True}, Step.HAND_OVER, Reason.HUMAN_ASKED),
        ({"topic": "Wedding", "ai_mode": AiMode.DRAFT}, Step.MOOD_ONLY, Reason.RESTRICTED_TOPIC),
        ({"topic": "Wedding", "ai_mode": AiMode.OFF}, Step.LEXICON_ONLY, Reason.AI_OFF),
        # Only an answer waits: whoever asks for a person is told at once.
        ({"waits": True}, Step.MOOD_ONLY, Reason.ANSWERS_LATER),
        ({"waits": True, "asks_human": True}, Step.HAND_OVER, Reason.HUMAN_ASKED),
        ({"waits": True, "topic": "Wedding"}, Step.HAND_OVER, Reason.RESTRICTED_TOPIC),
        ({"waits": True, "ai_mode": AiMode.DRAFT}, Step.DRAFT, Reason.AI_DRAFTS),
        (
            {"waits": True, "holder": Holder(Speaker.STAFF, LATER)},
            Step.MOOD_ONLY,
            Reason.STAFF_SPEAKS,
        ),
    ],
)
def test_the_first_rule_that_applies_decides(
    changes: dict[str, Any], step: Step, reason: Reason
) -> None:
    """One row for each rule, and for each pair whose order matters."""
    assert Decision(step, reason) == decide_turn(replace(PLAIN, **changes), NOW)


def test_a_trigger_does_not_wake_the_model_of_a_hotel_without_one() -> None:
    """A trigger's text goes out with the AI off; the guest's words stay in the house."""
    facts = replace(PLAIN, trigger_answers=True, ai_mode=AiMode.OFF)

    assert Step.LEXICON_ONLY == decide_turn(facts, NOW).step
