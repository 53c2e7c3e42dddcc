"""What the guest is told: the model's answer if it can be stood behind, else an honest text."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from backend.domain.answers import Action, Answer, HandOver, Judged, Refusal
from backend.domain.erasure import asks_to_be_erased
from backend.domain.evidence import Checked, Sentence
from backend.domain.fixed_texts import CANNOT_OPEN, HOLDING, HUMAN_COMES, say
from backend.domain.ladder import Fallback, decide_fallback, may_hold
from backend.domain.mood import Mood, is_complaint
from backend.domain.pseudonyms import Pseudonyms
from backend.domain.reserved import is_reserved, topic_in
from backend.domain.speaking import Reason, Step
from backend.domain.words import AiRung, AlertKind, MoodLevel
from backend.features.turns.schemas import Alarm, Speech, Turn, Verdict
from backend.kit.text import storable
from backend.observability.metrics import SENTENCES_DROPPED

FAILED, REFUSED, HANDED_OVER, TOPIC = "failure", "refusal", "hand_over", "topic"

_HAND_OVER_WORDS = {
    HandOver.COMPLAINT: "The guest complains; the AI left it to you.",
    HandOver.ASKS_FOR_HUMAN: "The guest asks for a person.",
    HandOver.RESTRICTED_TOPIC: "Money back, discount, law or another guest: yours to decide.",
    HandOver.REQUEST_FOR_STAFF: "The guest asks for something to be done.",
    HandOver.NOT_IN_KNOWLEDGE: "The fact sheets do not hold the answer.",
    HandOver.WEAK_EVIDENCE: "The AI's answer does not stand on the fact sheets.",
    HandOver.AI_AWAY: "The AI is not available.",
    HandOver.BUDGET: "The AI's budget is used up; this guest waits for a person.",
    HandOver.CANNOT_READ: "The AI cannot read what the guest sent.",
}
_SAID_BY_COMPLAINT = (HandOver.COMPLAINT, HandOver.BUDGET)
"""A person comes for the complaint."""
_OWN_TOPIC = "The hotel keeps this topic for its people: {}."
_REFUSAL_WORDS = {
    Refusal.EMPTY: "The AI wrote nothing.",
    Refusal.TOO_LONG: "The AI's answer was too long.",
    Refusal.OTHER_LANGUAGE: "The AI answered in another language than the guest's.",
    Refusal.FOREIGN_CONTACT: "The AI named a phone, address or link that is not the hotel's.",
    Refusal.UNKNOWN_PLACEHOLDER: "The AI's answer had a gap in it.",
    Refusal.TEMPLATE_BRACES: "The AI's answer had a gap in it.",
    Refusal.INSTRUCTIONS: "The AI told its own instructions.",
    Refusal.DISGUISED: "The AI wrote letter by letter or backwards.",
    Refusal.SECRET: "The AI named a code that this guest may not be told.",
    Refusal.UNSUPPORTED: "The AI's answer does not stand on the fact sheets.",
}


def hand_over_unasked(turn: Turn, verdict: Verdict, *, now: datetime) -> Verdict:
    """A fixed text and a person, without the model."""
    if verdict.decision.reason is Reason.RESTRICTED_TOPIC:
        topic = topic_in(turn.burst_text, turn.book.hotel.own_topics)
        notes = {HANDED_OVER: HandOver.RESTRICTED_TOPIC.value, TOPIC: topic}
        return _holding(turn, replace(verdict, notes=verdict.notes | notes), now=now)
    texts = HUMAN_COMES if verdict.decision.reason is Reason.HUMAN_ASKED else CANNOT_OPEN
    return replace(
        verdict,
        speech=Speech(say(texts, *_languages(turn)), AiRung.HOLDING),
        hands_to_staff=verdict.decision.reason is Reason.HUMAN_ASKED,
    )


def out_of_budget(turn: Turn, verdict: Verdict, *, now: datetime) -> Verdict:
    """A person answers, and the guest is told so."""
    notes = verdict.notes | {HANDED_OVER: HandOver.BUDGET.value}
    return _holding(turn, replace(verdict, notes=notes), now=now)


def from_answer(
    turn: Turn,
    verdict: Verdict,
    answer: Answer,
    judged: Judged,
    *,
    pseudonyms: Pseudonyms,
    now: datetime,
) -> Verdict:
    checked, refusal = judged.checked, judged.refusal
    for fault in checked.dropped:
        SENTENCES_DROPPED.labels(fault.why).inc()
    verdict = replace(verdict, evidence=_evidence(turn, checked, pseudonyms))
    handed = answer.hand_over or _kept_from_the_model(turn, answer.mood)
    if handed is not None:
        verdict = replace(
            verdict,
            notes=verdict.notes | {HANDED_OVER: handed.value},
            hands_to_staff=handed is HandOver.ASKS_FOR_HUMAN,
        )
    if handed is not None and answer.hand_over is None:
        return _holding(turn, verdict, now=now)
    if refusal is None:
        rung = AiRung.MODEL if answer.action is Action.REPLY else AiRung.HOLDING
        sources = tuple(turn.entry_of(key) for key in checked.sources)
        speech = Speech(pseudonyms.restore(checked.text), rung, sources)
        return replace(verdict, speech=speech)
    verdict = replace(verdict, notes=verdict.notes | {REFUSED: refusal.value})
    if handed is not None:
        return _holding(turn, verdict, now=now)
    return _next_rung(turn, verdict, now=now)


def for_staff(verdict: Verdict) -> Verdict:
    """The answer waits for them. What is said in place of an answer is no draft."""
    speech = verdict.speech
    draft = None if speech is None or speech.rung is AiRung.HOLDING else speech
    return replace(verdict, speech=None, draft=draft, hands_to_staff=False, is_holding_text=False)


def _kept_from_the_model(turn: Turn, mood: Mood) -> HandOver | None:
    """What a person decides although the model would have answered."""
    if is_reserved(turn.burst_text):
        return HandOver.RESTRICTED_TOPIC
    if is_complaint(mood):
        return HandOver.COMPLAINT
    return None


def with_reason(verdict: Verdict) -> Verdict:
    """Whenever a person is called, the ledger says why with one code of one list."""
    if HANDED_OVER in verdict.notes or verdict.draft is not None:
        return verdict
    reason: HandOver | None = None
    if verdict.decision.reason is Reason.HUMAN_ASKED:
        reason = HandOver.ASKS_FOR_HUMAN
    elif verdict.decision.reason is Reason.CANNOT_READ:
        reason = HandOver.CANNOT_READ
    elif _left_open(verdict):
        reason = HandOver.WEAK_EVIDENCE if REFUSED in verdict.notes else HandOver.AI_AWAY
    if reason is None:
        return verdict
    return replace(verdict, notes=verdict.notes | {HANDED_OVER: reason.value})


def _evidence(turn: Turn, checked: Checked, pseudonyms: Pseudonyms) -> dict[str, Any]:
    """With the placeholders as the model wrote them: the ledger holds nothing private."""

    def sources(one: Sentence) -> list[dict[str, str]]:
        known = [key for key in one.sources if key in turn.sources()]
        return [{"id": turn.entry_of(key).id, "title": turn.entry_of(key).title} for key in known]

    def words(text: str) -> str:
        return storable(pseudonyms.hide_again(text))

    return {
        "kept": [{"text": words(one.text), "sources": sources(one)} for one in checked.kept],
        "dropped": [
            {
                "text": words(one.sentence.text),
                "sources": sources(one.sentence),
                "why": one.why.value,
                "kind": one.claim.kind.value if one.claim else "",
                "claim": words(one.claim.words) if one.claim else "",
            }
            for one in checked.dropped
        ],
    }


def below_the_model(turn: Turn, verdict: Verdict, *, now: datetime, failure: str) -> Verdict:
    """The model gave nothing usable."""
    return _next_rung(turn, replace(verdict, notes=verdict.notes | {FAILED: failure}), now=now)


def alarms_of(turn: Turn, verdict: Verdict) -> tuple[Alarm, ...]:
    """What staff must look at. A complaint is one alert, however it was also handed over."""
    unanswered = turn.unanswered
    newest = unanswered[-1].id if unanswered else None
    complaints = [(message, mood) for message, mood in verdict.moods if is_complaint(mood)]
    alarms = []
    if complaints:
        message, mood = complaints[-1]
        alarm = _alarm(AlertKind.COMPLAINT, "The guest is unhappy.", message)
        alarms.append(replace(alarm, score=mood.score))
    if verdict.decision.step is Step.DRAFT:
        # Staff answer every guest of this hotel: a missing draft calls nobody.
        return tuple(alarms)
    handed = verdict.notes.get(HANDED_OVER)
    if asks_to_be_erased(turn.burst_text):
        words = "The guest asks that their data be deleted. Confirm it in the guest's panel."
        key = f"{AlertKind.ERASURE_ASKED}:{turn.conversation.id}:{newest}"
        alarms.append(Alarm(AlertKind.ERASURE_ASKED, words, newest, key))
    elif verdict.hands_to_staff:
        words = _HAND_OVER_WORDS[HandOver.ASKS_FOR_HUMAN]
        alarms.append(_alarm(AlertKind.HUMAN_ASKED, words, newest))
    elif handed is not None and not (handed in _SAID_BY_COMPLAINT and _is_told(turn, verdict)):
        topic = verdict.notes.get(TOPIC)
        words = _OWN_TOPIC.format(topic) if topic else _HAND_OVER_WORDS[HandOver(handed)]
        alarms.append(_alarm(AlertKind.AI_HANDED_OVER, words, newest))
    elif verdict.decision.reason is Reason.CANNOT_READ:
        words = "The AI cannot read what the guest sent."
        alarms.append(_alarm(AlertKind.AI_HANDED_OVER, words, newest))
    elif _left_open(verdict):
        alarms.append(_gave_up(turn, verdict, newest))
    return tuple(alarms)


def _is_told(turn: Turn, verdict: Verdict) -> bool:
    """The complaint has its alert: by this turn, or by the one before the hotel's delay."""
    told_before = turn.conversation.mood_level is MoodLevel.COMPLAINT and not verdict.moods
    return told_before or any(is_complaint(mood) for _, mood in verdict.moods)


