"""A provider that knows the truth: what it accepted, and what it lets its lists show of that."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count

from backend.domain.words import SendOutcome
from backend.ports.messaging import ChannelAccess, GatewayFailure, OutgoingRecord, SendResult


class Journal(StrEnum):
    HONEST = "honest"
    """Two minutes late, as Green API says of its own."""
    LAGGING = "lagging"
    """Later than we wait."""
    EMPTY = "empty"
    DOWN = "down"


class Fate(StrEnum):
    """What becomes of one call."""

    ACCEPTED = "accepted"
    ACCEPTED_SILENTLY = "accepted_silently"
    """Accepted, and the answer is lost."""
    LOST = "lost"
    REFUSED = "refused"
    CROWDED = "crowded"
    WRONG = "wrong"
    SPENT = "spent"


RESULTS = {
    Fate.ACCEPTED_SILENTLY: SendResult(SendOutcome.AMBIGUOUS, detail="timeout"),
    Fate.LOST: SendResult(SendOutcome.AMBIGUOUS, detail="reset"),
    Fate.REFUSED: SendResult(SendOutcome.REFUSED, detail="connect"),
    Fate.CROWDED: SendResult(SendOutcome.REFUSED, http_status=429, detail="429"),
    Fate.WRONG: SendResult(SendOutcome.PERMANENT, http_status=400, detail="bad request"),
    Fate.SPENT: SendResult(SendOutcome.QUOTA, http_status=466, detail="quota"),
}
FOR_EVER = timedelta(days=3650)
LAG = {Journal.HONEST: timedelta(seconds=120), Journal.LAGGING: timedelta(minutes=20)}


@dataclass(frozen=True)
class Taken:
    """One message at the provider; `at` is on the story's clock."""

    outbox_id: int
    chat_id: str
    text: str
    provider_id: str
    at: timedelta


@dataclass
class Provider:
    """The parts of MessagingGateway that sends use."""

    journal: Journal = Journal.HONEST
    now: timedelta = timedelta(0)
    """How far the story has moved the clock."""
    ledger: list[Taken] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[None]] | None = None
    """Happens while its lists are asked for, once."""
    hidden: set[int] = field(default_factory=set)
    """Outbox rows that it has and did not show when it was last asked."""
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def call(self, *, outbox_id: int, chat_id: str, text: str, fate: Fate) -> SendResult:
        if fate not in (Fate.ACCEPTED, Fate.ACCEPTED_SILENTLY):
            return RESULTS[fate]
        provider_id = f"3EB0{next(self._ids):016X}"
        self.ledger.append(Taken(outbox_id, chat_id, text, provider_id, self.now))
        return RESULTS.get(fate) or SendResult(SendOutcome.ACCEPTED, provider_id, 200)

    async def list_queue(self, access: ChannelAccess) -> Sequence[OutgoingRecord]:
        if self.meanwhile is not None:
            step, self.meanwhile = self.meanwhile, None
            await step()
        return []

    async def list_sent(self, access: ChannelAccess, *, minutes: int) -> Sequence[OutgoingRecord]:
        if self.journal is Journal.DOWN:
            raise GatewayFailure(SendOutcome.AMBIGUOUS, "journal down", 500)
        lag = LAG.get(self.journal, FOR_EVER)
        shown = [one for one in self.ledger if lag <= self.now - one.at]
        self.hidden = {one.outbox_id for one in self.ledger if one not in shown}
        real = datetime.now(UTC)
        return [
            OutgoingRecord(
                one.chat_id, one.text, one.provider_id, real - (self.now - one.at), by_api=True
            )
            for one in shown
            if self.now - one.at <= timedelta(minutes=minutes)
        ]
