"""The journey: triggers over the whole stay. Planned with every change, decided when due.

Nothing here calls out of the house, so one transaction decides, writes the ledger and queues the
message: after a crash all of it happened, or nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.planning import plan
from backend.domain.stay_times import HouseTimes
from backend.domain.trigger_facts import Fire, SkipReason
from backend.domain.triggers import OVER
from backend.domain.words import (
    AlertKind,
    PlanState,
    TriggerEvent,
    WaitingFor,
)
from backend.features.alerts.service import raise_alert
from backend.features.audit.service import record
from backend.features.journey import deciding, repository
from backend.features.journey.rows import (
    by_place,
    door_code_of,
    draft_of,
    fired_by,
    given_up,
    happened,
    is_of_stay,
    never_due,
    occasion,
    plan_row,
    planned_view,
    sent_now,
    taken_back,
)
from backend.features.journey.schemas import Claim, Occasion, Person, Ruling, Sent
from backend.features.messages.service import cancel_automatic, queue_messages
from backend.features.stays.service import house_of
from backend.features.triggers import service as triggers
from backend.features.triggers.schemas import AutomationView, PlannedView, TriggerView
from backend.features.triggers.service import ArmedTrigger
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.kit.phone import chat_of_phone
from backend.models import Conversation, PlannedOccurrence, Stay
from backend.observability.metrics import TRIGGERS
from backend.ports.wake import WorkKind
from backend.work import Work

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5
AT_ONCE = 500
"""Stays planned in one go."""
LOOK_BACK = timedelta(days=30)
"""A stay that ended longer ago is planned no more."""


async def stays_changed(work: Work, stay_ids: Collection[UUID]) -> None:
    """Plans these stays anew, in the transaction that changed them: after a cancellation nothing
    that waits or is queued for the stay leaves any more."""
    rules = [one for one in await triggers.list_enabled(work) if is_of_stay(one)]
    if not rules or not stay_ids:
        return
    house = house_of(await repository.get_hotel(work))
    wanted = sorted(stay_ids)
    for start in range(0, len(wanted), AT_ONCE):
        await _plan(work, rules, wanted[start : start + AT_ONCE], house)


async def house_changed(work: Work) -> None:
    """The hotel's clock or its times of check-in and check-out are others now."""
    since = (work.now - LOOK_BACK).date()
    await stays_changed(work, await repository.living_stays(work, since=since))


async def publish(work: Work, trigger_id: UUID) -> TriggerView:
    """See triggers.service.publish; an enabled rule is planned anew."""
    await triggers.publish(work, trigger_id)
    return await _rule_changed(work, trigger_id)


async def set_enabled(work: Work, trigger_id: UUID, enabled: bool) -> TriggerView:
    """See triggers.service.set_enabled; planned for every stay to come, or for none."""
    await triggers.set_enabled(work, trigger_id, enabled)
    return await _rule_changed(work, trigger_id)


async def remove(work: Work, trigger_id: UUID) -> None:
    """Nothing of it is planned any more. Raises NotFound."""
    await triggers.remove(work, trigger_id)
    await repository.discard_planned(work, trigger_id)


async def stop_automation(work: Work) -> AutomationView:
    """No trigger writes from now on, and what is queued does not leave. Triggers stay on."""
    hotel = await triggers.lock_hotel(work)
    if hotel.automation_stopped_at is None:
        hotel.automation_stopped_at = work.now
        hotel.automation_stopped_by = work.actor.name or None
    await work.session.flush()
    cancelled = await cancel_automatic(work, reason=SkipReason.AUTOMATION_STOPPED.value)
    await record(work, "automation.stop", detail={"cancelled": len(cancelled)})
    return await automation(work)


async def resume_automation(work: Work) -> AutomationView:
    """What was due meanwhile was skipped, and is not made up for."""
    hotel = await triggers.lock_hotel(work)
    if hotel.automation_stopped_at is not None:
        hotel.automation_stopped_at = hotel.automation_stopped_by = None
        await record(work, "automation.resume")
        await work.session.flush()
        work.wake(WorkKind.TRIGGERS)
    return await automation(work)


async def automation(work: Work) -> AutomationView:
    hotel = await repository.get_hotel(work)
    return AutomationView(
        stopped_at=hotel.automation_stopped_at,
        stopped_by=hotel.automation_stopped_by,
        enabled=len(await triggers.list_enabled(work)),
        planned=await repository.count_planned(work),
        queued=await repository.count_queued(work),
    )


