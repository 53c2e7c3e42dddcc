"""Files of messages: which are to be fetched, how a fetch ended, and which may be served."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from backend.domain.media_fetching import AGAIN_AFTER, MediaTrouble, after_trouble
from backend.domain.words import MediaState
from backend.errors import Conflict, Invalid, NotFound
from backend.features.conversations.service import read_messages
from backend.features.kept_files.service import came, expect
from backend.features.kept_files.small import MIME_TYPE, small_key
from backend.features.media import repository
from backend.features.media.schemas import Fetched, StoredFile, Wanted
from backend.features.messages.service import tell_changed
from backend.kit.text import storable
from backend.models import Message
from backend.observability.metrics import MEDIA
from backend.ports.wake import WorkKind
from backend.work import ActorKind, Work

SPOKEN = ("audio/", "video/")
log = structlog.get_logger()


async def claim(work: Work, *, room: int, lease: timedelta) -> Sequence[Wanted]:
    """Files whose time has come; one that took every worker down is given up instead."""
    lost = await repository.give_up(work, most=len(AGAIN_AFTER))
    MEDIA.labels(MediaTrouble.LOST).inc(len(lost))
    await tell_changed(work, lost)
    wanted = await repository.claim(work, room=room, lease=lease)
    await expect(work, [row.key for row in wanted])
    return wanted


async def finish(work: Work, fetched: Fetched) -> None:
    """Writes how it ended and shows it; a fetch whose lease was taken away changes nothing."""
    wanted, trouble = fetched.wanted, fetched.trouble
    MEDIA.labels(trouble or MediaState.STORED).inc()
    if trouble is None:
        changed = await repository.finish_stored(work, fetched)
        if changed:
            await came(work, wanted.key)
    else:
        coming = after_trouble(trouble, attempts=wanted.attempts, now=work.now)
        log.warning(
            "media.not_fetched",
            media_id=str(wanted.id),
            trouble=trouble.value,
            attempts=wanted.attempts,
            again=coming.at is not None,
        )
        changed = await repository.finish_missed(work, wanted, trouble, next_at=coming.at)
    await tell_changed(work, changed)


async def find_stored(work: Work, media_id: UUID, *, small: bool = False) -> StoredFile:
    """Or its small copy. Raises NotFound, also for a file whose message was deleted."""
    row = await repository.find(work, media_id)
    if row is None or row.state is not MediaState.STORED or not row.stored_key:
        raise NotFound("There is no such file.")
    (message,) = await read_messages(work, [row.message_id])
    if message.deleted_at is not None:
        raise NotFound("There is no such file.")
    if not small:
        return StoredFile(row.stored_key, row.file_name, row.mime_type)
    if not row.has_small:
        raise NotFound("There is no small copy of this file.")
    return StoredFile(small_key(row.stored_key), row.file_name, MIME_TYPE)


async def write_transcript(work: Work, media_id: UUID, text: str) -> Message:
    """What is said in a recording, by a colleague or a program; the last one stands. Raises
    NotFound, Invalid for a file in which nobody speaks."""
    row = await repository.find(work, media_id, lock=True)
    if row is None:
        raise NotFound("There is no such file.")
    if not row.mime_type.startswith(SPOKEN):
        raise Invalid("Only a voice message or a video has a transcript.")
    row.transcript = storable(text)
    row.transcript_by = work.actor.name if text else ""
    row.by_machine = bool(text) and work.actor.kind is ActorKind.API_KEY
    await work.session.flush()
    (message,) = await tell_changed(work, [row.message_id])
    return message


async def fetch_again(work: Work, media_id: UUID) -> Message:
    """A person asks for it once more. Raises NotFound, Conflict for a file that is here."""
    row = await repository.find(work, media_id, lock=True)
    if row is None:
        raise NotFound("There is no such file.")
    if row.state is MediaState.STORED:
        raise Conflict("This file is here already.")
    row.state, row.trouble, row.next_at = MediaState.REMOTE, None, work.now
    row.attempts = 0
    row.epoch += 1
    await work.session.flush()
    work.wake(WorkKind.MEDIA)
    (message,) = await tell_changed(work, [row.message_id])
    return message
