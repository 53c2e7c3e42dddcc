"""Alerts: what a person of the hotel should look at, raised once, followed to its end."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from backend.domain.alarms import CLIMBING
from backend.domain.calibration import is_held
from backend.domain.recovery import ComplaintSource
from backend.domain.words import AlertKind, AlertStatus
from backend.errors import Conflict, Invalid, NotFound
from backend.features.alerts import repository
from backend.features.alerts.repository import NamedAlert
from backend.features.alerts.schemas import AlertView, StepView
from backend.features.audit.service import record
from backend.features.complaints import service as complaints
from backend.features.conversations.service import tell_conversation
from backend.features.handling import service as handling
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, decode_cursor, encode_cursor
from backend.kit.text import shorten
from backend.models import Alert, Message
from backend.observability.metrics import ALERTS
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Work

REASON_LENGTH = 200
UNFINISHED = repository.UNFINISHED


async def raise_alert(
    work: Work,
    *,
    kind: AlertKind,
    reason: str,
    dedupe_key: str,
    conversation_id: UUID | None = None,
    message_id: int | None = None,
    channel_id: UUID | None = None,
    score: float | None = None,
    source: ComplaintSource = ComplaintSource.MOOD,
    unless_unfinished: bool = False,
) -> Alert | None:
    """None when the same alert was raised before; `reason` is for staff, without guest's words.

    `score`: of the mood that raises it; one that the hotel's threshold holds back is kept aside
    and calls nobody. `source`: what a complaint comes from. `unless_unfinished`: nor while an
    alert of this kind about the conversation is unfinished.
    """
    if unless_unfinished and await repository.is_unfinished(work, kind, conversation_id):
        return None
    is_complaint = kind is AlertKind.COMPLAINT
    held = is_complaint and is_held(
        score,
        None if score is None else await repository.threshold(work.session, work.hotel_id),
    )
    climbs = kind in CLIMBING and not held
    alert = await repository.insert_once(
        work.session,
        Alert(
            hotel_id=work.hotel_id,
            kind=kind,
            reason=shorten(reason, REASON_LENGTH),
            dedupe_key=dedupe_key,
            conversation_id=conversation_id,
            message_id=message_id,
            channel_id=channel_id,
            score=score,
            status=AlertStatus.HELD if held else AlertStatus.OPEN,
            climb_at=work.now if climbs else None,
        ),
    )
    if alert is None:
        return None
    ALERTS.labels("held" if held else kind).inc()
    if climbs:
        work.wake(WorkKind.ALARMS)
    if not held:
        await _tell(work, alert, is_new=True)
    if is_complaint and not held and conversation_id is not None:
        await complaints.open_complaint(work, conversation_id, source=source, message_id=message_id)
    return alert


async def acknowledge(work: Work, alert_id: UUID) -> AlertView:
    """Somebody has seen it and looks after it. Raises Conflict once it is finished."""
    return await _move(work, alert_id, AlertStatus.ACKNOWLEDGED)


async def assign(work: Work, alert_id: UUID, staff_id: UUID) -> AlertView:
    """A colleague gets it, with the conversation it is about. Raises NotFound, Conflict."""
    alert = await _require(work, alert_id)
    if alert.conversation_id is not None:
        await handling.assign(work, alert.conversation_id, staff_id)
        await complaints.taken_by(work, alert.conversation_id, staff_id)
    return await _move(work, alert_id, AlertStatus.ACKNOWLEDGED)


async def taken_over(work: Work, conversation_id: UUID) -> None:
    """Somebody got the conversation: its alerts are seen."""
    rows = await repository.list_open_of_conversation(work.session, work.hotel_id, conversation_id)
    for row in rows:
        await _move(work, row.id, AlertStatus.ACKNOWLEDGED)


async def judge(work: Work, alert_id: UUID, *, verdict: bool) -> AlertView:
    """Right or wrong, whatever has become of it."""
    alert = await _require(work, alert_id)
    alert.verdict = verdict
    await work.session.flush()
    await record(work, "alert.judge", subject=str(alert_id), detail={"verdict": verdict})
    return await _tell(work, alert)


async def resolve(work: Work, alert_id: UUID, *, verdict: bool | None = None) -> AlertView:
    return await _move(work, alert_id, AlertStatus.RESOLVED, verdict=verdict)


async def dismiss(work: Work, alert_id: UUID, *, verdict: bool | None = False) -> AlertView:
    """A false alarm unless the caller says otherwise."""
    return await _move(work, alert_id, AlertStatus.DISMISSED, verdict=verdict)


async def close_of_kind(work: Work, kind: AlertKind) -> None:
    """What they say of the hotel holds no more."""
    for row in await repository.list_unfinished_of_kind(work, kind):
        await _move(work, row.id, AlertStatus.RESOLVED)


async def close_alerts(work: Work, messages: Sequence[Message]) -> None:
    """What was asked about the sending of these messages is answered."""
    closed = await repository.list_open_of_messages(work.session, work.hotel_id, messages)
    for alert in closed:
        alert.status = AlertStatus.RESOLVED
        alert.handled_by, alert.handled_at = work.actor.staff_id, work.now
    if closed:
        await work.session.flush()
    for alert in closed:
        await _tell(work, alert)


async def finish(work: Work, dedupe_keys: Sequence[str]) -> None:
    """What these alerts were about is over."""
    rows = await repository.list_unfinished(work.session, work.hotel_id, dedupe_keys)
    for row in rows:
        await _move(work, row.id, AlertStatus.RESOLVED)


async def get_alert(work: Work, alert_id: UUID) -> AlertView:
    found = await repository.named(work.session, work.hotel_id, [alert_id])
    if not found:
        raise NotFound("There is no such alert.")
    return view_of(found[0], await _steps(work, [alert_id]))


async def alert_views(work: Work, alert_ids: Sequence[UUID]) -> list[AlertView]:
    """As open screens are told."""
    rows = await repository.named(work.session, work.hotel_id, alert_ids)
    steps = await _steps(work, alert_ids)
    return [view_of(row, steps) for row in rows]


async def list_alerts(
    work: Work,
    *,
    statuses: Sequence[AlertStatus] = UNFINISHED,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[AlertView]:
    """Newest first. Raises Invalid for a cursor of another list."""
    rows = await repository.list_page(
        work.session,
        work.hotel_id,
        statuses=statuses,
        after=_after(cursor),
        limit=limit + 1,
    )
    steps = await _steps(work, [row.alert.id for row in rows])
    views = [view_of(row, steps) for row in rows[:limit]]
    last = views[-1] if len(rows) > limit else None
    following = encode_cursor(last.created_at.isoformat(), str(last.id)) if last else None
    return Page(views, following)


async def count_alerts(work: Work, statuses: Sequence[AlertStatus] = UNFINISHED) -> int:
    return await repository.count(work.session, work.hotel_id, statuses)


def view_of(row: NamedAlert, steps: Mapping[UUID, list[StepView]] | None = None) -> AlertView:
    alert = row.alert
    assert alert.created_at is not None
    return AlertView(
        id=alert.id,
        kind=alert.kind,
        conversation_id=alert.conversation_id,
        message_id=None if alert.message_id is None else str(alert.message_id),
        guest_name=row.guest_name,
        reason=alert.reason,
        status=alert.status,
        verdict=alert.verdict,
        created_at=alert.created_at,
        handled_by=row.handled_by,
        handled_at=alert.handled_at,
        climb_at=alert.climb_at if alert.status is AlertStatus.OPEN else None,
        steps=(steps or {}).get(alert.id, []),
    )


async def _move(
    work: Work, alert_id: UUID, status: AlertStatus, *, verdict: bool | None = None
) -> AlertView:
    alert = await _require(work, alert_id)
    if alert.status not in UNFINISHED:
        raise Conflict("This alert is finished already.")
    alert.status = status
    alert.verdict = verdict if verdict is not None else alert.verdict
    alert.handled_by = work.actor.staff_id
    alert.handled_at = work.now
    alert.climb_at = None
    await work.session.flush()
    await repository.stop_steps(work.session, work.hotel_id, alert_id, status.value, work.now)
    await record(work, f"alert.{status}", subject=str(alert_id))
    await _follow(work, alert)
    return await _tell(work, alert)


async def _follow(work: Work, alert: Alert) -> None:
    """What became of the alert, told to its complaint."""
    if alert.kind is not AlertKind.COMPLAINT or alert.conversation_id is None:
        return
    if alert.status is AlertStatus.DISMISSED:
        await complaints.called_wrong(work, alert.conversation_id)
    elif work.actor.staff_id is not None:
        await complaints.taken_by(work, alert.conversation_id, work.actor.staff_id)


async def _require(work: Work, alert_id: UUID) -> Alert:
    alert = await repository.find_for_update(work.session, work.hotel_id, alert_id)
    if alert is None:
        raise NotFound("There is no such alert.")
    return alert


async def _steps(work: Work, alert_ids: Sequence[UUID]) -> dict[UUID, list[StepView]]:
    found: dict[UUID, list[StepView]] = {}
    rows = await repository.steps_of(work.session, work.hotel_id, alert_ids) if alert_ids else ()
    for row, name in rows:
        at = row.done_at or row.next_at
        assert at is not None
        step = StepView(
            rung=row.rung, name=name, way=row.way, state=row.state, outcome=row.outcome, at=at
        )
        found.setdefault(row.alert_id, []).append(step)
    return found


async def _tell(work: Work, alert: Alert, *, is_new: bool = False) -> AlertView:
    (row,) = await repository.named(work.session, work.hotel_id, [alert.id])
    view = view_of(row, {} if is_new else await _steps(work, [alert.id]))
    work.tell(LiveKind.ALERT, view.as_json())
    if alert.conversation_id is not None:
        await tell_conversation(work, alert.conversation_id)
    return view


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    try:
        moment, alert_id = decode_cursor(cursor, 2)
        return datetime.fromisoformat(str(moment)), UUID(str(alert_id))
    except (BadCursor, ValueError):
        raise Invalid("The cursor does not belong to this list.") from None
