"""The steps of the engine, one at a time and in any order, through the services of the product.

A worker is what it holds between two transactions: the tests keep that in their hand, use it late,
twice, or never.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select, text

from backend.domain.ids import ChannelId
from backend.domain.incoming import Incoming
from backend.domain.sending import SendTimes
from backend.features.intake.service import drain_intake
from backend.features.messages import service as messages
from backend.features.messages.replying import reply
from backend.features.sending import service
from backend.features.sending.drain import reconcile
from backend.features.sending.schemas import Called, Claimed
from backend.features.turns.schemas import Thought, Turn
from backend.features.turns.service import claim_turns, read_turns, settle_turns
from backend.features.turns.thinking import think
from backend.integrations.green_api.parse import GreenApiReader
from backend.models import Conversation, Inbox, Message, Outbox
from backend.ports.messaging import ChannelAccess
from backend.work import Actor, ActorKind
from tests.fakes.ai import FakeAi
from tests.intake.conftest import Number
from tests.properties.provider import Provider

TIMES = SendTimes(journal_pace=timedelta(0))
ROOM = 10
# Times that the story's clock moves; what only tells the past of something else stays.
_MOVED = {
    "inbox": ("received_at", "next_at"),
    "conversation": (
        "speaker_until",
        "last_message_at",
        "waiting_since",
        "due_at",
        "due_since",
        "lease_until",
        "holding_sent_at",
    ),
    "message": ("sent_at", "sort_at", "received_at"),
    "outbox": ("next_at", "not_after", "first_try_at", "last_try_at"),
    "channel": ("next_send_at", "paused_until", "intake_lease_until"),
    "status_note": ("at",),
}


class Killed(BaseException):
    """kill -9: no handler of ours sees it."""


class Deadly(GreenApiReader):
    """Kills its worker at the n-th notification of a drain."""

    def __init__(self, at: int) -> None:
        self._left = at

    def read(self, raw: bytes) -> Incoming:
        self._left -= 1
        if self._left == 0:
            raise Killed
        return super().read(raw)


@dataclass(frozen=True)
class Rows:
    """The tables after a step, in the order of ids."""

    conversations: Sequence[Conversation]
    messages: Sequence[Message]
    outbox: Sequence[Outbox]
    inbox: Sequence[Inbox]


@dataclass
class Steps:
    number: Number
    provider: Provider
    ai: FakeAi

    @property
    def channel_id(self) -> ChannelId:
        return ChannelId(self.number.hotel.channel.id)

    async def pass_time(self, by: timedelta) -> None:
        """Later, without waiting: every time that is stored moves into the past."""
        async with self.number.works.hotel(self.number.hotel.id) as work:
            for table, columns in _MOVED.items():
                moved = ", ".join(f"{name} = {name} - cast(:by as interval)" for name in columns)
                statement = f"update {table} set {moved} where hotel_id = :hotel"
                await work.session.execute(text(statement), {"by": by, "hotel": work.hotel_id})
        self.provider.now += by

    async def deliver(self, body: dict[str, Any]) -> None:
        assert (await self.number.post(body)).status_code == 200

    async def drain_intake(self, *, killed_at: int | None = None) -> None:
        works, hotel_id = self.number.works, self.number.hotel.id
        async with works.hotel(hotel_id) as work:
            # What may wait a moment for company need not do so here.
            fresh = "update inbox set next_at = now() where state = 'new' and attempts = 0"
            await work.session.execute(text(fresh))
        reader = Deadly(killed_at) if killed_at else GreenApiReader()
        with contextlib.suppress(Killed):
            await drain_intake(works, hotel_id, self.channel_id, reader=reader)

    async def take_turns(self) -> Sequence[Turn]:
        async with self.number.works.hotel(self.number.hotel.id) as work:
            claims, _ = await claim_turns(work, limit=10)
        if not claims:
            return []
        async with self.number.works.hotel(self.number.hotel.id) as work:
            return await read_turns(work, claims)

    async def think(self, turn: Turn) -> Thought:
        return Thought(turn, await think(turn, self.ai, now=turn.read_at, deadline_s=5.0))

    async def settle_turns(self, thoughts: Sequence[Thought]) -> None:
        async with self.number.works.hotel(self.number.hotel.id) as work:
            await settle_turns(work, thoughts)

    async def claim(self) -> Sequence[Claimed]:
        async with self.number.works.hotel(self.number.hotel.id) as work:
            locked, _ = await service.lock_number(work, self.channel_id)
            assert locked
            await service.look_after(work, self.channel_id, times=TIMES)
            batch = await service.claim(
                work, self.channel_id, room=ROOM, gap=timedelta(0), times=TIMES
            )
            return batch.rows

    async def settle_calls(self, calls: Sequence[Called]) -> None:
        async with self.number.works.hotel(self.number.hotel.id) as work:
            await service.settle_calls(work, self.channel_id, calls, times=TIMES, probing=True)

    async def reconcile(self) -> None:
        """The worker may die while it asks: then its look is lost."""
        with contextlib.suppress(Killed):
            await reconcile(
                self.number.works,
                self.number.hotel.id,
                self.channel_id,
                gateway=self.provider,  # type: ignore[arg-type]
                access=_ACCESS,
                times=TIMES,
            )

    async def staff_replies(self, conversation_id: UUID, words: str, client_id: str) -> None:
        staff = self.number.hotel.staff
        actor = Actor(ActorKind.STAFF, staff.id, staff.name)
        async with self.number.works.hotel(self.number.hotel.id, actor=actor) as work:
            await reply(work, conversation_id, text=words, client_id=client_id)

    async def resend(self, message_id: int) -> None:
        async with self.number.works.hotel(self.number.hotel.id) as work:
            await messages.resend(work, message_id)

    async def mark_as_sent(self, message_id: int) -> None:
        async with self.number.works.hotel(self.number.hotel.id) as work:
            await messages.mark_as_sent(work, message_id)

    async def rows(self) -> Rows:
        async with self.number.works.hotel(self.number.hotel.id) as work:
            return Rows(
                (
                    await work.session.exec(select(Conversation).order_by(col(Conversation.id)))
                ).all(),
                (await work.session.exec(select(Message).order_by(col(Message.id)))).all(),
                (await work.session.exec(select(Outbox).order_by(col(Outbox.id)))).all(),
                (await work.session.exec(select(Inbox).order_by(col(Inbox.id)))).all(),
            )


_ACCESS = ChannelAccess(1, "token", "http://nowhere", "http://nowhere")
