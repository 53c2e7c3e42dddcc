"""Failures: attempts at work that broke, and giving up after the last one.

Whoever works calls `note_failure` for an attempt and `give_up` for the end; the letters themselves
are looked at and replayed in features/dead_letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.features.failures import repository
from backend.observability.metrics import DEAD_LETTERS
from backend.work import Work

MOST_SHOWN = 20


class Source(StrEnum):
    """What kind of work a dead letter stands for."""

    INBOX = "inbox"
    """A webhook; the id is its inbox row."""
    TURN = "turn"
    """Answering a guest; the id is the conversation."""
    OUTBOX = "outbox"
    """Sending a message; the id is the message."""
    PMS = "pms"
    """Bringing a reservation up to date; the id is the event its PMS sent."""


@dataclass(frozen=True, slots=True)
class Failure:
    attempt: int
    error: str
    at: datetime


async def note_failure(
    work: Work, source: Source, source_id: object, *, attempt: int, error: str
) -> None:
    await repository.add_failure(
        work, source=source, source_id=str(source_id), attempt=attempt, error=error
    )


async def give_up(
    work: Work, source: Source, source_id: object, *, reason: str, attempts: int
) -> None:
    """A dead letter. `reason` is the name of a failure: no guest's words."""
    await repository.upsert_letter(
        work, source=source, source_id=str(source_id), reason=reason, attempts=attempts
    )
    DEAD_LETTERS.labels(source).inc()


async def settle_letter(work: Work, source: Source, source_id: object) -> None:
    """A person took the work up where it stands; its letter, if any, waits no longer."""
    await repository.close_letter(work, source=source, source_id=str(source_id), by=work.actor.id)


async def list_failures(
    work: Work, wanted: Sequence[tuple[str, str]]
) -> Mapping[tuple[str, str], Sequence[Failure]]:
    """The last attempts of each (source, source id), oldest first."""
    if not wanted:
        return {}
    found = await repository.list_failures(work, wanted, most=MOST_SHOWN)
    return {key: [Failure(*row) for row in rows] for key, rows in found.items()}


async def last_error(work: Work, source: Source, source_id: object) -> str | None:
    return await repository.last_error(work, source=source, source_id=str(source_id))
