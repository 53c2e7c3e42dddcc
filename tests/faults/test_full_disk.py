"""F49: no room for logs. (The product keeps no media of its own.)"""

from dataclasses import replace

from tests.faults.child import Child
from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.provider import reached
from tests.faults.rig import Rig

ROOM = 3
"""Blocks of 512 bytes for the log of each process: its first lines, and hardly more."""


@covers("F49")
async def test_messages_flow_while_no_log_can_be_written(rig: Rig, seed: int) -> None:
    """Each line that web and worker write fails for want of room, and with Valkey gone every
    webhook wants to write one: webhooks are taken and answers sent all the same."""
    hotels = await rig.open_hotels(2)
    await rig.whole()
    for child in rig.children:
        await restart_without_room(child)
    rig.servers.redis.kill()
    guests = Guests(rig, seed)
    # One after the other: webhooks that come together want one wake-up, and so one line.
    await guests.keep_writing(rate=8, seconds=5)
    await rig.settled()

    full = [child for child in rig.children if child.log.stat().st_size >= ROOM * 512 - 300]
    assert {child.name.partition("-")[0] for child in full} >= {"web", "worker"}
    assert all(child.is_alive for child in rig.children)
    assert sum(len(reached(rig, hotel)) for hotel in hotels) > 0
    assert {entry["http_status"] for entry in rig.sim.ledger("webhooks")} == {200}
    assert check(read(rig)) == []


async def restart_without_room(child: Child) -> None:
    await child.stop()
    limited = ("sh", "-c", f'ulimit -f {ROOM}; exec "$@"', "sh", *child.service.argv)
    child.service = replace(child.service, argv=limited)
    child.log = child.log.with_name(f"{child.name}-without-room.log")
    await child.start()
