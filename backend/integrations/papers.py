"""The text of a stranger's PDF, read in a process of its own that may be ended at any moment.

A crafted file can make its reader work for hours or take all memory: neither may be the worker's.
"""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from backend.domain.knowledge_words import ReadTrouble
from backend.ports.documents import Unread

CHECKOUT = Path(__file__).parents[2]
DEADLINE_S = 30.0
LARGEST_ANSWER = 4 * 1024 * 1024


class Papers:
    """Implements ports.documents.PaperReader."""

    def __init__(self, *, deadline_s: float = DEADLINE_S) -> None:
        self._deadline_s = deadline_s

    async def pages_of(self, raw: bytes) -> Sequence[str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "backend.integrations.paper_child",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL, env={},
            cwd=CHECKOUT,
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._deadline_s):
                said, _ = await process.communicate(raw)
        except TimeoutError:
            raise Unread(ReadTrouble.TOO_SLOW) from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return _answer(said)


def _answer(said: bytes) -> Sequence[str]:
    """An end without a word is its memory or its time: the file is none that can be read."""
    try:
        answer = orjson.loads(said)
    except orjson.JSONDecodeError:
        raise Unread(ReadTrouble.BROKEN) from None
    if "trouble" in answer:
        raise Unread(ReadTrouble(answer["trouble"]))
    return [str(page) for page in answer["pages"]]
