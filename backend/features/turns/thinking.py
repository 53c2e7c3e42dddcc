"""From the facts of a turn to a verdict: rules first, then at most one call to the model.

No transaction is open here, and nothing has happened when it ends.
"""

from collections.abc import Set
from dataclasses import replace
from datetime import datetime, timedelta

from backend.domain.answers import Unreadable, judge_answer, read_answer, read_mood
from backend.domain.erasure import asks_to_be_erased
from backend.domain.identity import codes_in
from backend.domain.ladder import asks_for_human, is_greeting_only
from backend.domain.language import guess_language
from backend.domain.mood import Mood, judge_by_lexicon
from backend.domain.pseudonyms import Known, Pseudonyms
from backend.domain.reserved import topic_in
from backend.domain.shedding import NOTHING, Optional
from backend.domain.speaking import (
    Decision,
    Holder,
    Reason,
    Step,
    TurnFacts,
    decide_automation,
    decide_turn,
)
from backend.domain.words import HotelStatus, MessageKind
from backend.features.ai_calls.asking import OK, UNREADABLE, Asked, ask
from backend.features.turns import replies, replying, triggering
from backend.features.turns.prompts import INSTRUCTIONS, answer_request, evidence_of, mood_request
from backend.features.turns.schemas import Turn, TurnMessage, Verdict
from backend.models import Hotel
from backend.ports.ai import AiGateway

NO_CAPACITY = "no_capacity"
SILENT_KINDS = frozenset({MessageKind.STICKER, MessageKind.POLL_VOTE})


async def think(
    turn: Turn,
    ai: AiGateway,
    *,
    now: datetime,
    deadline_s: float,
    left_out: Set[Optional] = NOTHING,
) -> Verdict:
    """`left_out`: what this worker has no capacity for; guests get the rung below it."""
    if turn.guest.colleague:
        return Verdict(Decision(Step.NOTHING, Reason.COLLEAGUE))
    facts = facts_of(turn)
    reply = replying.reply_of(turn, now=now)
    if reply is not None and facts.hotel_status is not HotelStatus.SUSPENDED:
        return Verdict(Decision(Step.LEXICON_ONLY, Reason.QUESTION_ANSWERED), reply=reply)
    held = decide_automation(facts, now)
    triggers = triggering.consider(turn, now=now, held=held)
    answered = triggering.answers_turn(triggers, greeting=is_greeting_only(turn.burst_text))
    decision = held or decide_turn(replace(facts, trigger_answers=answered), now)
    if decision.step is Step.ANSWER and Optional.ANSWERS in left_out:
        without = Verdict(decision, moods=_by_lexicon(turn))
        verdict = replies.below_the_model(turn, without, now=now, failure=NO_CAPACITY)
    elif _is_left_out(decision, left_out):
        verdict = Verdict(decision, moods=_by_lexicon(turn))
    else:
        verdict = await _carry_out(turn, decision, ai, now=now, deadline_s=deadline_s)
    verdict = replace(verdict, triggers=triggers)
    verdict = triggering.consider_mood(turn, verdict, now=now, held=held)
    alarms = replies.alarms_of(turn, verdict)
    return replies.with_reason(replace(verdict, alarms=alarms))


def _is_left_out(decision: Decision, left_out: Set[Optional]) -> bool:
    """Of what guests would not miss."""
    if decision.step is Step.DRAFT:
        return Optional.ANSWERS in left_out
    return decision.step is Step.MOOD_ONLY and Optional.MOODS in left_out


def facts_of(turn: Turn) -> TurnFacts:
    conversation, hotel = turn.conversation, turn.book.hotel
    unanswered, allowed = turn.unanswered, turn.allowed
    return TurnFacts(
        hotel_status=hotel.status,
        ai_mode=allowed.mode,
        opted_out=turn.guest.opted_out_at is not None,
        holder=Holder(conversation.speaker, conversation.speaker_until),
        unanswered=len(unanswered),
        late=bool(unanswered) and all(_too_late(one, hotel) for one in unanswered),
        readable=any(one.text.strip() for one in unanswered),
        wants_answer=any(map(_wants_answer, unanswered)),
        asks_human=asks_for_human(turn.burst_text) or asks_to_be_erased(turn.burst_text),
        because=allowed.because,
        topic=topic_in(turn.burst_text, hotel.own_topics),
        waits=hotel.reply_delay_s > 0 and turn.answer_at > turn.read_at,
        out_of_budget=turn.limit is not None,
    )


def _too_late(message: TurnMessage, hotel: Hotel) -> bool:
    """It took so long to reach us that an answer would surprise."""
    return message.received_at - message.sort_at > timedelta(minutes=hotel.late_minutes)


def _wants_answer(message: TurnMessage) -> bool:
    """A sticker or a thumb up asks nothing; a lone question mark does."""
    if message.kind in SILENT_KINDS:
        return False
    words = any(char.isalnum() or char in "?？؟" for char in message.text)
    return words or message.kind is not MessageKind.TEXT