def _next_rung(turn: Turn, verdict: Verdict, *, now: datetime) -> Verdict:
    if is_reserved(turn.burst_text):
        return _holding(turn, verdict, now=now)
    step = decide_fallback(
        turn.burst_text,
        turn.entries,
        language=turn.language or turn.book.hotel.language,
        holding_sent_at=turn.conversation.holding_sent_at,
        now=now,
    )
    if step.fallback is Fallback.RULE and step.answer is not None:
        sources = (step.answer.entry,) if step.answer.entry else ()
        return replace(verdict, speech=Speech(step.answer.text, AiRung.RULE, sources))
    return _holding(turn, verdict, now=now)


def _holding(turn: Turn, verdict: Verdict, *, now: datetime) -> Verdict:
    if not may_hold(turn.conversation.holding_sent_at, now):
        return verdict
    speech = Speech(say(HOLDING, *_languages(turn)), AiRung.HOLDING)
    return replace(verdict, speech=speech, is_holding_text=True)


def _languages(turn: Turn) -> tuple[str | None, ...]:
    return (turn.language, turn.guest.language, turn.book.hotel.language)


def _left_open(verdict: Verdict) -> bool:
    """The model failed or was refused, and no rule answered in its place."""
    failed = FAILED in verdict.notes or REFUSED in verdict.notes
    return failed and (verdict.speech is None or verdict.speech.rung is AiRung.HOLDING)


def _gave_up(turn: Turn, verdict: Verdict, newest: int | None) -> Alarm:
    refusal = verdict.notes.get(REFUSED)
    if refusal is not None:
        return _alarm(AlertKind.AI_HANDED_OVER, _REFUSAL_WORDS[Refusal(refusal)], newest)
    reason = f"The AI is not available ({verdict.notes[FAILED]}). The guest waits for a person."
    if verdict.is_holding_text:
        return _alarm(AlertKind.AI_FAILED, reason, newest)
    # The guest hears nothing this time, so that somebody must be called: by the alert that came
    # with the holding message, or by a new one where staff have finished that since.
    return replace(_alarm(AlertKind.AI_FAILED, reason, newest), unless_unfinished=True)


def _alarm(kind: AlertKind, reason: str, message_id: int | None) -> Alarm:
    return Alarm(kind, reason, message_id, f"{kind}:{message_id}")
