"""Queries on the tables that are known before the hotel is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select, text, update

from backend.domain.words import Role
from backend.features.accounts.schemas import Place
from backend.models import Account, AccountToken, RefreshToken, Session, Staff
from backend.work import PlatformWork, Work

PLACES = "select hotel_id, hotel_name, staff_id, role, name from places_of_account(:account)"


async def account_by_email(work: PlatformWork | Work, email: str) -> Account | None:
    return (await work.session.exec(select(Account).where(Account.email == email))).first()


async def get_account(work: PlatformWork | Work, account_id: UUID) -> Account | None:
    return await work.session.get(Account, account_id)


async def languages_of_staff(work: Work, staff_id: UUID) -> tuple[str | None, str | None]:
    query = (
        select(Account.reads, Account.screens)
        .join(Staff, col(Staff.account_id) == col(Account.id))
        .where(Staff.hotel_id == work.hotel_id, Staff.id == staff_id)
    )
    return (await work.session.exec(query)).one()


async def places(work: PlatformWork | Work, account_id: UUID) -> tuple[Place, ...]:
    query = text(PLACES).bindparams(account=account_id)
    rows = await work.session.exec(query)  # type: ignore[call-overload]
    return tuple(
        Place(
            hotel_id=row.hotel_id,
            hotel_name=row.hotel_name,
            staff_id=row.staff_id,
            role=Role(row.role),
            name=row.name,
        )
        for row in rows
    )


async def get_session(
    work: PlatformWork | Work, token_hash: bytes
) -> tuple[Session, Account] | None:
    query = (
        select(Session, Account)
        .join(Account, col(Account.id) == col(Session.account_id))
        .where(Session.token_hash == token_hash, col(Session.revoked_at).is_(None))
    )
    return (await work.session.exec(query)).first()


async def live_sessions(work: PlatformWork | Work, account_id: UUID) -> Sequence[bytes]:
    query = select(Session.token_hash).where(
        Session.account_id == account_id, col(Session.revoked_at).is_(None)
    )
    return (await work.session.exec(query)).all()


async def revoke_sessions(work: PlatformWork, token_hashes: Sequence[bytes]) -> None:
    await work.session.exec(
        update(Session).where(col(Session.token_hash).in_(token_hashes)).values(revoked_at=work.now)
    )


async def lock_refresh_token(work: PlatformWork, token_hash: bytes) -> RefreshToken | None:
    query = select(RefreshToken).where(RefreshToken.token_hash == token_hash).with_for_update()
    return (await work.session.exec(query)).first()


async def revoke_family(work: PlatformWork, family: UUID) -> None:
    await _revoke_refresh_tokens(work, RefreshToken.family == family)


async def revoke_refresh_tokens(work: PlatformWork, account_id: UUID) -> None:
    await _revoke_refresh_tokens(work, RefreshToken.account_id == account_id)


async def _revoke_refresh_tokens(work: PlatformWork, which: bool) -> None:
    await work.session.exec(
        update(RefreshToken)
        .where(which, col(RefreshToken.revoked_at).is_(None))  # type: ignore[arg-type]
        .values(revoked_at=work.now)
    )


async def lock_account_token(work: PlatformWork, token_hash: bytes) -> AccountToken | None:
    query = select(AccountToken).where(AccountToken.token_hash == token_hash).with_for_update()
    return (await work.session.exec(query)).first()


async def get_account_token(work: PlatformWork, token_hash: bytes) -> AccountToken | None:
    return await work.session.get(AccountToken, token_hash)


async def void_account_tokens(work: PlatformWork | Work, account_id: UUID, at: datetime) -> None:
    await work.session.exec(
        update(AccountToken)
        .where(col(AccountToken.account_id) == account_id, col(AccountToken.used_at).is_(None))
        .values(used_at=at)
    )
