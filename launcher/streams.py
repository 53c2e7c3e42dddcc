"""Reads what many children print, in one thread."""

import os
import selectors
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

CHUNK_BYTES = 65536


@dataclass(slots=True, eq=False)
class Stream:
    name: str
    pipe: IO[bytes]
    unfinished: bytes = b""
    lines: list[str] | None = field(default=None)
    """Everything read so far, where the caller asked to keep it."""


class Streams:
    def __init__(self, on_line: Callable[[str, str], None]) -> None:
        self._on_line = on_line
        self._selector = selectors.DefaultSelector()

    def follow(self, name: str, process: subprocess.Popen[bytes], *, keep: bool = False) -> Stream:
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        stream = Stream(name, process.stdout, lines=[] if keep else None)
        self._selector.register(process.stdout, selectors.EVENT_READ, stream)
        return stream

    def pump(self, timeout: float) -> bool:
        """Pass on what has been said, waiting at most timeout seconds for the first word."""
        ready = self._selector.select(timeout)
        for key, _ in ready:
            self._read(key.data)
        return bool(ready)

    def drain(self) -> None:
        """Everything said until now; a child that has just ended may have left last words."""
        while self.pump(0):
            continue

    def _read(self, stream: Stream) -> None:
        data = os.read(stream.pipe.fileno(), CHUNK_BYTES)
        *lines, rest = (stream.unfinished + data).split(b"\n")
        if not data:
            lines, rest = ([rest] if rest else []), b""
            self._selector.unregister(stream.pipe)
            stream.pipe.close()
        stream.unfinished = rest
        for line in lines:
            self._hand_on(stream, line.decode(errors="replace"))

    def _hand_on(self, stream: Stream, line: str) -> None:
        self._on_line(stream.name, line)
        if stream.lines is not None:
            stream.lines.append(line)
