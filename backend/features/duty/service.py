"""Who is called when an alert climbs: shifts, holidays, ways to a person, the ladder's minutes."""

from collections.abc import Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.alarms import CLIMB_MINUTES
from backend.domain.duty import Shift as DutyShift
from backend.domain.duty import on_duty
from backend.domain.words import Role
from backend.errors import Conflict, Invalid, NotFound
from backend.features.audit.service import record
from backend.features.duty import repository
from backend.features.duty.schemas import (
    ContactPatch,
    ContactView,
    HolidayInput,
    HolidayView,
    LadderInput,
    LadderView,
    Person,
    Roster,
    ShiftInput,
    ShiftView,
)
from backend.features.staff.service import get_staff
from backend.features.stays.pushing import region_of_hotel
from backend.features.teams.service import find_team, list_teams
from backend.kit.phone import to_e164
from backend.models import AlertPolicy, Holiday, Shift
from backend.work import Work

ANSWERING = frozenset({Role.MANAGER, Role.AGENT})


async def list_shifts(work: Work) -> list[ShiftView]:
    return [_shift_view(row, name) for row, name in await repository.list_shifts(work)]


async def add_shift(work: Work, data: ShiftInput) -> ShiftView:
    """Raises NotFound for somebody who is not of the hotel."""
    await _require(work, data)
    row = Shift(hotel_id=work.hotel_id, **data.model_dump())
    work.session.add(row)
    await work.session.flush()
    await record(work, "shift.create", subject=str(row.id), detail=data.model_dump(mode="json"))
    return await get_shift(work, row.id)


async def update_shift(work: Work, shift_id: UUID, data: ShiftInput) -> ShiftView:
    row = await _shift(work, shift_id)
    await _require(work, data)
    row.sqlmodel_update(data.model_dump())
    await work.session.flush()
    await record(work, "shift.update", subject=str(row.id), detail=data.model_dump(mode="json"))
    return await get_shift(work, shift_id)


async def get_shift(work: Work, shift_id: UUID) -> ShiftView:
    for row, name in await repository.list_shifts(work):
        if row.id == shift_id:
            return _shift_view(row, name)
    raise NotFound("There is no such shift.")


async def remove_shift(work: Work, shift_id: UUID) -> None:
    await work.session.delete(await _shift(work, shift_id))
    await record(work, "shift.delete", subject=str(shift_id))


async def list_holidays(work: Work) -> list[HolidayView]:
    rows = await repository.list_holidays(work)
    return [HolidayView(id=row.id, day=row.day, name=row.name) for row in rows]


async def add_holiday(work: Work, data: HolidayInput) -> HolidayView:
    if await repository.holiday_on(work, data.day) is not None:
        raise Conflict("This day is a holiday already.")
    row = Holiday(hotel_id=work.hotel_id, day=data.day, name=data.name)
    work.session.add(row)
    await work.session.flush()
    await record(work, "holiday.create", subject=str(row.id), detail={"day": str(row.day)})
    return HolidayView(id=row.id, day=row.day, name=row.name)


async def remove_holiday(work: Work, holiday_id: UUID) -> None:
    row = await repository.get_holiday(work, holiday_id)
    if row is None:
        raise NotFound("There is no such holiday.")
    await work.session.delete(row)
    await record(work, "holiday.delete", subject=str(holiday_id))


async def list_contacts(work: Work) -> list[ContactView]:
    """Everybody who may answer guests, and whether they are on duty now."""
    known = await roster(work)
    now_on = on_duty(known.shifts, known.holidays, work.now, ZoneInfo(known.timezone))
    return [_contact_view(one, one.staff_id in now_on) for one in known.people.values()]


async def update_contact(work: Work, staff_id: UUID, patch: ContactPatch) -> ContactView:
    """Raises NotFound, Invalid for what is no telephone number."""
    await get_staff(work, staff_id)
    row = await repository.lock_contact(work, staff_id)
    given = patch.model_dump(exclude_unset=True)
    phone = given.get("phone")
    if phone is not None:
        given["phone"] = to_e164(phone, region_of_hotel(await repository.get_hotel(work)))
        if given["phone"] is None:
            raise Invalid("This is no telephone number; write it with its country code.")
    row.sqlmodel_update({name: value for name, value in given.items() if name != "email"})
    if patch.email is not None:
        row.email = patch.email
    await work.session.flush()
    await record(work, "duty_contact.update", subject=str(staff_id))
    found = [one for one in await list_contacts(work) if one.id == staff_id]
    if not found:
        raise Conflict("Viewers are not called.")
    return found[0]


async def ladder(work: Work) -> LadderView:
    return LadderView(climb_minutes=_minutes(await repository.get_policy(work)))


async def set_ladder(work: Work, data: LadderInput) -> LadderView:
    row = await repository.lock_policy(work)
    row.climb_minutes = data.climb_minutes
    await work.session.flush()
    detail = {"climb_minutes": data.climb_minutes}
    await record(work, "ladder.update", subject=str(work.hotel_id), detail=detail)
    return await ladder(work)


async def roster(work: Work) -> Roster:
    """In a fixed number of queries."""
    members = {team.id: team.members for team in await list_teams(work)}
    people = {
        staff.id: Person(
            staff_id=staff.id,
            name=staff.name,
            role=staff.role,
            address=account.email,
            email=contact.email if contact else True,
            phone=contact.phone if contact else None,
            webhook_url=contact.webhook_url if contact else None,
        )
        for staff, account, contact in await repository.people(work)
        if staff.role in ANSWERING
    }
    shifts = [
        DutyShift(
            people=_of_shift(row, members) & people.keys(),
            weekdays=frozenset(row.weekdays),
            starts=row.starts,
            ends=row.ends,
            on_holidays=row.on_holidays,
        )
        for row, _ in await repository.list_shifts(work)
    ]
    return Roster(
        people=people,
        shifts=shifts,
        holidays=frozenset(row.day for row in await repository.list_holidays(work)),
        timezone=(await repository.get_hotel(work)).timezone,
        climb_minutes=_minutes(await repository.get_policy(work)),
    )


def _of_shift(row: Shift, members: Mapping[UUID, Sequence[UUID]]) -> frozenset[UUID]:
    if row.staff_id is not None:
        return frozenset({row.staff_id})
    return frozenset(members.get(row.team_id, ()) if row.team_id else ())


def _minutes(policy: AlertPolicy | None) -> list[int]:
    return list(policy.climb_minutes if policy and policy.climb_minutes else CLIMB_MINUTES)


async def _require(work: Work, data: ShiftInput) -> None:
    if data.staff_id is not None:
        await get_staff(work, data.staff_id)
    if data.team_id is not None:
        await find_team(work, data.team_id)


async def _shift(work: Work, shift_id: UUID) -> Shift:
    row = await repository.get_shift(work, shift_id)
    if row is None:
        raise NotFound("There is no such shift.")
    return row


def _shift_view(row: Shift, name: str) -> ShiftView:
    return ShiftView(name=name, **row.model_dump(exclude={"hotel_id", "created_at"}))


def _contact_view(one: Person, is_on_duty: bool) -> ContactView:
    return ContactView(
        id=one.staff_id,
        name=one.name,
        role=one.role,
        address=one.address,
        email=one.email,
        phone=one.phone,
        webhook_url=one.webhook_url,
        on_duty=is_on_duty,
    )
