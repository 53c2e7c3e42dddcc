"""A file on its way into the store: small ones in memory, larger ones on this machine's disk."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from backend.integrations.local_files import trouble_of
from backend.ports.files import FileTrouble

PIECE = 256 * 1024
IN_MEMORY = 1024 * 1024


class Spool:
    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed at the end of `async with`
        self._hash = hashlib.sha256()
        self.size = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await asyncio.to_thread(self._file.close)

    async def add(self, chunk: bytes) -> None:
        """Raises FileTrouble when the disk does not take it."""
        try:
            await asyncio.to_thread(self._add, chunk)
        except OSError as error:
            raise FileTrouble(trouble_of(error)) from None
        self.size += len(chunk)

    def digest(self) -> str:
        return self._hash.hexdigest()

    async def pieces(self) -> AsyncIterator[bytes]:
        """From the beginning."""
        await asyncio.to_thread(self._file.seek, 0)
        while piece := await asyncio.to_thread(self._file.read, PIECE):
            yield piece

    def _add(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._hash.update(chunk)
