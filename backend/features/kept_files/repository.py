"""Rows of files before a message takes them, and of files that nobody refers to any more."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from backend.db.transaction import sql
from backend.models import Upload
from backend.work import Work

_KEPT_BYTES = sql("""
select coalesce((select sum(size_bytes) from media
                 where hotel_id = :hotel_id and stored_key is not null), 0)
     + coalesce((select sum(size_bytes) from upload where hotel_id = :hotel_id), 0)
""")
# The key may have moved on to the row of a message meanwhile.
_GONE = sql("""
select g.id, g.stored_key,
  exists (select 1 from media m where m.hotel_id = :hotel_id and m.stored_key = g.stored_key)
  or exists (select 1 from upload u where u.hotel_id = :hotel_id and u.stored_key = g.stored_key)
from gone_file g where g.hotel_id = :hotel_id and g.at <= :now order by g.id limit :most
""")
_FORGET = sql("delete from gone_file where hotel_id = :hotel_id and id = any(:ids)")
_NOTE = sql(
    "insert into gone_file (hotel_id, stored_key, at)"
    " select :hotel_id, key, :at from unnest(cast(:keys as text[])) key"
)
_TAKE_BACK = sql("delete from gone_file where hotel_id = :hotel_id and stored_key = :key")
_LEAVE = sql(
    "delete from upload where hotel_id = :hotel_id and canned_reply_id is null"
    " and created_at < :before"
)
_OF_DELETED = sql("""
update media m set stored_key = null, state = 'failed', trouble = 'deleted', thumbnail = null
from (
  select m.id from message d join media m on m.hotel_id = d.hotel_id and m.message_id = d.id
  where d.hotel_id = :hotel_id and d.deleted_at is not null and m.stored_key is not null
  limit :most
) w
where m.hotel_id = :hotel_id and m.id = w.id
""")


async def kept_bytes(work: Work) -> int:
    """Of files of guests and of staff."""
    return int((await work.rows(_KEPT_BYTES, {"hotel_id": work.hotel_id}))[0][0])


async def find(work: Work, file_id: UUID) -> Upload | None:
    wanted = select(Upload).where(Upload.hotel_id == work.hotel_id, col(Upload.id) == file_id)
    return (await work.session.exec(wanted.with_for_update())).one_or_none()


async def of_replies(work: Work, reply_ids: Sequence[UUID]) -> Sequence[Upload]:
    wanted = select(Upload).where(
        Upload.hotel_id == work.hotel_id, col(Upload.canned_reply_id).in_(reply_ids)
    )
    return (await work.session.exec(wanted.order_by(col(Upload.created_at)))).all()


async def let_go_of_deleted(work: Work, *, most: int) -> int:
    return await work.run(_OF_DELETED, {"hotel_id": work.hotel_id, "most": most})


async def leave_behind(work: Work, *, before: datetime) -> int:
    return await work.run(_LEAVE, {"hotel_id": work.hotel_id, "before": before})


async def gone(work: Work, *, most: int) -> Sequence[tuple[int, str, bool]]:
    """(row, key, whether somebody holds the key all the same)"""
    rows = await work.rows(_GONE, {"hotel_id": work.hotel_id, "now": work.now, "most": most})
    return [(row_id, key, held) for row_id, key, held in rows]


async def note(work: Work, keys: Sequence[str], *, at: datetime) -> None:
    if keys:
        await work.run(_NOTE, {"hotel_id": work.hotel_id, "keys": list(keys), "at": at})


async def take_back(work: Work, key: str) -> None:
    await work.run(_TAKE_BACK, {"hotel_id": work.hotel_id, "key": key})


async def forget(work: Work, ids: Sequence[int]) -> None:
    await work.run(_FORGET, {"hotel_id": work.hotel_id, "ids": list(ids)})
