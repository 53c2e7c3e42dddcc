"""Real supervisors over real processes; nothing outlives its test."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from launcher.supervisor import STOP_SECONDS
from tests.waiting import PATIENCE_S

CHECKOUT = Path(__file__).parents[2]


@dataclass
class Stage:
    """Starts supervisors on one data folder and keeps what they print in files."""

    folder: Path
    stop_seconds: float = STOP_SECONDS
    runs: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, **scripts: str) -> subprocess.Popen[bytes]:
        """One service for each keyword, run by sh; a script naming NAME.ready is awaited."""
        services = [self._describe(name, script) for name, script in scripts.items()]
        command = [sys.executable, "-m", "tests.launcher.stage", str(self.folder)]
        with self.output(len(self.runs)).open("wb") as output:
            run = subprocess.Popen(
                [*command, json.dumps(services), str(self.stop_seconds)],
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.runs.append(run)
        return run

    def start_ready(self, **scripts: str) -> subprocess.Popen[bytes]:
        run = self.start(**scripts)
        until(lambda: "Ready" in self.said() or run.poll() is not None)
        assert "Ready" in self.said(), self.said()
        return run

    def said(self, number: int = -1) -> str:
        return self.output(number % len(self.runs)).read_text()

    def output(self, number: int) -> Path:
        return self.folder / f"output-{number}"

    def pid(self, name: str) -> int:
        """The number a script left with `echo $$ > NAME.pid`."""
        return int((self.folder / f"{name}.pid").read_text())

    def pid_or_none(self, name: str) -> int | None:
        file = self.folder / f"{name}.pid"
        return int(file.read_text() or 0) or None if file.exists() else None

    def _describe(self, name: str, script: str) -> dict[str, str]:
        item = {"name": name, "script": f"cd {self.folder}; {script}"}
        if f"{name}.ready" in script:
            item["ready_file"] = str(self.folder / f"{name}.ready")
        return item


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    for run in stage.runs:
        if run.poll() is None:
            run.send_signal(signal.SIGTERM)
            run.wait(PATIENCE_S)


def until(condition: Callable[[], bool], *, seconds: float = PATIENCE_S) -> None:
    """Wait for the condition; a test fails when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