async def list_planned(
    work: Work,
    *,
    trigger_id: UUID | None = None,
    stay_id: UUID | None = None,
    guest_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[PlannedView]:
    """What waits for its time, the next first. Raises BadCursor."""
    of = {"trigger_id": trigger_id, "stay_id": stay_id, "guest_id": guest_id}
    rows = await repository.list_planned(work, **of, after=_after(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda one: (one[0].due_at.isoformat(), one[0].id))
    left_out = await repository.skips(work, {one[0].trigger_id for one in shown})
    return Page([planned_view(*one, left_out=left_out) for one in shown], following)


async def plan_silences(work: Work) -> int:
    """Conversations in which nobody has written for as long as a trigger waits."""
    planned = 0
    for one in await triggers.list_enabled(work):
        silence = one.rule.silence
        if one.rule.event is not TriggerEvent.NO_REPLY or silence is None:
            continue
        earliest = work.now - one.rule.stale_after
        planned += await repository.plan_silences(
            work,
            one.rule.id,
            lasted=timedelta(minutes=silence.minutes),
            guest_waits=silence.waits_for is WaitingFor.HOTEL,
            since=max(earliest, one.rule.enabled_at or earliest),
        )
    if planned:
        work.wake(WorkKind.TRIGGERS)
    return planned


async def claim_due(work: Work, *, limit: int) -> list[Claim]:
    """Committed before anything else and counted as an attempt."""
    return await repository.claim(work, limit=limit, lease=LEASE)


async def decide_due(work: Work, ids: Collection[int]) -> list[Ruling]:
    """Decides planned occurrences whose time has come: ledger, message and state in one."""
    hotel = await repository.get_hotel(work)
    house = house_of(hotel)
    armed = {one.rule.id: one for one in await triggers.list_enabled(work)}
    occasions = deciding.by_turn(await _occasions(work, ids, armed))
    if not occasions:
        return []
    number = await repository.speaking_number(work)
    fired = await repository.fired(work, [one.row for one in occasions])
    sent: dict[UUID, list[Sent]] = defaultdict(list)
    for one in occasions:
        sent[one.person.guest.id] = list(one.person.sent)
    rulings = []
    for one in occasions:
        heard = sent[one.person.guest.id]
        ruling = deciding.rule_on(
            one,
            hotel=hotel,
            house=house,
            has_number=number is not None,
            fired=frozenset(fired),
            sent=heard,
            door_code=door_code_of(work, one),
            now=work.now,
        )
        rulings.append(ruling)
        if isinstance(ruling.outcome, Fire):
            fired.add((one.armed.rule.id, one.row.occurrence))
            if one.armed.rule.speaks:
                heard.append(sent_now(one, work.now))
    return await _write(work, rulings, number)


async def give_up(work: Work, planned_id: int) -> None:
    """Tried too often: it is not sent, and staff are told."""
    armed = {one.rule.id: one for one in await triggers.list_enabled(work)}
    for row in await repository.lock_planned(work, [planned_id]):
        state = {"id": row.id, "state": PlanState.FAILED, "reason": SkipReason.FAILED}
        await repository.settle(work, [state | {"due_at": None}])
        one = armed.get(row.trigger_id)
        stays = await repository.stays_by_id(work, [row.stay_id] if row.stay_id else [])
        ledger = given_up(row, one, stays[0] if stays else None)
        await repository.write_ledger(work, [ledger])
        TRIGGERS.labels(one.rule.event.value if one else "unknown", SkipReason.FAILED.value).inc()
        name = one.name if one else "A trigger"
        await raise_alert(
            work,
            kind=AlertKind.TRIGGER_FAILED,
            reason=f"{name} could not be decided again and again. Nothing was sent.",
            dedupe_key=f"trigger_failed:{row.trigger_id}:{work.now:%Y-%m-%d}",
        )


async def begin_chat(work: Work, *, chat_id: str, guest_id: UUID) -> UUID | None:
    """The conversation with somebody, on the first number that can send; None without one."""
    number = await repository.speaking_number(work)
    if number is None:
        return None
    return await repository.open_chat(
        work, channel_id=number, chat_id=chat_id, guest_id=guest_id, stay_id=None
    )


async def _rule_changed(work: Work, trigger_id: UUID) -> TriggerView:
    await work.session.flush()
    await repository.discard_planned(work, trigger_id)
    rules = [
        one
        for one in await triggers.list_enabled(work)
        if one.rule.id == trigger_id and is_of_stay(one)
    ]
    if rules:
        house = house_of(await repository.get_hotel(work))
        since = (work.now - LOOK_BACK).date()
        ids = await repository.living_stays(work, since=since)
        for start in range(0, len(ids), AT_ONCE):
            await _plan(work, rules, ids[start : start + AT_ONCE], house)
    return await triggers.get_trigger(work, trigger_id)


async def _plan(
    work: Work, rules: Sequence[ArmedTrigger], stay_ids: Sequence[UUID], house: HouseTimes
) -> None:
    trigger_ids = [one.rule.id for one in rules]
    standing = by_place(await repository.lock_standing(work, stay_ids, trigger_ids))
    stays = await repository.stays_by_id(work, stay_ids)
    oldest = work.now - max(one.rule.stale_after for one in rules)
    logs = await repository.log_of(work, stay_ids, since=oldest)
    rows: list[dict[str, Any]] = []
    ledger: list[dict[str, Any]] = []
    for stay in stays:
        log = [happened(event) for event in logs.get(stay.id, ())]
        for one in rules:
            known = standing.get((one.rule.id, stay.id), {})
            for made in plan(one.rule, stay, log, known, house=house, now=work.now):
                rows.append(plan_row(one, stay, made))
                if made.state is PlanState.SKIPPED:
                    ledger.append({"place": len(ledger), **never_due(one, stay, made)})
    await repository.write_plans(work, rows)
    await repository.write_ledger(work, ledger)
    await _take_back(work, rules, stays)
    if any(row["state"] is PlanState.PLANNED and row["due_at"] <= work.now for row in rows):
        work.wake(WorkKind.TRIGGERS)


async def _take_back(work: Work, rules: Sequence[ArmedTrigger], stays: Sequence[Stay]) -> None:
    """What is queued for a stay that is over does not leave."""
    over = [stay for stay in stays if stay.status in OVER]
    told = [one.rule.id for one in rules if one.rule.event is not TriggerEvent.STAY_CANCELLED]
    if not over or not told:
        return
    reason = SkipReason.STAY_OVER.value
    taken = await cancel_automatic(
        work, reason=reason, stay_ids=[stay.id for stay in over], trigger_ids=told
    )
    rows = [taken_back(one, place, reason) for place, one in enumerate(taken)]
    await repository.write_ledger(work, rows)


async def _occasions(
    work: Work, ids: Collection[int], armed: Mapping[UUID, ArmedTrigger]
) -> list[Occasion]:
    """Everything about these occurrences in a fixed number of queries; the rows are locked."""
    subjects = await repository.subjects(work, ids)
    guests = {guest for guest, _ in subjects}
    if not guests:
        return []
    await repository.one_at_a_time(work, guests)
    chats = await repository.lock_conversations(work, guests)
    rows = await repository.lock_planned(work, ids)
    dead = [row for row in rows if row.trigger_id not in armed]
    await _drop(work, dead)
    rows = [row for row in rows if row.trigger_id in armed]
    people = await _people(work, guests, chats)
    stays = {stay.id: stay for one in people.values() for stay in one.stays}
    left_out = await repository.skips(work, {row.trigger_id for row in rows})
    return [occasion(row, armed[row.trigger_id], people, stays, left_out=left_out) for row in rows]


async def _people(
    work: Work, guests: Collection[UUID], chats: Sequence[Conversation]
) -> dict[UUID, Person]:
    known = await repository.guests_by_id(work, guests)
    stays = await repository.stays_of(work, guests)
    talks = await repository.talks(work, chats)
    sent = await repository.sent_to(work, guests)
    return {
        guest_id: Person(
            guest,
            [stay for stay in stays if stay.guest_id == guest_id],
            [talk for talk in talks if talk.conversation.guest_id == guest_id],
            sent.get(guest_id, ()),
        )
        for guest_id, guest in known.items()
    }


async def _drop(work: Work, rows: Sequence[PlannedOccurrence]) -> None:
    """Their trigger was switched off in this moment."""
    settled = [
        {"id": row.id, "state": PlanState.REVOKED, "reason": SkipReason.DISABLED, "due_at": None}
        for row in rows
    ]
    if settled:
        await repository.settle(work, settled)


async def _write(work: Work, rulings: Sequence[Ruling], number: UUID | None) -> list[Ruling]:
    chats = {}
    for place, one in enumerate(rulings):
        chats[place] = await _chat_of(work, one, number)
    rows = [
        {"place": place, **deciding.ledger_row(one, chats[place])}
        for place, one in enumerate(rulings)
    ]
    ledger = await repository.write_ledger(work, rows)
    kept, drafts, acting = [], [], []
    for place, one in enumerate(rulings):
        key = (one.occasion.armed.rule.id, one.occasion.row.occurrence)
        if not isinstance(one.outcome, Fire):
            kept.append(one)
        elif key not in ledger:
            kept.append(deciding.as_fired_before(one))
        else:
            kept.append(one)
            acting.append(fired_by(one, chats[place], ledger[key]))
            if one.occasion.armed.rule.speaks:
                drafts.append(draft_of(work, one, chats[place], ledger[key]))
    await queue_messages(work, drafts)
    await triggers.note_actions(work, acting)
    await repository.settle(work, [deciding.settled_row(one) for one in kept])
    for one in kept:
        rule, outcome = one.occasion.armed.rule, one.outcome
        word = "fired" if isinstance(outcome, Fire) else outcome.reason.value
        TRIGGERS.labels(rule.event.value, word).inc()
    return kept


async def _chat_of(work: Work, ruling: Ruling, number: UUID | None) -> UUID | None:
    """Where it is said; a conversation is begun only for a message that goes."""
    occasion = ruling.occasion
    if occasion.talk is not None:
        return occasion.talk.conversation.id
    if not isinstance(ruling.outcome, Fire) or not occasion.armed.rule.speaks:
        return None
    guest = occasion.person.guest
    assert guest.phone is not None
    assert number is not None
    return await repository.open_chat(
        work,
        channel_id=number,
        chat_id=chat_of_phone(guest.phone),
        guest_id=guest.id,
        stay_id=occasion.stay.id if occasion.stay else None,
    )


def _after(cursor: str | None) -> tuple[datetime, int] | None:
    if cursor is None:
        return None
    at, key = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(str(at)), int(str(key))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
