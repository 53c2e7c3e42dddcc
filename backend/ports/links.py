"""What we need to know of an address in a template: where it leads."""

from dataclasses import dataclass
from typing import Protocol

from backend.domain.template_links import LinkOutcome


@dataclass(frozen=True, slots=True)
class LinkResult:
    outcome: LinkOutcome
    status: int | None = None
    leads_to: str = ""
    """The host of a redirect."""


class LinkProber(Protocol):
    async def try_link(self, url: str) -> LinkResult:
        """Asks once, follows nothing, never raises for what the address does."""
        ...
