"""One bin/up for each data folder."""

import fcntl
import os
import time
from pathlib import Path

from launcher.trouble import Trouble

# A killed run leaves its guardian holding the lock until the last child is gone.
CLEANUP_SECONDS = 12.0


def take_lock(path: Path) -> int:
    """The descriptor that holds the lock; the kernel drops it when the last holder ends."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + CLEANUP_SECONDS
    while not _try_lock(descriptor):
        holder = os.pread(descriptor, 20, 0).decode().strip()
        if _is_alive(holder) or time.monotonic() > deadline:
            os.close(descriptor)
            raise Trouble(
                f"Already running (pid {holder}) on {path.parent}: stop that one first, "
                "or give this one its own HOTELBOT_DATA_DIR and --port."
            )
        time.sleep(0.1)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_alive(holder: str) -> bool:
    return holder == "" or Path("/proc", holder).exists()
