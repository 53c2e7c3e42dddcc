"""How one notification ended."""

from dataclasses import dataclass

from backend.domain.words import InboxState


@dataclass(frozen=True, slots=True)
class Outcome:
    state: InboxState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Wait(Outcome):
    """Not yet: what it speaks of is not here. It is tried again."""

    def __init__(self, reason: str) -> None:
        Outcome.__init__(self, InboxState.NEW, reason)


DONE = Outcome(InboxState.DONE)


def ignored(reason: str) -> Outcome:
    return Outcome(InboxState.IGNORED, reason)
