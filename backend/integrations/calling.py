"""One request and its answer, over a transport of httpx and without its client.

The client's share of a call (cookies, redirects, sign-ins, hooks, merging of headers) is a fifth
of what a call costs, and nothing of it is wanted here.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx


@asynccontextmanager
async def answer_to(
    request: httpx.Request, transport: httpx.AsyncBaseTransport
) -> AsyncIterator[httpx.Response]:
    """The body is still to be read, and counted by whoever reads it. Follows no redirect.

    Time-outs are those in the request's extensions; the total deadline is the caller's.
    """
    response = await transport.handle_async_request(request)
    # A response unpacks its body only when it knows what it answers.
    response.request = request
    try:
        yield response
    finally:
        await response.aclose()
