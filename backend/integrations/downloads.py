"""Files at addresses that a notification names: public ones only, within a total deadline."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection

import httpx

from backend.domain.media_fetching import MediaTrouble
from backend.integrations.kept_connections import KeptConnections
from backend.integrations.outside import ForbiddenAddress, problem_of_url
from backend.ports.files import FileTrouble, Taken

DEADLINE_S = 60.0
KEEP_ALIVE_S = 2.0
GONE = {401, 403, 404, 410}
"""How storages answer for a link whose time is over."""


class Downloads:
    """Implements ports.files.FileFetcher. One per process; close it at the end.

    `public_only` names the hosts that may be inside of our network all the same; None: all may.
    """

    def __init__(
        self,
        *,
        largest: int,
        public_only: Collection[str] | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        self._largest = largest
        self._deadline_s = deadline_s
        self._may_be_inside = public_only is None
        self._http = httpx.AsyncClient(
            transport=transport or KeptConnections(keep_s=KEEP_ALIVE_S, public_only=public_only),
            timeout=httpx.Timeout(20.0, connect=5.0),
            follow_redirects=False,
            trust_env=False,
            headers={"Accept-Encoding": "identity"},
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def fetch(
        self, url: str, take: Callable[[AsyncIterator[bytes]], Awaitable[Taken]]
    ) -> Taken:
        if problem_of_url(url, private_allowed=self._may_be_inside) is not None:
            raise FileTrouble(MediaTrouble.FORBIDDEN_ADDRESS)
        try:
            async with asyncio.timeout(self._deadline_s), self._http.stream("GET", url) as response:
                self._check(response)
                return await take(self._bounded(response))
        except (TimeoutError, httpx.TimeoutException):
            raise FileTrouble(MediaTrouble.TIMEOUT) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # `from None`: whoever knows the address inside the error may read the file.
            if isinstance(error.__cause__, ForbiddenAddress):
                raise FileTrouble(MediaTrouble.FORBIDDEN_ADDRESS) from None
            raise FileTrouble(MediaTrouble.UNREACHABLE) from None

    def _check(self, response: httpx.Response) -> None:
        if response.status_code in GONE:
            raise FileTrouble(MediaTrouble.EXPIRED)
        if response.status_code != 200:
            raise FileTrouble(MediaTrouble.SERVER_ERROR)
        if response.headers.get("content-encoding", "identity") != "identity":
            # Unpacked it may be a thousand times as large before anybody counts.
            raise FileTrouble(MediaTrouble.REFUSED_TYPE)
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > self._largest:
            raise FileTrouble(MediaTrouble.TOO_LARGE)

    async def _bounded(self, response: httpx.Response) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in response.aiter_bytes():
            size += len(chunk)
            if size > self._largest:
                raise FileTrouble(MediaTrouble.TOO_LARGE)
            yield chunk
