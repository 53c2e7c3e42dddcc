"""How one notification ended."""

from dataclasses import dataclass

from backend.domain.words import InboxState


@dataclass(frozen=True, slots=True)
class Outcome:
    state: InboxState
    """NEW: what it speaks of is not here yet; it is tried again."""
    reason: str | None = None


DONE = Outcome(InboxState.DONE)


def ignored(reason: str) -> Outcome:
    return Outcome(InboxState.IGNORED, reason)


def wait(reason: str) -> Outcome:
    return Outcome(InboxState.NEW, reason)
