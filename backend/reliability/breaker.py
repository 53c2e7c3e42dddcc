"""Circuits by name, shared between processes over Redis; each process counts for itself.

What is shared is small: that a circuit is open and for how long, how often it opened, and who
holds the probe. Without Redis every process opens its own circuits. Nothing here ever raises.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.observability.metrics import BREAKER_OPEN
from backend.reliability.circuit import Circuit, CircuitState

log = structlog.get_logger()

LOOK_S = 0.25
"""How old the shared state may be when a call asks."""
PROBE_S = 30.0
"""Longer than the deadline of any call: a probe that died with its process frees its place."""
MEMORY_S = 600
"""After so long without a call an opened circuit starts afresh."""


@dataclass(slots=True)
class _Shared:
    circuit: Circuit = field(default_factory=Circuit)
    looked_at: float = -LOOK_S
    probing_until: float = 0.0


class Breaker:
    def __init__(self, redis: Redis, *, clock: Callable[[], float] = monotonic) -> None:
        self._redis = redis
        self._clock = clock
        self._circuits: dict[str, _Shared] = {}

    async def permits(self, name: str) -> bool:
        """Whether a call may be made now. Record its end when it was."""
        shared = self._circuits.setdefault(name, _Shared())
        await self._look(name, shared)
        match shared.circuit.state(self._clock()):
            case CircuitState.CLOSED:
                return True
            case CircuitState.OPEN:
                return False
            case CircuitState.HALF_OPEN:
                return await self._take_probe(name, shared)

    async def record(self, name: str, *, ok: bool) -> None:
        shared = self._circuits.setdefault(name, _Shared())
        now = self._clock()
        if shared.circuit.record(ok, now):
            shared.probing_until = 0.0
            self._show(name)
            log.warning("breaker.changed", circuit=name, state=shared.circuit.state(now))
            await self._share(name, shared.circuit, now)

    async def state(self, name: str) -> CircuitState:
        """As every process together has left it; for health. Takes no probe."""
        shared = self._circuits.setdefault(name, _Shared())
        await self._look(name, shared)
        return shared.circuit.state(self._clock())

    def states(self) -> Mapping[str, CircuitState]:
        """Of every circuit this process has used; for health and screens."""
        now = self._clock()
        return {name: shared.circuit.state(now) for name, shared in self._circuits.items()}

    async def _look(self, name: str, shared: _Shared) -> None:
        now = self._clock()
        if now - shared.looked_at < LOOK_S:
            return
        shared.looked_at = now
        try:
            async with self._redis.pipeline(transaction=False) as pipe:
                pipe.pttl(_open_key(name))
                pipe.get(_openings_key(name))
                left_ms, openings = await pipe.execute()
        except (RedisError, OSError):
            return
        if openings is None:
            if shared.circuit.openings and now >= shared.circuit.open_until:
                shared.circuit.close()  # another process' probe went through
        else:
            shared.circuit.openings = max(shared.circuit.openings, int(openings))
            shared.circuit.open_until = now + max(left_ms, 0) / 1000
        self._show(name)

    async def _share(self, name: str, circuit: Circuit, now: float) -> None:
        try:
            async with self._redis.pipeline(transaction=False) as pipe:
                if circuit.openings:
                    left_ms = max(1, int((circuit.open_until - now) * 1000))
                    pipe.set(_open_key(name), 1, px=left_ms)
                    pipe.set(_openings_key(name), circuit.openings, ex=MEMORY_S)
                else:
                    pipe.delete(_open_key(name), _openings_key(name))
                pipe.delete(_probe_key(name))
                await pipe.execute()
        except (RedisError, OSError) as error:
            log.warning("breaker.not_shared", circuit=name, error=type(error).__name__)

    async def _take_probe(self, name: str, shared: _Shared) -> bool:
        now = self._clock()
        if now < shared.probing_until:
            return False
        shared.probing_until = now + PROBE_S
        try:
            return bool(await self._redis.set(_probe_key(name), 1, nx=True, px=int(PROBE_S * 1000)))
        except (RedisError, OSError):
            return True

    def _show(self, name: str) -> None:
        """The gauge counts the circuits of a provider (the part before the colon)."""
        provider = name.partition(":")[0]
        held = sum(
            1
            for other, shared in self._circuits.items()
            if other.partition(":")[0] == provider and shared.circuit.openings
        )
        BREAKER_OPEN.labels(provider).set(held)


def _open_key(name: str) -> str:
    return f"breaker:{{{name}}}:open"


def _openings_key(name: str) -> str:
    return f"breaker:{{{name}}}:openings"


def _probe_key(name: str) -> str:
    return f"breaker:{{{name}}}:probe"
