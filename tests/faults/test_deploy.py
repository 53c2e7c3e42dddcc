"""F45: a new release takes over while webhooks arrive."""

import asyncio

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import Rig
from tests.waiting import until

RATE = 12.0
SWAPS = 2


@covers("F45")
async def test_a_rolling_deploy_fails_no_webhook(rig: Rig, seed: int) -> None:
    """The new web process stands on the same socket before the old one is asked to go: every
    webhook is answered 200 at its first try."""
    await rig.open_hotels(3)
    await rig.whole()
    guests = Guests(rig, seed)
    load = asyncio.create_task(guests.keep_writing(rate=RATE, seconds=600))
    try:
        for _ in range(SWAPS):
            old = rig.named("web")[-1]
            await rig.web()
            old.ask_to_stop()
            await old.gone()
            assert old.has_said("web.left")
        newest = rig.named("web")[-1]
        enough = len(guests.written) + 10
        await until(lambda: len(guests.written) > enough, seconds=60)
    finally:
        load.cancel()
        await asyncio.wait([load])
    await rig.settled()

    tries = rig.sim.ledger("webhooks")
    assert newest.is_alive
    assert len(tries) > len(guests.written)
    assert [one for one in tries if one["http_status"] != 200 or one["attempt"] != 1] == []
    assert check(read(rig)) == []
