"""Files in a folder: all or nothing of each, and no way out of the folder."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from backend.domain.media_fetching import MediaTrouble
from backend.ports.files import FileTrouble

PIECE = 256 * 1024
_TROUBLES = {
    errno.ENOSPC: MediaTrouble.NO_SPACE,
    errno.EDQUOT: MediaTrouble.NO_SPACE,
    errno.EFBIG: MediaTrouble.TOO_LARGE,
    errno.EACCES: MediaTrouble.NOT_WRITABLE,
    errno.EPERM: MediaTrouble.NOT_WRITABLE,
    errno.EROFS: MediaTrouble.NOT_WRITABLE,
}


class LocalFiles:
    """Implements ports.files.FileStore. Every process of the machine sees the same folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def save(self, key: str, chunks: AsyncIterator[bytes]) -> int:
        path = self._path(key)
        try:
            await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True, mode=0o700)
            # Beside its place, so that taking the name is one step, of everything or of nothing.
            with NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as part:
                try:
                    size = 0
                    async for chunk in chunks:
                        await asyncio.to_thread(part.write, chunk)
                        size += len(chunk)
                    await asyncio.to_thread(_settle, part.name, part.fileno(), path, part.flush)
                except BaseException:
                    await asyncio.to_thread(Path(part.name).unlink, missing_ok=True)
                    raise
        except OSError as error:
            raise FileTrouble(trouble_of(error)) from None
        return size

    async def delete(self, key: str) -> None:
        try:
            await asyncio.to_thread(self._path(key).unlink, missing_ok=True)
        except OSError as error:
            raise FileTrouble(trouble_of(error)) from None

    async def size(self, key: str) -> int | None:
        try:
            return (await asyncio.to_thread(self._path(key).stat)).st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise FileTrouble(trouble_of(error)) from None

    async def check(self) -> None:
        try:
            await asyncio.to_thread(_try_out, self._root)
        except OSError as error:
            raise FileTrouble(trouble_of(error)) from None

    async def close(self) -> None:
        """Nothing is open between two calls."""

    async def read(self, key: str, *, start: int, length: int) -> AsyncIterator[bytes]:
        try:
            file = await asyncio.to_thread(self._path(key).open, "rb")
        except FileNotFoundError:
            raise
        except OSError as error:
            raise FileTrouble(trouble_of(error)) from None
        try:
            await asyncio.to_thread(file.seek, start)
            while length > 0:
                piece = await asyncio.to_thread(file.read, min(PIECE, length))
                if not piece:
                    return
                length -= len(piece)
                yield piece
        finally:
            file.close()

    def _path(self, key: str) -> Path:
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root.resolve()):
            raise ValueError("a key may not lead out of the store")
        return path


def trouble_of(error: OSError) -> MediaTrouble:
    return _TROUBLES.get(error.errno or 0, MediaTrouble.STORE_BROKEN)


def _try_out(root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=root, prefix=".part-") as file:
        file.write(b"1")


def _settle(part: str, descriptor: int, path: Path, flush: object) -> None:
    assert callable(flush)
    flush()
    os.fsync(descriptor)
    Path(part).replace(path)
