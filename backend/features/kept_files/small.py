"""Small copies of pictures, made once when a picture is kept. None is needed: without one the
picture is shown whole, so no trouble here keeps a file from its message."""

import asyncio
from collections.abc import AsyncIterator

import structlog

from backend.features.messages.service import NO_SHAPE, Shape
from backend.observability.metrics import SMALL_PICTURES
from backend.ports.files import FileStore, FileTrouble
from backend.ports.pictures import PictureShrinker, PictureTrouble, Unshrunk

log = structlog.get_logger()

WITHIN_S = 30.0
MOST_BYTES = 32 * 1024 * 1024
MIME_TYPE = "image/webp"


def small_key(key: str) -> str:
    """Beside the whole one, so that whoever deletes that needs to know nothing else."""
    return f"{key}-small"


async def shape_of(
    files: FileStore, pictures: PictureShrinker, *, key: str, mime_type: str, size: int
) -> Shape:
    """Keeps the small copy of a picture that is in the store, when it needs one."""
    if not mime_type.startswith("image/"):
        return NO_SHAPE
    try:
        if size > MOST_BYTES:
            raise Unshrunk(PictureTrouble.TOO_LARGE)
        async with asyncio.timeout(WITHIN_S):
            return await _shrunk(files, pictures, key, size)
    except Unshrunk as error:
        outcome = error.trouble.value
    except FileTrouble as error:
        outcome = error.trouble.value
    except FileNotFoundError:
        outcome = "gone"
    except TimeoutError:
        outcome = PictureTrouble.TOO_SLOW.value
    SMALL_PICTURES.labels(outcome).inc()
    log.warning("pictures.not_shrunk", trouble=outcome)
    return NO_SHAPE


async def _shrunk(files: FileStore, pictures: PictureShrinker, key: str, size: int) -> Shape:
    raw = bytearray()
    async for piece in files.read(key, start=0, length=size):
        raw += piece
    shrunk = await pictures.shrink(bytes(raw))
    if shrunk.copy is not None:
        await files.save(small_key(key), _one(shrunk.copy))
    SMALL_PICTURES.labels("made" if shrunk.copy else "not_needed").inc()
    return Shape(shrunk.width, shrunk.height, has_small=shrunk.copy is not None)


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content
