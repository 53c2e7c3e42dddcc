"""What the children say: into a bounded file each, and to the terminal once all is ready."""

import os
import sys
import time
from collections import defaultdict, deque
from pathlib import Path

from launcher.service import LAST_LINES

FILE_BYTES = 5_000_000
COLOURS = (36, 33, 32, 35, 34, 31)


class BoundedFile:
    """A log file that becomes FILE.1 when it is full: at most twice the limit on the disk."""

    def __init__(self, path: Path, *, limit: int = FILE_BYTES) -> None:
        self._path = path
        self._limit = limit
        self._file = path.open("ab")

    def write(self, line: str) -> None:
        if self._file.tell() >= self._limit:
            self._file.close()
            self._path.replace(self._path.with_name(self._path.name + ".1"))
            self._file = self._path.open("ab")
        self._file.write(line.encode() + b"\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()


class Logs:
    """The children's lines; `shown` decides whether they also go to the terminal."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.shown = False
        self._folder = folder
        self._files: dict[str, BoundedFile] = {}
        self._last: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=LAST_LINES))

    def add(self, name: str, line: str) -> None:
        if name not in self._files:
            self._files[name] = BoundedFile(self._folder / f"{name}.log")
        self._files[name].write(line)
        self._last[name].append(line)
        if self.shown:
            say(f"{self._prefix(name)} {line}")

    def last(self, name: str) -> str:
        """The end of what this child said, for an error message."""
        return "\n".join(f"  {line}" for line in self._last[name]) or "  (it said nothing)"

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _prefix(self, name: str) -> str:
        text = f"{time.strftime('%H:%M:%S')} {name:<12}|"
        if not sys.stdout.isatty():
            return text
        colour = COLOURS[list(self._files).index(name) % len(COLOURS)]
        return f"\033[{colour}m{text}\033[0m"


def say(line: str) -> None:
    """Print at once. A reader that went away (`bin/up | head`) does not end the hotel's service."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
