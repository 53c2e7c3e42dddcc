"""Small copies of strangers' pictures, made in a process of its own that may be ended any time.

A crafted picture can unpack to all memory: it may not be the worker's or the web process's.
"""

import asyncio

import orjson

from backend.integrations.child import ask_child
from backend.ports.pictures import PictureTrouble, Shrunk, Unshrunk

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
        try:
            said = await ask_child(
                "backend.integrations.picture_child", raw, deadline_s=self._deadline_s
            )
        except TimeoutError:
            raise Unshrunk(PictureTrouble.TOO_SLOW) from None
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