def known_of(turn: Turn) -> Known:
    guest, stays = turn.guest, turn.stays
    names = (guest.name, guest.whatsapp_name or "", *(stay.guest_name for stay in stays))
    door_code = turn.door_code
    return Known(
        names=tuple(name for name in dict.fromkeys(names) if name),
        rooms=tuple(stay.room for stay in stays if stay.room),
        bookings=tuple(stay.external_id for stay in stays),
        codes=(*(turn.codes[stay.id] for stay in stays if stay.id in turn.codes), *_withheld(turn)),
        tellable=frozenset({door_code} if door_code else ()),
    )


def _withheld(turn: Turn) -> tuple[str, ...]:
    """Codes in entries that this guest may not be told; an earlier message may still hold them."""
    told = turn.told
    texts = (one.entry.text for one in turn.book.guarded if one.entry not in told)
    return tuple(dict.fromkeys(found for text in texts for found in codes_in(text)))


async def _carry_out(
    turn: Turn, decision: Decision, ai: AiGateway, *, now: datetime, deadline_s: float
) -> Verdict:
    if decision.step is Step.ANSWER:
        return await _answer(turn, decision, ai, now=now, deadline_s=deadline_s)
    if decision.step is Step.DRAFT:
        verdict = await _answer(turn, decision, ai, now=now, deadline_s=deadline_s)
        return replies.for_staff(verdict)
    if decision.step is Step.MOOD_ONLY and turn.unassessed:
        return await _judge(turn, decision, ai, now=now, deadline_s=deadline_s)
    moods = () if decision.step is Step.NOTHING else _by_lexicon(turn)
    verdict = Verdict(decision, moods=moods)
    if decision.step is Step.HAND_OVER and decision.reason is Reason.BUDGET_SPENT:
        return replies.out_of_budget(turn, verdict, now=now)
    if decision.step is Step.HAND_OVER:
        return replies.hand_over_unasked(turn, verdict, now=now)
    return verdict


async def _answer(
    turn: Turn, decision: Decision, ai: AiGateway, *, now: datetime, deadline_s: float
) -> Verdict:
    pseudonyms = Pseudonyms(known_of(turn), turn.book.public)
    request = answer_request(turn, pseudonyms, now=now, deadline_s=deadline_s)
    task = "draft" if decision.step is Step.DRAFT else "answer"
    asked = await ask(ai, request, task=task, now=now)
    record = asked.record
    if record.outcome == OK:
        try:
            answer = read_answer(asked.data, source=record.model)
        except Unreadable:
            record = replace(record, outcome=UNREADABLE)
    if record.outcome != OK:
        verdict = Verdict(decision, moods=_by_lexicon(turn), call=record)
        return replies.below_the_model(turn, verdict, now=now, failure=record.outcome)
    mood = replace(answer.mood, rationale=pseudonyms.restore(answer.mood.rationale))
    verdict = Verdict(decision, moods=_by_model(turn, mood), call=record)
    evidence = evidence_of(turn, now, burst=request.messages[-1].content)
    judged = judge_answer(answer, evidence, pseudonyms, instructions=INSTRUCTIONS)
    return replies.from_answer(turn, verdict, answer, judged, pseudonyms=pseudonyms, now=now)


async def _judge(
    turn: Turn, decision: Decision, ai: AiGateway, *, now: datetime, deadline_s: float
) -> Verdict:
    pseudonyms = Pseudonyms(known_of(turn), turn.book.public)
    request = mood_request(turn, pseudonyms, deadline_s=deadline_s)
    asked = await ask(ai, request, task="mood", now=now)
    return Verdict(decision, moods=_moods_from(turn, asked, pseudonyms), call=asked.record)


def _moods_from(turn: Turn, asked: Asked, pseudonyms: Pseudonyms) -> tuple[tuple[int, Mood], ...]:
    if asked.record.outcome != OK:
        return _by_lexicon(turn)
    try:
        mood = read_mood(asked.data, source=asked.record.model)
    except Unreadable:
        return _by_lexicon(turn)
    mood = replace(mood, rationale=pseudonyms.restore(mood.rationale))
    return tuple((one.id, mood) for one in turn.unassessed)


def _by_model(turn: Turn, mood: Mood) -> tuple[tuple[int, Mood], ...]:
    """The model judged the open messages together; older ones that were missed get the lexicon."""
    judged = {one.id for one in turn.unanswered}
    return (
        *_by_lexicon(turn, besides=judged),
        *((one.id, mood) for one in turn.unassessed if one.id in judged),
    )


def _by_lexicon(turn: Turn, *, besides: Set[int] = frozenset()) -> tuple[tuple[int, Mood], ...]:
    return tuple(
        (one.id, replace(judge_by_lexicon(one.text), language=guess_language(one.text)))
        for one in turn.unassessed
        if one.id not in besides
    )
