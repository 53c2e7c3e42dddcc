"""Circuits shared by several processes over a Redis that comes and goes."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    precondition,
    rule,
    run_state_machine_as_test,
)
from redis.asyncio import Redis

from backend.realtime.redis_client import create_pool
from backend.reliability.breaker import LOOK_S, PROBE_S, Breaker
from backend.reliability.circuit import IN_A_ROW, OPEN_MOST_S, CircuitState
from tests.effort import FACTOR, bounded

T = TypeVar("T")
NOBODY = "redis://127.0.0.1:9/0"
NAME = "green_api:1101"
PROCESSES = 3
DEADLINE_S = 20.0
"""Every call has ended after this; a probe keeps its place for longer."""
STEP_S = 30.0
PATIENCE_S = 0.4
MOST_PROBES = 5
ANY = st.integers(0, 10_000)


class Clock:
    """One for all processes of the machine, moved by the story."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(eq=False)
class Process:
    breaker: Breaker
    redis: Redis
    failed_in_a_row: int = 0

    def cut(self) -> None:
        self.redis.connection_pool = create_pool(NOBODY)


@dataclass(frozen=True, eq=False)
class Call:
    process: Process
    began: float
    is_probe: bool


@pytest.fixture
async def line(flushed_redis_url: str) -> AsyncIterator[Redis]:
    """More patient than the product's: a busy machine is not a Redis that went away."""
    made = Redis.from_url(flushed_redis_url, socket_timeout=STEP_S, socket_connect_timeout=STEP_S)
    yield made
    await made.aclose()


def story(loop: asyncio.AbstractEventLoop, line: Redis) -> type[RuleBasedStateMachine]:
    pool = line.connection_pool

    def done(step: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(step, loop).result(STEP_S)

    async def age(by_s: float) -> None:
        """Redis has a clock of its own: what it keeps for a time gets older too."""
        for key in await line.keys("breaker:*"):
            left = await line.pttl(key)
            if 0 <= left <= by_s * 1000:
                await line.delete(key)
            elif left > 0:
                await line.pexpire(key, int(left - by_s * 1000))

    class Story(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            done(line.flushdb())  # type: ignore[arg-type]
            self.clock = Clock()
            self.processes = [self._process() for _ in range(PROCESSES)]
            self.calls: list[Call] = []
            self.shared = True
            """Every process saw the same Redis all along."""

        def _process(self) -> Process:
            redis = Redis.from_pool(pool)
            return Process(Breaker(redis, clock=self.clock), redis)

        @rule(at=ANY)
        def ask(self, at: int) -> None:
            self._ask(self.processes[at % PROCESSES])

        @rule()
        def everybody_asks(self) -> None:
            for process in self.processes:
                self._ask(process)

        def _ask(self, process: Process) -> bool:
            permitted = self._in_time(process.breaker.permits(NAME))
            state = process.breaker.states()[NAME]
            assert permitted or state is not CircuitState.CLOSED, "held although nothing is wrong"
            assert not permitted or state is not CircuitState.OPEN, "called although it is open"
            if permitted:
                is_probe = state is CircuitState.HALF_OPEN
                if is_probe and self.shared:
                    assert not any(one.is_probe for one in self.calls), "two probes at once"
                self.calls.append(Call(process, self.clock.now, is_probe))
            return permitted

        def _in_time(self, step: Coroutine[Any, Any, T]) -> T:
            """What takes longer than a breaker waits for Redis was decided without it."""
            began = monotonic()
            found = done(step)
            self.shared = self.shared and monotonic() - began < PATIENCE_S
            return found

        @precondition(lambda self: self.calls)
        @rule(at=ANY, ok=st.sampled_from([True, False, False]))
        def end(self, at: int, ok: bool) -> None:
            self._end(self.calls[at % len(self.calls)], ok)

        @rule(at=ANY, calls=st.sampled_from([1, 5, 6, 10]))
        def fail_again_and_again(self, at: int, calls: int) -> None:
            process = self.processes[at % PROCESSES]
            for _ in range(calls):
                if not self._ask(process):
                    break
                self._end(self.calls[-1], ok=False)

        def _end(self, call: Call, ok: bool) -> None:
            process = call.process
            was_closed = process.breaker.states()[NAME] is CircuitState.CLOSED
            self.calls.remove(call)
            self._in_time(process.breaker.record(NAME, ok=ok))
            process.failed_in_a_row = 0 if ok or not was_closed else process.failed_in_a_row + 1
            if process.failed_in_a_row >= IN_A_ROW:
                assert process.breaker.states()[NAME] is CircuitState.OPEN, "goes on for ever"
                process.failed_in_a_row = 0

        @rule(by_s=st.sampled_from([0.1, 0.3, 5.0, 16.0, 16.0, 16.0, 31.0, 301.0]))
        def time_passes(self, by_s: float) -> None:
            for call in [
                one for one in self.calls if self.clock.now + by_s - one.began > DEADLINE_S
            ]:
                self._end(call, ok=False)
            self.clock.now += by_s
            done(age(by_s))

        @rule(at=ANY)
        def redis_goes_away(self, at: int) -> None:
            self.processes[at % PROCESSES].cut()
            self.shared = False

        @rule()
        def redis_is_emptied(self) -> None:
            done(line.flushdb())  # type: ignore[arg-type]
            self.shared = False

        @rule()
        def redis_is_back(self) -> None:
            for process in self.processes:
                process.redis.connection_pool = pool

        @rule(at=ANY)
        def process_restarts(self, at: int) -> None:
            """Its calls go with it; a probe among them keeps its place until it is given up."""
            old = self.processes[at % PROCESSES]
            self.processes[at % PROCESSES] = self._process()
            self.calls = [one for one in self.calls if one.process is not old]

        def teardown(self) -> None:
            """Whatever happened, one call that works frees every process."""
            self.redis_is_back()
            for call in list(self.calls):
                self._end(call, ok=False)
            for _ in range(MOST_PROBES):
                self.time_passes(OPEN_MOST_S + PROBE_S + 1)
                for process in self.processes:
                    if self._ask(process):
                        self._end(self.calls[-1], ok=True)
                self.time_passes(LOOK_S)
                self.shared = True
                self.everybody_asks()
                states = {process.breaker.states()[NAME] for process in self.processes}
                if self.shared:
                    break
            assert states == {CircuitState.CLOSED}, "stays open"

    return Story


@pytest.mark.timeout(300 * FACTOR)
async def test_no_story_keeps_a_circuit_open_or_a_dead_provider_called(line: Redis) -> None:
    """Five failures hold a process, one probe goes first, one success frees all; with Redis or
    without."""
    machine = story(asyncio.get_running_loop(), line)
    await asyncio.to_thread(
        run_state_machine_as_test, machine, settings=bounded(60, stateful_step_count=40)
    )
