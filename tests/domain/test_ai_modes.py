"""Which mode holds for a guest."""

import pytest

from backend.domain.ai_modes import mode_for
from backend.domain.words import AiMode

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
    assert mode_for(hotel, vip=vip, drafts_for_vips=drafts_for_vips) is mode
