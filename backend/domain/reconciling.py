"""Finding out whether a message whose send call had no clear end was accepted after all.

The provider's own lists (its queue and its journal) are matched with our uncertain rows as a
multiset: two equal "OK" in one chat are counted, never merged.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.domain.sending import ECHO_MARGIN
from backend.domain.words import Author


@dataclass(frozen=True, slots=True)
class Uncertain:
    outbox_id: int
    message_id: int
    epoch: int
    chat_id: str
    body_hash: bytes
    author: Author
    first_try_at: datetime
    last_try_at: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A message that the provider says it has or had."""

    chat_id: str
    body_hash: bytes
    provider_id: str
    sent_at: datetime | None
    """None while it waits in the provider's queue."""


class WhenAbsent(StrEnum):
    SEND_AGAIN = "send_again"
    ASK_PERSON = "ask_person"


SENT_AGAIN_BY_ITSELF = {Author.AI, Author.TRIGGER, Author.STAFF}
"""Authors whose message may go out a second time if the provider never shows the first one."""


def match(
    rows: Sequence[Uncertain], held: Sequence[Held], *, taken: Collection[str]
) -> dict[int, str]:
    """outbox id -> provider id. `taken`: ids that belong to other rows already."""
    free = sorted(
        (one for one in held if one.provider_id not in taken),
        key=_age,
    )
    found: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: row.outbox_id):
        fitting = next((one for one in free if _fits(row, one)), None)
        if fitting is not None:
            found[row.outbox_id] = fitting.provider_id
            free = [one for one in free if one.provider_id != fitting.provider_id]
    return found


def decide_absent(row: Uncertain, now: datetime) -> WhenAbsent:
    """Neither queue nor journal shows it, and both had time to."""
    if row.author in SENT_AGAIN_BY_ITSELF and now < row.not_after:
        return WhenAbsent.SEND_AGAIN
    return WhenAbsent.ASK_PERSON


def _fits(row: Uncertain, held: Held) -> bool:
    if held.chat_id != row.chat_id or held.body_hash != row.body_hash:
        return False
    return held.sent_at is None or held.sent_at >= row.first_try_at - ECHO_MARGIN


def _age(held: Held) -> tuple[bool, float, str]:
    """Oldest first; what still waits at the provider comes last."""
    return held.sent_at is None, held.sent_at.timestamp() if held.sent_at else 0.0, held.provider_id
