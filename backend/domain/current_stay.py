"""Which of a guest's stays a message is about."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from backend.domain.words import StayStatus

LATEST_GOODBYE = timedelta(days=30)
"""A guest who left longer ago writes as somebody new."""
_DEAD = {StayStatus.CANCELLED, StayStatus.NO_SHOW}


class StayDates(Protocol):
    @property
    def arrival(self) -> date: ...

    @property
    def departure(self) -> date: ...

    @property
    def status(self) -> StayStatus: ...


StayLike = TypeVar("StayLike", bound=StayDates)


def choose_stay(stays: Iterable[StayLike], *, today: date) -> StayLike | None:
    """The running stay, else the next one, else the last one if it ended lately.

    `today` is the hotel's day. A cancelled stay or a no-show is nobody's stay.
    """
    alive = [stay for stay in stays if stay.status not in _DEAD]
    ranked = sorted(alive, key=lambda stay: _rank(stay, today))
    if not ranked or ranked[0].departure < today - LATEST_GOODBYE:
        return None
    return ranked[0]


def _rank(stay: StayDates, today: date) -> tuple[int, int]:
    if stay.status is StayStatus.IN_HOUSE:
        return (0, -stay.arrival.toordinal())
    over = stay.status is StayStatus.DEPARTED or stay.departure < today
    if over:
        return (3, -stay.departure.toordinal())
    if stay.arrival <= today:
        return (1, -stay.arrival.toordinal())
    return (2, stay.arrival.toordinal())
