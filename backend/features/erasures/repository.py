"""Finding all that belongs to a person, erasing it in one transaction, and copying it out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.exc import OperationalError
from sqlmodel import text

from backend.db.transaction import sql
from backend.features.erasures.statements import EXPORTED, SECRET, STEPS
from backend.work import Work

# Below the second after which the server looks for deadlocks: a colleague's click gives way to a
# guest's message, never the other way round.
_PATIENCE = "set local lock_timeout = '900ms'"
_LOCKED = ("55P03", "40P01")
# Also the records that were given up for this one, and those given up for them.
_GUESTS = sql("""
with recursive person as (
  select id from guest where hotel_id = :hotel and id = :guest
  union
  select g.id from guest g join person p on g.merged_into = p.id where g.hotel_id = :hotel
)
select g.id from guest g join person p on p.id = g.id
where g.hotel_id = :hotel order by g.id for update of g
""")
_CONVERSATIONS = sql("""
select id, chat_id from conversation
where hotel_id = :hotel and guest_id = any(:guests) order by id for update
""")
_STAYS = sql("select id, external_id from stay where hotel_id = :hotel and guest_id = any(:guests)")
_CHATS = sql("select value from guest_alias where hotel_id = :hotel and guest_id = any(:guests)")
_SENT = sql("""
select o.message_id, o.state = 'sending' from outbox o
where o.hotel_id = :hotel and o.conversation_id = any(:conversations)
""")


class Busy(Exception):
    """Somebody is writing to this person, or reading from them, right now."""


async def find(work: Work, guest_id: UUID) -> Mapping[str, Any] | None:
    """What names the person's rows, held until the unit of work ends; None: no such guest.
    Raises Busy."""
    await work.session.execute(text(_PATIENCE))
    values: dict[str, Any] = {"hotel": work.hotel_id, "guest": guest_id, "secret": SECRET}
    try:
        values["guests"] = [row[0] for row in await work.rows(_GUESTS, values)]
        if not values["guests"]:
            return None
        conversations = await work.rows(_CONVERSATIONS, values)
    except OperationalError as error:
        raise _busy(error) from None
    stays = await work.rows(_STAYS, values)
    values["conversations"] = [row[0] for row in conversations]
    values["stays"] = [row[0] for row in stays]
    values["reservations"] = [row[1] for row in stays]
    aliases = [row[0] for row in await work.rows(_CHATS, values)]
    values["chats"] = list({*aliases, *(row[1] for row in conversations)})
    sent = await work.rows(_SENT, values)
    if any(is_sending for _, is_sending in sent):
        raise Busy
    values["sources"] = [
        *(str(one) for one in values["conversations"]),
        *(str(message_id) for message_id, _ in sent),
    ]
    return values


async def erase(work: Work, values: Mapping[str, Any]) -> dict[str, int]:
    """Table to the rows that were deleted or emptied. Raises Busy."""
    rows: dict[str, int] = {}
    try:
        for table, statement in STEPS:
            rows[table] = rows.get(table, 0) + await work.run(statement, values)
    except OperationalError as error:
        raise _busy(error) from None
    return {table: number for table, number in rows.items() if number}


async def copy(work: Work, values: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {
        table: [row[0] for row in await work.rows(statement, values)]
        for table, statement in EXPORTED
    }


def _busy(error: OperationalError) -> Exception:
    return Busy() if getattr(error.orig, "sqlstate", None) in _LOCKED else error
