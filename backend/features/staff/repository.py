"""Queries on a hotel's people."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from backend.domain.words import Role
from backend.models import Account, Staff
from backend.work import Work


async def list_staff(
    work: Work, *, after: UUID | None, limit: int
) -> Sequence[tuple[Staff, Account]]:
    query = (
        select(Staff, Account)
        .join(Account, col(Account.id) == col(Staff.account_id))
        .where(Staff.hotel_id == work.hotel_id)
    )
    if after is not None:
        query = query.where(col(Staff.id) > after)
    return (await work.session.exec(query.order_by(col(Staff.id)).limit(limit))).all()


async def get_staff(work: Work, staff_id: UUID) -> tuple[Staff, Account] | None:
    query = (
        select(Staff, Account)
        .join(Account, col(Account.id) == col(Staff.account_id))
        .where(Staff.hotel_id == work.hotel_id, Staff.id == staff_id)
    )
    return (await work.session.exec(query)).first()


async def staff_of_account(work: Work, account_id: UUID) -> Staff | None:
    query = select(Staff).where(Staff.hotel_id == work.hotel_id, Staff.account_id == account_id)
    return (await work.session.exec(query)).first()


async def count_managers(work: Work) -> int:
    query = select(func.count()).where(
        col(Staff.hotel_id) == work.hotel_id,
        col(Staff.role) == Role.MANAGER,
        col(Staff.disabled_at).is_(None),
    )
    return (await work.session.exec(query)).one()
