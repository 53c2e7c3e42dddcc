"""What was said in a conversation after a message."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.db.transaction import sql
from backend.work import Work

LOOKED_AT = 50
"""Of the thread's newest; more news than these ask the same question."""

# Numbered as they were stored, so one that was brought in late is news too, wherever it stands.
_NEWS = sql("""
select m.id, m.author, coalesce(s.name, ''), case when m.deleted_at is null then m.text else '' end,
  m.sent_at
from (
  select * from message
  where hotel_id = :hotel and conversation_id = :conversation
  order by sort_at desc, id desc limit :most
) m
left join staff s on s.hotel_id = m.hotel_id and s.id = m.staff_id
where m.id > :seen and m.status <> 'cancelled'
  and not (m.author = 'staff' and m.staff_id is not distinct from cast(:me as uuid))
order by m.id
""")


async def news_since(
    work: Work, conversation_id: UUID, *, seen: int, staff_id: UUID | None
) -> Sequence[tuple[int, str, str, str, datetime]]:
    """(id, author, colleague's name, text, when); what `staff_id` wrote is none."""
    values = {
        "hotel": work.hotel_id,
        "conversation": conversation_id,
        "seen": seen,
        "me": staff_id,
        "most": LOOKED_AT,
    }
    rows = await work.rows(_NEWS, values)
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
