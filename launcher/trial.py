"""A throw-away installation on free ports, for tests and benchmarks: bin/up, then nothing left.

The front end is kept between trials of one folder; the databases begin empty each time.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.kept import free_port, is_free, kept_port
from launcher.settings import CHECKOUT
from launcher.trouble import Trouble

# Kept: the built front end, and the port that is baked into it.
KEPT = {"web", "trial-port"}
READY_SECONDS = 300.0
GOODBYE_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    url: str
    simulators: str
    folder: Path
    process: subprocess.Popen[bytes]
    output: Path

    def said(self) -> str:
        """Everything bin/up printed so far, the demo logins included."""
        return self.output.read_text(errors="replace")

    def children(self) -> dict[str, int]:
        """Process ids by service name, from the process table."""
        return dict(_children_of(self.process.pid))


@contextmanager
def trial(
    folder: Path, *, options: Sequence[str] = (), env: Mapping[str, str] | None = None
) -> Iterator[Trial]:
    """Ready when entered; ended with SIGTERM, every child with it, when left."""
    _forget_the_last_one(folder)
    port = kept_port(folder / "trial-port")
    if not is_free(port):
        raise Trouble(f"Port {port} is taken: another trial in {folder} still runs.")
    simulator_port = free_port()
    output = folder / "up.log"
    command = [sys.executable, "-m", "launcher.up", "--port", str(port), *options]
    with output.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={
                **os.environ,
                "HOTELBOT_DATA_DIR": str(folder),
                "HOTELBOT_SIMULATOR_PORT": str(simulator_port),
                "HOTELBOT_SIMULATORS": "on",
                **(env or {}),
            },
        )
    made = Trial(
        url=f"http://localhost:{port}",
        simulators=f"http://127.0.0.1:{simulator_port}",
        folder=folder,
        process=process,
        output=output,
    )
    try:
        _await_ready(made)
        yield made
    finally:
        _end(process)


def _forget_the_last_one(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name not in KEPT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _await_ready(made: Trial) -> None:
    end = time.monotonic() + READY_SECONDS
    while not re.search(rf"Ready: {made.url}\b", made.said()):
        if made.process.poll() is not None or time.monotonic() > end:
            raise Trouble(f"The trial did not become ready:\n{made.said()[-4000:]}")
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(GOODBYE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise Trouble("The trial did not end by itself and was killed.") from None


def _children_of(parent: int) -> Iterator[tuple[str, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if int(fields[1]) == parent:
            yield _name_of(words), int(folder.name)


def _name_of(command: Sequence[str]) -> str:
    """postgres, valkey-server, hotelbot_ui.hotelbot_ui:app, jobs.worker, …"""
    program = Path(command[0]).name
    if not program.startswith("python"):
        return program
    named = [word for word in command[1:] if word and not word.startswith("-")]
    return named[0] if named and named[0] != "uvicorn" else named[-1]
