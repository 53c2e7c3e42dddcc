"""Finds the ids first, by index, then what is shown of them.

The two functions belong to a role of their own: behind row-level security PostgreSQL asks every
row of the hotel rather than an index of words, lest an operator tell of a row that is hidden.
Each asks for the hotel of the transaction and for nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.db.transaction import sql
from backend.work import Work

_GUESTS = sql(
    """
with found as (
  select guest_id, null::uuid as stay_id, likeness from found_guests(:text, :digits, :most)
  union all
  select * from (
    select s.guest_id, s.id, case when s.status = 'in_house' then 2 else 1 end::real
    from stay s where s.hotel_id = :hotel and s.room = any(:rooms)
    order by s.status = 'in_house' desc, s.arrival desc limit :most) in_room
)
select c.id from found f
join conversation c on c.hotel_id = :hotel and c.guest_id = f.guest_id
  and (f.stay_id is null or c.stay_id = f.stay_id)
group by c.id, c.last_message_at
order by max(f.likeness) desc, c.last_message_at desc, c.id limit :most
"""
)
_MESSAGES = sql(
    """
select m.id, m.conversation_id, coalesce(nullif(g.name, ''), g.whatsapp_name, g.phone, ''), s.room,
  m.author, m.sent_at, m.text
from found_messages(to_tsquery('hotelbot_words', :query), :before, :most) f
join message m on m.hotel_id = :hotel and m.id = f.message_id
join conversation c on c.hotel_id = m.hotel_id and c.id = m.conversation_id
join guest g on g.hotel_id = c.hotel_id and g.id = c.guest_id
left join stay s on s.hotel_id = c.hotel_id and s.id = c.stay_id
order by m.id desc
"""
)


@dataclass(frozen=True, slots=True)
class Said:
    id: int
    conversation_id: UUID
    guest_name: str
    room: str | None
    author: str
    sent_at: datetime
    text: str


async def find_conversations(work: Work, *, text: str, digits: str | None, most: int) -> list[UUID]:
    """Of guests who are called so, have the phone or the room; the likest first."""
    values = {
        "hotel": work.hotel_id,
        "text": text,
        "digits": digits,
        "rooms": list({text, text.upper(), text.lower()}),
        "most": most,
    }
    return [found for (found,) in await work.rows(_GUESTS, values)]


async def find_messages(work: Work, query: str, *, before: int, most: int) -> Sequence[Said]:
    values = {"hotel": work.hotel_id, "query": query, "before": before, "most": most}
    return [Said(*row) for row in await work.rows(_MESSAGES, values)]
