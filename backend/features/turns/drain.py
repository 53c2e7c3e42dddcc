"""The drain of a hotel's turns: many at once, each thinking for itself, settled together.

Between reading and settling no transaction is open.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from backend.db.transaction import DATABASE_AWAY
from backend.domain.ids import HotelId
from backend.domain.retrying import Trouble
from backend.features.turns.schemas import Claim, Thought, Turn, Verdict
from backend.features.turns.service import (
    LEASE,
    claim_turns,
    give_back,
    read_turns,
    release_turn,
    settle_turns,
)
from backend.features.turns.spending import keep_call
from backend.features.turns.thinking import think
from backend.kit.traces import place_of
from backend.observability.metrics import WORK_FAILURES
from backend.ports.ai import AiGateway
from backend.reliability.faults import fault
from backend.reliability.shares import Shares
from backend.work import WorkFactory

# A guest has an answer or an honest holding message 25 s after writing; the rest is for the way.
ANSWER_WITHIN_S = 21.0
LONGEST_AI_S = 20.0
SHORTEST_AI_S = 5.0
SETTLED_TOGETHER = 25
SETTLE_GATHER_S = 0.1
"""So long the first verdict waits for those that were claimed with it."""
GIVE_BACK_S = 1.0
BATCH = "turn_batch"
"""In the metric of failures: many together, tried again one by one."""

log = structlog.get_logger()


async def drain_turns(
    works: WorkFactory,
    hotel_id: HotelId,
    *,
    ai: AiGateway,
    limit: int,
    shares: Shares | None = None,
    lease: timedelta = LEASE,
) -> int:
    """Decides every turn of the hotel that is due now, at most `limit` and what `shares` leaves to
    the hotel; how many it claimed.

    What becomes due while the model thinks is for another drain of the hotel.
    """
    shares = shares or Shares(2 * limit)
    room = shares.take(hotel_id, limit)
    if not room:
        return 0
    drain = _Drain(works, hotel_id, ai, shares, lease=lease)
    turns: Sequence[Turn] = ()
    try:
        turns, claimed = await drain.take(room)
    finally:
        shares.give_back(hotel_id, room - len(turns))
    try:
        async with asyncio.TaskGroup() as group:
            for turn in turns:
                group.create_task(drain.decide(turn))
    except asyncio.CancelledError:
        # Also what had been thought but not written yet.
        await drain.give_back([turn.claim for turn in turns])
        raise
    return claimed


class _Drain:
    def __init__(
        self,
        works: WorkFactory,
        hotel_id: HotelId,
        ai: AiGateway,
        shares: Shares,
        *,
        lease: timedelta,
    ) -> None:
        self._shares = shares
        self._works = works
        self._hotel_id = hotel_id
        self._ai = ai
        self._lease = lease
        self._thinking = 0
        self._thoughts: list[Thought] = []
        self._settling = asyncio.Lock()

    async def take(self, limit: int) -> tuple[Sequence[Turn], int]:
        """Facts that cannot be read must not undo the claim that counts the attempt: it is then
        made again by itself."""
        try:
            async with self._works.hotel(self._hotel_id) as work:
                claims, taken = await claim_turns(work, limit=limit, lease=self._lease)
                turns = await read_turns(work, claims) if claims else []
            if claims:
                fault("turn.claimed")
            return turns, taken
        except Exception as error:
            WORK_FAILURES.labels(BATCH).inc()
            log.warning("turns.claimed_apart", error=type(error).__name__)
        async with self._works.hotel(self._hotel_id) as work:
            claims, taken = await claim_turns(work, limit=limit, lease=self._lease)
        if claims:
            fault("turn.claimed")
        try:
            return await self._read(claims), taken
        except asyncio.CancelledError:
            await self.give_back(claims)
            raise

    async def _read(self, claims: Sequence[Claim]) -> list[Turn]:
        """All together; where that fails, each alone, so that one cannot hold up the hotel."""
        if not claims:
            return []
        try:
            async with self._works.hotel(self._hotel_id) as work:
                return await read_turns(work, claims)
        except Exception as error:
            if len(claims) == 1:
                _log_failure("turn.not_read", claims[0], error)
                await self._release(claims[0], error)
                return []
            WORK_FAILURES.labels(BATCH).inc()
            log.warning("turns.read_one_by_one", turns=len(claims), error=type(error).__name__)
        return [turn for claim in claims for turn in await self._read([claim])]

    async def decide(self, turn: Turn) -> None:
        try:
            await self._decide(turn)
        finally:
            self._shares.give_back(self._hotel_id)

    async def _decide(self, turn: Turn) -> None:
        """One turn must not take the others with it, whatever goes wrong in it."""
        fault("turn.thinking", turn.burst_text)
        try:
            verdict = await self._think(turn)
        except Exception as error:
            _log_failure("turn.failed", turn.claim, error)
            await self._release(turn.claim, error)
        else:
            fault("turn.thought")
            self._thoughts.append(Thought(turn, verdict))
            await self._settle()

    async def _think(self, turn: Turn) -> Verdict:
        self._thinking += 1
        try:
            return await think(
                turn,
                self._ai,
                now=turn.read_at,
                deadline_s=_deadline(turn),
                left_out=self._shares.left_out(),
            )
        finally:
            self._thinking -= 1

    async def _settle(self) -> None:
        """Whoever comes first settles for all that are ready; the others find nothing left."""
        async with self._settling:
            if self._thoughts and self._thinking:
                await asyncio.sleep(SETTLE_GATHER_S)
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
                await self._keep_call(batch[0])
                await self._release(batch[0].turn.claim, error)
            else:
                WORK_FAILURES.labels(BATCH).inc()
                log.warning(
                    "turns.settled_one_by_one", turns=len(batch), error=type(error).__name__
                )
                for thought in batch:
                    await self._settle_batch([thought])

    async def _release(self, claim: Claim, error: Exception) -> None:
        """Should even this fail, the lease ends by itself."""
        trouble = Trouble.STORE_AWAY if isinstance(error, DATABASE_AWAY) else Trouble.BUG
        try:
            async with self._works.hotel(self._hotel_id) as work:
                await release_turn(work, claim, trouble=trouble, error=type(error).__name__)
        except Exception as again:
            _log_failure("turn.not_released", claim, again)

    async def _keep_call(self, thought: Thought) -> None:
        try:
            async with self._works.hotel(self._hotel_id) as work:
                await keep_call(work, thought)
        except Exception as again:
            _log_failure("turn.call_not_kept", thought.turn.claim, again)

    async def give_back(self, claims: Sequence[Claim]) -> None:
        """On the way out of the process; the lease would hold the guest up for half a minute."""
        try:
            async with asyncio.timeout(GIVE_BACK_S), self._works.hotel(self._hotel_id) as work:
                await give_back(work, claims)
        except Exception as error:
            WORK_FAILURES.labels("turn_give_back").inc()
            log.warning("turns.not_given_back", turns=len(claims), error=type(error).__name__)


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
