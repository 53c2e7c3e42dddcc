"""One child process: how it is started, when it is ready, how it is asked to stop."""

import ctypes
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from launcher.accounts import Account, run_as
from launcher.trouble import Trouble

LAST_LINES = 30
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def always_ready() -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    name: str
    argv: tuple[str, ...]
    ready: Callable[[], bool] = always_ready
    """Asked again and again while the service starts; must answer within a second."""
    stop_signal: signal.Signals = signal.SIGTERM
    account: Account | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    """Added to our own environment."""
    cwd: Path = Path("/")
    pass_fds: tuple[int, ...] = ()
    start_seconds: float = 60.0
    stop_seconds: float = 5.0
    store: bool = False
    """A store stops after everything that writes to it, and is given longer."""


def spawn(service: Service, *, output: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the process so that it ends with us, even when we are killed with -9.

    Call it from the main thread: the kernel sends the death signal when the starting thread ends.
    """
    return subprocess.Popen(
        service.argv,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=service.cwd,
        env={**os.environ, **service.env},
        pass_fds=service.pass_fds,
        process_group=0,
        preexec_fn=_die_with_parent(service.stop_signal),
        **run_as(service.account),
    )


def stop(service: Service, process: subprocess.Popen[bytes]) -> None:
    """Ask the process to stop, wait, and kill its whole group when it does not."""
    if process.poll() is None:
        process.send_signal(service.stop_signal)
        try:
            process.wait(service.stop_seconds)
        except subprocess.TimeoutExpired:
            kill_group(process)
            process.wait()


def kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def running(service: Service, *, said: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """The service, ready, for as long as the block lasts; Trouble with its last lines if not.

    What it says goes to the file `said`, or nowhere.
    """
    with said.open("w+b") if said else tempfile.TemporaryFile() as output:
        process = spawn(service, output=output)
        try:
            await_ready(service, process, output)
            yield process
        finally:
            stop(service, process)


def await_ready(service: Service, process: subprocess.Popen[bytes], output: IO[bytes]) -> None:
    deadline = time.monotonic() + service.start_seconds
    while not service.ready():
        if process.poll() is not None:
            raise Trouble(f"{service.name} ended while starting:\n{last_lines(output)}")
        if time.monotonic() > deadline:
            raise Trouble(
                f"{service.name} was not ready in {service.start_seconds:.0f} s:\n"
                f"{last_lines(output)}"
            )
        time.sleep(0.02)


def last_lines(output: IO[bytes]) -> str:
    output.seek(0)
    lines = output.read().decode(errors="replace").splitlines()
    return "\n".join(lines[-LAST_LINES:])


def _die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def in_child() -> None:
        # Runs after the change of user, which would clear the setting, and before exec.
        LIBC.prctl(PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent:
            os._exit(1)

    return in_child
