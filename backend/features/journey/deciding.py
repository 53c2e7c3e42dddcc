"""From rows to facts, from facts to a ruling, from rulings to what is written. No query here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.speaking import HELD, Holder
from backend.domain.stay_times import HouseTimes, day_starts
from backend.domain.trigger_facts import (
    Defer,
    Fire,
    Outcome,
    Skip,
    SkipReason,
    TriggerFacts,
    TriggerRule,
    earlier_stays,
    why_skipped,
)
from backend.domain.triggers import decide
from backend.domain.words import (
    ChannelPolicy,
    DecisionOutcome,
    HotelStatus,
    PlanState,
    Speaker,
)
from backend.features.journey.schemas import Occasion, Ruling, Sent
from backend.features.journey.wording import Worded, word
from backend.models import Hotel, Stay

WINDOW = timedelta(hours=24)
"""How long after a guest's message a business number may write."""
MOST_DEFERRALS = 8
SUPPRESSED = frozenset(
    {SkipReason.AUTOMATION_STOPPED, SkipReason.AUTOMATION_HELD, SkipReason.SKIPPED_BY_STAFF}
)
"""Somebody's wish stood against it, not the rule."""


def rule_on(
    occasion: Occasion,
    *,
    hotel: Hotel,
    house: HouseTimes,
    has_number: bool,
    fired: frozenset[tuple[UUID, str]],
    sent: Sequence[Sent],
    door_code: str | None,
    now: datetime,
) -> Ruling:
    """`sent`: what this guest got so far, in this batch too."""
    facts = facts_of(
        occasion,
        hotel=hotel,
        house=house,
        has_number=has_number,
        fired=fired,
        sent=sent,
        now=now,
    )
    outcome = decide(occasion.armed.rule, facts, now)
    if isinstance(outcome, Defer) and occasion.row.deferrals >= MOST_DEFERRALS:
        return Ruling(occasion, Skip(outcome.reason))
    if not isinstance(outcome, Fire) or not occasion.armed.rule.speaks:
        return Ruling(occasion, outcome)
    worded = word(
        occasion.armed,
        hotel=hotel,
        guest=occasion.person.guest,
        stay=occasion.stay,
        stays=occasion.person.stays,
        door_code=door_code,
        today=house.today(now),
    )
    if isinstance(worded, Worded):
        return Ruling(occasion, outcome, worded.text, worded.language, worded.version)
    return Ruling(occasion, worded.skip, language=worded.language)


def facts_of(
    occasion: Occasion,
    *,
    hotel: Hotel,
    house: HouseTimes,
    has_number: bool,
    fired: frozenset[tuple[UUID, str]],
    sent: Sequence[Sent],
    now: datetime,
) -> TriggerFacts:
    row, stay, person, talk = occasion.row, occasion.stay, occasion.person, occasion.talk
    held_by, held_until = _held(occasion, hotel, now)
    newest = talk.conversation if talk else None
    return TriggerFacts(
        conversation_id=newest.id if newest else None,
        today=house.today(now),
        stay_id=stay.id if stay else None,
        stay_status=stay.status if stay else None,
        mood=newest.mood_level if newest else None,
        score=newest.mood_score if newest else None,
        fired=fired,
        held=bool(held_by),
        held_by=held_by,
        held_until=held_until,
        house=house,
        stay=stay,
        guest_language=person.guest.language,
        guest_vip=person.guest.vip,
        earlier_stays=earlier_stays(person.stays, stay),
        received=received(sent, stay),
        guest_wrote_at=max(
            (one.last_in_at for one in person.talks if one.last_in_at is not None), default=None
        ),
        waiting_since=newest.waiting_since if newest else None,
        open_complaint=any(one.has_open_complaint for one in person.talks),
        occurrence=row.occurrence,
        due_at=row.due_at,
        until=row.until,
        still_silent=occasion.still_silent,
        skipped_by_staff=occasion.skipped_by_staff,
        stopped=hotel.automation_stopped_at is not None,
        has_address=talk is not None or person.guest.phone is not None,
        has_number=talk is not None or has_number,
        window_open=_window_open(occasion, now),
        **crowd(sent, house, now),
    )


def crowd(sent: Sequence[Sent], house: HouseTimes, now: datetime) -> dict[str, Any]:
    """How much a guest heard from us already."""
    today = day_starts(house.today(now), house)
    return {
        "automated_today": sum(one.at >= today for one in sent),
        "automated_at": max((one.at for one in sent), default=None),
    }


