"""Many calls in flight without paying for each of them at every request.

httpcore looks through all connections of a pool at each request and each answer: with 150 calls
in flight that is most of a request's cost. Several pools, filled one after the other, keep it
flat, and a quiet process goes on using the few connections it has.
"""

import ssl
from collections.abc import AsyncIterator, Collection
from typing import cast

import httpx

from backend.integrations.outside import guard

POOLS = 64
CALLS_IN_A_POOL = 4
"""A pool that has so many calls in flight is passed over while another one has fewer."""


class SpreadTransport(httpx.AsyncBaseTransport):
    """`limits` hold for each pool. `public_only`: the hosts that may be called wherever they are,
    while every other one must be outside of our network; None: all may be called."""

    def __init__(self, *, limits: httpx.Limits, public_only: Collection[str] | None = None) -> None:
        # Reading the certificates takes longer than everything else here: once for all pools.
        trusted = httpx.create_ssl_context(trust_env=False)
        self._pools = [_Pool(limits, trusted) for _ in range(POOLS)]
        if public_only is not None:
            for pool in self._pools:
                guard(pool.transport, always=public_only)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        roomy = (pool for pool in self._pools if pool.in_flight < CALLS_IN_A_POOL)
        pool = next(roomy, None) or min(self._pools, key=lambda pool: pool.in_flight)
        return await pool.send(request)

    async def aclose(self) -> None:
        for pool in self._pools:
            await pool.transport.aclose()


class _Pool:
    def __init__(self, limits: httpx.Limits, trusted: ssl.SSLContext) -> None:
        self.transport = httpx.AsyncHTTPTransport(verify=trusted, limits=limits, trust_env=False)
        self.in_flight = 0

    async def send(self, request: httpx.Request) -> httpx.Response:
        """In flight until the answer's body is closed, as httpx always does."""
        self.in_flight += 1
        try:
            response = await self.transport.handle_async_request(request)
        except BaseException:
            self.in_flight -= 1
            raise
        response.stream = _Counted(self, cast(httpx.AsyncByteStream, response.stream))
        return response


class _Counted(httpx.AsyncByteStream):
    def __init__(self, pool: _Pool, inner: httpx.AsyncByteStream) -> None:
        self._pool = pool
        self._inner = inner
        self._open = True

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._inner:
            yield chunk

    async def aclose(self) -> None:
        if self._open:
            self._open = False
            self._pool.in_flight -= 1
        await self._inner.aclose()
