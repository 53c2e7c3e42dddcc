"""Who did what: written beside the change itself, in the same transaction."""

from typing import Any

from backend.features.audit import repository
from backend.features.audit.schemas import AuditView
from backend.kit.pagination import DEFAULT_LIMIT, Page, decode_cursor, encode_cursor, number_in
from backend.models import AuditLog
from backend.work import Work


async def record(
    work: Work, action: str, *, subject: str = "", detail: dict[str, Any] | None = None
) -> None:
    """`action` is noun.verb; `detail` holds ids and changed values, never a guest's words."""
    actor = work.actor
    work.session.add(
        AuditLog(
            hotel_id=work.hotel_id,
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            action=action,
            subject=subject,
            detail=detail or {},
            ip=actor.ip,
        )
    )


async def list_audit(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[AuditView]:
    """Newest first. Raises BadCursor."""
    before = number_in(decode_cursor(cursor, 1)[0]) if cursor else None
    rows = await repository.list_entries(work, before=before, limit=limit + 1)
    shown = rows[:limit]
    more = encode_cursor(shown[-1].id) if len(rows) > limit else None
    return Page([_view(row) for row in shown], more)


def _view(row: AuditLog) -> AuditView:
    assert row.at is not None
    return AuditView(
        id=str(row.id),
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        action=row.action,
        subject=row.subject,
        detail=row.detail,
        ip=row.ip,
    )
