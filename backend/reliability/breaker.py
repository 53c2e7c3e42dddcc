"""Circuits by name, shared between processes over Redis; each process counts for itself.

What is shared is small: that a circuit is open, since when, for how long, how often it opened and
why, and who holds the probe. Without Redis every process opens its own circuits. Nothing here ever
raises, and nothing waits for Redis longer than a moment.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from backend.observability.metrics import BREAKER_CHANGES, BREAKER_OPEN
from backend.realtime.redis_client import QUESTION_S
from backend.reliability.circuit import Circuit, CircuitState

log = structlog.get_logger()
Answer = TypeVar("Answer")

LOOK_S = 0.25
"""How old the shared state may be when a call asks."""
PROBE_S = 30.0
"""Longer than the deadline of any call: a probe that died with its process frees its place."""
MEMORY_S = 600
"""After so long without a call an opened circuit starts afresh."""
LEAST_SOURCES = 3
"""Numbers that must have failed before a provider as a whole counts as down."""
AWAY = (RedisError, OSError)

# The clock is Redis' own: processes on two machines need not agree about the time.
_OPEN = """
redis.call('set', KEYS[1], 1, 'px', ARGV[1])
redis.call('hset', KEYS[2], 'openings', ARGV[2], 'error', ARGV[3])
redis.call('hsetnx', KEYS[2], 'since', redis.call('time')[1])
redis.call('expire', KEYS[2], ARGV[4])
redis.call('del', KEYS[3])
return 1
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A circuit that opened or closed; told once, by the process that noticed."""

    name: str
    state: CircuitState


@dataclass(frozen=True, slots=True)
class Detail:
    """How a circuit is, for screens."""

    state: CircuitState = CircuitState.CLOSED
    open_for_s: float = 0.0
    next_try_in_s: float = 0.0
    error: str | None = None
    """Name of the failure that opened it last."""


@dataclass(slots=True)
class _Shared:
    circuit: Circuit
    looked_at: float = -LOOK_S
    probing_until: float = 0.0
    """While this process waits for a probe: its own one, or another process'."""
    holds_probe: bool = False
    opened_at: float = 0.0
    error: str | None = None


