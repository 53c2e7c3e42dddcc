"""What a push did to a stay, as events: pure, from what was known and what is known now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from backend.domain.words import StayEventKind, StayStatus

HIDDEN = frozenset({"door_code"})
"""Fields that are only said to have changed."""
SNAPSHOT = ("arrival", "departure", "status", "room", "room_type", "guest_name")
_GONE = frozenset({StayStatus.CANCELLED, StayStatus.NO_SHOW})
# Set by the change of status itself, hence no news beside it.
_WITH_STATUS = frozenset({"checked_in_at", "checked_out_at"})


@dataclass(frozen=True, slots=True)
class StayChange:
    kind: StayEventKind
    changes: dict[str, list[Any]]
    """{field: [before, after]}, JSON-ready."""


def is_stale(
    *,
    known_version: int | None,
    version: int | None,
    known_at: datetime | None,
    at: datetime | None,
) -> bool:
    """Whether a push is older than the newest one. A source that tells no version is believed."""
    if known_version is not None and version is not None and known_version != version:
        return version < known_version
    return known_at is not None and at is not None and at < known_at


def changes_of(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[StayChange]:
    """In the order in which they are told. Both hold the same fields; None: a new stay."""
    if before is None:
        return [_created(after), *_new_status(StayStatus.BOOKED, after["status"])]
    changed = {name for name, value in after.items() if before[name] != value}
    events = []
    if "status" in changed:
        events += _new_status(before["status"], after["status"])
        for one in events:
            one.changes.update(_pairs(before, after, {"status"} | (changed & _WITH_STATUS)))
        changed -= {"status"} | _WITH_STATUS
    if "room" in changed:
        events.append(StayChange(StayEventKind.ROOM_CHANGED, _pairs(before, after, {"room"})))
        changed.discard("room")
    if changed:
        events.append(StayChange(StayEventKind.AMENDED, _pairs(before, after, changed)))
    return events


def _created(after: Mapping[str, Any]) -> StayChange:
    told = {name: [None, _plain(name, after[name])] for name in SNAPSHOT if name in after}
    return StayChange(StayEventKind.CREATED, told)


def _new_status(old: StayStatus, new: StayStatus) -> list[StayChange]:
    kinds: list[StayEventKind] = []
    if (old in _GONE and new not in _GONE) or (
        old is StayStatus.DEPARTED and new in (StayStatus.IN_HOUSE, StayStatus.BOOKED)
    ):
        kinds.append(StayEventKind.REINSTATED)
    elif old is StayStatus.IN_HOUSE and new is StayStatus.BOOKED:
        # A check-in at the wrong room, taken back.
        kinds.append(StayEventKind.REINSTATED)
    if new is StayStatus.IN_HOUSE and old not in (StayStatus.IN_HOUSE, StayStatus.DEPARTED):
        kinds.append(StayEventKind.CHECKED_IN)
    if new is StayStatus.DEPARTED and old is not StayStatus.DEPARTED:
        kinds.append(StayEventKind.CHECKED_OUT)
    if new is StayStatus.CANCELLED and old is not StayStatus.CANCELLED:
        kinds.append(StayEventKind.CANCELLED)
    if new is StayStatus.NO_SHOW and old is not StayStatus.NO_SHOW:
        kinds.append(StayEventKind.NO_SHOW)
    return [StayChange(kind, {}) for kind in kinds]


def _pairs(
    before: Mapping[str, Any], after: Mapping[str, Any], names: set[str]
) -> dict[str, list[Any]]:
    return {name: [_plain(name, before[name]), _plain(name, after[name])] for name in sorted(names)}


def _plain(name: str, value: Any) -> Any:
    if name in HIDDEN:
        return None if value is None else "…"
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value) if value is not None and not isinstance(value, int | list | str) else value
