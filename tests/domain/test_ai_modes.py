"""Which mode holds for a guest."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from backend.domain.ai_modes import Allowed, Because, StayStage, mode_for, stage_of
from backend.domain.words import AiMode, StayStatus

TODAY = date(2026, 11, 26)
AUTO, DRAFT, OFF = AiMode.AUTO, AiMode.DRAFT, AiMode.OFF


@pytest.mark.parametrize(
    ("hotel", "vip", "drafts_for_vips", "mode"),
    [
        (AUTO, False, False, AUTO),
        (AUTO, False, True, AUTO),
        (AUTO, True, False, AUTO),
        (AUTO, True, True, DRAFT),
        (DRAFT, False, True, DRAFT),
        (DRAFT, True, False, DRAFT),
        (DRAFT, True, True, DRAFT),
        # Off stays off: a guest's words do not leave the house for a draft either.
        (OFF, False, False, OFF),
        (OFF, True, True, OFF),
    ],
)
def test_the_exception_takes_away_and_never_gives(
    hotel: AiMode, vip: bool, drafts_for_vips: bool, mode: AiMode
) -> None:
    """A row for each hotel, guest and choice that could differ."""
    assert mode_for(hotel, vip=vip, drafts_for_vips=drafts_for_vips).mode is mode


@pytest.mark.parametrize(
    ("hotel", "stage_mode", "vip", "off_for_vips", "expected"),
    [
        (AUTO, None, False, False, Allowed(AUTO)),
        (AUTO, DRAFT, False, False, Allowed(DRAFT, Because.STAGE)),
        (AUTO, OFF, False, False, Allowed(OFF, Because.STAGE)),
        # A stage gives nothing that the hotel does not.
        (DRAFT, AUTO, False, False, Allowed(DRAFT)),
        (OFF, DRAFT, False, False, Allowed(OFF)),
        (AUTO, None, True, True, Allowed(OFF, Because.VIP)),
        (DRAFT, None, True, True, Allowed(OFF, Because.VIP)),
        # Off for VIPs is not undone by drafts for a stage, nor the other way round.
        (AUTO, DRAFT, True, True, Allowed(OFF, Because.VIP)),
        (AUTO, OFF, True, True, Allowed(OFF, Because.STAGE)),
        (AUTO, None, False, True, Allowed(AUTO)),
        (OFF, None, True, True, Allowed(OFF)),
    ],
)
def test_the_strictest_of_hotel_stage_and_guest_decides(
    hotel: AiMode, stage_mode: AiMode | None, vip: bool, off_for_vips: bool, expected: Allowed
) -> None:
    """And says which of them it was; what both take away is the wider one's."""
    modes = {StayStage.BEFORE.value: stage_mode.value} if stage_mode else {}
    found = mode_for(
        hotel,
        vip=vip,
        drafts_for_vips=False,
        off_for_vips=off_for_vips,
        stage=StayStage.BEFORE,
        stage_modes=modes,
    )

    assert expected == found


@dataclass
class Dates:
    arrival: date
    departure: date
    status: StayStatus


@pytest.mark.parametrize(
    ("arrives", "leaves", "status", "stage"),
    [
        (3, 5, StayStatus.BOOKED, StayStage.BEFORE),
        (0, 2, StayStatus.BOOKED, StayStage.BEFORE),
        (0, 2, StayStatus.IN_HOUSE, StayStage.IN_HOUSE),
        # Nobody checked them in, and they were to come yesterday.
        (-1, 1, StayStatus.BOOKED, StayStage.IN_HOUSE),
        (-2, 0, StayStatus.IN_HOUSE, StayStage.IN_HOUSE),
        (-2, 0, StayStatus.DEPARTED, StayStage.AFTER),
        (-5, -2, StayStatus.IN_HOUSE, StayStage.AFTER),
        (3, 5, StayStatus.CANCELLED, StayStage.NO_STAY),
        (-1, 1, StayStatus.NO_SHOW, StayStage.NO_STAY),
    ],
)
def test_the_stage_of_a_stay(
    arrives: int, leaves: int, status: StayStatus, stage: StayStage
) -> None:
    """By its status first, by its days where that says nothing."""
    arrival, departure = TODAY + timedelta(days=arrives), TODAY + timedelta(days=leaves)

    assert stage_of(Dates(arrival, departure, status), TODAY) is stage


def test_without_a_stay_there_is_no_stage() -> None:
    """Somebody who only asks."""
    assert stage_of(None, TODAY) is StayStage.NO_STAY
