"""What we need from a WhatsApp gateway."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from backend.domain.words import InstanceState, SendOutcome


@dataclass(frozen=True, slots=True)
class ChannelAccess:
    """How to reach one number. The token is a secret: never log or print this object."""

    id_instance: int
    api_token: str
    api_url: str
    media_url: str
    wid: str | None = None
    """The number's own chat id, once it is known."""

    def __repr__(self) -> str:
        return f"ChannelAccess(id_instance={self.id_instance})"


@dataclass(frozen=True, slots=True)
class SendResult:
    outcome: SendOutcome
    provider_id: str | None = None
    http_status: int | None = None
    detail: str = ""
    """Name of the failure and, where harmless, the provider's words. No token, no text."""


@dataclass(frozen=True, slots=True)
class OutgoingRecord:
    """A message the provider holds: in its send queue or in its journal of sent ones."""

    chat_id: str
    text: str
    provider_id: str
    sent_at: datetime | None
    by_api: bool | None
    """False: typed on the hotel's phone. None: the record does not say."""
    file_name: str | None = None
    """Of a file; empty where the record does not say. None: it is a text."""


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file of ours on its way to a guest."""

    name: str
    mime_type: str
    size: int
    read: Callable[[], AsyncIterator[bytes]]
    """From the beginning, each time it is asked."""


@dataclass(frozen=True, slots=True)
class UploadResult:
    """The address the provider keeps a file under; without one, why there is none. Nothing was
    sent either way."""

    url: str = ""
    failed: SendResult | None = None


class GatewayFailure(Exception):
    """A call other than a send failed; `outcome` says which kind."""

    def __init__(self, outcome: SendOutcome, detail: str, http_status: int | None = None) -> None:
        self.outcome = outcome
        self.detail = detail
        self.http_status = http_status
        super().__init__(detail)


class MessagingGateway(Protocol):
    async def send_text(
        self, access: ChannelAccess, *, chat_id: str, text: str, quoted_id: str | None = None
    ) -> SendResult:
        """Never raises for what the provider or the network does: the outcome names it."""

    async def upload_file(
        self, access: ChannelAccess, file: OutgoingFile, *, within_s: float
    ) -> UploadResult:
        """Hands the provider the bytes; no guest sees anything of it. Never raises for what the
        provider or the network does, and ends within `within_s`."""

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
        """Sends what `upload_file` gave the address of, as `send_text` does a text."""

    async def list_queue(self, access: ChannelAccess) -> Sequence[OutgoingRecord]:
        """Accepted but not yet sent. Raises GatewayFailure."""

    async def list_sent(self, access: ChannelAccess, *, minutes: int) -> Sequence[OutgoingRecord]:
        """The journal of outgoing messages; up to two minutes late. Raises GatewayFailure."""

    async def list_received(
        self, access: ChannelAccess, *, minutes: int
    ) -> Sequence[dict[str, object]]:
        """The journals of what guests wrote and of what was typed on the hotel's phone, each
        rewritten to the webhook it should have come as, oldest first. Raises GatewayFailure."""

    async def fetch_state(self, access: ChannelAccess) -> InstanceState:
        """Raises GatewayFailure."""

    async def configure(
        self, access: ChannelAccess, *, webhook_url: str, webhook_token: str
    ) -> None:
        """Points the number's webhooks at us. Restarts the instance. Raises GatewayFailure."""
