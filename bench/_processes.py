"""The processes of a running stack, and what they cost: memory and processor time."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg

from bench._chain import owner_url
from tests.fixtures.stack import Stack

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def resident_mb(stack: Stack) -> dict[str, float]:
    """MB by kind of process, and `all`. Proportional: shared pages count once.

    Postgres' processes are added up.
    """
    return _memory_mb(stack, "Pss:")


def own_mb(stack: Stack) -> dict[str, float]:
    """The same of what processes have for themselves: without files, and without the buffers that
    PostgreSQL touches one by one until all of them count."""
    return _memory_mb(stack, "Pss_Anon:")


def _memory_mb(stack: Stack, key: str) -> dict[str, float]:
    with psycopg.connect(owner_url(stack.data_dir)) as owner:
        owner.execute("select 1")
    found: dict[str, float] = {}
    for name, folder in _processes(stack):
        found[name] = found.get(name, 0.0) + _status_kb(folder / "smaps_rollup", key) / 1024
    return {"all": sum(found.values()), **dict(sorted(found.items()))}


def processor_by_kind(stack: Stack) -> dict[str, float]:
    """Seconds of user and system time so far, by kind of process.

    Of a PostgreSQL process that ended, what it took is counted where it was waited for.
    """
    found: dict[str, float] = {}
    for name, folder in _processes(stack):
        seconds = _seconds(folder, with_ended=name == "postgres")
        found[name] = found.get(name, 0.0) + seconds
    return found


def web_process(stack: Stack) -> int:
    """The process id of a stack that has one web process."""
    (found,) = (int(folder.name) for name, folder in _processes(stack) if name == "hotelbot_ui")
    return found


def worker_processes(stack: Stack) -> list[int]:
    return sorted(int(folder.name) for name, folder in _processes(stack) if name == "jobs.worker")


def resident_kb(pid: int) -> float:
    return _status_kb(Path(f"/proc/{pid}/status"), "VmRSS:")


def processor_seconds(pid: int) -> float:
    """User and system time since the process began."""
    return _seconds(Path(f"/proc/{pid}"))


def _processes(stack: Stack) -> Iterator[tuple[str, Path]]:
    """The supervisor and everything below it. PostgreSQL's children write their title over their
    environment, so descent is what tells whose they are."""
    marker = f"HOTELBOT_DATA_DIR={stack.data_dir}".encode()
    parents: dict[int, int] = {}
    ours: set[int] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            marked = marker in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        if marked:
            ours.add(int(folder.name))
    while below := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= below
    for pid in ours:
        folder = Path(f"/proc/{pid}")
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        yield _name(command) or "other", folder


def _seconds(folder: Path, *, with_ended: bool = False) -> float:
    """0 when the process has just ended."""
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11 : 15 if with_ended else 13])) / TICKS_PER_SECOND


def _status_kb(file: Path, key: str) -> float:
    """0 when the process has just ended."""
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith(key)), 0.0)


def _name(command: bytes) -> str:
    words = command.decode(errors="replace").split("\0")
    if words[0].startswith("postgres:") or words[0].endswith("/postgres"):
        return "postgres"
    for word in words:
        for known in ("valkey", "hotelbot_ui", "jobs.worker", "jobs.scheduler", "simulators"):
            if known in word:
                return known
    return "launcher" if "launcher.up" in words else ""
