"""Dead letters: looking at them, trying again, or putting them away with a note."""

from datetime import datetime
from uuid import UUID

from backend.errors import Conflict, NotFound
from backend.features.audit.service import record
from backend.features.dead_letters import repository
from backend.features.dead_letters.schemas import DeadLetterView
from backend.features.messages.service import resend
from backend.features.pms.service import revive as revive_pms
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import DeadLetter
from backend.ports.wake import WorkKind
from backend.work import Work


async def list_dead_letters(
    work: Work, *, waiting: bool = True, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[DeadLetterView]:
    """Latest first; `waiting` leaves out what was replayed or discarded. Raises BadCursor."""
    rows = await repository.list_letters(
        work, waiting=waiting, after=_after(cursor), limit=limit + 1
    )
    shown, following = cut(rows, limit, _key)
    return Page([_view(row) for row in shown], following)


async def get_dead_letter(work: Work, letter_id: UUID) -> DeadLetterView:
    return _view(await _find(work, letter_id))


async def replay(work: Work, letter_id: UUID) -> DeadLetterView:
    """Puts the work back into its queue. Raises Conflict when there is nothing left to do."""
    row = await _find(work, letter_id)
    if not await _revive(work, row):
        raise Conflict("There is nothing left to try again here. Discard it with a note.")
    row.replayed_at, row.replayed_by = work.now, work.actor.id
    await record(work, "dead_letter.replay", subject=str(letter_id), detail=_what(row))
    return _view(row)


async def discard(work: Work, letter_id: UUID, *, note: str) -> DeadLetterView:
    row = await _find(work, letter_id)
    row.discarded_at, row.note = work.now, note
    await record(work, "dead_letter.discard", subject=str(letter_id), detail=_what(row))
    return _view(row)


async def replay_inbox(work: Work) -> int:
    """Every webhook of the hotel that could not be read; returns how many go again."""
    keys = await repository.unparsed_inbox(work)
    revived = [await repository.revive_inbox(work, key) for key in keys]
    if any(revived):
        work.wake(WorkKind.INTAKE)
        await record(work, "inbox.replay", detail={"rows": sum(revived)})
    return sum(revived)


async def _revive(work: Work, row: DeadLetter) -> bool:
    if row.source == "inbox":
        work.wake(WorkKind.INTAKE)
        return await repository.revive_inbox(work, int(row.source_id))
    if row.source == "turn":
        work.wake(WorkKind.TURNS)
        return await repository.revive_turn(work, UUID(row.source_id))
    if row.source == "pms":
        return await revive_pms(work, int(row.source_id))
    await resend(work, int(row.source_id))
    return True


async def _find(work: Work, letter_id: UUID) -> DeadLetter:
    row = await repository.lock_letter(work, letter_id)
    if row is None:
        raise NotFound("There is no such dead letter.")
    return row


def _what(row: DeadLetter) -> dict[str, str]:
    return {"source": row.source, "source_id": row.source_id}


def _key(row: DeadLetter) -> tuple[str, str]:
    assert row.last_at is not None
    return row.last_at.isoformat(), str(row.id)


def _view(row: DeadLetter) -> DeadLetterView:
    return DeadLetterView(**row.model_dump())


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    at, key = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(str(at)), UUID(str(key))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
