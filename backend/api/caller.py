"""Who calls: a browser session, a bearer token or an API key, read anew for each request."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Request

from backend.api.services import ApiServices
from backend.domain.permissions import Permission, permissions_of
from backend.errors import Forbidden, Unauthenticated
from backend.features.accounts import service as accounts
from backend.features.accounts.schemas import Person, SessionView
from backend.features.api_keys import service as api_keys
from backend.features.api_keys.schemas import KeyHolder
from backend.work import Actor, ActorKind

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
CSRF_HEADER, CSRF_VALUE = "x-requested-with", "hotelbot"
BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Caller:
    ip: str
    person: Person | None = None
    session: SessionView | None = None
    key: KeyHolder | None = None

    @property
    def id(self) -> UUID:
        """Of the account or the key: what requests are counted by."""
        return self.key.key_id if self.key else self._someone.account_id

    def permissions_in(self, hotel_id: UUID) -> frozenset[Permission] | None:
        """None when the hotel is none of the caller's business, or does not exist."""
        if self.key is not None:
            own = self.key.hotel_id == hotel_id
            return permissions_of(self.key.role, is_platform_admin=False) if own else None
        place = self._someone.place_in(hotel_id)
        if place is None and not self._someone.is_platform_admin:
            return None
        role = place.role if place else None
        return permissions_of(role, is_platform_admin=self._someone.is_platform_admin)

    def actor_in(self, hotel_id: UUID) -> Actor:
        may = self.permissions_in(hotel_id) or frozenset()
        if self.key is not None:
            return Actor(ActorKind.API_KEY, self.key.key_id, self.key.name, self.ip, may)
        place = self._someone.place_in(hotel_id)
        if place is not None and not self._someone.is_platform_admin:
            return Actor(ActorKind.STAFF, place.staff_id, place.name, self.ip, may)
        return self.admin

    @property
    def admin(self) -> Actor:
        someone = self._someone
        may = permissions_of(None, is_platform_admin=someone.is_platform_admin)
        return Actor(ActorKind.ADMIN, someone.account_id, someone.name, self.ip, may)

    @property
    def is_visiting_admin(self) -> bool:
        return self.person is not None and self.person.is_platform_admin

    @property
    def _someone(self) -> Person:
        assert self.person is not None
        return self.person


async def identify_caller(request: Request, services: ApiServices) -> Caller:
    """Raises Unauthenticated; Forbidden for a request that another site may have forged."""
    ip = address_of(request)
    key = request.headers.get("x-api-key")
    if key is not None:
        return Caller(ip, key=await _key_holder(key, services))
    header = request.headers.get("authorization")
    if header is not None:
        return Caller(ip, person=await _bearer(header, services))
    session = await _session(request, services)
    refuse_forged(request, services)
    return Caller(ip, person=session.person, session=session)


def address_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def refuse_forged(request: Request, services: ApiServices) -> None:
    """A cookie alone proves nothing: the page that asks must be ours (OWASP: CSRF)."""
    if request.method in SAFE_METHODS:
        return
    refuse_other_sites(request, services)
    if request.headers.get(CSRF_HEADER) != CSRF_VALUE:
        raise Forbidden(f"Send the header X-Requested-With: {CSRF_VALUE}.")


def refuse_other_sites(request: Request, services: ApiServices) -> None:
    site = request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        raise Forbidden("This request came from another site.")
    origin = request.headers.get("origin")
    ours = {
        urlsplit(services.container.settings.public_url).netloc,
        request.headers.get("host", ""),
    }
    if origin is not None and urlsplit(origin).netloc not in ours:
        raise Forbidden("This request came from another site.")


async def _key_holder(key: str, services: ApiServices) -> KeyHolder:
    hotel_id = api_keys.hotel_of_api_key(key)
    if hotel_id is None:
        raise Unauthenticated("This API key is not valid.")
    async with services.container.work.hotel(hotel_id) as work:
        holder = await api_keys.find_api_key(work, key)
    if holder is None:
        raise Unauthenticated("This API key is not valid.")
    return holder


async def _bearer(header: str, services: ApiServices) -> Person:
    if not header.lower().startswith(BEARER):
        raise Unauthenticated("Use Authorization: Bearer <access token>.")
    async with services.container.work.platform() as work:
        account_id = services.tokens.read(header[len(BEARER) :].strip(), now=work.now)
        person = await accounts.find_person(work, account_id) if account_id else None
    if person is None:
        raise Unauthenticated("This access token is not valid, or no longer.")
    return person


async def _session(request: Request, services: ApiServices) -> SessionView:
    token = request.cookies.get(services.cookie)
    if not token:
        raise Unauthenticated()
    async with services.container.work.platform() as work:
        session = await accounts.find_session(work, token)
    if session is None:
        raise Unauthenticated("Your session has ended. Sign in again.")
    return session
