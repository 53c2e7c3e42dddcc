"""Messages in doubt with all that is shown of them: two queries for a page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import text

from backend.work import Work

TRIES_SHOWN = 10

# Walks ix_outbox_doubted, which holds only what is in doubt, in the order of the page.
_DOUBTED = text("""
select o.id, o.message_id, o.conversation_id, o.channel_id, o.author, o.state, o.attempts, o.once,
  o.first_try_at, o.last_try_at, o.not_after, o.looked_at, o.look,
  case when o.state = 'uncertain' then o.next_at end as next_look_at,
  m.text, m.status_reason as reason, s.name as author_name, t.room,
  coalesce(nullif(g.name, ''), g.whatsapp_name, g.phone, '') as guest_name
from outbox o
join message m on m.hotel_id = o.hotel_id and m.id = o.message_id
join conversation c on c.hotel_id = o.hotel_id and c.id = o.conversation_id
join guest g on g.hotel_id = o.hotel_id and g.id = c.guest_id
left join stay t on t.hotel_id = o.hotel_id and t.id = c.stay_id
left join staff s on s.hotel_id = o.hotel_id and s.id = m.staff_id
where o.hotel_id = :hotel and o.state in ('uncertain', 'asked') and o.id > :after
order by o.id
limit :limit
""")
_COUNT = text("""
select count(*), count(*) filter (where state = 'asked' or last_try_at <= :long_ago)
from outbox where hotel_id = :hotel and state in ('uncertain', 'asked')
""")
_TRIES = text("""
select a.* from unnest(cast(:ids as bigint[])) as wanted(id)
cross join lateral (
  select outbox_id, n, started_at, ended_at, outcome, http_status, detail from send_attempt
  where hotel_id = :hotel and outbox_id = wanted.id
  order by n desc limit :most
) a
order by a.outbox_id, a.n
""")


async def list_doubted(work: Work, *, after: int, limit: int) -> Sequence[Mapping[str, Any]]:
    """In the order of queueing."""
    values = {"hotel": work.hotel_id, "after": after, "limit": limit}
    return [dict(row) for row in (await work.session.execute(_DOUBTED, values)).mappings()]


async def count_doubted(work: Work, *, long_ago: datetime) -> tuple[int, int]:
    """(all, those that need a person): in doubt since `long_ago`, or asked."""
    found = await work.session.execute(_COUNT, {"hotel": work.hotel_id, "long_ago": long_ago})
    doubted, asked = found.one()
    return int(doubted), int(asked)


async def tries_of(work: Work, outbox_ids: Sequence[int]) -> Mapping[int, list[dict[str, Any]]]:
    values = {"hotel": work.hotel_id, "ids": list(outbox_ids), "most": TRIES_SHOWN}
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in (await work.session.execute(_TRIES, values)).mappings():
        found[row["outbox_id"]].append(dict(row))
    return found
