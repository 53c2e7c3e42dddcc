"""Small copies of strangers' pictures, made in a process of its own that may be ended any time.

A crafted picture can unpack to all memory: it may not be the worker's or the web process's.
"""

import asyncio
import sys
from pathlib import Path

import orjson

from backend.ports.pictures import PictureTrouble, Shrunk, Unshrunk

CHECKOUT = Path(__file__).parents[2]
DEADLINE_S = 15.0
AT_ONCE = 2


class Pictures:
    """Implements ports.pictures.PictureShrinker. One per process, which bounds how many are made
    at once."""

    def __init__(self, *, deadline_s: float = DEADLINE_S) -> None:
        self._deadline_s = deadline_s
        self._room = asyncio.Semaphore(AT_ONCE)

    async def shrink(self, raw: bytes) -> Shrunk:
        async with self._room:
            return _answer(await self._told(raw))

    async def _told(self, raw: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "backend.integrations.picture_child",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env={},
            cwd=CHECKOUT,
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._deadline_s):
                said, _ = await process.communicate(raw)
        except TimeoutError:
            raise Unshrunk(PictureTrouble.TOO_SLOW) from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return said


def _answer(said: bytes) -> Shrunk:
    """An end without a word is its memory or its time: the file is none that can be drawn."""
    head, _, copy = said.partition(b"\n")
    try:
        answer = orjson.loads(head)
    except orjson.JSONDecodeError:
        raise Unshrunk(PictureTrouble.BROKEN) from None
    if "trouble" in answer:
        raise Unshrunk(PictureTrouble(answer["trouble"]))
    return Shrunk(answer["width"], answer["height"], copy or None)