def received(sent: Sequence[Sent], stay: Stay | None) -> frozenset[UUID]:
    """Triggers and templates of this stay; without a stay those of the guest."""
    own = [one for one in sent if stay is None or one.stay_id == stay.id]
    return frozenset(
        {one.trigger_id for one in own} | {one.template_id for one in own if one.template_id}
    )


def ledger_row(ruling: Ruling, conversation_id: UUID | None) -> dict[str, Any]:
    occasion, outcome = ruling.occasion, ruling.outcome
    return {
        "conversation_id": conversation_id,
        "guest_id": occasion.person.guest.id,
        "stay_id": occasion.stay.id if occasion.stay else None,
        "trigger_id": occasion.armed.rule.id,
        "trigger_version": occasion.armed.rule.version,
        "occurrence": occasion.row.occurrence,
        "outcome": _word(outcome).value,
        "reason": reason_of(occasion.armed.rule, outcome),
        "facts": {**snapshot(occasion), **_why(ruling)},
    }


def snapshot(occasion: Occasion) -> dict[str, Any]:
    """What was known; no guest's words, no names."""
    row, rule, stay = occasion.row, occasion.armed.rule, occasion.stay
    facts: dict[str, Any] = {
        "event": rule.event.value,
        "planned_for": row.planned_for.isoformat(),
        "due_at": row.due_at.isoformat(),
        "template_id": str(rule.template_id) if rule.template_id else None,
    }
    if stay is not None:
        facts |= {
            "status": stay.status.value,
            "arrival": stay.arrival.isoformat(),
            "departure": stay.departure.isoformat(),
            "room": stay.room,
        }
    return facts


def settled_row(ruling: Ruling) -> dict[str, Any]:
    outcome, row = ruling.outcome, ruling.occasion.row
    match outcome:
        case Fire():
            return {"id": row.id, "state": PlanState.FIRED, "reason": None, "due_at": None}
        case Defer(reason, until):
            return {"id": row.id, "state": PlanState.PLANNED, "reason": reason, "due_at": until}
        case Skip(reason):
            return {"id": row.id, "state": PlanState.SKIPPED, "reason": reason, "due_at": None}


def reason_of(rule: TriggerRule, outcome: Outcome) -> str:
    return rule.event.value if isinstance(outcome, Fire) else outcome.reason.value


def as_fired_before(ruling: Ruling) -> Ruling:
    """Another worker was faster for the same occurrence."""
    return replace(ruling, outcome=Skip(SkipReason.ALREADY_FIRED), text="")


def _word(outcome: Outcome) -> DecisionOutcome:
    match outcome:
        case Fire():
            return DecisionOutcome.FIRED
        case Defer():
            return DecisionOutcome.DEFERRED
        case Skip(reason):
            return DecisionOutcome.SUPPRESSED if reason in SUPPRESSED else DecisionOutcome.SKIPPED


def _why(ruling: Ruling) -> dict[str, Any]:
    match ruling.outcome:
        case Defer(until=until):
            return {"until": until.isoformat()}
        case Skip() as skip:
            return why_skipped(skip)
    return {"language": ruling.language, "template_version": ruling.template_version}


def _held(occasion: Occasion, hotel: Hotel, now: datetime) -> tuple[str, datetime | None]:
    """Why nothing automatic may speak, and until when if that is known."""
    if hotel.status is HotelStatus.SUSPENDED:
        return "hotel_suspended", None
    if occasion.person.guest.opted_out_at is not None:
        return "opted_out", None
    if occasion.talk is None:
        return "", None
    conversation = occasion.talk.conversation
    speaker = Holder(conversation.speaker, conversation.speaker_until).at(now)
    if speaker is Speaker.AI:
        return "", None
    return HELD[speaker].value, conversation.speaker_until


def _window_open(occasion: Occasion, now: datetime) -> bool:
    talk = occasion.talk
    if talk is None or talk.policy is not ChannelPolicy.WABA:
        return True
    return talk.last_in_at is not None and now - talk.last_in_at < WINDOW


def by_turn(occasions: Sequence[Occasion]) -> list[Occasion]:
    """Within a minute the trigger with the lower priority number goes first."""

    def order(one: Occasion) -> tuple[datetime, int, int]:
        assert one.row.id is not None
        return one.row.due_at.replace(second=0, microsecond=0), one.armed.rule.priority, one.row.id

    return sorted(occasions, key=order)
