"""Pages and papers of strangers, from which entries are proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from backend.domain.knowledge_words import ReadTrouble


class Unread(Exception):
    """Nothing could be read; `trouble` says why."""

    def __init__(self, trouble: ReadTrouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


@dataclass(frozen=True, slots=True)
class Fetched:
    raw: bytes
    media_type: str
    """Without its parameters, in lower case."""


class PageFetcher(Protocol):
    async def fetch_page(self, url: str) -> Fetched:
        """Follows a few redirects, each looked at like the first address. Raises Unread."""


class PaperReader(Protocol):
    async def pages_of(self, raw: bytes) -> Sequence[str]:
        """The text of each page of a PDF. Raises Unread."""
