"""What colleagues are told of: one person each, unread until they look, never of what they did."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.notifying import DEFAULTS, NotifyChannel, NotifyKind, completed
from backend.errors import Forbidden
from backend.features.notifications import repository
from backend.features.notifications.repository import Row
from backend.features.notifications.schemas import (
    NotificationView,
    SettingsPatch,
    SettingsView,
    UnreadView,
)
from backend.kit.pagination import (
    DEFAULT_LIMIT,
    BadCursor,
    Page,
    cut,
    decode_cursor,
    number_in,
)
from backend.models import NotificationSettings
from backend.observability.metrics import NOTIFICATIONS
from backend.ports.live import LiveKind
from backend.work import Work

KEPT_FOR = timedelta(days=60)
FORGOTTEN_AT_ONCE = 1_000
READ = "read"


@dataclass(frozen=True, slots=True)
class News:
    kind: NotifyKind
    conversation_id: UUID
    staff_id: UUID | None
    """None: everybody who asked for this kind."""


async def notify(work: Work, news: Iterable[News]) -> None:
    """Whoever acts, has left or does not want it is told nothing."""
    wanted = [
        {
            "kind": one.kind.value,
            "conversation_id": str(one.conversation_id),
            "staff_id": one.staff_id and str(one.staff_id),
            "usual": NotifyChannel.LIST in DEFAULTS[one.kind],
        }
        for one in news
        if one.staff_id is None or one.staff_id != work.actor.staff_id
    ]
    if not wanted:
        return
    await work.flush()
    ids = await repository.notify(work, wanted)
    for view in map(_view, await repository.views_of(work, ids) if ids else ()):
        NOTIFICATIONS.labels(view.kind.value).inc()
        work.tell(LiveKind.NOTIFICATION, view.as_json())


async def notify_staff(
    work: Work, kind: NotifyKind, conversation_id: UUID, staff_ids: Collection[UUID]
) -> None:
    await notify(work, [News(kind, conversation_id, staff_id) for staff_id in staff_ids])


async def list_notifications(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[NotificationView]:
    """The caller's own, newest first; a program has none. Raises BadCursor."""
    before = _key(cursor) if cursor else None
    if work.actor.staff_id is None:
        return Page([], None)
    rows = await repository.list_page(work, work.actor.staff_id, before=before, limit=limit + 1)
    shown, following = cut(rows, limit, lambda row: (row.at.isoformat(), row.id))
    return Page([_view(row) for row in shown], following)


async def count_unread(work: Work, after: datetime | None) -> UnreadView:
    unread, fresh = 0, 0
    if work.actor.staff_id is not None:
        unread, fresh = await repository.count_unread(work, work.actor.staff_id, after)
    return UnreadView(unread=unread, fresh=fresh, at=work.now)


async def mark_read(
    work: Work, *, conversation_id: UUID | None = None, ids: Collection[str] | None = None
) -> None:
    """The caller's own: these, those of a conversation, or all. Their other pages hear of it."""
    if work.actor.staff_id is None:
        return
    numbers = None if ids is None else [int(one) for one in ids if one.isascii() and one.isdigit()]
    known = None if numbers is None else [number for number in numbers if number < 2**63]
    if await repository.mark_read(
        work, work.actor.staff_id, conversation_id=conversation_id, ids=known
    ):
        work.tell(LiveKind.NOTIFICATION, {"staff_id": str(work.actor.staff_id), "kind": READ})


async def mark_shown(work: Work) -> None:
    """What is unread now stood on a page that the caller looked at: no digest writes of it."""
    if work.actor.staff_id is not None:
        await repository.mark_shown(work, work.actor.staff_id)


async def get_settings(work: Work) -> SettingsView:
    """Raises Forbidden for whoever is no member of staff."""
    row = await repository.get_settings(work, _me(work))
    return _settings_view(row)


async def change_settings(work: Work, patch: SettingsPatch) -> SettingsView:
    """Raises Forbidden."""
    row = await repository.get_settings(work, _me(work))
    if row is None:
        row = NotificationSettings(hotel_id=work.hotel_id, staff_id=_me(work))
        work.session.add(row)
    if patch.choices is not None:
        row.choices = {**row.choices, **_stored(patch.choices)}
    if "quiet_from" in patch.model_fields_set:
        row.quiet_from, row.quiet_until = patch.quiet_from, patch.quiet_until
    if "mail_minutes" in patch.model_fields_set:
        begins = row.mail_minutes is None and patch.mail_minutes is not None
        row.mail_minutes = patch.mail_minutes
        row.looked_to = work.now if begins else row.looked_to
        if begins:
            await work.session.flush()
            await mark_shown(work)
    await work.session.flush()
    return _settings_view(row)


async def forget_old_notifications(work: Work) -> None:
    await repository.forget_old(work, before=work.now - KEPT_FOR, most=FORGOTTEN_AT_ONCE)


def _me(work: Work) -> UUID:
    if work.actor.staff_id is None:
        raise Forbidden("Only a member of the hotel's staff is notified.")
    return work.actor.staff_id


def _stored(given: dict[NotifyKind, list[NotifyChannel]]) -> dict[str, list[str]]:
    whole = completed({kind: frozenset(ways) for kind, ways in given.items()})
    return {kind.value: sorted(way.value for way in whole[kind]) for kind in given}


def _settings_view(row: NotificationSettings | None) -> SettingsView:
    stored: dict[str, Any] = row.choices if row else {}
    given = {
        NotifyKind(kind): frozenset(map(NotifyChannel, ways))
        for kind, ways in stored.items()
        if kind in set(NotifyKind)
    }
    whole = completed(given)
    return SettingsView(
        choices={kind: [way for way in NotifyChannel if way in whole[kind]] for kind in NotifyKind},
        quiet_from=row.quiet_from if row else None,
        quiet_until=row.quiet_until if row else None,
        mail_minutes=row.mail_minutes if row else None,
    )


def _view(row: Row) -> NotificationView:
    return NotificationView(
        id=str(row.id),
        staff_id=row.staff_id,
        kind=NotifyKind(row.kind),
        conversation_id=row.conversation_id,
        guest_name=row.guest_name,
        actor_name=row.actor_name,
        times=row.times,
        at=row.at,
        read_at=row.read_at,
    )


def _key(cursor: str) -> tuple[datetime, int]:
    at, id_ = decode_cursor(cursor, 2)
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
    if moment.tzinfo is None:
        raise BadCursor("the cursor belongs to another list")
    return moment, number_in(id_)
