"""DeepSeek over HTTP. One call, one total deadline, one named outcome."""

import asyncio
from time import monotonic

import httpx
from pydantic import SecretStr

from backend.integrations.calling import answer_to
from backend.integrations.deepseek.parse import failure_of_status, parse_reply
from backend.integrations.deepseek.payloads import chat_body
from backend.ports.ai import AiFailure, AiReply, AiRequest, AiUnavailable

CONNECT_S = 2.0
LARGEST_BODY = 256 * 1024
# No read timeout on purpose: blank lines keep the connection busy for ten minutes and would defeat
# it. The total deadline of each request is ours.
PATIENCE = httpx.Timeout(None, connect=CONNECT_S).as_dict()


class DeepSeekClient:
    """Implements AiGateway."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        *,
        base_url: str,
        api_key: SecretStr,
        model: str,
    ) -> None:
        self._transport = transport
        self._url = f"{base_url.rstrip('/')}/chat/completions"
        self._key = api_key
        self._model = model

    async def complete(self, request: AiRequest) -> AiReply:
        started = monotonic()
        try:
            async with asyncio.timeout(request.deadline_s):
                return await self._complete(request, started)
        except TimeoutError:
            raise AiUnavailable(AiFailure.TIMEOUT) from None

    async def _complete(self, request: AiRequest, started: float) -> AiReply:
        """Asks once more after a blank answer: JSON mode gives one now and then."""
        body = chat_body(request, model=self._model)
        try:
            return await self._ask(body, started)
        except AiUnavailable as unavailable:
            if unavailable.failure is not AiFailure.BLANK:
                raise
        return await self._ask(body, started)

    async def _ask(self, body: bytes, started: float) -> AiReply:
        headers = {
            "Authorization": f"Bearer {self._key.get_secret_value()}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": "hotelbot",
        }
        extensions = {"timeout": PATIENCE}
        try:
            request = httpx.Request(
                "POST", self._url, headers=headers, content=body, extensions=extensions
            )
            async with answer_to(request, self._transport) as response:
                failure = failure_of_status(response.status_code)
                if failure is not None:
                    raise AiUnavailable(failure, f"HTTP {response.status_code}")
                received = await _read(response)
        except httpx.HTTPError as error:
            # `from None`: the cause carries the request, and with it the key.
            raise AiUnavailable(AiFailure.NETWORK, type(error).__name__) from None
        return parse_reply(received, duration_ms=round((monotonic() - started) * 1000))


async def _read(response: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_bytes():
        size += len(part)
        if size > LARGEST_BODY:
            raise AiUnavailable(AiFailure.TOO_LARGE)
        parts.append(part)
    return b"".join(parts)
