"""The way to a vendor for the calls of every message: httpx's requests and answers over
connections of our own.

httpx's own transport takes six times the processor time, and looks through all connections at
each call. Here the connection that was used last is used first, so a quiet process keeps few.
"""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator, Collection
from typing import NamedTuple

import httpcore
import httpx

from backend.integrations.connection import Connection
from backend.integrations.outside import addresses_of

PORTS = {"http": 80, "https": 443}
NEXT_ADDRESS_AFTER_S = 1.0
"""A host with several addresses: one that does not answer must not use up the time to connect."""


class _Origin(NamedTuple):
    scheme: str
    host: str
    port: int


class KeptConnections(httpx.AsyncBaseTransport):
    """Of a request's time-outs those for connecting and reading hold; whoever calls keeps a total
    deadline. A request's body is sent at once and follows no redirect.

    `public_only`: the hosts that may be called wherever they are, while every other one must be
    outside of our network; None: all may be called. `keep_s`: how long an idle connection is
    trusted.
    """

    def __init__(self, *, keep_s: float, public_only: Collection[str] | None = None) -> None:
        self._keep_s = keep_s
        self._public_only = public_only
        self._trusted = httpx.create_ssl_context(trust_env=False)
        self._idle: dict[_Origin, deque[Connection]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        origin, times = _origin_of(request.url), request.extensions.get("timeout", {})
        wanted = _on_the_wire(request, await request.aread())
        connection = self._take(origin)
        if connection is None:
            connection = await self._connect(origin, within_s=times.get("connect"))
        try:
            status, headers = await connection.ask(wanted, within_s=times.get("read"))
        except BaseException:
            connection.abort()
            raise
        body = _Body(self, origin, connection, within_s=times.get("read"))
        return httpx.Response(status, headers=headers, stream=body)

    async def aclose(self) -> None:
        """Of what is idle; a call under way keeps its connection to its end."""
        for idle in list(self._idle.values()):
            for connection in idle:
                connection.abort()
        self._idle.clear()

    def give_back(self, origin: _Origin, connection: Connection) -> None:
        now = asyncio.get_running_loop().time()
        if not connection.rest(now):
            return
        idle = self._idle.setdefault(origin, deque())
        idle.append(connection)
        while idle and idle[0].idle_since < now - self._keep_s:
            idle.popleft().abort()

    def _take(self, origin: _Origin) -> Connection | None:
        idle = self._idle.get(origin)
        oldest = asyncio.get_running_loop().time() - self._keep_s
        while idle:
            connection = idle.pop()
            if connection.idle_since >= oldest and connection.is_usable:
                return connection
            connection.abort()
        return None

    async def _connect(self, origin: _Origin, *, within_s: float | None) -> Connection:
        """Raises httpx.ConnectError or ConnectTimeout: nothing of the request has left then."""
        inside = self._public_only is None or origin.host in self._public_only
        try:
            async with asyncio.timeout(within_s):
                addresses = await addresses_of(origin.host, origin.port, public_only=not inside)
                for address in addresses[:-1]:
                    try:
                        async with asyncio.timeout(NEXT_ADDRESS_AFTER_S):
                            return await self._open(origin, address)
                    except OSError:
                        continue
                return await self._open(origin, addresses[-1])
        except TimeoutError as error:
            raise httpx.ConnectTimeout("") from error
        except (OSError, httpcore.ConnectError) as error:
            raise httpx.ConnectError(type(error).__name__) from error

    async def _open(self, origin: _Origin, address: str) -> Connection:
        secure = origin.scheme == "https"
        trusted: ssl.SSLContext | None = self._trusted if secure else None
        _, connection = await asyncio.get_running_loop().create_connection(
            lambda: Connection(lambda ended: self._forget(origin, ended)),
            address,
            origin.port,
            ssl=trusted,
            server_hostname=origin.host if secure else None,
        )
        return connection

    def _forget(self, origin: _Origin, connection: Connection) -> None:
        idle = self._idle.get(origin)
        if idle is not None and connection in idle:
            idle.remove(connection)


class _Body(httpx.AsyncByteStream):
    def __init__(
        self,
        kept: KeptConnections,
        origin: _Origin,
        connection: Connection,
        *,
        within_s: float | None,
    ) -> None:
        self._kept, self._origin = kept, origin
        self._connection: Connection | None = connection
        self._within_s = within_s

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._connection is not None:
            async for piece in self._connection.pieces(within_s=self._within_s):
                yield piece

    async def aclose(self) -> None:
        """Closed again, or by somebody else than who read it: the connection is given back once."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self._kept.give_back(self._origin, connection)


def _origin_of(url: httpx.URL) -> _Origin:
    host = url.raw_host.decode("ascii")
    if url.scheme not in PORTS or not host:
        # Without a host the name would be resolved to this machine.
        raise httpx.UnsupportedProtocol("an address over http or https is needed")
    return _Origin(url.scheme, host, url.port or PORTS[url.scheme])


def _on_the_wire(request: httpx.Request, body: bytes) -> bytes:
    lines = [f"{request.method} ".encode("ascii") + request.url.raw_path + b" HTTP/1.1"]
    lines += [name + b": " + value for name, value in request.headers.raw]
    head = b"\r\n".join(lines)
    if head.count(b"\r") != len(lines) - 1 or head.count(b"\n") != len(lines) - 1:
        raise httpx.LocalProtocolError("a line break in the head of a request")
    return head + b"\r\n\r\n" + body
