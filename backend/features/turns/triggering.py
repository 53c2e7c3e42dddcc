"""Triggers within a turn: which of them speaks, with what words, and why the others do not."""

from dataclasses import replace
from datetime import datetime

from backend.domain.identity import Verified
from backend.domain.language import guess_language
from backend.domain.speaking import Decision, Reason
from backend.domain.template_variables import StayFacts, class_of, told_facts, values_of
from backend.domain.templates import Rendered, choose_language, render
from backend.domain.trigger_facts import earlier_stays
from backend.domain.triggers import (
    ANSWERING_EVENTS,
    Defer,
    Fire,
    GuestMessage,
    Skip,
    SkipReason,
    TriggerFacts,
    decide,
)
from backend.domain.words import Direction, FactClass, MoodLevel, TriggerEvent
from backend.features.stays.service import house_of
from backend.features.triggers.service import ArmedTrigger
from backend.features.turns.schemas import TriggerOutcome, Turn, Verdict


def consider(turn: Turn, *, now: datetime, held: Decision | None) -> tuple[TriggerOutcome, ...]:
    """Every trigger that was concerned, before anybody judged the mood."""
    waiting = [one for one in turn.book.armed if one.rule.event is not TriggerEvent.COMPLAINT]
    if not waiting:
        return ()
    facts = facts_of(turn, held=held is not None, mood=None)
    return _decide_all(turn, waiting, facts, now=now)


def consider_mood(turn: Turn, verdict: Verdict, *, now: datetime, held: Decision | None) -> Verdict:
    """Triggers that wait for a complaint; what one says stands in place of the AI's words."""
    if not verdict.moods or verdict.moods[-1][1].level is not MoodLevel.COMPLAINT:
        return verdict
    waiting = [one for one in turn.book.armed if one.rule.event is TriggerEvent.COMPLAINT]
    if not waiting:
        return verdict
    facts = facts_of(turn, held=held is not None, mood=MoodLevel.COMPLAINT)
    outcomes = _decide_all(turn, waiting, facts, now=now)
    if fired(outcomes) is None:
        return replace(verdict, triggers=(*verdict.triggers, *outcomes))
    earlier = tuple(
        replace(one, outcome=Skip(SkipReason.AFTER_ANOTHER), text="")
        if isinstance(one.outcome, Fire) and one.armed.rule.speaks
        else one
        for one in verdict.triggers
    )
    return replace(
        verdict,
        decision=replace(verdict.decision, reason=Reason.TRIGGER_ANSWERED),
        triggers=(*earlier, *outcomes),
        speech=None,
        is_holding_text=False,
    )


def fired(outcomes: tuple[TriggerOutcome, ...]) -> TriggerOutcome | None:
    """The one that speaks; others may fire beside it that only act."""
    firing = (one for one in outcomes if isinstance(one.outcome, Fire))
    return next((one for one in firing if one.armed.rule.speaks), None)


def answers_turn(outcomes: tuple[TriggerOutcome, ...], *, greeting: bool) -> bool:
    """A welcome answers a mere greeting; a question beside it still wants its answer."""
    one = fired(outcomes)
    return one is not None and (one.armed.rule.event in ANSWERING_EVENTS or greeting)


def facts_of(turn: Turn, *, held: bool, mood: MoodLevel | None) -> TriggerFacts:
    stay = turn.stay
    return TriggerFacts(
        conversation_id=turn.conversation.id,
        today=turn.book.today,
        messages=tuple(GuestMessage(one.id, one.text) for one in turn.unanswered),
        stay_id=stay.id if stay else None,
        stay_status=stay.status if stay else None,
        first_of_stay=_is_first_of_stay(turn),
        mood=mood,
        fired=turn.fired,
        automated_today=turn.heard_today,
        held=held,
        house=house_of(turn.book.hotel),
        stay=stay,
        guest_language=turn.guest.language or guess_language(turn.burst_text),
        guest_vip=turn.guest.vip,
        earlier_stays=earlier_stays(turn.stays, stay),
        received=frozenset(trigger for trigger, _ in turn.fired),
        score=turn.conversation.mood_score,
        guest_wrote_at=turn.read_at,
        waiting_since=turn.conversation.waiting_since,
    )


def _decide_all(
    turn: Turn, armed: list[ArmedTrigger], facts: TriggerFacts, *, now: datetime
) -> tuple[TriggerOutcome, ...]:
    outcomes: list[TriggerOutcome] = []
    for one in armed:
        outcome = decide(one.rule, facts, now)
        if isinstance(outcome, Defer):
            outcome = Skip(outcome.reason)
        if isinstance(outcome, Skip):
            if outcome.reason is not SkipReason.NOT_THIS_EVENT:
                outcomes.append(TriggerOutcome(one, outcome))
        elif not one.rule.speaks:
            outcomes.append(TriggerOutcome(one, outcome))
        elif fired(tuple(outcomes)) is not None:
            outcomes.append(TriggerOutcome(one, Skip(SkipReason.AFTER_ANOTHER)))
        else:
            outcomes.append(_worded(turn, one, outcome))
    return tuple(outcomes)


def _worded(turn: Turn, armed: ArmedTrigger, fire: Fire) -> TriggerOutcome:
    hotel = turn.book.hotel
    wanted = (guess_language(turn.burst_text), turn.guest.language, hotel.language)
    language = choose_language(armed.texts, wanted)
    if language is None:
        return TriggerOutcome(armed, Skip(SkipReason.NO_TEMPLATE))
    sent = armed.texts[language]
    rendered = render(sent.text, values_of(stay_facts(turn), language), language=language)
    if isinstance(rendered, Rendered):
        return TriggerOutcome(armed, fire, rendered.text, language, sent.version)
    if all(class_of(name) is not FactClass.PUBLIC for name in rendered.variables) and (
        not isinstance(turn.identity, Verified) or "door_code" in rendered.variables
    ):
        return TriggerOutcome(armed, Skip(SkipReason.NOT_VERIFIED))
    return TriggerOutcome(armed, Skip(SkipReason.MISSING_VARIABLE))


def stay_facts(turn: Turn) -> StayFacts:
    """Of the stay only what this guest may be told; what is withheld counts as not known."""
    identity = turn.identity
    return told_facts(
        turn.book.hotel,
        identity.stay if isinstance(identity, Verified) else None,
        guest_name=turn.guest.name,
        door_code=turn.door_code or "",
    )


def _is_first_of_stay(turn: Turn) -> bool:
    """Whether the guest wrote nothing before, since the stay is known."""
    known_since = turn.stay.created_at if turn.stay else None
    open_ids = {one.id for one in turn.unanswered}
    return bool(open_ids) and not any(
        one.direction is Direction.IN
        and one.id not in open_ids
        and (known_since is None or one.received_at >= known_since)
        for one in turn.messages
    )
