"""What the AI may do for one guest: the hotel's mode, or less where the hotel wants a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from backend.domain.current_stay import StayDates
from backend.domain.words import AiMode, StayStatus


class StayStage(StrEnum):
    """Where a guest is in their stay."""

    BEFORE = "before"
    IN_HOUSE = "in_house"
    AFTER = "after"
    NO_STAY = "no_stay"


class Because(StrEnum):
    """What set the mode."""

    HOTEL = "hotel"
    STAGE = "stage"
    VIP = "vip"


@dataclass(frozen=True, slots=True)
class Allowed:
    mode: AiMode
    because: Because = Because.HOTEL


_STRICT = (AiMode.AUTO, AiMode.DRAFT, AiMode.OFF)


def mode_for(
    hotel: AiMode,
    *,
    vip: bool,
    drafts_for_vips: bool,
    off_for_vips: bool = False,
    stage: StayStage = StayStage.NO_STAY,
    stage_modes: Mapping[str, str] | None = None,
) -> Allowed:
    """An exception only ever takes away: a hotel with the AI off has it off for every guest. Of two
    that take away as much, the wider one is named."""
    wanted = [Allowed(hotel), Allowed(AiMode((stage_modes or {}).get(stage, hotel)), Because.STAGE)]
    if vip and off_for_vips:
        wanted.append(Allowed(AiMode.OFF, Because.VIP))
    elif vip and drafts_for_vips:
        wanted.append(Allowed(AiMode.DRAFT, Because.VIP))
    return max(wanted, key=lambda one: _STRICT.index(one.mode))


def stage_of(stay: StayDates | None, today: date) -> StayStage:
    """By what the hotel says of the stay, and by its days where nobody checks anybody in."""
    if stay is None or stay.status in (StayStatus.CANCELLED, StayStatus.NO_SHOW):
        return StayStage.NO_STAY
    if stay.status is StayStatus.DEPARTED or stay.departure < today:
        return StayStage.AFTER
    if stay.status is StayStatus.IN_HOUSE or stay.arrival < today:
        return StayStage.IN_HOUSE
    return StayStage.BEFORE
