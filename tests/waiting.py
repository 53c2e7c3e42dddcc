"""Waiting for a condition with a deadline, never for a time."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from inspect import isawaitable

PATIENCE_S = 120.0
"""For a full machine; where the condition comes it costs nothing."""
PATIENT_MS = 1000 * PATIENCE_S


async def until(
    condition: Callable[[], bool | Awaitable[bool]], *, seconds: float = PATIENCE_S
) -> None:
    """Fails the test when the condition does not hold within `seconds`."""
    async with asyncio.timeout(seconds):
        while True:
            holds = condition()
            if await holds if isawaitable(holds) else holds:
                return
            await asyncio.sleep(0.01)


def until_sync(condition: Callable[[], bool], *, within_s: float = PATIENCE_S) -> None:
    """The same for tests that drive a browser."""
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, f"not so within {within_s} s"
        time.sleep(0.02)


def seconds_since(started: float) -> float:
    return time.monotonic() - started


def quickest_s(happen: Callable[[int], None], *, enough_s: float, tries: int = 5) -> float:
    """Of as many tries as it takes, because a full machine may hold up one or another."""
    quickest = math.inf
    for number in range(tries):
        started = time.monotonic()
        happen(number)
        quickest = min(quickest, seconds_since(started))
        if quickest < enough_s:
            break
    return quickest
