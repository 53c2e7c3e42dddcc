"""The text of a stranger's PDF, read in a process of its own that may be ended at any moment.

A crafted file can make its reader work for hours or take all memory: neither may be the worker's.
"""

from collections.abc import Sequence

import orjson

from backend.domain.knowledge_words import ReadTrouble
from backend.integrations.child import ask_child
from backend.ports.documents import Unread

DEADLINE_S = 30.0
LARGEST_ANSWER = 4 * 1024 * 1024


class Papers:
    """Implements ports.documents.PaperReader."""

    def __init__(self, *, deadline_s: float = DEADLINE_S) -> None:
        self._deadline_s = deadline_s

    async def pages_of(self, raw: bytes) -> Sequence[str]:
        try:
            said = await ask_child(
                "backend.integrations.paper_child", raw, deadline_s=self._deadline_s
            )
        except TimeoutError:
            raise Unread(ReadTrouble.TOO_SLOW) from None
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
