"""What the children say: into a bounded file each, and to the terminal once all is ready."""

import io
import os
import sys
import time
from collections import Counter, defaultdict, deque
from pathlib import Path

from launcher.service import LAST_LINES

FILE_BYTES = 5_000_000
COLOURS = (36, 33, 32, 35, 34, 31)


class BoundedFile:
    """A log file that becomes FILE.1 when it is full: at most twice the limit on the disk.

    Unbuffered: a line that found no room is lost, and does not come back to fail a later one.
    """

    def __init__(self, path: Path, *, limit: int = FILE_BYTES) -> None:
        self._path = path
        self._limit = limit
        self._file = self._open()

    def write(self, line: str) -> None:
        """Raises OSError when the disk is full."""
        if self._file.tell() >= self._limit:
            if self._path.exists():
                self._path.replace(self._path.with_name(self._path.name + ".1"))
            full, self._file = self._file, self._open()
            full.close()
        self._file.write(line.encode() + b"\n")

    def close(self) -> None:
        self._file.close()

    def _open(self) -> io.FileIO:
        return io.FileIO(self._path, "ab")


class Logs:
    """The children's lines; `shown` decides whether they also go to the terminal.

    A full disk costs lines of the log, never the service.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.shown = False
        self._folder = folder
        self._files: dict[str, BoundedFile] = {}
        self._last: dict[str, deque[str]] = defaultdict(lambda: deque(maxlen=LAST_LINES))
        self._lost: Counter[str] = Counter()
        """Lines of each child that could not be kept since the last one that could."""

    def add(self, name: str, line: str) -> None:
        self._last[name].append(line)
        try:
            self._keep(name, line)
        except OSError as error:
            if not self._lost.total():
                say(f"Log lines are lost ({error.strerror}): make room in {self._folder}")
            self._lost[name] += 1
        if self.shown:
            say(f"{self._prefix(name)} {line}")

    def last(self, name: str) -> str:
        """The end of what this child said, for an error message."""
        return "\n".join(f"  {line}" for line in self._last[name]) or "  (it said nothing)"

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _keep(self, name: str, line: str) -> None:
        if name not in self._files:
            self._files[name] = BoundedFile(self._folder / f"{name}.log")
        if lost := self._lost[name]:
            self._files[name].write(f"({lost} lines before this one could not be kept)")
            del self._lost[name]
        self._files[name].write(line)

    def _prefix(self, name: str) -> str:
        text = f"{time.strftime('%H:%M:%S')} {name:<12}|"
        if not sys.stdout.isatty():
            return text
        colour = COLOURS[list(self._last).index(name) % len(COLOURS)]
        return f"\033[{colour}m{text}\033[0m"


def say(line: str) -> None:
    """Print at once. A reader that went away (`bin/up | head`) does not end the hotel's service."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
