"""Where files are kept, and how one is fetched from somebody else's address."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol, TypeVar

from backend.domain.media_fetching import MediaTrouble

Taken = TypeVar("Taken")


class FileTrouble(Exception):
    """A file could not be fetched or kept; `trouble` says why."""

    def __init__(self, trouble: MediaTrouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


class FileStore(Protocol):
    async def save(self, key: str, chunks: AsyncIterator[bytes]) -> int:
        """Keeps everything or nothing under this key; how many bytes. Raises FileTrouble, and what
        `chunks` raises."""

    async def delete(self, key: str) -> None:
        """A file that is gone already is no trouble. Raises FileTrouble."""

    async def size(self, key: str) -> int | None:
        """None: there is no such file. Raises FileTrouble."""

    def read(self, key: str, *, start: int, length: int) -> AsyncIterator[bytes]:
        """A part of a file, to its end at most. Raises FileNotFoundError and FileTrouble."""

    async def check(self) -> None:
        """Whether it would keep a file now. Raises FileTrouble."""

    async def close(self) -> None: ...


class FileFetcher(Protocol):
    async def fetch(
        self, url: str, take: Callable[[AsyncIterator[bytes]], Awaitable[Taken]]
    ) -> Taken:
        """What `take` makes of the bytes there. Raises FileTrouble, and what `take` raises."""
