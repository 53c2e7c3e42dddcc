"""Tries an address that staff wrote into a template: one question, nothing is followed."""

import asyncio
from urllib.parse import urljoin, urlsplit

import httpx

from backend.domain.template_links import LinkOutcome
from backend.integrations.outside import ForbiddenAddress, guard, problem_of_url
from backend.ports.links import LinkResult

DEADLINE_S = 8.0
_PORTS = {"https": 443, "http": 80}
_GONE = {404, 410}
_NO_HEAD = {400, 403, 405, 501}
"""Answers of servers that know no HEAD; they are asked for the page itself."""


class LinkTester:
    """One per process; close it at the end. `transport` is for tests."""

    def __init__(self, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._http = httpx.AsyncClient(
            transport=transport or _guarded(),
            timeout=httpx.Timeout(DEADLINE_S, connect=5.0),
            follow_redirects=False,
            trust_env=False,
            headers={"Accept": "text/html, */*", "Accept-Encoding": "identity"},
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def try_link(self, url: str) -> LinkResult:
        if _is_forbidden(url):
            return LinkResult(LinkOutcome.PRIVATE_ADDRESS)
        try:
            async with asyncio.timeout(DEADLINE_S):
                status, location = await self._ask(url)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            forbidden = isinstance(error.__cause__, ForbiddenAddress)
            outcome = LinkOutcome.PRIVATE_ADDRESS if forbidden else LinkOutcome.UNREACHABLE
            return LinkResult(outcome)
        if 300 <= status < 400:
            return LinkResult(LinkOutcome.REDIRECTS, status, _host(urljoin(url, location)))
        return LinkResult(_outcome_of(status), status)

    async def _ask(self, url: str) -> tuple[int, str]:
        status, location = await self._once("HEAD", url)
        return await self._once("GET", url) if status in _NO_HEAD else (status, location)

    async def _once(self, method: str, url: str) -> tuple[int, str]:
        # Closed without reading: how long the page is does not matter.
        async with self._http.stream(method, url) as response:
            return response.status_code, response.headers.get("location", "")


def _is_forbidden(url: str) -> bool:
    """A page for guests lies on the usual port of a public host."""
    parts = urlsplit(url)
    if parts.port not in (None, _PORTS.get(parts.scheme.lower())):
        return True
    # Of the same rules as everything that a hotel typed in, but that a page may be unencrypted.
    plain = parts._replace(scheme="https", netloc=parts.netloc.removesuffix(":80"))
    return problem_of_url(plain.geturl(), private_allowed=False) is not None


def _outcome_of(status: int) -> LinkOutcome:
    if 200 <= status < 300:
        return LinkOutcome.OK
    return LinkOutcome.NOT_FOUND if status in _GONE else LinkOutcome.REFUSED


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:253]
    except ValueError:
        return ""


def _guarded() -> httpx.AsyncHTTPTransport:
    limits = httpx.Limits(max_connections=20, keepalive_expiry=1.0)
    transport = httpx.AsyncHTTPTransport(trust_env=False, limits=limits)
    guard(transport)
    return transport
