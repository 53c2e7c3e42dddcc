"""Signing in and out, for browsers (a cookie) and for machines (tokens)."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from backend.api.caller import address_of, refuse_other_sites
from backend.api.deps import BrowserSession, Services
from backend.api.services import ApiServices
from backend.domain.ids import AccountId
from backend.errors import Unauthenticated
from backend.features.accounts import service as accounts
from backend.features.accounts.access_tokens import LIFETIME_S
from backend.kit.fields import Email
from backend.realtime.kick import kick

router = APIRouter(prefix="/auth", tags=["sign-in"])
WRONG = "The e-mail or the password is not right."


class Credentials(BaseModel):
    email: Email
    password: str = Field(min_length=1, max_length=1000, repr=False)


class SignedIn(BaseModel):
    hotel_id: UUID | None
    is_platform_admin: bool


class RefreshRequest(BaseModel):
    refresh_token: str = Field(min_length=1, max_length=200, repr=False)


class Tokens(BaseModel):
    access_token: str
    refresh_token: str
    token_type: str = "Bearer"  # noqa: S105 - the word of RFC 6750
    expires_in: int = LIFETIME_S
    """Seconds."""


class Link(BaseModel):
    token: str = Field(min_length=1, max_length=200, repr=False)


class LinkAccepted(Link):
    password: str = Field(max_length=1000, repr=False)


class Invited(BaseModel):
    email: str


@router.post("/login", responses={401: {}, 429: {}})
async def login(
    data: Credentials, request: Request, response: Response, services: Services
) -> SignedIn:
    """Sets the session cookie: HttpOnly, SameSite=Lax, and Secure when served over HTTPS."""
    refuse_other_sites(request, services)
    account_id = await _authenticate(data, request, services)
    async with services.container.work.platform() as work:
        token, session = await accounts.open_session(
            work,
            account_id,
            ip=address_of(request),
            user_agent=request.headers.get("user-agent"),
        )
    response.set_cookie(
        services.cookie,
        token,
        max_age=int(accounts.ABSOLUTE.total_seconds()),
        path="/",
        secure=services.is_https,
        httponly=True,
        samesite="lax",
    )
    return SignedIn(hotel_id=session.hotel_id, is_platform_admin=session.is_platform_admin)


@router.post("/logout", status_code=204)
async def logout(session: BrowserSession, services: Services) -> Response:
    """Ends the session and closes its sockets."""
    async with services.container.work.platform() as work:
        await accounts.close_session(work, session)
    await kick(services.container.redis, [session.token_hash])
    response = Response(status_code=204)
    response.delete_cookie(
        services.cookie, path="/", secure=services.is_https, httponly=True, samesite="lax"
    )
    return response


@router.post("/token", responses={401: {}, 429: {}})
async def token(data: Credentials, request: Request, services: Services) -> Tokens:
    account_id = await _authenticate(data, request, services)
    async with services.container.work.platform() as work:
        issued = await accounts.issue_refresh_token(work, account_id)
        access = services.tokens.issue(account_id, now=work.now)
    return Tokens(access_token=access, refresh_token=issued.refresh_token)


@router.post("/refresh", responses={401: {}})
async def refresh(data: RefreshRequest, services: Services) -> Tokens:
    """Each refresh token serves once. A reused one ends every token of its family."""
    async with services.container.work.platform() as work:
        issued = await accounts.rotate_refresh_token(work, data.refresh_token)
        now = work.now
    if issued is None:
        raise Unauthenticated("This refresh token is not valid, or no longer.")
    access = services.tokens.issue(issued.account_id, now=now)
    return Tokens(access_token=access, refresh_token=issued.refresh_token)


@router.post("/revoke", status_code=204)
async def revoke(data: RefreshRequest, services: Services) -> None:
    """Ends the token's family; says nothing of whether the token was known."""
    async with services.container.work.platform() as work:
        await accounts.revoke_refresh_token(work, data.refresh_token)


@router.post("/invitation")
async def read_invitation(data: Link, services: Services) -> Invited:
    """Whom a link is for. The token is in the body, so that no log holds it."""
    async with services.container.work.platform() as work:
        return Invited(email=await accounts.who_is_invited(work, data.token))


@router.post("/password", status_code=204)
async def accept_invitation(data: LinkAccepted, services: Services) -> None:
    await accounts.accept_link(services.container.work, token=data.token, password=data.password)


async def _authenticate(data: Credentials, request: Request, services: ApiServices) -> AccountId:
    account_id = await accounts.authenticate(
        services.container.work,
        services.limiter,
        email=data.email,
        password=data.password,
        ip=address_of(request),
    )
    if account_id is None:
        raise Unauthenticated(WRONG)
    return account_id
