"""Signing in and out: passwords, browser sessions, tokens and keys of machines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from backend.domain.ids import AccountId, HotelId
from backend.domain.passwords import LONGEST, weakness
from backend.errors import Invalid, NotFound, RateLimited
from backend.features.accounts import repository
from backend.features.accounts.passwords import hash_password, hashing_slot, verify_password
from backend.features.accounts.schemas import Languages, NewTokens, Person, SessionView
from backend.kit.crypto import new_token, token_hash
from backend.kit.ids import new_uuid
from backend.models import Account, AccountToken, RefreshToken, Session
from backend.observability.metrics import SIGN_INS
from backend.reliability.rate_limit import RateLimiter
from backend.work import PlatformWork, Work, WorkFactory

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
REFRESH_LIFETIME = timedelta(days=30)
LINK_LIFETIME = timedelta(days=3)
WRONG_PER_ACCOUNT = "5/minute"
WRONG_PER_ADDRESS = "20/minute"


async def authenticate(
    works: WorkFactory, limiter: RateLimiter, *, email: str, password: str, ip: str
) -> AccountId | None:
    """None for a wrong password, an unknown and a disabled account alike, after the same work.

    Raises RateLimited after too many wrong ones for the account or from the address.
    """
    email = email.strip().lower()
    async with works.platform() as work:
        account = await repository.account_by_email(work, email)
    usable = account is not None and account.disabled_at is None
    stored = account.password_hash if account and usable else None
    async with hashing_slot():
        # Asked while holding the slot: a parallel flood cannot slip past its own failures.
        await _refuse_too_many(limiter, email, ip)
        right = len(password) <= LONGEST and await verify_password(stored, password)
        if not right:
            await limiter.hit("sign_in.account", email, limit=WRONG_PER_ACCOUNT)
            await limiter.hit("sign_in.address", ip, limit=WRONG_PER_ADDRESS)
    SIGN_INS.labels("accepted" if right else "refused").inc()
    return AccountId(account.id) if right and account else None


async def _refuse_too_many(limiter: RateLimiter, email: str, ip: str) -> None:
    account_free = await limiter.allows("sign_in.account", email, limit=WRONG_PER_ACCOUNT)
    address_free = await limiter.allows("sign_in.address", ip, limit=WRONG_PER_ADDRESS)
    if not (account_free and address_free):
        SIGN_INS.labels("limited").inc()
        raise RateLimited("Too many wrong passwords. Wait a minute and try again.")


async def open_session(
    work: PlatformWork, account_id: AccountId, *, ip: str | None, user_agent: str | None
) -> tuple[str, SessionView]:
    """A new session and the token for the cookie; it starts in the person's first hotel."""
    person = await _person(work, account_id)
    token = new_token()
    hotel_id = person.places[0].hotel_id if person.places else None
    work.session.add(
        Session(
            token_hash=token_hash(token),
            account_id=account_id,
            hotel_id=hotel_id,
            last_seen_at=work.now,
            expires_at=work.now + ABSOLUTE,
            ip=ip,
            user_agent=(user_agent or "")[:300],
        )
    )
    return token, SessionView.of(person, token_hash=token_hash(token), hotel_id=hotel_id)


async def find_session(work: PlatformWork, token: str) -> SessionView | None:
    """Who the cookie belongs to, as the database says now; keeps an active session alive."""
    found = await repository.get_session(work, token_hash(token))
    if found is None:
        return None
    session, account = found
    if account.disabled_at or session.last_seen_at is None or session.expires_at <= work.now:
        return None
    if session.last_seen_at + IDLE <= work.now:
        return None
    if session.last_seen_at + SEEN_EVERY <= work.now:
        session.last_seen_at = work.now
    person = await _person_of(work, account)
    return SessionView.of(person, token_hash=session.token_hash, hotel_id=session.hotel_id)


async def switch_hotel(work: PlatformWork, session: SessionView, hotel_id: HotelId) -> SessionView:
    """Raises NotFound for a hotel the person has no place in."""
    if not session.person.may_enter(hotel_id):
        raise NotFound("There is no such hotel.")
    found = await repository.get_session(work, session.token_hash)
    if found is None:
        raise NotFound("There is no such session.")
    found[0].hotel_id = hotel_id
    return SessionView.of(session.person, token_hash=session.token_hash, hotel_id=hotel_id)


async def close_session(work: PlatformWork, session: SessionView) -> None:
    await repository.revoke_sessions(work, [session.token_hash])


async def live_sessions(work: PlatformWork | Work, account_id: UUID) -> Sequence[bytes]:
    """Token hashes of the account's open sessions, to close their sockets."""
    return await repository.live_sessions(work, account_id)


async def find_person(work: PlatformWork, account_id: AccountId) -> Person | None:
    account = await repository.get_account(work, account_id)
    if account is None or account.disabled_at is not None:
        return None
    return await _person_of(work, account)


async def issue_refresh_token(work: PlatformWork, account_id: AccountId) -> NewTokens:
    return _refresh_token(work, account_id, family=new_uuid())


async def rotate_refresh_token(work: PlatformWork, token: str) -> NewTokens | None:
    """The next token of the family. A used one is stolen from somebody: None, and the family ends.

    Returns None instead of raising, so that the revocation is committed.
    """
    row = await repository.lock_refresh_token(work, token_hash(token))
    if row is None or row.revoked_at is not None or row.expires_at <= work.now:
        return None
    if row.used_at is not None:
        await repository.revoke_family(work, row.family)
        SIGN_INS.labels("refresh_reused").inc()
        return None
    if await find_person(work, AccountId(row.account_id)) is None:
        return None
    row.used_at = work.now
    return _refresh_token(work, AccountId(row.account_id), family=row.family)


