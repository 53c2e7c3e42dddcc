"""Gateways behind circuits: a provider that does not answer is left alone for a while.

Each number has its own circuit, so one hotel's trouble never holds back another's messages.
"""

from collections.abc import Sequence

from backend.domain.sending import TOO_MANY_REQUESTS
from backend.domain.words import InstanceState, SendOutcome
from backend.ports.ai import AiFailure, AiGateway, AiReply, AiRequest, AiUnavailable
from backend.ports.messaging import (
    ChannelAccess,
    MessagingGateway,
    OutgoingRecord,
    SendResult,
)
from backend.reliability.breaker import Breaker

GREEN_API = "green_api"
DEEPSEEK = "deepseek"
HELD = "breaker_open"

# The provider did answer: it is up, whatever it thinks of the request.
ANSWERED = {SendOutcome.ACCEPTED, SendOutcome.PERMANENT, SendOutcome.QUOTA, SendOutcome.AUTH}
AI_DOWN = {
    AiFailure.TIMEOUT,
    AiFailure.OVERLOADED,
    AiFailure.SERVER_ERROR,
    AiFailure.NETWORK,
    AiFailure.AUTH,
    AiFailure.NO_BALANCE,
}
"""Failures the next call would meet too; a bad answer to one question is none of them."""


class GuardedMessaging:
    """Implements ports.messaging.MessagingGateway."""

    def __init__(self, inner: MessagingGateway, breaker: Breaker) -> None:
        self._inner = inner
        self._breaker = breaker

    async def send_text(
        self, access: ChannelAccess, *, chat_id: str, text: str, quoted_id: str | None = None
    ) -> SendResult:
        name = f"{GREEN_API}:{access.id_instance}"
        if not await self._breaker.permits(name):
            return SendResult(SendOutcome.REFUSED, detail=HELD)
        result = await self._inner.send_text(
            access, chat_id=chat_id, text=text, quoted_id=quoted_id
        )
        crowded = result.http_status == TOO_MANY_REQUESTS
        await self._breaker.record(name, ok=crowded or result.outcome in ANSWERED)
        return result

    async def list_queue(self, access: ChannelAccess) -> Sequence[OutgoingRecord]:
        return await self._inner.list_queue(access)

    async def list_sent(self, access: ChannelAccess, *, minutes: int) -> Sequence[OutgoingRecord]:
        return await self._inner.list_sent(access, minutes=minutes)

    async def list_received(
        self, access: ChannelAccess, *, minutes: int
    ) -> Sequence[dict[str, object]]:
        return await self._inner.list_received(access, minutes=minutes)

    async def fetch_state(self, access: ChannelAccess) -> InstanceState:
        return await self._inner.fetch_state(access)

    async def configure(
        self, access: ChannelAccess, *, webhook_url: str, webhook_token: str
    ) -> None:
        await self._inner.configure(access, webhook_url=webhook_url, webhook_token=webhook_token)


class GuardedAi:
    """Implements ports.ai.AiGateway."""

    def __init__(self, inner: AiGateway, breaker: Breaker) -> None:
        self._inner = inner
        self._breaker = breaker

    async def complete(self, request: AiRequest) -> AiReply:
        if not await self._breaker.permits(DEEPSEEK):
            raise AiUnavailable(AiFailure.BREAKER_OPEN)
        try:
            reply = await self._inner.complete(request)
        except AiUnavailable as error:
            await self._breaker.record(DEEPSEEK, ok=error.failure not in AI_DOWN)
            raise
        await self._breaker.record(DEEPSEEK, ok=True)
        return reply
