"""Starts children, waits until they are ready, restarts the fallen, ends them all in time."""

import os
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from launcher.guardian import MARK, mark, post_guardian, sweep
from launcher.lock import take_lock
from launcher.logs import Logs, say
from launcher.service import Service, kill_group, spawn
from launcher.streams import Streams
from launcher.trouble import Trouble

STOP_SECONDS = 10.0
"""Bound of the whole stop, unless told otherwise."""
STORES_STOP_SECONDS = 3.0
SWEEP_SECONDS = 2.0
"""For what is killed and waited for."""
FIRST_RESTART_SECONDS = 0.5
LONGEST_RESTART_SECONDS = 30.0
# A child that lived this long starts afresh: its earlier falls are forgiven.
STEADY_SECONDS = 60.0


class StopAsked(Exception):
    """Ctrl-C or SIGTERM came while something was still starting."""


@dataclass(slots=True)
class Child:
    service: Service
    process: subprocess.Popen[bytes]
    started_at: float
    failures: int = 0
    restart_at: float | None = None

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None


def restart_delay(failures: int) -> float:
    """Seconds to wait before the next start after this many falls in a row."""
    return min(LONGEST_RESTART_SECONDS, FIRST_RESTART_SECONDS * 2.0 ** min(failures - 1, 10))


def apps_stop_seconds(stop_seconds: float) -> float:
    """What the applications get of the whole stop; the stores end after them."""
    return max(1.0, stop_seconds - STORES_STOP_SECONDS - SWEEP_SECONDS)


@contextmanager
def supervised(data_dir: Path, *, stop_seconds: float = STOP_SECONDS) -> Iterator["Supervisor"]:
    """The only supervisor on this data folder; whatever it started is gone afterwards."""
    lock = take_lock(data_dir / "up.lock")
    run = uuid.uuid4().hex
    post_guardian(run)
    supervisor = Supervisor(run, Logs(data_dir / "logs"), stop_seconds=stop_seconds)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, supervisor.ask_to_stop)
    try:
        yield supervisor
    except StopAsked:
        return  # what the caller was waiting for is no longer wanted
    finally:
        supervisor.stop_all()
        os.close(lock)


class Supervisor:
    def __init__(self, run: str, logs: Logs, *, stop_seconds: float) -> None:
        self.logs = logs
        self._apps_stop_seconds = apps_stop_seconds(stop_seconds)
        self._run = run
        self._streams = Streams(logs.add)
        self._children: list[Child] = []
        self._stop_asked = False

    def start(self, *services: Service) -> None:
        """Start all of them and return when each is ready; Trouble if one ends or hangs.

        After Trouble none of them is left, so that the caller may try otherwise.
        """
        children = self.launch(services)
        try:
            self.await_ready(children)
        except Trouble:
            self._stop_wave(children, STORES_STOP_SECONDS)
            self._children = [child for child in self._children if child not in children]
            raise

    def launch(self, services: Sequence[Service]) -> list[Child]:
        """Start all of them without waiting."""
        return [self._launch(service) for service in services]

    def await_ready(self, children: Sequence[Child]) -> None:
        for child in children:
            self._await_ready(child)
        for child in children:
            self._refuse_if_ended(child)

    def run_to_end(self, task: Service) -> list[str]:
        """Run a command that ends by itself; the lines it printed, or Trouble with the last."""
        process = self._spawn(task)
        stream = self._streams.follow(task.name, process, keep=True)
        child = Child(task, process, started_at=time.monotonic())
        self._children.append(child)
        while child.is_alive:
            self._wait_a_moment(child)
        self._streams.drain()
        self._children.remove(child)
        if process.returncode != 0:
            raise Trouble(f"{task.name} failed:\n{self.logs.last(task.name)}")
        return stream.lines or []

    def watch(self) -> None:
        """Pass on what the children say and restart the fallen, until we are asked to stop."""
        while not self._stop_asked:
            self._streams.pump(0.2)
            for child in self._children:
                self._look_after(child)

    def ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        """Signal handler. Asked a second time: end everything at once."""
        if self._stop_asked:
            sweep(self._marks(), signal.SIGKILL)
        self._stop_asked = True

    def stop_all(self) -> None:
        """Applications first, so that nobody writes to a store that is closing."""
        began = time.monotonic()
        self._stop_asked = True
        # The goodbyes are in the log files; a person at the terminal waits for one line.
        self.logs.shown = False
        if self._children:
            say("Stopping ...")
        apps = [c for c in self._children if not c.service.store]
        self._stop_wave(apps, self._apps_stop_seconds)
        sweep({mark(self._run, store=False)}, signal.SIGKILL)
        self._stop_wave([c for c in self._children if c.service.store], STORES_STOP_SECONDS)
        sweep(self._marks(), signal.SIGKILL)
        self._streams.drain()
        self.logs.close()
        if self._children:
            say(f"Stopped in {time.monotonic() - began:.1f} s")

    def _launch(self, service: Service) -> Child:
        process = self._spawn(service)
        self._streams.follow(service.name, process)
        child = Child(service, process, started_at=time.monotonic())
        self._children.append(child)
        return child

    def _spawn(self, service: Service) -> subprocess.Popen[bytes]:
        marked = {
            **service.env,
            MARK: mark(self._run, store=service.store),
            "PYTHONUNBUFFERED": "1",
        }
        return spawn(replace(service, env=marked), output=subprocess.PIPE)

    def _await_ready(self, child: Child) -> None:
        while not child.service.ready():
            self._wait_a_moment(child)
            self._refuse_if_ended(child)

    def _refuse_if_ended(self, child: Child) -> None:
        if not child.is_alive:
            self._streams.drain()
            name = child.service.name
            raise Trouble(f"{name} ended while starting:\n{self.logs.last(name)}")

    def _wait_a_moment(self, child: Child) -> None:
        self._streams.pump(0.05)
        if self._stop_asked:
            raise StopAsked
        if time.monotonic() - child.started_at > child.service.start_seconds:
            name = child.service.name
            raise Trouble(f"{name} took too long:\n{self.logs.last(name)}")

    def _look_after(self, child: Child) -> None:
        if child.is_alive:
            return
        now = time.monotonic()
        if child.restart_at is None:
            self._note_fall(child, now)
        elif now >= child.restart_at:
            child.process = self._spawn(child.service)
            self._streams.follow(child.service.name, child.process)
            child.started_at, child.restart_at = now, None

    def _note_fall(self, child: Child, now: float) -> None:
        steady = now - child.started_at > STEADY_SECONDS
        child.failures = 1 if steady else child.failures + 1
        delay = restart_delay(child.failures)
        child.restart_at = now + delay
        # What it left in its group would hold its port or its work.
        kill_group(child.process)
        code = child.process.returncode
        say(f"{child.service.name} ended ({code}), starts again in {delay:.1f} s")

    def _stop_wave(self, children: list[Child], seconds: float) -> None:
        alive = [child for child in children if child.is_alive]
        for child in alive:
            child.process.send_signal(child.service.stop_signal)
        deadline = time.monotonic() + seconds
        while any(child.is_alive for child in alive) and time.monotonic() < deadline:
            self._streams.pump(0.05)
        for child in alive:
            if child.is_alive:
                kill_group(child.process)
                child.process.wait()

    def _marks(self) -> set[str]:
        return {mark(self._run, store=False), mark(self._run, store=True)}
