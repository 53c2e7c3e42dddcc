"""Rows of files: claimed under a lease, finished only by the holder of the newest epoch."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import select

from backend.db.transaction import sql
from backend.domain.media_fetching import MediaTrouble
from backend.domain.words import MediaState
from backend.features.media.schemas import Fetched, Wanted
from backend.models import Media
from backend.work import Work

_CLAIM = sql("""
with picked as (
  select id from media where hotel_id = :hotel_id and state = 'remote' and next_at <= :now
  order by next_at limit :room for update skip locked
)
update media m
set attempts = m.attempts + 1, epoch = m.epoch + 1, next_at = :now + cast(:lease as interval),
    trouble = 'lost'
from picked where m.hotel_id = :hotel_id and m.id = picked.id
returning m.id, m.message_id, m.epoch, m.attempts, m.provider_url, m.file_name,
  m.hotel_id
""")
_GIVE_UP = sql("""
update media set state = 'failed', next_at = null
where hotel_id = :hotel_id and state = 'remote' and next_at <= :now and attempts > :most
  and trouble = 'lost'
returning message_id
""")
_STORED = sql("""
update media set state = 'stored', stored_key = :key, mime_type = :mime_type, size_bytes = :size,
  width = :width, height = :height, has_small = :has_small,
  trouble = null, next_at = null
where hotel_id = :hotel_id and id = :id and epoch = :epoch and state = 'remote'
returning message_id
""")
_MISSED = sql("""
update media set state = :state, trouble = :trouble, next_at = :next_at
where hotel_id = :hotel_id and id = :id and epoch = :epoch and state = 'remote'
returning message_id
""")


async def claim(work: Work, *, room: int, lease: timedelta) -> Sequence[Wanted]:
    values = {"hotel_id": work.hotel_id, "now": work.now, "room": room, "lease": lease}
    return [Wanted(*row) for row in await work.rows(_CLAIM, values)]


async def give_up(work: Work, *, most: int) -> list[int]:
    """Those whose every worker was lost; the messages that changed."""
    values = {"hotel_id": work.hotel_id, "now": work.now, "most": most}
    return [row[0] for row in await work.rows(_GIVE_UP, values)]


async def finish_stored(work: Work, fetched: Fetched) -> list[int]:
    """The message that changed; none when another worker has the file by now."""
    values = {
        "hotel_id": work.hotel_id,
        "id": fetched.wanted.id,
        "epoch": fetched.wanted.epoch,
        "key": fetched.wanted.key,
        "mime_type": fetched.mime_type,
        "size": fetched.size,
        **asdict(fetched.shape),
    }
    return [row[0] for row in await work.rows(_STORED, values)]


async def finish_missed(
    work: Work, wanted: Wanted, trouble: MediaTrouble, *, next_at: datetime | None
) -> list[int]:
    """The same for a file that is not here; without `next_at` it is given up."""
    state = MediaState.FAILED if next_at is None else MediaState.REMOTE
    values = {
        "hotel_id": work.hotel_id,
        "id": wanted.id,
        "epoch": wanted.epoch,
        "state": state.value,
        "trouble": trouble.value,
        "next_at": next_at,
    }
    return [row[0] for row in await work.rows(_MISSED, values)]


async def find(work: Work, media_id: UUID, *, lock: bool = False) -> Media | None:
    wanted = select(Media).where(Media.hotel_id == work.hotel_id, Media.id == media_id)
    return (await work.session.exec(wanted.with_for_update() if lock else wanted)).one_or_none()
