"""Resident memory of a running stack, by process: proportional, so that shared pages count once."""

from pathlib import Path

import psycopg

from bench._chain import owner_url
from tests.fixtures.stack import Stack


def resident_mb(stack: Stack) -> dict[str, float]:
    """MB by kind of process, and `all`. Postgres' processes are added up."""
    marker = f"HOTELBOT_DATA_DIR={stack.data_dir}".encode()
    with psycopg.connect(owner_url(stack.data_dir)) as owner:
        owner.execute("select 1")
    found: dict[str, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            ours = marker in (folder / "environ").read_bytes().split(b"\0")
            name = _name((folder / "cmdline").read_bytes())
            if ours and name:
                found[name] = found.get(name, 0.0) + _proportional_mb(folder)
        except OSError:
            continue
    return {"all": sum(found.values()), **dict(sorted(found.items()))}


def _proportional_mb(folder: Path) -> float:
    for line in (folder / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _name(command: bytes) -> str:
    words = command.decode(errors="replace").split("\0")
    if words[0].startswith("postgres") or words[0].endswith("/postgres"):
        return "postgres"
    for word in words:
        for known in ("valkey", "hotelbot_ui", "jobs.worker", "jobs.scheduler", "simulators"):
            if known in word:
                return known
    return "launcher" if "launcher.up" in words else ""
