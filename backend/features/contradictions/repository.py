"""The texts that are compared, and what was found between them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from backend.db.transaction import sql
from backend.domain.knowledge_words import ClashState, TextKind
from backend.features.contradictions.schemas import Said
from backend.models import Contradiction, ContradictionScan
from backend.work import Work

MOST_ENTRIES, MOST_TEMPLATES, MOST_REPLIES = 2000, 500, 500
REPLIES_OF = timedelta(days=14)

_ENTRIES = sql("""
select 'entry', id::text, title, text, coalesce(season_from || '/' || season_until, '')
from knowledge_entry
where hotel_id = :hotel and deleted_at is null
  and (valid_until is null or valid_until >= :today)
  and (valid_from is null or valid_from <= :today)
order by id limit :most
""")
_TEMPLATES = sql("""
select 'template', t.id::text, t.name, v.text, ''
from template_text x
join template t on t.hotel_id = x.hotel_id and t.id = x.template_id and t.deleted_at is null
join template_version v on v.hotel_id = x.hotel_id and v.template_id = x.template_id
  and v.language = x.language and v.version = coalesce(x.sent_version, x.version)
where x.hotel_id = :hotel
order by t.id, x.language limit :most
""")
# No guest's words: what staff wrote, without whom they wrote it to.
_REPLIES = sql("""
select 'reply', conversation_id::text, '', text, ''
from message
where hotel_id = :hotel and direction = 'out' and author = 'staff' and sort_at >= :since
  and text <> '' and deleted_at is null
order by sort_at desc limit :most
""")
_CHANGED = sql("""
select greatest(
  (select max(updated_at) from knowledge_entry where hotel_id = :hotel),
  (select max(updated_at) from template_text where hotel_id = :hotel),
  (select max(updated_at) from template where hotel_id = :hotel)
)
""")


async def read_texts(work: Work, today: date) -> list[Said]:
    values = {"hotel": work.hotel_id}
    entries = await work.rows(_ENTRIES, {**values, "today": today, "most": MOST_ENTRIES})
    templates = await work.rows(_TEMPLATES, {**values, "most": MOST_TEMPLATES})
    since = work.now - REPLIES_OF
    replies = await work.rows(_REPLIES, {**values, "since": since, "most": MOST_REPLIES})
    rows = (*entries, *templates, *replies)
    return [Said(TextKind(kind), *rest) for kind, *rest in rows]


async def changed_at(work: Work) -> datetime | None:
    """When an entry or a template was last saved."""
    ((found,),) = await work.rows(_CHANGED, {"hotel": work.hotel_id})
    return found if isinstance(found, datetime) else None


async def find_scan(work: Work) -> ContradictionScan | None:
    return await work.session.get(ContradictionScan, work.hotel_id)


async def note_scan(work: Work, *, read_at: datetime, texts: int) -> None:
    values = {"scanned_at": read_at, "texts": texts}
    statement = insert(ContradictionScan).values(hotel_id=work.hotel_id, **values)
    statement = statement.on_conflict_do_update(index_elements=["hotel_id"], set_=values)
    await work.session.execute(statement)


async def list_known(work: Work) -> Sequence[Contradiction]:
    """Locked, in a fixed order: two comparisons at once settle one after the other."""
    statement = select(Contradiction).where(
        Contradiction.hotel_id == work.hotel_id,
        col(Contradiction.state) != ClashState.MENDED,
    )
    order = col(Contradiction.id)
    return (await work.session.exec(statement.order_by(order).with_for_update())).all()


async def add_found(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    """One that was mended before and is wrong again is open again."""
    if not rows:
        return
    statement = insert(Contradiction).values(list(rows))
    again = {
        "state": ClashState.OPEN,
        "found_at": func.clock_timestamp(),
        "right_is_true": None,
        "decided_by": "",
        "decided_at": None,
    }
    await work.session.execute(
        statement.on_conflict_do_update(
            index_elements=["hotel_id", "fingerprint"],
            set_=again,
            where=col(Contradiction.state) == ClashState.MENDED,
        )
    )


async def list_page(
    work: Work, state: ClashState, *, after: tuple[datetime, UUID] | None, limit: int
) -> Sequence[Contradiction]:
    """Newest first."""
    statement = select(Contradiction).where(
        Contradiction.hotel_id == work.hotel_id, Contradiction.state == state
    )
    key = tuple_(col(Contradiction.found_at), col(Contradiction.id))
    if after is not None:
        statement = statement.where(key < tuple_(*after))
    order = (col(Contradiction.found_at).desc(), col(Contradiction.id).desc())
    return (await work.session.exec(statement.order_by(*order).limit(limit))).all()


async def count_open(work: Work) -> int:
    statement = select(func.count()).where(
        Contradiction.hotel_id == work.hotel_id, Contradiction.state == ClashState.OPEN
    )
    return (await work.session.exec(statement)).one()


async def find(work: Work, contradiction_id: UUID) -> Contradiction | None:
    key = (work.hotel_id, contradiction_id)
    return await work.session.get(Contradiction, key, with_for_update=True)
