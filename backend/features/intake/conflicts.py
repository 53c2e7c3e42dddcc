"""The same notification once more, with other words: the first one stands.

Green API repeats what it told word for word. Other words under the same id are a fault of theirs,
or somebody who has the webhook's token and tries to change what a guest said.
"""

from uuid import UUID

import structlog

from backend.db.transaction import sql
from backend.domain.incoming import IncomingMessage, MessageEdited, NotReadable
from backend.models.inbox import RAW_PURPOSE
from backend.observability.metrics import WEBHOOK_CONFLICTS
from backend.ports.incoming import WebhookReader
from backend.work import Work

log = structlog.get_logger()
_STORED = sql("""
select id, kind, raw_sealed from inbox
where hotel_id = :hotel and channel_id = :channel and dedupe_key = :key
""")


async def note_conflict(
    work: Work, reader: WebhookReader, *, channel_id: UUID, dedupe_key: str, raw: bytes
) -> bool:
    """Whether `raw` contradicts what is stored under its key; then it is logged and counted."""
    found = await _find_stored(work, channel_id, dedupe_key)
    if found is None:
        return False
    inbox_id, kind, sealed = found
    stored = work.vault.open(sealed, hotel_id=work.hotel_id, purpose=RAW_PURPOSE)
    # Not the bytes: what came from the provider's journal is written differently.
    if _words(reader, stored) == _words(reader, raw):
        return False
    WEBHOOK_CONFLICTS.inc()
    log.warning(
        "webhook.conflict",
        hotel_id=str(work.hotel_id),
        channel_id=str(channel_id),
        inbox_id=inbox_id,
        kind=kind,
    )
    return True


def _words(reader: WebhookReader, raw: bytes) -> str | None:
    try:
        event = reader.read(raw).event
    except NotReadable:
        return None
    return event.text if isinstance(event, IncomingMessage | MessageEdited) else None


async def _find_stored(
    work: Work, channel_id: UUID, dedupe_key: str
) -> tuple[int, str, bytes] | None:
    """(id, kind, sealed bytes) of what is stored under a key."""
    values = {"hotel": work.hotel_id, "channel": channel_id, "key": dedupe_key}
    rows = await work.rows(_STORED, values)
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None
