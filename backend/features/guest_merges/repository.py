"""Moving what belongs to one record of a person to the other, and back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import OperationalError
from sqlmodel import col, select, text

from backend.db.transaction import sql
from backend.models import Conversation, Guest, GuestAlias, GuestMerge, Stay
from backend.work import Work

# Below the second after which the server looks for deadlocks: a colleague's click gives way to a
# guest's message, never the other way round.
_PATIENCE = "set local lock_timeout = '900ms'"

MOVED = ("guest_alias", "conversation", "stay", "consent_event", "decision", "complaint")
# Names of tables are the ones above.
_MOVE = {
    table: sql(
        f"update {table} set guest_id = :kept"  # noqa: S608
        " where hotel_id = :hotel and guest_id = :gone returning id::text"
    )
    for table in MOVED
}
# What has gone elsewhere since stays there.
_MOVE_BACK = {
    table: sql(
        f"update {table} set guest_id = :gone"  # noqa: S608
        " where hotel_id = :hotel and guest_id = :kept and id::text = any(:ids)"
    )
    for table in MOVED
}
_ADDRESSES = sql("""
select value from guest_alias where hotel_id = :hotel and guest_id = :guest and id::text = any(:ids)
""")
_MOVE_ADDRESSES = sql("""
update guest_alias set guest_id = :gone
where hotel_id = :hotel and guest_id = :kept and value = any(:values)
""")
_SKIPS = sql("""
insert into trigger_skip (hotel_id, trigger_id, subject_id, kind)
select hotel_id, trigger_id, :kept, kind from trigger_skip
where hotel_id = :hotel and subject_id = :gone and kind = 'guest'
on conflict do nothing
""")


async def lock_guests(work: Work, ids: Sequence[UUID]) -> dict[UUID, Guest] | None:
    """By id, held until the unit of work ends, against new rows that refer to them too. None:
    somebody is writing to one of them right now."""
    await work.session.execute(text(_PATIENCE))
    query = select(Guest).where(Guest.hotel_id == work.hotel_id, col(Guest.id).in_(ids))
    query = query.order_by(col(Guest.id)).with_for_update()
    fresh = {"populate_existing": True}
    try:
        rows = await work.session.exec(query, execution_options=fresh)
    except OperationalError as error:
        if _is_lock(error):
            return None
        raise
    return {guest.id: guest for guest in rows}


def _is_lock(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", None) in ("55P03", "40P01")


async def move(work: Work, *, gone: UUID, kept: UUID) -> dict[str, list[str]] | None:
    """Table to the ids that moved. None: somebody holds one of the rows."""
    values = {"hotel": work.hotel_id, "gone": gone, "kept": kept}
    moved: dict[str, list[str]] = {}
    try:
        for table in MOVED:
            moved[table] = [row[0] for row in await work.rows(_MOVE[table], values)]
        await work.run(_SKIPS, values)
    except OperationalError as error:
        if _is_lock(error):
            return None
        raise
    return moved


async def move_back(work: Work, merge: GuestMerge) -> bool:
    """False: somebody holds one of the rows."""
    try:
        for table, ids in merge.moved.items():
            values = {"hotel": work.hotel_id, "gone": merge.gone_id, "kept": merge.kept_id}
            await work.run(_MOVE_BACK[table], {**values, "ids": ids})
    except OperationalError as error:
        if _is_lock(error):
            return False
        raise
    return True


async def addresses(work: Work, guest_id: UUID, ids: Sequence[str]) -> list[str]:
    """Of these rows, what still leads to the guest."""
    values = {"hotel": work.hotel_id, "guest": guest_id, "ids": list(ids)}
    return [row[0] for row in await work.rows(_ADDRESSES, values)]


async def move_addresses(work: Work, merge: GuestMerge, values: Sequence[str]) -> None:
    """Back to the record that had been given up, whenever they were learned."""
    ends = {"hotel": work.hotel_id, "gone": merge.gone_id, "kept": merge.kept_id}
    await work.run(_MOVE_ADDRESSES, {**ends, "values": list(values)})


async def get_merge(work: Work, merge_id: UUID, *, lock: bool = False) -> GuestMerge | None:
    query = select(GuestMerge).where(
        GuestMerge.hotel_id == work.hotel_id, GuestMerge.id == merge_id
    )
    return (await work.session.exec(query.with_for_update() if lock else query)).one_or_none()


async def merges_of(work: Work, guest_id: UUID) -> Sequence[tuple[GuestMerge, str]]:
    """What was merged into this guest and was not undone, newest first, with the other's name."""
    query = (
        select(GuestMerge, Guest.name)
        .join(
            Guest,
            (col(Guest.hotel_id) == col(GuestMerge.hotel_id))
            & (col(Guest.id) == col(GuestMerge.gone_id)),
        )
        .where(
            GuestMerge.hotel_id == work.hotel_id,
            GuestMerge.kept_id == guest_id,
            col(GuestMerge.undone_at).is_(None),
        )
        .order_by(col(GuestMerge.merged_at).desc())
    )
    return (await work.session.exec(query)).all()


async def belongings(work: Work, guest_id: UUID) -> Mapping[str, Any]:
    """How much there is of a guest."""
    aliases = select(GuestAlias.value).where(
        GuestAlias.hotel_id == work.hotel_id, GuestAlias.guest_id == guest_id
    )
    talks = select(Conversation.id).where(
        Conversation.hotel_id == work.hotel_id, Conversation.guest_id == guest_id
    )
    stays = select(Stay.id).where(Stay.hotel_id == work.hotel_id, Stay.guest_id == guest_id)
    return {
        "addresses": sorted((await work.session.exec(aliases)).all()),
        "conversations": len((await work.session.exec(talks)).all()),
        "stays": len((await work.session.exec(stays)).all()),
    }


async def get_guest(work: Work, guest_id: UUID) -> Guest | None:
    query = select(Guest).where(Guest.hotel_id == work.hotel_id, Guest.id == guest_id)
    return (await work.session.exec(query)).one_or_none()
