"""Who speaks when a guest has written: one order of deciding, one reason for each answer.

The first rule that applies decides. Nothing here knows how an answer is made.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.domain.ai_modes import Because
from backend.domain.words import AiMode, HotelStatus, Speaker


class Step(StrEnum):
    """What is done with the turn."""

    ANSWER = "answer"
    """The model judges the mood and writes the answer."""
    DRAFT = "draft"
    """The model does the same, and the answer waits for staff."""
    HAND_OVER = "hand_over"
    """A fixed honest text now, a person next; the model is not asked."""
    MOOD_ONLY = "mood_only"
    """The model judges the mood; nobody speaks."""
    LEXICON_ONLY = "lexicon_only"
    """The guest's words stay in the house: the lexicon judges, nobody speaks."""
    NOTHING = "nothing"


class Reason(StrEnum):
    NOTHING_NEW = "nothing_new"
    HOTEL_SUSPENDED = "hotel_suspended"
    OPTED_OUT = "opted_out"
    LATE = "late"
    STAFF_SPEAKS = "staff_speaks"
    PHONE_SPEAKS = "phone_speaks"
    HUMAN_ASKED = "human_asked"
    WAITS_FOR_STAFF = "waits_for_staff"
    TRIGGER_ANSWERED = "trigger_answered"
    AI_OFF = "ai_off"
    AI_OFF_STAGE = "ai_off_stage"
    """For guests at this stage of their stay."""
    AI_OFF_VIP = "ai_off_vip"
    AI_DRAFTS = "ai_drafts"
    AI_DRAFTS_STAGE = "ai_drafts_stage"
    AI_DRAFTS_VIP = "ai_drafts_vip"
    RESTRICTED_TOPIC = "restricted_topic"
    """One that the hotel keeps for its people."""
    ANSWERS_LATER = "answers_later"
    """The hotel leaves its people some time first."""
    CANNOT_READ = "cannot_read"
    NEEDS_NO_ANSWER = "needs_no_answer"
    AI_ANSWERS = "ai_answers"
    BUDGET_SPENT = "budget_spent"
    """What the AI may cost is used up: it is not asked."""
    QUESTION_ANSWERED = "question_answered"
    """The guest answers what the hotel asked, such as a survey."""
    COLLEAGUE = "colleague"
    """One of the hotel's own people wrote."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The lease on speaking."""

    speaker: Speaker
    until: datetime | None
    """None: until somebody returns the conversation to the AI."""

    def at(self, now: datetime) -> Speaker:
        """Who holds it now: a lease that ran out belongs to the AI again."""
        over = self.until is not None and self.until <= now
        return Speaker.AI if over else self.speaker


@dataclass(frozen=True, slots=True)
class TurnFacts:
    hotel_status: HotelStatus
    ai_mode: AiMode
    opted_out: bool
    holder: Holder
    unanswered: int
    """Guest messages since somebody last answered."""
    late: bool
    """All of them came so long after they were written that an answer would surprise."""
    readable: bool
    """At least one of them has words."""
    wants_answer: bool = True
    """False for a sticker or a bare emoji: nothing was asked."""
    asks_human: bool = False
    because: Because = Because.HOTEL
    """What set the mode."""
    topic: str = ""
    """A topic that the hotel keeps for its people; empty: none."""
    waits: bool = False
    """The time is not over that the hotel leaves its people before it answers by itself."""
    out_of_budget: bool = False
    trigger_answers: bool = False
    """A trigger that fires for this turn says all there is to say."""


@dataclass(frozen=True, slots=True)
class Decision:
    step: Step
    reason: Reason


HELD = {
    Speaker.STAFF: Reason.STAFF_SPEAKS,
    Speaker.PHONE: Reason.PHONE_SPEAKS,
    Speaker.NOBODY: Reason.WAITS_FOR_STAFF,
}


_OFF = {
    Because.HOTEL: Reason.AI_OFF,
    Because.STAGE: Reason.AI_OFF_STAGE,
    Because.VIP: Reason.AI_OFF_VIP,
}
_DRAFTS = {
    Because.HOTEL: Reason.AI_DRAFTS,
    Because.STAGE: Reason.AI_DRAFTS_STAGE,
    Because.VIP: Reason.AI_DRAFTS_VIP,
}


def decide_turn(facts: TurnFacts, now: datetime) -> Decision:
    refusal = decide_automation(facts, now)
    if refusal is not None:
        return refusal
    if facts.trigger_answers:
        return Decision(_judge(facts), Reason.TRIGGER_ANSWERED)
    return _decide_ai(facts)


def decide_automation(facts: TurnFacts, now: datetime) -> Decision | None:
    """Why nothing automatic may speak, neither a trigger nor the AI; None when it may."""
    if facts.unanswered == 0:
        return Decision(Step.LEXICON_ONLY, Reason.NOTHING_NEW)
    if facts.hotel_status is HotelStatus.SUSPENDED:
        return Decision(Step.NOTHING, Reason.HOTEL_SUSPENDED)
    if facts.opted_out:
        return Decision(Step.LEXICON_ONLY, Reason.OPTED_OUT)
    if facts.late:
        return Decision(_judge(facts), Reason.LATE)
    holder = facts.holder.at(now)
    if holder is not Speaker.AI:
        return Decision(_draft(facts), HELD[holder])
    return None


def _decide_ai(facts: TurnFacts) -> Decision:
    if facts.ai_mode is AiMode.OFF:
        return Decision(Step.LEXICON_ONLY, _OFF[facts.because])
    if facts.ai_mode is AiMode.DRAFT:
        reason = Reason.BUDGET_SPENT if facts.out_of_budget else _DRAFTS[facts.because]
        reason = Reason.RESTRICTED_TOPIC if facts.topic else reason
        return Decision(_draft(facts), reason)
    if not facts.wants_answer:
        return Decision(Step.LEXICON_ONLY, Reason.NEEDS_NO_ANSWER)
    if not facts.readable:
        return Decision(Step.HAND_OVER, Reason.CANNOT_READ)
    if facts.asks_human:
        return Decision(Step.HAND_OVER, Reason.HUMAN_ASKED)
    if facts.topic:
        return Decision(Step.HAND_OVER, Reason.RESTRICTED_TOPIC)
    if facts.out_of_budget:
        return Decision(Step.HAND_OVER, Reason.BUDGET_SPENT)
    if facts.waits:
        return Decision(_judge(facts), Reason.ANSWERS_LATER)
    return Decision(Step.ANSWER, Reason.AI_ANSWERS)


def _draft(facts: TurnFacts) -> Step:
    """A hotel in draft mode gets one whoever speaks: nothing of it is said by itself."""
    wanted = facts.wants_answer and facts.readable and not facts.asks_human
    wanted = wanted and not facts.topic and not facts.out_of_budget
    return Step.DRAFT if facts.ai_mode is AiMode.DRAFT and wanted else _judge(facts)


def _judge(facts: TurnFacts) -> Step:
    """Where the mood is judged when nobody speaks; a hotel with the AI off sends nothing out."""
    if facts.ai_mode is AiMode.OFF or not facts.readable or facts.out_of_budget:
        return Step.LEXICON_ONLY
    return Step.MOOD_ONLY