async def revoke_refresh_token(work: PlatformWork, token: str) -> None:
    """Ends the token's family; an unknown token is no error."""
    row = await repository.lock_refresh_token(work, token_hash(token))
    if row is not None:
        await repository.revoke_family(work, row.family)


async def make_link(work: Work, account: Account) -> str:
    """A one-time token to choose a password.

    A link of another person's account would open their other hotels too. For an account that has
    a password, works elsewhere or runs the platform the token looks the same and opens nothing.
    """
    token = new_token()
    places = await repository.places(work, account.id)
    elsewhere = any(place.hotel_id != work.hotel_id for place in places)
    if account.password_hash is None and not elsewhere and not account.is_platform_admin:
        await repository.void_account_tokens(work, account.id, work.now)
        work.session.add(
            AccountToken(
                token_hash=token_hash(token),
                account_id=account.id,
                purpose="invite",
                expires_at=work.now + LINK_LIFETIME,
            )
        )
    return token


async def who_is_invited(work: PlatformWork, token: str) -> str:
    """The e-mail a link is for. Raises NotFound."""
    row = await repository.get_account_token(work, token_hash(token))
    if row is None or row.used_at is not None or row.expires_at <= work.now:
        raise NotFound("This link was used or is too old. Ask for a new one.")
    account = await repository.get_account(work, row.account_id)
    assert account is not None
    return account.email


async def accept_link(works: WorkFactory, *, token: str, password: str) -> AccountId:
    """Sets the password and ends everything that was open. Raises NotFound, Invalid."""
    async with works.platform() as work:
        email = await who_is_invited(work, token)
    hashed = await new_password_hash(password, email=email)
    async with works.platform() as work:
        row = await repository.lock_account_token(work, token_hash(token))
        if row is None or row.used_at is not None:
            raise NotFound("This link was used or is too old. Ask for a new one.")
        row.used_at = work.now
        await _replace_password(work, row.account_id, hashed)
        return AccountId(row.account_id)


async def change_password(
    works: WorkFactory, session: SessionView, *, current: str, new: str
) -> Sequence[bytes]:
    """Returns the sessions that were closed. Raises Invalid."""
    hashed = await new_password_hash(new, email=session.email)
    async with works.platform() as work:
        account = await repository.get_account(work, session.account_id)
        stored = account.password_hash if account else None
    async with hashing_slot():
        right = await verify_password(stored, current)
    if not right:
        raise Invalid("The current password is not right.")
    async with works.platform() as work:
        return await _replace_password(work, session.account_id, hashed)


async def languages_of_staff(work: Work, staff_id: UUID) -> Languages:
    return Languages(*await repository.languages_of_staff(work, staff_id))


async def choose_languages(
    work: PlatformWork, session: SessionView, chosen: Languages
) -> SessionView:
    """For every hotel and every browser of this person."""
    account = await repository.get_account(work, session.account_id)
    assert account is not None
    account.reads, account.screens = chosen.reads, chosen.screens
    return replace(session, person=replace(session.person, languages=chosen))


async def new_password_hash(password: str, *, email: str) -> str:
    """Raises Invalid with the reason as a sentence."""
    reason = weakness(password, email=email)
    if reason is not None:
        raise Invalid(reason, details=[{"field": "password", "message": reason}])
    return await hash_password(password)


async def ensure_account(
    work: PlatformWork | Work, *, email: str, name: str, password_hash: str | None
) -> tuple[Account, bool]:
    """The account of an e-mail, made where there is none. An existing one stays as it is."""
    email = email.strip().lower()
    found = await repository.account_by_email(work, email)
    if found is not None:
        return found, False
    account = Account(email=email, name=name, password_hash=password_hash)
    work.session.add(account)
    await work.session.flush()
    return account, True


async def ensure_platform_admin(works: WorkFactory, *, email: str, password: str) -> bool:
    """True when it was made now. An existing account is neither promoted nor changed."""
    async with works.platform() as work:
        if await repository.account_by_email(work, email.strip().lower()):
            return False
    hashed = await new_password_hash(password, email=email)
    async with works.platform() as work:
        account, made = await ensure_account(
            work, email=email, name="Platform admin", password_hash=hashed
        )
        account.is_platform_admin = account.is_platform_admin or made
        return made


async def _replace_password(work: PlatformWork, account_id: UUID, hashed: str) -> Sequence[bytes]:
    account = await repository.get_account(work, account_id)
    assert account is not None
    account.password_hash = hashed
    sessions = await repository.live_sessions(work, account_id)
    await repository.revoke_sessions(work, sessions)
    await repository.revoke_refresh_tokens(work, account_id)
    return sessions


def _refresh_token(work: PlatformWork, account_id: AccountId, *, family: UUID) -> NewTokens:
    token = new_token()
    work.session.add(
        RefreshToken(
            token_hash=token_hash(token),
            family=family,
            account_id=account_id,
            expires_at=work.now + REFRESH_LIFETIME,
        )
    )
    return NewTokens(account_id, token)


async def _person(work: PlatformWork, account_id: AccountId) -> Person:
    person = await find_person(work, account_id)
    if person is None:
        raise NotFound("There is no such account.")
    return person


async def _person_of(work: PlatformWork, account: Account) -> Person:
    return Person(
        account_id=AccountId(account.id),
        name=account.name,
        email=account.email,
        is_platform_admin=account.is_platform_admin,
        places=await repository.places(work, account.id),
        languages=Languages(account.reads, account.screens),
    )
