"""A page of a hotel's own site, for its entries: public addresses only, whatever redirects say."""

import asyncio
from urllib.parse import urljoin

import httpx

from backend.domain.knowledge_words import ReadTrouble
from backend.integrations.outside import ForbiddenAddress, guard, problem_of_url
from backend.ports.documents import Fetched, Unread

DEADLINE_S = 15.0
LARGEST = 8 * 1024 * 1024
MOST_REDIRECTS = 4
_MOVED = {301, 302, 303, 307, 308}


class WebPages:
    """Implements ports.documents.PageFetcher. One per process; close it at the end.

    `private_allowed` and `transport` are for tests.
    """

    def __init__(
        self,
        *,
        private_allowed: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._private_allowed = private_allowed
        self._deadline_s = deadline_s
        self._http = httpx.AsyncClient(
            transport=transport or _guarded(private_allowed),
            timeout=httpx.Timeout(deadline_s, connect=5.0),
            follow_redirects=False,
            trust_env=False,
            headers={
                "Accept": "text/html, application/pdf, text/plain",
                "Accept-Encoding": "identity",
            },
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def fetch_page(self, url: str) -> Fetched:
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._follow(url)
        except (TimeoutError, httpx.TimeoutException):
            raise Unread(ReadTrouble.TOO_SLOW) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            forbidden = isinstance(error.__cause__, ForbiddenAddress)
            trouble = ReadTrouble.FORBIDDEN_ADDRESS if forbidden else ReadTrouble.UNREACHABLE
            raise Unread(trouble) from None

    async def _follow(self, url: str) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            if problem_of_url(url, private_allowed=self._private_allowed) is not None:
                raise Unread(ReadTrouble.FORBIDDEN_ADDRESS)
            found = await self._once(url)
            if isinstance(found, Fetched):
                return found
            url = urljoin(url, found)
        raise Unread(ReadTrouble.TOO_MANY_REDIRECTS)

    async def _once(self, url: str) -> Fetched | str:
        """The page, or where it has moved to."""
        async with self._http.stream("GET", url) as response:
            if response.status_code in _MOVED:
                return str(response.headers.get("location", ""))
            if not 200 <= response.status_code < 300:
                raise Unread(ReadTrouble.REFUSED)
            if response.headers.get("content-encoding", "identity") != "identity":
                # Unpacked it may be a thousand times as large before anybody counts.
                raise Unread(ReadTrouble.UNKNOWN_TYPE)
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    raise Unread(ReadTrouble.TOO_LARGE)
            media_type = response.headers.get("content-type", "").partition(";")[0]
            return Fetched(bytes(body), media_type.strip().lower())


def _guarded(private_allowed: bool) -> httpx.AsyncHTTPTransport:
    limits = httpx.Limits(max_connections=10, keepalive_expiry=1.0)
    transport = httpx.AsyncHTTPTransport(trust_env=False, limits=limits)
    if not private_allowed:
        guard(transport)
    return transport
