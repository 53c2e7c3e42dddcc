"""Which stay somebody who writes is talking about, and what may be told because of it.

A telephone number proves a guest, not a stay: families and travel agents book many rooms with
one number. Where more than one stay is possible nobody is picked; staff see the candidates.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from backend.domain.current_stay import LATEST_GOODBYE
from backend.domain.words import FactClass, StayStatus

SHORTEST_BOOKING = 5
"""A shorter reservation number stands in ordinary messages by chance."""
_CODE = re.compile(r"[\w#*][\w#*-]{2,}[\w#*]")
_DEAD = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW})


class StayOfGuest(Protocol):
    @property
    def id(self) -> UUID: ...

    @property
    def external_id(self) -> str: ...

    @property
    def arrival(self) -> date: ...

    @property
    def departure(self) -> date: ...

    @property
    def status(self) -> StayStatus: ...


S = TypeVar("S", bound=StayOfGuest)


class Why(StrEnum):
    """Reasons, as the ledger and the screens name them."""

    ONLY_ONE_IN_HOUSE = "only_one_in_house"
    ONLY_ONE_STAY = "only_one_stay"
    NAMED_BY_GUEST = "named_by_guest"
    CHOSEN_BY_STAFF = "chosen_by_staff"
    SEVERAL_IN_HOUSE = "several_in_house"
    SEVERAL_STAYS = "several_stays"
    NUMBER_HIDDEN = "number_hidden"
    NO_STAY = "no_stay"
    ONLY_OLD_STAYS = "only_old_stays"
    ONLY_CANCELLED = "only_cancelled"


@dataclass(frozen=True, slots=True)
class Verified(Generic[S]):
    stay: S
    why: Why
    in_house: bool
    """Checked in, not checked out, and today is within the stay."""


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[S]):
    candidates: tuple[S, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Unknown:
    why: Why


Identity = Verified[S] | Ambiguous[S] | Unknown


def identify(
    stays: Sequence[S],
    *,
    today: date,
    number_known: bool = True,
    chosen: UUID | None = None,
    said: Collection[str] = (),
) -> Identity[S]:
    """`stays`: all of the guest the number leads to. `chosen`: what staff picked before.

    `said`: what the guest wrote; naming a reservation number tells which of several stays is
    meant. `number_known` is False while WhatsApp hides the number: then nothing is verified.
    """
    alive = [stay for stay in stays if stay.status not in _DEAD]
    if not number_known:
        return Unknown(Why.NUMBER_HIDDEN)
    if not alive:
        return Unknown(Why.ONLY_CANCELLED if stays else Why.NO_STAY)
    here = [stay for stay in alive if _is_here(stay, today)]
    open_ = here or _ahead(alive, today) or _lately(alive, today)
    if not open_:
        return Unknown(Why.ONLY_OLD_STAYS)
    if len(open_) == 1:
        why = Why.ONLY_ONE_IN_HOUSE if here else Why.ONLY_ONE_STAY
        return Verified(open_[0], why, bool(here))
    picked = next((stay for stay in open_ if stay.id == chosen), None)
    if picked is not None:
        return Verified(picked, Why.CHOSEN_BY_STAFF, bool(here))
    named = [stay for stay in open_ if _is_named(stay.external_id, said)]
    if len(named) == 1:
        return Verified(named[0], Why.NAMED_BY_GUEST, bool(here))
    return Ambiguous(tuple(open_), Why.SEVERAL_IN_HOUSE if here else Why.SEVERAL_STAYS)


def may_tell(fact: FactClass, identity: Identity[S]) -> bool:
    """Whether a fact of this class may leave for the guest."""
    match fact:
        case FactClass.PUBLIC:
            return True
        case FactClass.STAY_PRIVATE:
            return isinstance(identity, Verified)
        case FactClass.SECRET:
            return isinstance(identity, Verified) and identity.in_house


def may_tell_of(fact: FactClass, stay_id: UUID, identity: Identity[S]) -> bool:
    """The same for a fact of one particular stay: it must be the verified one."""
    if fact is FactClass.PUBLIC:
        return True
    return (
        may_tell(fact, identity) and isinstance(identity, Verified) and identity.stay.id == stay_id
    )


def codes_in(text: str) -> list[str]:
    """What looks like a code in a secret text: words of four signs or more with a digit."""
    return [word for word in _CODE.findall(text) if any(map(str.isdigit, word))]


def _is_here(stay: StayOfGuest, today: date) -> bool:
    """A stay that should have ended yesterday may be somebody who left without being checked out,
    and the room may be another guest's by now."""
    return stay.status is StayStatus.IN_HOUSE and stay.arrival <= today <= stay.departure


def _ahead(stays: Sequence[S], today: date) -> list[S]:
    """The next stay, with whatever overlaps it: rooms of one party, or two people's bookings."""
    coming = [
        stay
        for stay in stays
        if stay.status in (StayStatus.BOOKED, StayStatus.IN_HOUSE) and stay.departure >= today
    ]
    if not coming:
        return []
    first = min(coming, key=lambda stay: (stay.arrival, stay.departure))
    return [stay for stay in coming if stay is first or stay.arrival < max(first.departure, today)]


def _lately(stays: Sequence[S], today: date) -> list[S]:
    over = [stay for stay in stays if stay.departure >= today - LATEST_GOODBYE]
    if not over:
        return []
    last = max(over, key=lambda stay: (stay.departure, stay.arrival))
    return [stay for stay in over if stay is last or stay.departure > last.arrival]


def _is_named(booking: str, said: Collection[str]) -> bool:
    if len(booking) < SHORTEST_BOOKING:
        return False
    pattern = re.compile(rf"(?<![\w-]){re.escape(booking)}(?![\w-])", re.IGNORECASE)
    return any(pattern.search(text) for text in said)
