"""Strikes at random, by a seed: kills, freezes and restarts of every process, and bad moods of the
provider and the model, while guests write."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from tests.faults.child import Child
from tests.faults.rig import Rig

# What the provider and the model do now and then. `accepted`: the message goes out all the same.
MOODS = (
    {"kind": "http_502", "method": "sendMessage", "params": {"accepted": True}},
    {"kind": "http_503", "method": "sendMessage"},
    {"kind": "reset", "method": "sendMessage", "params": {"accepted": True, "mid_body": True}},
    {"kind": "reset", "method": "sendMessage"},
    {"kind": "html_200", "method": "sendMessage"},
    {"kind": "no_id_message", "method": "sendMessage"},
    {"kind": "http_429", "method": "sendMessage"},
    {"kind": "webhook_duplicate", "params": {"times": 3, "parallel": True}},
    {"kind": "webhook_drop", "method": "outgoingAPIMessageReceived"},
    {"kind": "webhook_delay", "method": "outgoingMessageStatus", "params": {"seconds": 2.0}},
    {"kind": "ai_500"},
    {"kind": "ai_garbage"},
    {"kind": "ai_reset"},
    {"kind": "ai_latency", "params": {"seconds": 1.5}},
)


@dataclass
class Nemesis:
    rig: Rig
    seed: int
    moods: bool = True
    struck: list[str] = field(default_factory=list)
    """What it did, in order: with the seed, the story of a failure."""

    def __post_init__(self) -> None:
        self._draw = Random(self.seed)

    async def rage(self, *, seconds: float) -> None:
        """One blow after the other; at the end everything runs again."""
        until = monotonic() + seconds
        while monotonic() < until:
            await asyncio.sleep(self._draw.uniform(0.2, 1.2))
            name, strike = self._draw.choice(self._arms())
            self.struck.append(name)
            await strike()
        await self.calm()

    async def calm(self) -> None:
        self.rig.sim.forgive()
        servers = self.rig.servers
        for child in (servers.database, servers.redis, *self.rig.children):
            if child.is_alive:
                child.thaw()
            else:
                await child.start()

    def _arms(self) -> list[tuple[str, Callable[[], Awaitable[None]]]]:
        """Workers are struck most: theirs is the most to lose."""
        arms: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            ("kill a worker", lambda: self._kill("worker")),
            ("kill a worker", lambda: self._kill("worker")),
            ("freeze a worker", lambda: self._freeze("worker")),
            ("stop a worker", lambda: self._stop("worker")),
            ("kill the web", lambda: self._kill("web")),
            ("freeze the web", lambda: self._freeze("web")),
            ("stop the web", lambda: self._stop("web")),
            ("kill the scheduler", lambda: self._kill("scheduler")),
            ("kill PostgreSQL", lambda: self._fell(self.rig.servers.database)),
            ("kill Valkey", lambda: self._fell(self.rig.servers.redis)),
            ("empty Valkey", self._flush),
        ]
        if self.moods:
            arms += [("bad mood", self._mood)] * 5
        return arms

    async def _kill(self, kind: str) -> None:
        child = self._pick(kind)
        child.kill()
        await asyncio.sleep(self._draw.uniform(0.0, 0.5))
        await child.start()

    async def _stop(self, kind: str) -> None:
        child = self._pick(kind)
        await child.stop()
        await child.start()

    async def _freeze(self, kind: str) -> None:
        """Shorter and longer than a lease."""
        child = self._pick(kind)
        child.freeze()
        await asyncio.sleep(self._draw.uniform(0.5, 5.0))
        child.thaw()

    async def _fell(self, child: Child) -> None:
        child.kill()
        await asyncio.sleep(self._draw.uniform(0.0, 2.0))
        await child.start()

    async def _flush(self) -> None:
        self.rig.servers.flush()

    async def _mood(self) -> None:
        mood = self._draw.choice(MOODS)
        self.struck[-1] += f" {mood['kind']}"
        self.rig.sim.control("faults", {**mood, "count": self._draw.randint(1, 3)})

    def _pick(self, kind: str) -> Child:
        return self._draw.choice([child for child in self.rig.named(kind) if child.is_alive])
