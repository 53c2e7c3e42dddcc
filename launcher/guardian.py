"""The process that outlives a killed bin/up just long enough to end what it left behind.

Children die with their parent by themselves; grandchildren that made a session of their own do
not. Everything started in a run carries its number in the environment, so all can be found.
"""

import os
import signal
import time
from pathlib import Path

MARK = "HOTELBOT_RUN"
APPS_SECONDS = 3.0
STORES_SECONDS = 8.0


def mark(run: str, *, store: bool) -> str:
    """The value of MARK in the environment of a child; grandchildren inherit it."""
    return f"{run}-store" if store else f"{run}-app"


def post_guardian(run: str) -> None:
    """Fork the guardian; it acts when our end of the pipe closes, however we ended.

    Call it before sockets are opened: the guardian must not hold them.
    """
    waiting, ours = os.pipe()
    if os.fork() == 0:
        os.close(ours)
        _guard(run, waiting)
        os._exit(0)
    os.close(waiting)


def sweep(marks: set[str], signal_number: int) -> int:
    """Signal every process that carries one of the marks; answers how many there were."""
    found = [pid for pid in _processes() if pid != os.getpid() and _mark_of(pid) in marks]
    for pid in found:
        try:
            os.kill(pid, signal_number)
        except ProcessLookupError:
            continue
    return len(found)


def _guard(run: str, waiting: int) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _let_go_of_the_terminal()
    os.read(waiting, 1)
    apps, stores = mark(run, store=False), mark(run, store=True)
    sweep({apps}, signal.SIGTERM)
    # The stores were told by the kernel, with the signal that stops them cleanly.
    _wait_until_gone({apps}, APPS_SECONDS)
    sweep({apps}, signal.SIGKILL)
    _wait_until_gone({stores}, STORES_SECONDS)
    sweep({apps, stores}, signal.SIGKILL)


def _let_go_of_the_terminal() -> None:
    """A reader of our output must not wait for the guardian to end."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _wait_until_gone(marks: set[str], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while sweep(marks, 0) and time.monotonic() < deadline:
        time.sleep(0.1)


def _processes() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def _mark_of(pid: int) -> str | None:
    prefix = f"{MARK}=".encode()
    try:
        variables = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:  # gone meanwhile, or another user's
        return None
    for variable in variables:
        if variable.startswith(prefix):
            return variable.removeprefix(prefix).decode()
    return None
