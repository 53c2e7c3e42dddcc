"""Finding out whether a message whose send call had no clear end was accepted after all.

The provider's own lists (its queue and its journal) are matched with our uncertain rows as a
multiset: two equal "OK" in one chat are counted, never merged.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from backend.domain.sending import ECHO_MARGIN
from backend.domain.words import Author, Look

JOURNAL_REACH = timedelta(hours=24)
"""Older than this, the provider's lists say nothing."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    outbox_id: int
    message_id: int
    epoch: int
    chat_id: str
    body_hash: bytes
    author: Author
    once: bool
    """It holds a code or money."""
    first_try_at: datetime
    last_try_at: datetime
    not_after: datetime
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A message that the provider says it has or had."""

    chat_id: str
    body_hash: bytes
    provider_id: str
    sent_at: datetime | None
    """None while it waits in the provider's queue."""
    by_api: bool | None = True
    """False: typed on the hotel's phone. None: the record does not say."""
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    found: dict[int, str]
    """outbox id -> provider id."""
    looks: dict[int, Look]
    """What the lists say of every other row."""


class ByHand(StrEnum):
    """What a colleague last decided about a message that did not clearly arrive."""

    RESENT = "resent"
    MARKED_SENT = "marked_sent"


class Step(StrEnum):
    SEND_AGAIN = "send_again"
    ASK_PERSON = "ask_person"
    LOOK_AGAIN = "look_again"


@dataclass(frozen=True, slots=True)
class Decision:
    step: Step
    reason: str


SENT_AGAIN_BY_ITSELF = {Author.AI, Author.STAFF}
"""Authors whose message may go out a second time if the provider never shows the first one. What
a rule sends to many is none of them: better once too few than twice to everybody."""


def compare(
    rows: Sequence[Uncertain],
    held: Sequence[Held],
    *,
    taken: Collection[str],
    witnesses: Collection[str] = (),
) -> Findings:
    """`taken`: ids that belong to other messages already. `witnesses`: ids which the lists have to
    show, because the provider gave them to us meanwhile."""
    looks = {row.outbox_id: Look.ABSENT for row in rows}
    if not _are_complete(held, witnesses):
        looks = dict.fromkeys(looks, Look.INCOMPLETE)
    free: list[Held] = []
    for (chat_id, body_hash), entries in _grouped(held, taken=taken).items():
        ours = [row for row in rows if (row.chat_id, row.body_hash) == (chat_id, body_hash)]
        unknown = [
            one for one in entries if one.by_api is None and any(_fits(row, one) for row in ours)
        ]
        if len(unknown) > len(ours):
            looks |= {row.outbox_id: Look.SEVERAL for row in ours}
            entries = [one for one in entries if one.by_api]
        free += entries
    found = match(rows, free, taken=taken)
    for row in rows:
        # The provider may name a file anew: it may be this one, and a question is better than a
        # second file.
        if row.is_file and any(_may_be(row, one) for one in held if one.provider_id not in taken):
            looks[row.outbox_id] = Look.SEVERAL
        if any(one.by_api is False and _fits(row, one) for one in held):
            looks[row.outbox_id] = Look.TYPED_ON_PHONE
    return Findings(found, {key: look for key, look in looks.items() if key not in found})


def match(
    rows: Sequence[Uncertain], held: Sequence[Held], *, taken: Collection[str]
) -> dict[int, str]:
    """outbox id -> provider id; each id to one row, the oldest to the oldest."""
    free = sorted(
        (one for one in held if one.by_api is not False and one.provider_id not in taken),
        key=_age,
    )
    found: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: row.outbox_id):
        fitting = next((one for one in free if _fits(row, one)), None)
        if fitting is not None:
            found[row.outbox_id] = fitting.provider_id
            free = [one for one in free if _key(one) != _key(fitting)]
    return found


def decide_unfound(row: Uncertain, look: Look, now: datetime) -> Decision:
    """The lists do not show it, and had time to."""
    if look in (Look.UNREACHABLE, Look.INCOMPLETE):
        if now - row.first_try_at >= JOURNAL_REACH:
            return Decision(Step.ASK_PERSON, "out_of_reach")
        return Decision(Step.LOOK_AGAIN, look.value)
    if look is not Look.ABSENT:
        return Decision(Step.ASK_PERSON, look.value)
    if row.once or row.author not in SENT_AGAIN_BY_ITSELF:
        return Decision(Step.ASK_PERSON, "never_twice")
    if now >= row.not_after:
        return Decision(Step.ASK_PERSON, "too_late_to_repeat")
    return Decision(Step.SEND_AGAIN, "sent_again")


def _are_complete(held: Sequence[Held], witnesses: Collection[str]) -> bool:
    """One entry in a while is lost by the provider itself; half of them missing is a list that
    cannot prove that anything is absent."""
    shown = {one.provider_id for one in held}
    return 2 * len(shown.intersection(witnesses)) >= len(set(witnesses))


def _grouped(
    held: Sequence[Held], *, taken: Collection[str]
) -> dict[tuple[str, bytes], list[Held]]:
    groups: dict[tuple[str, bytes], list[Held]] = defaultdict(list)
    for one in held:
        if one.by_api is not False and one.provider_id not in taken:
            groups[one.chat_id, one.body_hash].append(one)
    return groups


def _fits(row: Uncertain, held: Held) -> bool:
    if held.chat_id != row.chat_id or held.body_hash != row.body_hash:
        return False
    return held.sent_at is None or held.sent_at >= row.first_try_at - ECHO_MARGIN


def _may_be(row: Uncertain, held: Held) -> bool:
    if not held.is_file or held.chat_id != row.chat_id or held.by_api is False:
        return False
    return held.sent_at is None or held.sent_at >= row.first_try_at - ECHO_MARGIN


def _key(held: Held) -> tuple[str, str]:
    """An id is unique only within its chat."""
    return held.chat_id, held.provider_id


def _age(held: Held) -> tuple[bool, float, str]:
    """Oldest first; what still waits at the provider comes last."""
    return held.sent_at is None, held.sent_at.timestamp() if held.sent_at else 0.0, held.provider_id
