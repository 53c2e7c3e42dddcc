"""Lines of a conversation beside its messages: what was done with it, notes, who takes part.

A line is written in the transaction of what it tells, shown live, and never changed.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from backend.domain.inbox_words import ActivityKind
from backend.errors import Invalid
from backend.features.activities import repository
from backend.features.activities.schemas import ActivityView
from backend.kit.pagination import DEFAULT_LIMIT, Page, decode_cursor, encode_cursor, number_in
from backend.models import Activity, Mention
from backend.ports.live import LiveKind
from backend.work import Work


async def log_activity(
    work: Work,
    conversation_id: UUID,
    kind: ActivityKind,
    *,
    detail: dict[str, Any] | None = None,
    text: str | None = None,
) -> Activity:
    """Who does it is the unit of work's actor; a colleague takes part from then on."""
    row = Activity(
        hotel_id=work.hotel_id,
        conversation_id=conversation_id,
        kind=kind,
        actor_kind=work.actor.kind.value,
        actor_id=work.actor.id,
        actor_name=work.actor.name,
        text=text,
        detail=detail or {},
        at=work.now,
    )
    work.session.add(row)
    await work.session.flush()
    if work.actor.staff_id is not None:
        await repository.take_part(work, conversation_id, {work.actor.staff_id})
    work.tell(LiveKind.ACTIVITY, _view(row).model_dump(mode="json"))
    return row


async def take_part(work: Work, conversation_id: UUID, staff_id: UUID) -> None:
    await repository.take_part(work, conversation_id, {staff_id})


async def write_note(
    work: Work, conversation_id: UUID, *, text: str, mentions: Collection[UUID] = ()
) -> ActivityView:
    """For colleagues only. Raises Invalid for somebody who does not work here."""
    named = set(mentions)
    known = await repository.active_staff(work, named) if named else {}
    if named - known.keys():
        raise Invalid("Somebody named in the note does not work here.")
    detail = {"mentions": [{"id": str(id_), "name": known[id_]} for id_ in sorted(named)]}
    row = await log_activity(work, conversation_id, ActivityKind.NOTE, text=text, detail=detail)
    assert row.id is not None
    for staff_id in sorted(named):
        work.session.add(
            Mention(
                hotel_id=work.hotel_id,
                activity_id=row.id,
                staff_id=staff_id,
                conversation_id=conversation_id,
                # Whoever names themselves has read it.
                seen_at=work.now if staff_id == work.actor.staff_id else None,
            )
        )
    if named:
        await work.session.flush()
        await repository.take_part(work, conversation_id, named)
    return _view(row)


async def see_mentions(work: Work, conversation_id: UUID) -> bool:
    """Whoever acts has read what names them; whether anything named them anew."""
    if work.actor.staff_id is None:
        return False
    return await repository.see_mentions(work, conversation_id, work.actor.staff_id)


async def list_activities(
    work: Work, conversation_id: UUID, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[ActivityView]:
    """Newest first. Raises BadCursor."""
    before = number_in(decode_cursor(cursor, 1)[0]) if cursor else None
    rows = await repository.list_activities(work, conversation_id, before=before, limit=limit + 1)
    shown = rows[:limit]
    more = encode_cursor(shown[-1].id) if len(rows) > limit else None
    return Page([_view(row) for row in shown], more)


async def participants(work: Work, conversation_id: UUID) -> dict[UUID, str]:
    """Who has taken part: id to name, by name."""
    return dict(await repository.participants(work, conversation_id))


def _view(row: Activity) -> ActivityView:
    assert row.at is not None
    return ActivityView(
        id=str(row.id),
        conversation_id=row.conversation_id,
        kind=row.kind,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        text=row.text,
        detail=row.detail,
        at=row.at,
    )
