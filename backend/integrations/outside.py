"""Calls to addresses that a hotel typed in: one total deadline, a bounded answer, and no way into
our own network.

The name is resolved once, every address behind it is looked at, and the connection goes to an
address that was looked at: a name that changes its mind in between leads nowhere.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx
import orjson

from backend.ports.pms import PmsFailure, PmsOutcome

DEADLINE_S = 10.0
MAX_ANSWER = 2 * 1024 * 1024
SCHEMES = {"https"}
_BY_STATUS = {
    401: PmsOutcome.AUTH,
    403: PmsOutcome.AUTH,
    404: PmsOutcome.NOT_FOUND,
    429: PmsOutcome.RATE_LIMITED,
}


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str] | None = None
    query: Mapping[str, str] | None = None
    body: Any = None
    """Sent as JSON."""
    form: Mapping[str, str] | None = None
    basic: tuple[str, str] | None = None


class ForbiddenAddress(httpcore.ConnectError):
    """The name leads into a network of ours, or nowhere public."""


class Outside:
    """One per process; close it at the end. `private_allowed` is for a PMS in the hotel's own
    network, and for tests."""

    def __init__(
        self, *, private_allowed: bool = False, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._private_allowed = private_allowed
        self._http = httpx.AsyncClient(
            transport=transport or _guarded_transport(private_allowed),
            timeout=httpx.Timeout(DEADLINE_S, connect=5.0),
            follow_redirects=False,
            trust_env=False,
            headers={"Accept": "application/json"},
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def json(self, request: Request) -> Any:
        """The parsed answer of a 2xx. Raises PmsFailure for everything else."""
        problem = problem_of_url(request.url, private_allowed=self._private_allowed)
        if problem is not None:
            raise PmsFailure(PmsOutcome.FORBIDDEN_ADDRESS, problem)
        try:
            async with asyncio.timeout(DEADLINE_S):
                status, body = await self._exchange(request)
        except (TimeoutError, httpx.TimeoutException):
            raise PmsFailure(PmsOutcome.TIMEOUT) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            # `from None`: the request inside the error carries the credentials.
            if isinstance(error.__cause__, ForbiddenAddress):
                raise PmsFailure(PmsOutcome.FORBIDDEN_ADDRESS, "private_address") from None
            raise PmsFailure(PmsOutcome.NETWORK, type(error).__name__) from None
        if not 200 <= status < 300:
            raise PmsFailure(_outcome_of(status), f"http_{status}")
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            raise PmsFailure(PmsOutcome.UNEXPECTED, "not_json") from None

    async def _exchange(self, request: Request) -> tuple[int, bytes]:
        async with self._http.stream(
            request.method,
            request.url,
            headers=request.headers,
            params=request.query,
            json=request.body,
            data=dict(request.form) if request.form else None,
            auth=request.basic,
        ) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MAX_ANSWER:
                    raise PmsFailure(PmsOutcome.TOO_LARGE)
            return response.status_code, bytes(body)


def problem_of_url(url: str, *, private_allowed: bool) -> str | None:
    """Why an address is refused before anybody calls it; None: it may be tried."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "not_an_address"
    allowed = SCHEMES | ({"http"} if private_allowed else set())
    if parts.scheme not in allowed:
        return "not_https"
    if not parts.hostname or parts.username is not None or parts.password is not None:
        return "not_an_address"
    if not private_allowed and port not in (None, 443):
        return "other_port"
    return None


def is_public(address: str) -> bool:
    """Not loopback, private, link-local (the cloud's metadata), shared, reserved or multicast."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (mapped is None or mapped.is_global)


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, inner: httpcore.AsyncNetworkBackend) -> None:
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return await self._inner.connect_tcp(
            await self._checked(host, port), port, timeout, local_address, socket_options
        )

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface is httpcore's
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise ForbiddenAddress

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    async def _checked(self, host: str, port: int) -> str:
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise httpcore.ConnectError("name_not_found") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(map(is_public, addresses)):
            raise ForbiddenAddress
        return addresses[0]


def _guarded_transport(private_allowed: bool) -> httpx.AsyncHTTPTransport:
    transport = httpx.AsyncHTTPTransport(trust_env=False)
    if not private_allowed:
        transport._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=50,
            keepalive_expiry=2.0,
            network_backend=_GuardedBackend(httpcore.AnyIOBackend()),
        )
    return transport


def _outcome_of(status: int) -> PmsOutcome:
    if status >= 500 or status == 408:
        return PmsOutcome.SERVER_ERROR
    return _BY_STATUS.get(status, PmsOutcome.UNEXPECTED)
