"""The rig itself: nothing is rehearsed here, everything works."""

import pytest

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.rig import Rig


@pytest.mark.short
async def test_guests_are_answered(rig: Rig, seed: int) -> None:
    """Hotels, guests, web, worker and scheduler, all real: every promise holds."""
    await rig.open_hotels(2)
    await rig.whole()
    guests = Guests(rig, seed)
    await guests.write(20)
    await rig.settled()

    ledgers = read(rig)

    assert check(ledgers) == []
    assert len(ledgers.written) == 20
    assert len({row["chat_id"] for row in ledgers.delivered}) == len(
        {row["chat_id"] for row in ledgers.written}
    )
