"""Ladders: an alert that nobody has seen is told to more and more people, on every way they chose.

Each telling is a row, written before it is done and done once. What one person is to be told on
one way within a short while is one message.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.alarms import AlertWay, StepState, next_climb, whom
from backend.domain.duty import on_duty
from backend.domain.sending import NOT_AFTER
from backend.domain.words import AlertKind, Author, MessageClass, Role
from backend.features.alarms import repository
from backend.features.alarms.schemas import Claim, Notice, Told
from backend.features.alarms.wording import text_of
from backend.features.alerts.service import alert_views, raise_alert
from backend.features.duty.schemas import Person, Roster
from backend.features.duty.service import roster
from backend.features.journey.colleagues import begin_colleagues_chat
from backend.features.messages.service import Draft, queue_messages, say_why
from backend.models import Alert
from backend.observability.metrics import ALARM_STEPS
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Work

LEASE = timedelta(seconds=60)
MOST_ALERTS = 50
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=5)
SENT, SHOWN, HANDLED, NO_WAY = "sent", "shown", "handled", "no_way"


async def climb(work: Work) -> int:
    """Writes down whom the rungs that are due tell; how many alerts climbed."""
    alerts = await repository.lock_climbing(work, limit=MOST_ALERTS)
    if not alerts:
        return 0
    known = await roster(work)
    working = on_duty(known.shifts, known.holidays, work.now, ZoneInfo(known.timezone))
    rows: list[dict[str, Any]] = []
    for alert in alerts:
        rows += _rung(work, alert, known, working)
        assert alert.created_at is not None
        alert.climb_at = next_climb(alert.rung, alert.created_at, known.climb_minutes)
        alert.rung += 1
    await repository.add_steps(work, rows)
    await work.session.flush()
    await _tell(work, [alert.id for alert in alerts])
    work.wake(WorkKind.ALARMS)
    return len(alerts)


async def claim_steps(work: Work, *, limit: int) -> list[Claim]:
    """Committed before anything else and counted as an attempt."""
    return await repository.claim(work, limit=limit, lease=LEASE)


async def notices_of(work: Work, claims: Sequence[Claim]) -> list[Notice]:
    """One for each person and way. What somebody looks after by now is settled instead."""
    found = await repository.told(work, claims)
    handled = [one.step for one, is_handled in found if is_handled]
    await settle(work, handled, state=StepState.LEFT_OUT, outcome=HANDLED)
    waiting: dict[tuple[UUID, AlertWay], list[Told]] = {}
    for one, is_handled in found:
        if not is_handled:
            waiting.setdefault((one.step.staff_id, one.step.way), []).append(one)
    if not waiting:
        return []
    people, hotel = (await roster(work)).people, await repository.get_hotel(work)
    notices = []
    for (staff_id, way), alerts in waiting.items():
        person = people.get(staff_id)
        address = _address(person, way) if person else None
        if address is None:
            steps = [one.step for one in alerts]
            await settle(work, steps, state=StepState.LEFT_OUT, outcome=NO_WAY)
            continue
        key = f"alarm-{hotel.id.hex}-{alerts[0].step.id}"
        notices.append(
            Notice(way, address, key, hotel.id, hotel.name, hotel.timezone, tuple(alerts))
        )
    return notices


async def tell_on_whatsapp(work: Work, notice: Notice, public_url: str) -> str:
    """Queued like every message: paced, in order, never twice. The outcome."""
    conversation_id = await begin_colleagues_chat(work, notice.address)
    if conversation_id is None:
        return "no_number"
    draft = Draft(
        conversation_id=conversation_id,
        author=Author.TRIGGER,
        text=text_of(notice, public_url),
        dedupe_key=notice.key,
        not_after=work.now + NOT_AFTER[Author.TRIGGER],
        decision_id=await say_why(work, conversation_id, "alert"),
        message_class=MessageClass.ESSENTIAL,
    )
    await queue_messages(work, [draft])
    return SENT


async def settle(work: Work, claims: Sequence[Claim], *, state: StepState, outcome: str) -> None:
    changed = await repository.settle(work, claims, state=state, outcome=outcome)
    for one in claims:
        ALARM_STEPS.labels(one.way.value, outcome).inc()
    await _tell(work, list(dict.fromkeys(changed)))


async def failed(work: Work, claims: Sequence[Claim], *, outcome: str, passing: bool) -> None:
    """Tried again, ever later; after the last time it stands on the alert, and staff are told."""
    again = [one for one in claims if passing and one.attempts < MOST_ATTEMPTS]
    over = [one for one in claims if one not in again]
    for one in again:
        ALARM_STEPS.labels(one.way.value, "again").inc()
        wait = FIRST_WAIT * 3 ** (one.attempts - 1)
        await repository.put_off(work, [one], wait=wait, outcome=outcome)
    if over:
        await settle(work, over, state=StepState.FAILED, outcome=outcome)
        way = over[0].way
        await raise_alert(
            work,
            kind=AlertKind.ALARM_FAILED,
            reason=f"Colleagues could not be told of an alert ({way}: {outcome}).",
            dedupe_key=f"alarm_failed:{way}:{outcome}:{work.now:%Y-%m-%d}",
        )


def _rung(work: Work, alert: Alert, known: Roster, working: set[UUID]) -> list[dict[str, Any]]:
    managers = {key for key, one in known.people.items() if one.role is Role.MANAGER}
    told = whom(alert.rung, on_duty=working, managers=managers, everybody=known.people.keys())
    return [
        _step(work, alert, person, way)
        for person in (known.people[key] for key in sorted(told))
        for way in _ways(person)
    ]


def _ways(person: Person) -> list[AlertWay]:
    """The screen always; the live event has shown it there."""
    return [
        AlertWay.SCREEN,
        *[way for way in AlertWay if way is not AlertWay.SCREEN and _address(person, way)],
    ]


def _address(person: Person, way: AlertWay) -> str | None:
    match way:
        case AlertWay.EMAIL:
            return person.address if person.email else None
        case AlertWay.WHATSAPP:
            return person.phone
        case AlertWay.WEBHOOK:
            return person.webhook_url
    return None


def _step(work: Work, alert: Alert, person: Person, way: AlertWay) -> dict[str, Any]:
    on_screen = way is AlertWay.SCREEN
    done: datetime | None = work.now if on_screen else None
    return {
        "hotel_id": work.hotel_id,
        "alert_id": alert.id,
        "rung": alert.rung,
        "staff_id": person.staff_id,
        "way": way,
        "state": StepState.DONE if on_screen else StepState.WAITING,
        "outcome": SHOWN if on_screen else None,
        "next_at": work.now,
        "done_at": done,
    }


async def _tell(work: Work, alert_ids: Sequence[UUID]) -> None:
    if alert_ids:
        for view in await alert_views(work, alert_ids):
            work.tell(LiveKind.ALERT, view.as_json())
