"""The file of a message that is being sent, beside the statements of every message."""

from datetime import datetime
from uuid import UUID

from backend.db.transaction import sql
from backend.features.sending.schemas import FileToSend
from backend.work import Work

_FILE = sql("""
select m.id, m.stored_key, m.file_name, m.mime_type, m.size_bytes,
  case when o.first_try_at > :since and o.attempts > 1 then m.provider_url else '' end
from media m join outbox o on o.hotel_id = m.hotel_id and o.message_id = m.message_id
where m.hotel_id = :hotel_id and m.message_id = :message_id and o.id = :outbox_id
  and m.stored_key is not null
""")
_UPLOADED = sql("update media set provider_url = :url where hotel_id = :hotel_id and id = :id")


async def file_of(
    work: Work, message_id: int, *, outbox_id: int, uploaded_since: datetime
) -> FileToSend | None:
    values = {
        "hotel_id": work.hotel_id,
        "message_id": message_id,
        "outbox_id": outbox_id,
        "since": uploaded_since,
    }
    rows = await work.rows(_FILE, values)
    return FileToSend(*rows[0]) if rows else None


async def note_uploaded(work: Work, media_id: UUID, url: str) -> None:
    await work.run(_UPLOADED, {"hotel_id": work.hotel_id, "id": media_id, "url": url})
