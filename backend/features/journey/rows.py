"""Between rows and what is decided: plans, occasions, lines of the ledger. No query here."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.ids import DecisionId
from backend.domain.planning import Happened, Plan
from backend.domain.sending import NOT_AFTER
from backend.domain.trigger_facts import SkipReason
from backend.domain.triggers import IN_CONVERSATION
from backend.domain.words import Author, DecisionOutcome, TriggerEvent
from backend.features.journey.schemas import Occasion, Person, Ruling, Sent, Talk
from backend.features.journey.wording import wants_secret
from backend.features.messages.service import Draft, TakenBack
from backend.features.stays.pushing import open_door_code
from backend.features.triggers.schemas import PlannedView
from backend.features.triggers.service import ArmedTrigger, Fired
from backend.models import PlannedOccurrence, Stay
from backend.work import Work


def occasion(
    row: PlannedOccurrence,
    armed: ArmedTrigger,
    people: Mapping[UUID, Person],
    stays: Mapping[UUID, Stay],
    *,
    left_out: Collection[tuple[UUID, UUID]],
) -> Occasion:
    if row.stay_id is not None:
        stay: Stay | None = stays[row.stay_id]
        assert stay is not None
        person = people[stay.guest_id]
        talk = best(person.talks)
    else:
        talk, person = next(
            (talk, one)
            for one in people.values()
            for talk in one.talks
            if talk.conversation.id == row.conversation_id
        )
        stay = stays.get(talk.conversation.stay_id) if talk.conversation.stay_id else None
    subjects = {person.guest.id, stay.id if stay else None}
    last = talk.conversation.last_message_id if talk else None
    return Occasion(
        row=row,
        armed=armed,
        person=person,
        stay=stay,
        talk=talk,
        still_silent=row.occurrence == f"message:{last}",
        skipped_by_staff=any((armed.rule.id, subject) in left_out for subject in subjects),
    )


def best(talks: Sequence[Talk]) -> Talk | None:
    """Where the guest is used to hear from the hotel: the newest conversation."""
    return talks[0] if talks else None


def draft_of(work: Work, one: Ruling, conversation_id: UUID | None, decision_id: int) -> Draft:
    assert conversation_id is not None
    latest = work.now + NOT_AFTER[Author.TRIGGER]
    until = one.occasion.row.until
    return Draft(
        conversation_id=conversation_id,
        author=Author.TRIGGER,
        text=one.text,
        dedupe_key=f"trigger:{one.occasion.armed.rule.id}:{one.occasion.row.occurrence}",
        not_after=latest if until is None else min(latest, until),
        decision_id=DecisionId(decision_id),
        message_class=one.occasion.armed.message_class,
    )


def fired_by(one: Ruling, conversation_id: UUID | None, decision_id: int) -> Fired:
    occasion = one.occasion
    stay_id = occasion.stay.id if occasion.stay else None
    return Fired(occasion.armed, decision_id, conversation_id, occasion.person.guest.id, stay_id)


def sent_now(one: Occasion, now: datetime) -> Sent:
    rule, stay_id = one.armed.rule, one.stay.id if one.stay else None
    return Sent(rule.id, rule.template_id, one.row.occurrence, stay_id, now)


def door_code_of(work: Work, one: Occasion) -> str | None:
    if one.stay is None or not wants_secret(one.armed):
        return None
    return open_door_code(work, one.stay)


def is_of_stay(one: ArmedTrigger) -> bool:
    return one.rule.event not in IN_CONVERSATION and one.rule.event is not TriggerEvent.NO_REPLY


def by_place(
    rows: Sequence[PlannedOccurrence],
) -> Mapping[tuple[UUID, UUID], Mapping[str, Plan]]:
    found: dict[tuple[UUID, UUID], dict[str, Plan]] = defaultdict(dict)
    for row in rows:
        assert row.stay_id is not None
        found[row.trigger_id, row.stay_id][row.occurrence] = Plan(
            row.occurrence, row.planned_for, row.due_at, row.until, row.state
        )
    return found


def happened(event: Any) -> Happened:
    return Happened(event.id, event.kind, event.at, event.changes)


def plan_row(one: ArmedTrigger, stay: Stay, made: Plan) -> dict[str, Any]:
    return {
        "trigger_id": one.rule.id,
        "stay_id": stay.id,
        "conversation_id": None,
        "occurrence": made.occurrence,
        "planned_for": made.planned_for,
        "due_at": made.due_at,
        "until": made.until,
        "state": made.state,
        "reason": made.reason,
    }


def never_due(one: ArmedTrigger, stay: Stay, made: Plan) -> dict[str, Any]:
    """The ledger's line for what came too late to be planned."""
    return {
        "conversation_id": None,
        "guest_id": stay.guest_id,
        "stay_id": stay.id,
        "trigger_id": one.rule.id,
        "trigger_version": one.rule.version,
        "occurrence": made.occurrence,
        "outcome": DecisionOutcome.SKIPPED,
        "reason": made.reason,
        "facts": {
            "event": one.rule.event,
            "planned_for": made.planned_for,
            "status": stay.status,
            "arrival": stay.arrival,
            "departure": stay.departure,
            "room": stay.room,
        },
    }


def planned_view(
    row: PlannedOccurrence,
    trigger_name: str,
    stay: Stay | None,
    guest: Any,
    *,
    left_out: Collection[tuple[UUID, UUID]],
) -> PlannedView:
    guest_out = guest is not None and (row.trigger_id, guest.id) in left_out
    stay_out = stay is not None and (row.trigger_id, stay.id) in left_out
    name = (stay.guest_name if stay else "") or (guest.name if guest else "")
    return PlannedView(
        **row.model_dump(
            include={"trigger_id", "stay_id", "due_at", "planned_for", "state", "reason"}
        ),
        id=str(row.id),
        trigger_name=trigger_name,
        external_id=stay.external_id if stay else None,
        guest_id=guest.id if guest else None,
        guest_name=name,
        room=stay.room if stay else None,
        left_out="guest" if guest_out else "stay" if stay_out else None,
    )


def taken_back(one: TakenBack, place: int, reason: str) -> dict[str, Any]:
    """The ledger's line for a message that was queued and did not leave."""
    return {
        "place": place,
        "conversation_id": one.conversation_id,
        "guest_id": one.guest_id,
        "stay_id": one.stay_id,
        "trigger_id": one.trigger_id,
        "trigger_version": one.trigger_version,
        "occurrence": one.occurrence,
        "outcome": DecisionOutcome.SUPPRESSED,
        "reason": reason,
        "facts": {"message": str(one.message_id)},
    }


def given_up(row: PlannedOccurrence, one: ArmedTrigger | None, stay: Stay | None) -> dict[str, Any]:
    return {
        "place": 0,
        "conversation_id": row.conversation_id,
        "guest_id": stay.guest_id if stay else None,
        "stay_id": row.stay_id,
        "trigger_id": row.trigger_id,
        "trigger_version": one.rule.version if one else None,
        "occurrence": row.occurrence,
        "outcome": DecisionOutcome.FAILED,
        "reason": SkipReason.FAILED,
        "facts": {"attempts": row.attempts},
    }
