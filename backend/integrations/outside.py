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
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def json(self, request: Request) -> Any:
        """The parsed answer of a 2xx. Raises PmsFailure for everything else."""
        body = await self.send(request)
        try:
            return orjson.loads(body)
        except orjson.JSONDecodeError:
            raise PmsFailure(PmsOutcome.UNEXPECTED, "not_json") from None

    async def send(self, request: Request) -> bytes:
        """The answer of a 2xx, whatever it says. Raises PmsFailure for everything else."""
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
        return body

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
            if response.headers.get("content-encoding", "identity") != "identity":
                # Unpacked it may be a thousand times as large before anybody counts.
                raise PmsFailure(PmsOutcome.UNEXPECTED, "packed")
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
    if not private_allowed and _is_inside(parts.hostname):
        return "private_address"
    return None


def _is_inside(host: str) -> bool:
    """An address in numbers; a name is looked at when somebody connects to it."""
    try:
        return not is_public(host)
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Not loopback, private, link-local (the cloud's metadata), shared, reserved or multicast."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # The same machines in other words: IPv4 inside IPv6, and through a translator.
        inner = found.ipv4_mapped
        if found in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is None:
            return found in _UNICAST and found.is_global and not any(found in net for net in _NOT)
        found = inner
    return found.is_global and not found.is_multicast


_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
_NOT = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("3fff::/20"))
"""6to4, which holds an IPv4 address, and what documents use."""


def guard(transport: httpx.AsyncHTTPTransport) -> None:
    """From now on it connects to public addresses only."""
    pool = transport._pool
    assert isinstance(pool, httpcore.AsyncConnectionPool)
    pool._network_backend = _GuardedBackend(pool._network_backend)


async def addresses_of(host: str, port: int, *, public_only: bool) -> list[str]:
    """Never empty. Raises ConnectError where the name is unknown or, with `public_only`, leads to
    any place that is not public."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError("name_not_found") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise httpcore.ConnectError("name_not_found")
    if public_only and not all(map(is_public, addresses)):
        raise ForbiddenAddress
    return addresses


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
        addresses = await addresses_of(host, port, public_only=True)
        for address in addresses[:-1]:
            try:
                return await self._inner.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except httpcore.ConnectError:
                continue
        return await self._inner.connect_tcp(
            addresses[-1], port, timeout, local_address, socket_options
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


def _guarded_transport(private_allowed: bool) -> httpx.AsyncHTTPTransport:
    limits = httpx.Limits(max_connections=50, keepalive_expiry=2.0)
    transport = httpx.AsyncHTTPTransport(trust_env=False, limits=limits)
    if not private_allowed:
        guard(transport)
    return transport


def _outcome_of(status: int) -> PmsOutcome:
    if status >= 500 or status == 408:
        return PmsOutcome.SERVER_ERROR
    return _BY_STATUS.get(status, PmsOutcome.UNEXPECTED)
