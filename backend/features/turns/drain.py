"""The drain of a hotel's turns: many at once, each thinking for itself, settled together.

Between reading and settling no transaction is open.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from backend.domain.ids import HotelId
from backend.features.turns.schemas import Claim, Thought, Turn
from backend.features.turns.service import (
    LEASE,
    claim_turns,
    read_turns,
    release_turn,
    settle_turns,
)
from backend.features.turns.thinking import think
from backend.kit.traces import place_of
from backend.observability.metrics import WORK_FAILURES
from backend.ports.ai import AiGateway
from backend.reliability.faults import fault
from backend.work import WorkFactory

# A guest has an answer or an honest holding message 25 s after writing; the rest is for the way.
ANSWER_WITHIN_S = 21.0
LONGEST_AI_S = 20.0
SHORTEST_AI_S = 5.0
SETTLED_TOGETHER = 25

log = structlog.get_logger()


async def drain_turns(
    works: WorkFactory,
    hotel_id: HotelId,
    *,
    ai: AiGateway,
    limit: int,
    lease: timedelta = LEASE,
) -> int:
    """Decides every turn of the hotel that is due now, at most `limit`; how many it claimed.

    What becomes due while the model thinks is for another drain of the hotel.
    """
    drain = _Drain(works, hotel_id, ai, lease=lease)
    turns, claimed = await drain.take(limit)
    async with asyncio.TaskGroup() as group:
        for turn in turns:
            group.create_task(drain.decide(turn))
    return claimed


class _Drain:
    def __init__(
        self, works: WorkFactory, hotel_id: HotelId, ai: AiGateway, *, lease: timedelta
    ) -> None:
        self._works = works
        self._hotel_id = hotel_id
        self._ai = ai
        self._lease = lease
        self._thoughts: list[Thought] = []
        self._settling = asyncio.Lock()

    async def take(self, limit: int) -> tuple[Sequence[Turn], int]:
        async with self._works.hotel(self._hotel_id) as work:
            claims, taken = await claim_turns(work, limit=limit, lease=self._lease)
        if not claims:
            return [], taken
        fault("turn.claimed")
        async with self._works.hotel(self._hotel_id) as work:
            return await read_turns(work, claims), taken

    async def decide(self, turn: Turn) -> None:
        """One turn must not take the others with it, whatever goes wrong in it."""
        fault("turn.thinking", turn.burst_text)
        try:
            verdict = await think(turn, self._ai, now=turn.read_at, deadline_s=_deadline(turn))
        except Exception as error:
            _log_failure("turn.failed", turn.claim, error)
            await self._release(turn.claim)
        else:
            fault("turn.thought")
            self._thoughts.append(Thought(turn, verdict))
            await self._settle()

    async def _settle(self) -> None:
        """Whoever comes first settles for all that are ready; the others find nothing left."""
        async with self._settling:
            while self._thoughts:
                batch = self._thoughts[:SETTLED_TOGETHER]
                del self._thoughts[:SETTLED_TOGETHER]
                await self._settle_batch(batch)

    async def _settle_batch(self, batch: Sequence[Thought]) -> None:
        """A batch that fails is tried one by one, so that only the turn at fault is held back."""
        try:
            async with self._works.hotel(self._hotel_id) as work:
                await settle_turns(work, batch)
                fault("turn.settled")
        except Exception as error:
            if len(batch) == 1:
                _log_failure("turn.not_settled", batch[0].turn.claim, error)
                await self._release(batch[0].turn.claim)
            else:
                log.warning(
                    "turns.settled_one_by_one", turns=len(batch), error=type(error).__name__
                )
                for thought in batch:
                    await self._settle_batch([thought])

    async def _release(self, claim: Claim) -> None:
        """Should even this fail, the lease ends by itself."""
        try:
            async with self._works.hotel(self._hotel_id) as work:
                await release_turn(work, claim)
        except Exception as error:
            _log_failure("turn.not_released", claim, error)


def _deadline(turn: Turn) -> float:
    """What is left of the guest's patience, by when the last message arrived."""
    left = ANSWER_WITHIN_S - turn.age_s(turn.read_at)
    return min(LONGEST_AI_S, max(SHORTEST_AI_S, left))


def _log_failure(event: str, claim: Claim, error: Exception) -> None:
    """Only the kind of error and its place: its text may hold a guest's words."""
    WORK_FAILURES.labels("turns").inc()
    log.error(
        event,
        conversation_id=str(claim.conversation_id),
        attempt=claim.attempts,
        error=type(error).__name__,
        place=place_of(error),
    )