@dataclass(slots=True)
class Breaker:
    redis: Redis
    clock: Callable[[], float] = monotonic
    changed: Callable[[Change], Awaitable[None]] | None = None
    """Awaited beside the call, so it may be slow; set by the composition root."""
    deadline_s: float = QUESTION_S
    """Of one question to Redis."""
    _circuits: dict[str, _Shared] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def permits(self, name: str) -> bool:
        """Whether a call may be made now. Record its end when it was."""
        shared = self._of(name)
        await self._look([name])
        match shared.circuit.state(self.clock()):
            case CircuitState.CLOSED:
                return True
            case CircuitState.OPEN:
                return False
            case CircuitState.HALF_OPEN:
                return await self._take_probe(name, shared)

    async def record(self, name: str, *, ok: bool, error: str = "", source: str = "") -> None:
        """`error` names the failure. `source`: who failed, where a circuit stands for many."""
        shared = self._of(name)
        now = self.clock()
        if not self._count(shared, ok=ok, source=source):
            return
        shared.probing_until, shared.holds_probe = 0.0, False
        state = shared.circuit.state(now)
        if state is CircuitState.CLOSED:
            shared.error = None
        else:
            shared.error = error or None
            shared.opened_at = now if shared.circuit.openings == 1 else shared.opened_at
        self._show(name)
        BREAKER_CHANGES.labels(provider_of(name), state).inc()
        log.warning("breaker.changed", circuit=name, state=state, error=shared.error)
        await self._share(name, shared, now)
        self._tell(Change(name, state))

    def doubts(self, name: str) -> bool:
        """Whether the last call of this process failed, as far as it knows without asking Redis."""
        return self._of(name).circuit.is_doubtful

    async def state(self, name: str) -> CircuitState:
        """As every process together has left it; for health. Takes no probe."""
        return (await self.details([name]))[name].state

    async def details(self, names: Iterable[str]) -> Mapping[str, Detail]:
        """The same for many at once, with since when and why."""
        wanted = list(names)
        for name in wanted:
            self._of(name)
        await self._look(wanted)
        now = self.clock()
        return {name: _detail(self._circuits[name], now) for name in wanted}

    def states(self) -> Mapping[str, CircuitState]:
        """Of every circuit this process has used; for health and screens."""
        now = self.clock()
        return {name: shared.circuit.state(now) for name, shared in self._circuits.items()}

    def _count(self, shared: _Shared, *, ok: bool, source: str) -> bool:
        """True when this opened or closed it."""
        circuit, now = shared.circuit, self.clock()
        state = circuit.state(now)
        if ok and circuit.stands_for_many and state is not CircuitState.CLOSED:
            circuit.close()  # a number is answered: the provider is there
            return True
        if state is CircuitState.HALF_OPEN and not shared.holds_probe:
            return False  # an answer to a call from before it opened
        return circuit.record(ok, now, source=source)

    def _of(self, name: str) -> _Shared:
        known = self._circuits.get(name)
        if known is None:
            sources = 1 if ":" in name or name not in WHOLE_PROVIDERS else LEAST_SOURCES
            known = self._circuits[name] = _Shared(Circuit(least_sources=sources))
        return known

    async def _look(self, names: Iterable[str]) -> None:
        now = self.clock()
        old = [name for name in names if now - self._circuits[name].looked_at >= LOOK_S]
        if not old:
            return
        for name in old:
            self._circuits[name].looked_at = now
        found = await self._ask(self._read(old))
        if found is None:
            return
        seconds, *rows = found
        for name, (left_ms, kept) in zip(old, rows, strict=True):
            self._learn(name, left_ms, kept, server_s=seconds, now=now)

    async def _read(self, names: list[str]) -> list[Any]:
        async with self.redis.pipeline(transaction=False) as pipe:
            pipe.time()
            for name in names:
                pipe.pttl(_open_key(name))
                pipe.hgetall(_memory_key(name))
            moment, *answers = await pipe.execute()
        return [moment[0] + moment[1] / 1e6, *zip(answers[::2], answers[1::2], strict=True)]

    def _learn(
        self, name: str, left_ms: int, kept: Mapping[bytes, bytes], *, server_s: float, now: float
    ) -> None:
        shared = self._circuits[name]
        circuit = shared.circuit
        if not kept:
            if circuit.openings and now >= circuit.open_until and not shared.holds_probe:
                circuit.close()  # another process' probe went through, or it was forgotten
                shared.probing_until, shared.error = 0.0, None
        else:
            openings = int(kept[b"openings"])
            if openings > circuit.openings:
                circuit.openings = openings
                shared.probing_until, shared.holds_probe = 0.0, False
            circuit.open_until = now + max(left_ms, 0) / 1000
            shared.opened_at = now - max(server_s - float(kept[b"since"]), 0.0)
            shared.error = kept.get(b"error", b"").decode() or None
        self._show(name)

    async def _share(self, name: str, shared: _Shared, now: float) -> None:
        circuit = shared.circuit
        keys = (_open_key(name), _memory_key(name), _probe_key(name))
        if circuit.openings:
            left_ms = max(1, int((circuit.open_until - now) * 1000))
            values = (left_ms, circuit.openings, shared.error or "", MEMORY_S)
            await self._ask(self.redis.eval(_OPEN, len(keys), *keys, *values))  # type: ignore[arg-type]
        else:
            await self._ask(self.redis.delete(*keys))

    async def _take_probe(self, name: str, shared: _Shared) -> bool:
        now = self.clock()
        if now < shared.probing_until:
            return False
        shared.probing_until = now + PROBE_S
        lease_ms = int(PROBE_S * 1000)
        answer = await self._ask(self._lease(_probe_key(name), lease_ms))
        # Without Redis this process probes for itself.
        shared.holds_probe = answer is not False
        if not shared.holds_probe:
            shared.probing_until = now + LOOK_S
        return shared.holds_probe

    async def _lease(self, key: str, lease_ms: int) -> bool:
        return bool(await self.redis.set(key, 1, nx=True, px=lease_ms))

    async def _ask(self, question: Awaitable[Answer]) -> Answer | None:
        """None when Redis does not answer in time."""
        try:
            async with asyncio.timeout(self.deadline_s):
                return await question
        except AWAY as error:
            log.debug("breaker.alone", error=type(error).__name__)
            return None

    def _tell(self, change: Change) -> None:
        if self.changed is None:
            return
        task = asyncio.ensure_future(self._tell_safely(change))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell_safely(self, change: Change) -> None:
        assert self.changed is not None
        try:
            await self.changed(change)
        except Exception as error:  # a screen that hears it late is no reason to fail a call
            log.warning("breaker.not_told", circuit=change.name, error=type(error).__name__)

    def _show(self, name: str) -> None:
        """The gauge counts the open circuits of a provider (the part before the colon)."""
        provider = provider_of(name)
        held = sum(
            1
            for other, shared in self._circuits.items()
            if provider_of(other) == provider and shared.circuit.openings
        )
        BREAKER_OPEN.labels(provider).set(held)


WHOLE_PROVIDERS = {"green_api"}
"""Circuits that stand for many numbers."""


def provider_of(name: str) -> str:
    return name.partition(":")[0]


def _detail(shared: _Shared, now: float) -> Detail:
    state = shared.circuit.state(now)
    if state is CircuitState.CLOSED:
        return Detail()
    left = max(shared.circuit.open_until - now, 0.0)
    return Detail(state, max(now - shared.opened_at, 0.0), left, shared.error)


def _open_key(name: str) -> str:
    return f"breaker:{{{name}}}:open"


def _memory_key(name: str) -> str:
    return f"breaker:{{{name}}}:memory"


def _probe_key(name: str) -> str:
    return f"breaker:{{{name}}}:probe"
