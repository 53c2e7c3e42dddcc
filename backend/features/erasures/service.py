"""Erasing a guest for good, and giving a guest a copy of what is kept of them.

Stays remain as rooms and nights without a person; so do what calls cost and why a trigger does not
fire twice. Webhooks whose key names no chat stay sealed until their time is over.
"""

from typing import Any
from uuid import UUID

from backend.domain.erasure import ErasureReason
from backend.errors import Conflict, NotFound
from backend.features.audit.service import record
from backend.features.erasures import repository
from backend.observability.metrics import ERASURES
from backend.ports.live import LiveKind
from backend.work import Work

BUSY = "Somebody is writing to this guest right now. Try again in a moment."


async def erase_guest(work: Work, guest_id: UUID, *, reason: ErasureReason) -> dict[str, int]:
    """How many rows of each table. Raises NotFound, Conflict."""
    try:
        found = await repository.find(work, guest_id)
        if found is None:
            raise NotFound("There is no such guest.")
        rows = await repository.erase(work, found)
    except repository.Busy:
        ERASURES.labels("busy").inc()
        raise Conflict(BUSY) from None
    detail = {"reason": reason.value, "rows": rows}
    await record(work, "guest.erase", subject=str(guest_id), detail=detail)
    gone = [str(conversation_id) for conversation_id in found["conversations"]]
    work.tell(LiveKind.ERASED, {"conversation_ids": gone})
    ERASURES.labels("done").inc()
    return rows


async def export_guest(work: Work, guest_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """By table. Raises NotFound, Conflict."""
    try:
        found = await repository.find(work, guest_id)
    except repository.Busy:
        raise Conflict(BUSY) from None
    if found is None:
        raise NotFound("There is no such guest.")
    await record(work, "guest.export", subject=str(guest_id))
    return await repository.copy(work, found)
