"""Queries on shifts, holidays and ways to people."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from backend.models import Account, AlertPolicy, DutyContact, Holiday, Hotel, Shift, Staff, Team
from backend.work import Work


async def list_shifts(work: Work) -> Sequence[tuple[Shift, str]]:
    """With the name of the person or the team."""
    query = (
        select(Shift, Staff.name, Team.name)
        .outerjoin(
            Staff, (col(Staff.hotel_id) == work.hotel_id) & (col(Staff.id) == Shift.staff_id)
        )
        .outerjoin(Team, (col(Team.hotel_id) == work.hotel_id) & (col(Team.id) == Shift.team_id))
        .where(Shift.hotel_id == work.hotel_id)
        .order_by(col(Shift.starts), col(Shift.id))
    )
    rows = (await work.session.execute(query)).all()
    return [(shift, person or team or "") for shift, person, team in rows]


async def get_shift(work: Work, shift_id: UUID) -> Shift | None:
    return await work.session.get(Shift, (work.hotel_id, shift_id))


async def list_holidays(work: Work) -> Sequence[Holiday]:
    query = select(Holiday).where(Holiday.hotel_id == work.hotel_id)
    return (await work.session.exec(query.order_by(col(Holiday.day)))).all()


async def get_holiday(work: Work, holiday_id: UUID) -> Holiday | None:
    return await work.session.get(Holiday, (work.hotel_id, holiday_id))


async def holiday_on(work: Work, day: date) -> Holiday | None:
    query = select(Holiday).where(Holiday.hotel_id == work.hotel_id, Holiday.day == day)
    return (await work.session.exec(query)).first()


async def people(work: Work) -> Sequence[tuple[Staff, Account, DutyContact | None]]:
    """Who works here."""
    query = (
        select(Staff, Account, DutyContact)
        .join(Account, col(Account.id) == col(Staff.account_id))
        .outerjoin(
            DutyContact,
            (col(DutyContact.hotel_id) == work.hotel_id)
            & (col(DutyContact.staff_id) == col(Staff.id)),
        )
        .where(Staff.hotel_id == work.hotel_id, col(Staff.disabled_at).is_(None))
        .order_by(col(Staff.id))
    )
    rows = (await work.session.execute(query)).all()
    return [(row[0], row[1], row[2]) for row in rows]


async def lock_contact(work: Work, staff_id: UUID) -> DutyContact:
    """Made where there was none."""
    made = insert(DutyContact).values(hotel_id=work.hotel_id, staff_id=staff_id)
    await work.session.execute(made.on_conflict_do_nothing())
    query = select(DutyContact).where(
        DutyContact.hotel_id == work.hotel_id, DutyContact.staff_id == staff_id
    )
    return (await work.session.exec(query.with_for_update())).one()


async def get_policy(work: Work) -> AlertPolicy | None:
    return await work.session.get(AlertPolicy, work.hotel_id)


async def lock_policy(work: Work) -> AlertPolicy:
    """Made where there was none."""
    made = insert(AlertPolicy).values(hotel_id=work.hotel_id)
    await work.session.execute(made.on_conflict_do_nothing())
    query = select(AlertPolicy).where(AlertPolicy.hotel_id == work.hotel_id)
    return (await work.session.exec(query.with_for_update())).one()


async def get_hotel(work: Work) -> Hotel:
    return await work.session.get_one(Hotel, work.hotel_id)
