"""A provider in memory for tests of order and outcome; the wire itself is tested elsewhere."""

import asyncio
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from backend.domain.words import InstanceState, SendOutcome
from backend.ports.messaging import (
    ChannelAccess,
    GatewayFailure,
    OutgoingFile,
    OutgoingRecord,
    SendResult,
    UploadResult,
)


@dataclass
class FakeProvider:
    """Keeps a ledger of what it accepted; `script` holds the outcomes of the next calls."""

    latency_s: float = 0.0
    script: deque[SendResult | None] = field(default_factory=deque)
    accepts_despite: bool = False
    """An ambiguous call was accepted all the same."""
    journal_down: bool = False
    renames: str = ""
    """The name it gives every file in its journal; empty: the one it was told."""
    upload_script: deque[SendResult | None] = field(default_factory=deque)
    uploads: list[tuple[str, bytes]] = field(default_factory=list)
    """(address, content)"""
    sent_urls: list[str] = field(default_factory=list)
    ledger: list[tuple[str, str]] = field(default_factory=list)
    """(chat, text) in the order of acceptance."""
    calls: int = 0
    called: asyncio.Event = field(default_factory=asyncio.Event)
    may_end: asyncio.Event | None = None
    """Set: a send call waits for it."""
    most_in_one_chat: int = 0
    _journal: list[OutgoingRecord] = field(default_factory=list)
    _in_chat: Counter[str] = field(default_factory=Counter)
    _ids: "count[int]" = field(default_factory=count)

    async def send_text(
        self, access: ChannelAccess, *, chat_id: str, text: str, quoted_id: str | None = None
    ) -> SendResult:
        return await self._take(chat_id, text)

    async def upload_file(
        self, access: ChannelAccess, file: OutgoingFile, *, within_s: float
    ) -> UploadResult:
        if self.upload_script and (failed := self.upload_script.popleft()) is not None:
            return UploadResult(failed=failed)
        content = b"".join([piece async for piece in file.read()])
        url = f"https://provider.example/{len(self.uploads)}"
        self.uploads.append((url, content))
        return UploadResult(url)

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
        self.sent_urls.append(url)
        return await self._take(chat_id, caption, self.renames or file_name)

    async def _take(self, chat_id: str, text: str, file_name: str | None = None) -> SendResult:
        self.calls += 1
        self.called.set()
        self._in_chat[chat_id] += 1
        self.most_in_one_chat = max(self.most_in_one_chat, self._in_chat[chat_id])
        result = self.script.popleft() if self.script else None
        if result is None or (result.outcome is SendOutcome.AMBIGUOUS and self.accepts_despite):
            accepted = self._accept(chat_id, text, file_name)
            result = result or SendResult(SendOutcome.ACCEPTED, accepted, 200)
        await asyncio.sleep(self.latency_s)
        if self.may_end is not None:
            await self.may_end.wait()
        self._in_chat[chat_id] -= 1
        return result

    async def list_queue(self, access: ChannelAccess) -> Sequence[OutgoingRecord]:
        self._refuse_when_down()
        return []

    async def list_sent(self, access: ChannelAccess, *, minutes: int) -> Sequence[OutgoingRecord]:
        self._refuse_when_down()
        return list(self._journal)

    async def list_received(
        self, access: ChannelAccess, *, minutes: int
    ) -> Sequence[dict[str, object]]:
        return []

    async def fetch_state(self, access: ChannelAccess) -> InstanceState:
        return InstanceState.AUTHORIZED

    async def configure(
        self, access: ChannelAccess, *, webhook_url: str, webhook_token: str
    ) -> None:
        return None

    def take_from_another(self, chat_id: str, text: str) -> None:
        """Another program sent a text through the same number."""
        self._accept(chat_id, text, None)

    def grow_older(self, by: timedelta) -> None:
        """What it holds was sent so much earlier."""
        self._journal = [
            replace(record, sent_at=record.sent_at - by)
            for record in self._journal
            if record.sent_at is not None
        ]

    def _accept(self, chat_id: str, text: str, file_name: str | None) -> str:
        provider_id = f"3EB0{next(self._ids):018X}"
        self.ledger.append((chat_id, text))
        self._journal.append(
            OutgoingRecord(
                chat_id, text, provider_id, datetime.now(UTC), by_api=True, file_name=file_name
            )
        )
        return provider_id

    def _refuse_when_down(self) -> None:
        if self.journal_down:
            raise GatewayFailure(SendOutcome.AMBIGUOUS, "journal down", 500)
