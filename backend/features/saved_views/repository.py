"""Queries on saved views."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import col, select

from backend.models import SavedView
from backend.work import Work


async def list_views(work: Work, staff_id: UUID | None) -> Sequence[SavedView]:
    """One's own and those that are shared."""
    query = select(SavedView).where(
        SavedView.hotel_id == work.hotel_id,
        or_(col(SavedView.shared), col(SavedView.staff_id) == staff_id),
    )
    order = (func.lower(SavedView.name), col(SavedView.id))
    return (await work.session.exec(query.order_by(*order))).all()


async def get_view(work: Work, view_id: UUID) -> SavedView | None:
    return await work.session.get(SavedView, (work.hotel_id, view_id))


async def view_named(work: Work, staff_id: UUID, name: str) -> SavedView | None:
    query = select(SavedView).where(
        SavedView.hotel_id == work.hotel_id,
        SavedView.staff_id == staff_id,
        SavedView.name == name,
    )
    return (await work.session.exec(query)).first()


async def count_own(work: Work, staff_id: UUID) -> int:
    query = select(func.count()).where(
        col(SavedView.hotel_id) == work.hotel_id, col(SavedView.staff_id) == staff_id
    )
    return (await work.session.exec(query)).one()
