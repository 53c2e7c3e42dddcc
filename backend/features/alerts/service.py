"""Alerts: what a person of the hotel should look at, raised once, followed to its end."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.domain.words import AlertKind, AlertStatus
from backend.errors import Conflict, Invalid, NotFound
from backend.features.alerts import repository
from backend.features.alerts.repository import NamedAlert
from backend.features.alerts.schemas import AlertView
from backend.features.audit.service import record
from backend.features.conversations.service import tell_conversation
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, decode_cursor, encode_cursor
from backend.kit.text import shorten
from backend.models import Alert, Message
from backend.observability.metrics import ALERTS
from backend.ports.live import LiveKind
from backend.work import Work

UNFINISHED = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)
REASON_LENGTH = 200


async def raise_alert(
    work: Work,
    *,
    kind: AlertKind,
    reason: str,
    dedupe_key: str,
    conversation_id: UUID | None = None,
    message_id: int | None = None,
    channel_id: UUID | None = None,
) -> Alert | None:
    """None when the same alert was raised before; `reason` is for staff, without guest's words."""
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
        ),
    )
    if alert is not None:
        ALERTS.labels(kind).inc()
        await _tell(work, alert)
    return alert


async def acknowledge(work: Work, alert_id: UUID) -> AlertView:
    """Somebody has seen it and looks after it. Raises Conflict once it is finished."""
    return await _move(work, alert_id, AlertStatus.ACKNOWLEDGED)


async def resolve(work: Work, alert_id: UUID, *, verdict: bool | None = None) -> AlertView:
    return await _move(work, alert_id, AlertStatus.RESOLVED, verdict=verdict)


async def dismiss(work: Work, alert_id: UUID, *, verdict: bool | None = False) -> AlertView:
    """A false alarm unless the caller says otherwise."""
    return await _move(work, alert_id, AlertStatus.DISMISSED, verdict=verdict)


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


async def get_alert(work: Work, alert_id: UUID) -> AlertView:
    found = await repository.named(work.session, work.hotel_id, [alert_id])
    if not found:
        raise NotFound("There is no such alert.")
    return view_of(found[0])


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
    views = [view_of(row) for row in rows[:limit]]
    last = views[-1] if len(rows) > limit else None
    following = encode_cursor(last.created_at.isoformat(), str(last.id)) if last else None
    return Page(views, following)


async def count_alerts(work: Work, statuses: Sequence[AlertStatus] = UNFINISHED) -> int:
    return await repository.count(work.session, work.hotel_id, statuses)


def view_of(row: NamedAlert) -> AlertView:
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
    )


async def _move(
    work: Work, alert_id: UUID, status: AlertStatus, *, verdict: bool | None = None
) -> AlertView:
    alert = await repository.find_for_update(work.session, work.hotel_id, alert_id)
    if alert is None:
        raise NotFound("There is no such alert.")
    if alert.status not in UNFINISHED:
        raise Conflict("This alert is finished already.")
    alert.status = status
    alert.verdict = verdict if verdict is not None else alert.verdict
    alert.handled_by = work.actor.staff_id
    alert.handled_at = work.now
    await work.session.flush()
    await record(work, f"alert.{status}", subject=str(alert_id))
    return await _tell(work, alert)


async def _tell(work: Work, alert: Alert) -> AlertView:
    (row,) = await repository.named(work.session, work.hotel_id, [alert.id])
    view = view_of(row)
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
