"""Making one of two records of the same person, and two again within a week.

Rows keep their ids and change whose they are. Whoever read the given-up record before the merge
and writes after it reaches the kept one: the database sees to that (decision 0022).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.domain.merging import UNDO_FOR, Person, filled
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.conversations.service import tell_conversations_of
from backend.features.guest_merges import repository
from backend.features.guest_merges.schemas import MergePreview, MergeView
from backend.kit.phone import phone_of_chat, spellings_of
from backend.models import Guest, GuestMerge
from backend.observability.metrics import GUEST_MERGES
from backend.work import Work

BUSY = "This guest is being written right now. Try again in a moment."
TIMES = {"opted_out_at"}


async def preview(work: Work, kept_id: UUID, gone_id: UUID) -> MergePreview:
    """Raises NotFound, Conflict, Invalid as `merge` would."""
    guests = {
        id_: guest
        for id_ in (kept_id, gone_id)
        if (guest := await repository.get_guest(work, id_)) is not None
    }
    kept, gone = _both(guests, kept_id, gone_id)
    return MergePreview(
        kept_id=kept.id,
        gone_id=gone.id,
        gone_name=gone.name,
        opts_out=(kept.opted_out_at is None) != (gone.opted_out_at is None),
        **await repository.belongings(work, gone.id),
    )


async def merge(work: Work, kept_id: UUID, gone_id: UUID) -> MergeView:
    """Everything of one record goes to the other. Raises NotFound; Invalid for a record with
    itself; Conflict for one that is part of another already, or is being written right now."""
    guests = await repository.lock_guests(work, [kept_id, gone_id])
    if guests is None:
        raise Conflict(BUSY)
    kept, gone = _both(guests, kept_id, gone_id)
    completion = filled(_person(kept), _person(gone))
    moved = await repository.move(work, gone=gone.id, kept=kept.id)
    if moved is None:
        raise Conflict(BUSY)
    for field, (_, after) in completion.items():
        setattr(kept, field, after)
    row = GuestMerge(
        hotel_id=work.hotel_id,
        kept_id=kept.id,
        gone_id=gone.id,
        moved=moved,
        filled={
            field: [_packed(before), _packed(after)]
            for field, (before, after) in completion.items()
        },
        by_name=work.actor.name,
        merged_at=work.now,
    )
    gone.merged_into = kept.id
    work.session.add(row)
    await work.session.flush()
    detail = {"gone_id": str(gone.id), "moved": {table: len(ids) for table, ids in moved.items()}}
    await record(work, "guest.merge", subject=str(kept.id), detail=detail)
    GUEST_MERGES.labels("merged").inc()
    await tell_conversations_of(work, kept.id)
    return _view(work, row, gone.name)


async def undo(work: Work, merge_id: UUID) -> MergeView:
    """What moved goes back, unless it has gone elsewhere since; what came after the merge stays
    where it is. Raises NotFound; Conflict after a week, or where a later merge stands before it."""
    row = await repository.get_merge(work, merge_id, lock=True)
    if row is None:
        raise NotFound("There is no such merge.")
    if row.undone_at is not None:
        raise Conflict("This merge was undone already.")
    if not _can_undo(work, row):
        raise Conflict("A merge can be undone for seven days.")
    guests = await repository.lock_guests(work, [row.kept_id, row.gone_id])
    if guests is None:
        raise Conflict(BUSY)
    kept, gone = guests[row.kept_id], guests[row.gone_id]
    if kept.merged_into is not None:
        raise Conflict("The kept record was merged into another one since. Undo that first.")
    # First: rows of a record that is part of another one would follow it there.
    gone.merged_into = None
    await work.session.flush()
    held = await repository.addresses(work, kept.id, row.moved.get("guest_alias", []))
    if not await repository.move_back(work, row):
        raise Conflict(BUSY)
    await repository.move_addresses(work, row, _spelt_otherwise(held))
    for field, (before, after) in row.filled.items():
        if _packed(getattr(kept, field)) == after:
            setattr(kept, field, _unpacked(field, before))
    row.undone_at = work.now
    await work.session.flush()
    await record(work, "guest.unmerge", subject=str(kept.id), detail={"gone_id": str(gone.id)})
    GUEST_MERGES.labels("undone").inc()
    await tell_conversations_of(work, kept.id)
    await tell_conversations_of(work, gone.id)
    return _view(work, row, gone.name)


async def merges_of(work: Work, guest_id: UUID) -> list[MergeView]:
    """What is part of this guest now, newest first."""
    rows = await repository.merges_of(work, guest_id)
    return [_view(work, row, name) for row, name in rows]


def _both(guests: dict[UUID, Guest], kept_id: UUID, gone_id: UUID) -> tuple[Guest, Guest]:
    if kept_id == gone_id:
        raise Invalid("A record cannot be merged with itself.")
    if kept_id not in guests or gone_id not in guests:
        raise NotFound("There is no such guest.")
    kept, gone = guests[kept_id], guests[gone_id]
    if kept.merged_into is not None or gone.merged_into is not None:
        raise Conflict("One of the two is part of another record already.")
    return kept, gone


def _person(guest: Guest) -> Person:
    return Person(
        name=guest.name,
        whatsapp_name=guest.whatsapp_name,
        phone=guest.phone,
        language=guest.language,
        vip=guest.vip,
        opted_out_at=guest.opted_out_at,
    )


def _packed(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _unpacked(field: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if field in TIMES and value else value


def _spelt_otherwise(addresses: list[str]) -> list[str]:
    """Spellings of the same numbers that were learned while the two records were one."""
    phones = {phone_of_chat(one) if "@" in one else one for one in addresses}
    return [spelling for phone in phones if phone for spelling in spellings_of(phone)]


def _can_undo(work: Work, row: GuestMerge) -> bool:
    assert row.merged_at is not None
    return row.undone_at is None and work.now < row.merged_at + UNDO_FOR


def _view(work: Work, row: GuestMerge, gone_name: str) -> MergeView:
    assert row.merged_at is not None
    return MergeView(
        id=row.id,
        kept_id=row.kept_id,
        gone_id=row.gone_id,
        gone_name=gone_name,
        by_name=row.by_name,
        merged_at=row.merged_at,
        undone_at=row.undone_at,
        undo_until=row.merged_at + UNDO_FOR,
        can_undo=_can_undo(work, row),
    )
