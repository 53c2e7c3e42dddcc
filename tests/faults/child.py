"""One child process that a rehearsal kills, freezes and starts again."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from launcher.guardian import MARK
from launcher.service import Service, kill_group, spawn
from tests.waiting import until, until_sync

END_S = 15.0
KILL_S = 15.0


class NotReady(AssertionError):
    """The process ended, or did not come up in time."""


@dataclass
class Child:
    service: Service
    log: Path
    mark: str
    """In the environment of the process and of its children, so that all can be found."""
    ready_words: str = ""
    """What it says when it is ready, where no request could tell it from its twin."""
    _began_at: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        return self.service.name

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, f"{self.name} was never started"
        return self._process

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def said(self) -> str:
        """In all its lives."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def has_said(self, words: str) -> bool:
        """In this life."""
        with self.log.open("rb") as file:
            file.seek(self._began_at)
            return words.encode() in file.read()

    async def start(self, **env: str) -> None:
        """Returns when it is ready. `env` is for this life only."""
        self.launch(**env)
        await self.ready()

    def launch(self, **env: str) -> None:
        """Does not wait. Call it from the main thread, as launcher.service.spawn wants it."""
        assert not self.is_alive, f"{self.name} runs already"
        marked = {**self.service.env, **env, MARK: self.mark, "PYTHONUNBUFFERED": "1"}
        self._began_at = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as output:
            self._process = spawn(replace(self.service, env=marked), output=output)

    async def ready(self) -> None:
        deadline = monotonic() + self.service.start_seconds
        while not (self.has_said(self.ready_words) and await asyncio.to_thread(self.service.ready)):
            if not self.is_alive or monotonic() > deadline:
                raise NotReady(f"{self.name} is not ready:\n{self.said[-3000:]}")
            await asyncio.sleep(0.05)

    def kill(self) -> None:
        """kill -9 of it and of all below it: what a crash of the machine would leave."""
        children = list(below(self.pid))
        self.process.kill()
        for pid in children:
            _signal(pid, signal.SIGKILL)
        self.process.wait()
        kill_group(self.process)
        # A database does not start while the shared memory of the last one has a user.
        until_sync(lambda: all(state_of(pid) in ("", "Z") for pid in children), within_s=KILL_S)

    async def gone(self, *, within_s: float = 60.0) -> int:
        """Waits until it has ended by itself; the exit code."""
        await until(lambda: not self.is_alive, seconds=within_s)
        return self.process.returncode

    def freeze(self) -> None:
        for pid in (self.pid, *below(self.pid)):
            _signal(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        for pid in (self.pid, *below(self.pid)):
            _signal(pid, signal.SIGCONT)

    @property
    def is_frozen(self) -> bool:
        return state_of(self.pid) == "T"

    def ask_to_stop(self) -> None:
        self.process.send_signal(self.service.stop_signal)

    async def stop(self, *, within_s: float = END_S) -> int:
        """Asks, waits, and kills when it does not; the exit code."""
        if self.is_alive:
            self.thaw()
            self.ask_to_stop()
            try:
                await until(lambda: not self.is_alive, seconds=within_s)
            except TimeoutError:
                self.kill()
        return self.process.returncode

    async def restart(self, **env: str) -> None:
        """Ready again; a killed database may need its old children to be gone first."""
        if self.is_alive:
            await self.stop()
        await self.start(**env)


def below(pid: int) -> Iterator[int]:
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return
    for word in found.split():
        yield int(word)
        yield from below(int(word))


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def state_of(pid: int) -> str:
    """A letter as in ps; empty when there is no such process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
