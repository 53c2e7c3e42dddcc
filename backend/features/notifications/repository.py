"""Queries on notifications: one statement tells many people of many things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from backend.db.transaction import sql
from backend.models import NotificationSettings
from backend.work import Work

# What a person switched off makes no row; what repeats before they look makes no second one.
_NOTIFY = sql("""
insert into notification (hotel_id, staff_id, kind, conversation_id, actor_name, at)
select distinct :hotel, s.id, w.kind, w.conversation_id, :actor, cast(:now as timestamptz)
from jsonb_to_recordset(cast(:wanted as jsonb))
  as w(kind text, conversation_id uuid, staff_id uuid, usual boolean)
join staff s on s.hotel_id = :hotel and s.disabled_at is null
  and (w.staff_id is null or s.id = w.staff_id)
left join notification_settings n on n.hotel_id = :hotel and n.staff_id = s.id
where s.id is distinct from cast(:me as uuid)
  and case when jsonb_exists(coalesce(n.choices, '{}'), w.kind)
      then jsonb_exists(n.choices -> w.kind, 'list') else w.usual end
order by s.id, w.conversation_id, w.kind
on conflict (hotel_id, staff_id, conversation_id, kind) where read_at is null
do update set at = excluded.at, times = notification.times + 1, actor_name = excluded.actor_name
returning id
""")
_VIEWS = """
select n.id, n.staff_id, n.kind, n.conversation_id, n.actor_name, n.times, n.at, n.read_at,
  coalesce(nullif(g.name, ''), g.whatsapp_name, g.phone, '') as guest_name
from notification n
join conversation c on c.hotel_id = n.hotel_id and c.id = n.conversation_id
join guest g on g.hotel_id = n.hotel_id and g.id = c.guest_id
where n.hotel_id = :hotel
"""
_OF_IDS = sql(_VIEWS + " and n.id = any(:ids) order by n.id")
_PAGE = sql(
    _VIEWS
    + """ and n.staff_id = :staff
  and (cast(:at as timestamptz) is null or (n.at, n.id) < (cast(:at as timestamptz), :id))
order by n.at desc, n.id desc limit :limit"""
)
_COUNT = sql("""
select count(*), count(*) filter (where at > cast(:after as timestamptz))
from notification where hotel_id = :hotel and staff_id = :staff and read_at is null
""")
_READ = sql("""
update notification set read_at = :now
where hotel_id = :hotel and staff_id = :staff and read_at is null
  and (cast(:conversation as uuid) is null or conversation_id = :conversation)
  and (cast(:ids as bigint[]) is null or id = any(:ids))
""")
_SHOWN = sql("""
update notification n set told_times = n.times
from notification_settings s
where s.hotel_id = :hotel and s.staff_id = :staff and s.mail_minutes is not null
  and n.hotel_id = :hotel and n.staff_id = :staff and n.read_at is null and n.told_times < n.times
""")
_FORGET_OLD = sql("""
delete from notification n using (
  select id from notification where hotel_id = :hotel and at < :before order by at limit :most
) old where n.hotel_id = :hotel and n.id = old.id
""")


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    staff_id: UUID
    kind: str
    conversation_id: UUID
    actor_name: str
    times: int
    at: datetime
    read_at: datetime | None
    guest_name: str


async def notify(work: Work, wanted: Sequence[Mapping[str, Any]]) -> list[int]:
    """Ids of what is new or happened again. Whoever acts is told nothing of it."""
    values = {
        "hotel": work.hotel_id,
        "actor": work.actor.name,
        "me": work.actor.staff_id,
        "now": work.now,
        "wanted": orjson.dumps(wanted).decode(),
    }
    return [row[0] for row in await work.rows(_NOTIFY, values)]


async def views_of(work: Work, ids: Sequence[int]) -> list[Row]:
    rows = await work.rows(_OF_IDS, {"hotel": work.hotel_id, "ids": list(ids)})
    return [Row(*row) for row in rows]


async def list_page(
    work: Work, staff_id: UUID, *, before: tuple[datetime, int] | None, limit: int
) -> list[Row]:
    at, id_ = before or (None, 0)
    values = {"hotel": work.hotel_id, "staff": staff_id, "at": at, "id": id_, "limit": limit}
    return [Row(*row) for row in await work.rows(_PAGE, values)]


async def count_unread(work: Work, staff_id: UUID, after: datetime | None) -> tuple[int, int]:
    values = {"hotel": work.hotel_id, "staff": staff_id, "after": after}
    ((unread, fresh),) = await work.rows(_COUNT, values)
    return int(unread), int(fresh)


async def mark_read(
    work: Work, staff_id: UUID, *, conversation_id: UUID | None, ids: Sequence[int] | None
) -> int:
    values = {
        "hotel": work.hotel_id,
        "staff": staff_id,
        "now": work.now,
        "conversation": conversation_id,
        "ids": None if ids is None else list(ids),
    }
    return await work.run(_READ, values)


async def mark_shown(work: Work, staff_id: UUID) -> None:
    """Whoever wants no digest costs no write."""
    await work.run(_SHOWN, {"hotel": work.hotel_id, "staff": staff_id})


async def forget_old(work: Work, *, before: datetime, most: int) -> int:
    values = {"hotel": work.hotel_id, "before": before, "most": most}
    return await work.run(_FORGET_OLD, values)


async def get_settings(work: Work, staff_id: UUID) -> NotificationSettings | None:
    return await work.session.get(NotificationSettings, (work.hotel_id, staff_id))
