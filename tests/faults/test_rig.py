"""The rig itself: nothing is rehearsed here, everything works."""

from tests.faults.guests import Guests
from tests.faults.rig import Rig


async def test_guests_are_answered(rig: Rig) -> None:
    """Hotels, guests, web, worker and scheduler, all real: each question is answered."""
    await rig.open_hotels(2)
    await rig.whole()
    guests = Guests(rig, 1)
    await guests.write(10)
    await rig.settled()
    print(rig.rows("select direction, author, status, text from message order by id"))
    assert rig.value("select count(*) from message where direction = 'in'") == 10
