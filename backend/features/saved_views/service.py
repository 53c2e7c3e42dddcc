"""Selections of conversations that a colleague keeps, for themselves or for everybody."""

from uuid import UUID

from backend.errors import Conflict, Forbidden, NotFound
from backend.features.audit.service import record
from backend.features.saved_views import repository
from backend.features.saved_views.schemas import (
    SavedViewInput,
    SavedViewPatch,
    SavedViewView,
    ViewFilter,
)
from backend.models import SavedView
from backend.work import Work

MOST = 20
"""Of one person: each is counted whenever the inbox is."""


async def list_views(work: Work) -> list[SavedViewView]:
    """One's own and those that are shared, by name."""
    rows = await repository.list_views(work, work.actor.staff_id)
    return [_view(work, row) for row in rows]


async def add_view(work: Work, data: SavedViewInput) -> SavedViewView:
    """Raises Forbidden for whoever is no member of staff, Conflict for a name that is taken."""
    owner = work.actor.staff_id
    if owner is None:
        raise Forbidden("Only a member of the hotel's staff has views of their own.")
    if await repository.view_named(work, owner, data.name) is not None:
        raise Conflict("You have a view of this name already.")
    if await repository.count_own(work, owner) >= MOST:
        raise Conflict(f"{MOST} views are the most. Remove one first.")
    row = SavedView(
        hotel_id=work.hotel_id,
        staff_id=owner,
        name=data.name,
        shared=data.shared,
        filter=data.filter.model_dump(mode="json"),
    )
    work.session.add(row)
    await work.session.flush()
    await record(work, "saved_view.create", subject=str(row.id), detail={"shared": row.shared})
    return _view(work, row)


async def update_view(work: Work, view_id: UUID, patch: SavedViewPatch) -> SavedViewView:
    row = await _own(work, view_id)
    renamed = patch.name is not None and patch.name != row.name
    if renamed and await repository.view_named(work, row.staff_id, patch.name or "") is not None:
        raise Conflict("You have a view of this name already.")
    row.name = patch.name or row.name
    row.shared = row.shared if patch.shared is None else patch.shared
    if patch.filter is not None:
        row.filter = patch.filter.model_dump(mode="json")
    await work.session.flush()
    await record(work, "saved_view.update", subject=str(row.id), detail={"shared": row.shared})
    return _view(work, row)


async def remove_view(work: Work, view_id: UUID) -> None:
    row = await _own(work, view_id)
    await work.session.delete(row)
    await record(work, "saved_view.delete", subject=str(row.id))


async def _own(work: Work, view_id: UUID) -> SavedView:
    """Raises NotFound for what is not shown to the caller, Forbidden for what is a colleague's."""
    row = await repository.get_view(work, view_id)
    mine = row is not None and row.staff_id == work.actor.staff_id
    if row is None or not (mine or row.shared):
        raise NotFound("There is no such view.")
    if not mine:
        raise Forbidden("Only who made a view changes it.")
    return row


def _view(work: Work, row: SavedView) -> SavedViewView:
    return SavedViewView(
        id=row.id,
        name=row.name,
        shared=row.shared,
        mine=row.staff_id == work.actor.staff_id,
        filter=ViewFilter.model_validate(row.filter),
    )
