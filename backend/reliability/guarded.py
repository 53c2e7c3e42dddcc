"""Gateways behind circuits: a provider that does not answer is left alone for a while.

Each number has its own circuit, so one hotel's trouble never holds back another's messages, and
the provider as a whole has one for the day when nobody's number answers. The journals have
circuits of their own: a slow journal must not hold back sends.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from backend.domain.retrying import decide, trouble_of
from backend.domain.words import InstanceState, SendOutcome
from backend.ports.ai import AiFailure, AiGateway, AiReply, AiRequest, AiUnavailable
from backend.ports.messaging import (
    ChannelAccess,
    GatewayFailure,
    MessagingGateway,
    OutgoingFile,
    OutgoingRecord,
    SendResult,
    UploadResult,
)
from backend.reliability.breaker import Breaker

Answer = TypeVar("Answer")

GREEN_API = "green_api"
JOURNAL = "green_api_journal"
DEEPSEEK = "deepseek"
HELD = "breaker_open"

AI_DOWN = {
    AiFailure.TIMEOUT,
    AiFailure.OVERLOADED,
    AiFailure.SERVER_ERROR,
    AiFailure.NETWORK,
    AiFailure.AUTH,
    AiFailure.NO_BALANCE,
}
"""Failures the next call would meet too; a bad answer to one question is none of them."""


def number_circuit(id_instance: int) -> str:
    return f"{GREEN_API}:{id_instance}"


def journal_circuit(id_instance: int) -> str:
    return f"{JOURNAL}:{id_instance}"


def answered(outcome: SendOutcome, http_status: int | None) -> bool:
    """Whether the provider is up, whatever it thinks of the request."""
    trouble = trouble_of(outcome, http_status)
    return trouble is None or not decide(trouble, 1).feeds_breaker


class GuardedMessaging:
    """Implements ports.messaging.MessagingGateway."""

    def __init__(self, inner: MessagingGateway, breaker: Breaker) -> None:
        self._inner = inner
        self._breaker = breaker

    async def send_text(
        self, access: ChannelAccess, *, chat_id: str, text: str, quoted_id: str | None = None
    ) -> SendResult:
        return await self._sent(
            access,
            lambda: self._inner.send_text(access, chat_id=chat_id, text=text, quoted_id=quoted_id),
        )

    async def send_file(
        self,
        access: ChannelAccess,
        *,
        chat_id: str,
        url: str,
        file_name: str,
        caption: str,
        quoted_id: str | None = None,
    ) -> SendResult:
        return await self._sent(
            access,
            lambda: self._inner.send_file(
                access,
                chat_id=chat_id,
                url=url,
                file_name=file_name,
                caption=caption,
                quoted_id=quoted_id,
            ),
        )

    async def upload_file(
        self, access: ChannelAccess, file: OutgoingFile, *, within_s: float
    ) -> UploadResult:
        """Another host, and slow by the size of the file: neither held by the circuit of a number
        nor counted in it. The call that sends is."""
        return await self._inner.upload_file(access, file, within_s=within_s)

    async def list_queue(self, access: ChannelAccess) -> Sequence[OutgoingRecord]:
        return await self._read(access, lambda: self._inner.list_queue(access))

    async def list_sent(self, access: ChannelAccess, *, minutes: int) -> Sequence[OutgoingRecord]:
        return await self._read(access, lambda: self._inner.list_sent(access, minutes=minutes))

    async def list_received(
        self, access: ChannelAccess, *, minutes: int
    ) -> Sequence[dict[str, object]]:
        return await self._read(access, lambda: self._inner.list_received(access, minutes=minutes))

    async def fetch_state(self, access: ChannelAccess) -> InstanceState:
        """Never held: it is one small question a minute, or a person who wants to know now."""
        return await self._inner.fetch_state(access)

    async def configure(
        self, access: ChannelAccess, *, webhook_url: str, webhook_token: str
    ) -> None:
        await self._inner.configure(access, webhook_url=webhook_url, webhook_token=webhook_token)

    async def _permits(self, number: str) -> bool:
        """A number that is answered goes on, whatever becomes of the others. The provider's probe
        is kept only for a call that is then made: a number that is held must not use it up."""
        if not self._breaker.doubts(number):
            return await self._breaker.permits(number)
        if not await self._breaker.permits(GREEN_API):
            return False
        may_call = await self._breaker.permits(number)
        if not may_call:
            await self._breaker.forgo(GREEN_API)
        return may_call

    async def _sent(
        self, access: ChannelAccess, call: Callable[[], Awaitable[SendResult]]
    ) -> SendResult:
        name = number_circuit(access.id_instance)
        if not await self._permits(name):
            return SendResult(SendOutcome.REFUSED, detail=HELD)
        result = await call()
        ok = answered(result.outcome, result.http_status)
        await self._breaker.record(name, ok=ok, error=result.detail)
        await self._breaker.record(GREEN_API, ok=ok, error=result.detail, source=name)
        return result

    async def _read(self, access: ChannelAccess, call: Callable[[], Awaitable[Answer]]) -> Answer:
        name = journal_circuit(access.id_instance)
        if not await self._breaker.permits(name):
            raise GatewayFailure(SendOutcome.REFUSED, HELD)
        try:
            answer = await call()
        except GatewayFailure as failure:
            ok = answered(failure.outcome, failure.http_status)
            await self._breaker.record(name, ok=ok, error=failure.detail)
            raise
        await self._breaker.record(name, ok=True)
        return answer


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
            failure = error.failure
            await self._breaker.record(DEEPSEEK, ok=failure not in AI_DOWN, error=failure)
            raise
        await self._breaker.record(DEEPSEEK, ok=True)
        return reply
