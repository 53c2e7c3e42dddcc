"""The people of a hotel: adding them, their role, and taking their place away."""

from uuid import UUID

from backend.domain.ids import AccountId
from backend.domain.words import Role
from backend.errors import Conflict, NotFound
from backend.features.accounts.service import ensure_account, make_link
from backend.features.audit.service import record
from backend.features.staff import repository
from backend.features.staff.schemas import NewStaffView, StaffInput, StaffPatch, StaffView
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import Account, Staff
from backend.work import Work


async def add_staff(work: Work, data: StaffInput, *, password_hash: str | None) -> NewStaffView:
    """Answers alike for an e-mail that is known elsewhere and one that is not. Somebody whose
    place was taken away gets it back.

    Raises Conflict when the person works in this hotel already.
    """
    account, made = await ensure_account(
        work, email=data.email, name=data.name, password_hash=password_hash
    )
    row = None if made else await repository.staff_of_account(work, account.id)
    if row is not None and row.disabled_at is None:
        raise Conflict("This person works here already.")
    if row is None:
        row = Staff(
            hotel_id=work.hotel_id,
            account_id=account.id,
            name=data.name,
            role=data.role,
            created_at=work.now,
        )
        work.session.add(row)
    row.name, row.role, row.disabled_at = data.name, data.role, None
    await work.session.flush()
    await record(work, "staff.create", subject=str(row.id), detail={"role": data.role})
    invitation = None if password_hash else await make_link(work, account)
    return NewStaffView(**_view(row, account).model_dump(), invitation=invitation)


async def list_staff(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[StaffView]:
    """In the order they joined. Raises BadCursor."""
    rows = await repository.list_staff(work, after=_after(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda pair: (str(pair[0].id),))
    return Page([_view(*pair) for pair in shown], following)


async def get_staff(work: Work, staff_id: UUID) -> StaffView:
    return _view(*await _find(work, staff_id))


async def update_staff(
    work: Work, staff_id: UUID, patch: StaffPatch
) -> tuple[StaffView, AccountId]:
    """Also returns whose sessions have to be closed. Raises NotFound, Conflict."""
    row, account = await _find(work, staff_id)
    before = {"role": row.role, "disabled": row.disabled_at is not None}
    loses_manager = patch.disabled or (patch.role is not None and patch.role is not Role.MANAGER)
    if loses_manager and row.role is Role.MANAGER and row.disabled_at is None:
        await _keep_one_manager(work)
    row.name = patch.name or row.name
    row.role = patch.role or row.role
    if patch.disabled is not None:
        row.disabled_at = (row.disabled_at or work.now) if patch.disabled else None
    after = {"role": row.role, "disabled": row.disabled_at is not None}
    detail = {"before": before, "after": after}
    await record(work, "staff.update", subject=str(row.id), detail=detail)
    return _view(row, account), AccountId(row.account_id)


async def invite_again(work: Work, staff_id: UUID) -> NewStaffView:
    """A new link; the one before it no longer opens anything."""
    row, account = await _find(work, staff_id)
    await record(work, "staff.invite", subject=str(row.id))
    invitation = await make_link(work, account)
    return NewStaffView(**_view(row, account).model_dump(), invitation=invitation)


async def _keep_one_manager(work: Work) -> None:
    if await repository.count_managers(work) <= 1:
        raise Conflict("A hotel needs a manager. Make somebody else a manager first.")


async def _find(work: Work, staff_id: UUID) -> tuple[Staff, Account]:
    found = await repository.get_staff(work, staff_id)
    if found is None:
        raise NotFound("There is nobody like that here.")
    return found


def _view(row: Staff, account: Account) -> StaffView:
    assert row.created_at is not None
    return StaffView(
        id=row.id,
        email=account.email,
        name=row.name,
        role=row.role,
        disabled_at=row.disabled_at,
        created_at=row.created_at,
    )


def _after(cursor: str | None) -> UUID | None:
    if cursor is None:
        return None
    try:
        return UUID(str(decode_cursor(cursor, 1)[0]))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
