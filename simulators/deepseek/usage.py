"""Tokens and the prompt cache, close enough for cost meters to have something true to count."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

CHARACTERS_PER_TOKEN = 4
BLOCK_TOKENS = 64
"""An older page of the vendor: prefixes are kept in blocks of 64 tokens."""
KEPT_PREFIXES = 20_000


@dataclass(frozen=True, slots=True)
class PromptTokens:
    total: int
    cached: int


def tokens_in(text: str) -> int:
    return max(1, -(-len(text) // CHARACTERS_PER_TOKEN)) if text else 0


class PromptCache:
    """Remembers the beginnings of prompts, apart for every `user_id`."""

    def __init__(self) -> None:
        self._known: OrderedDict[int, None] = OrderedDict()

    def count(self, prompt: str, user_id: str) -> PromptTokens:
        """How much of the prompt was seen before; from now on all of it was."""
        total = tokens_in(prompt)
        hits, still_shared = 0, True
        for prefix in _prefixes(prompt, user_id):
            still_shared = still_shared and prefix in self._known
            hits += still_shared
            self._known[prefix] = None
            self._known.move_to_end(prefix)
        while len(self._known) > KEPT_PREFIXES:
            self._known.popitem(last=False)
        return PromptTokens(total, min(total, hits * BLOCK_TOKENS))

    def clear(self) -> None:
        self._known.clear()


def _prefixes(prompt: str, user_id: str) -> Iterable[int]:
    step = BLOCK_TOKENS * CHARACTERS_PER_TOKEN
    running = hash(user_id)
    for start in range(0, len(prompt) - step + 1, step):
        running = hash((running, prompt[start : start + step]))
        yield running
