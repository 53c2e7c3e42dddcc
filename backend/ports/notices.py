"""What we need to tell a program of the hotel's that a trigger fired."""

from collections.abc import Mapping
from typing import Protocol


class NoticeFailure(Exception):
    """`outcome` is a name: timeout, network, http_404, forbidden_address, ..."""

    def __init__(self, outcome: str, *, passing: bool) -> None:
        self.outcome = outcome
        self.passing = passing
        """Another attempt may cure it."""
        super().__init__(outcome)


class NoticePoster(Protocol):
    async def post(self, url: str, *, key: str, body: Mapping[str, object]) -> None:
        """Returns when the other side has it. `key` is the same for each attempt at one notice.
        Raises NoticeFailure."""
