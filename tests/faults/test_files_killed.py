"""A sender dies around a file, which the provider knows by its name and its caption alone."""

import httpx
import pytest

from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.rig import REAL_LEASES, Rig
from tests.faults.test_sender_killed import ECHO, arrived, begin
from tests.waiting import until

PICTURE = b"\x89PNG\r\n\x1a\n" + b"pixels" * 1000


@covers("F8")
@pytest.mark.parametrize(
    ("step", "tries"),
    [
        pytest.param("send.claimed:2", 2, id="before", marks=pytest.mark.short),
        pytest.param("send.called:2", 1, id="after"),
    ],
)
async def test_a_file_is_sent_once_whenever_its_sender_dies(
    rig: Rig, seed: int, step: str, tries: int
) -> None:
    """Without an echo and without a caption: the journal alone says whether it was taken, and the
    guest has the bytes once."""
    guests = await begin(rig, seed)
    rig.sim.control("faults", {"kind": "webhook_drop", "method": ECHO})
    worker = await rig.worker(FAULT=step)
    await guests.write()
    await until(lambda: arrived(rig) == 1, seconds=60)
    await rig.settled()
    async with rig.manager() as manager:
        await _send_picture(rig, manager)
        assert await worker.gone() == -9
    await worker.restart(**REAL_LEASES)
    await rig.settled()

    files = [one for one in rig.sim.ledger("whatsapp") if one["type_message"] == "imageMessage"]
    # I3 counts answers by questions, and a colleague's file answers none.
    assert [one for one in check(read(rig)) if one.invariant != "I3"] == []
    assert len(files) == 1
    assert rig.value("select attempts from outbox order by id desc limit 1") == tries
    assert rig.value("select state from outbox order by id desc limit 1") == "accepted"


async def _send_picture(rig: Rig, manager: httpx.AsyncClient) -> None:
    base = f"/api/v1/hotels/{rig.hotels[0].id}"
    chats = (await manager.get(f"{base}/conversations")).raise_for_status().json()["items"]
    kept = await manager.post(f"{base}/files", params={"name": "map.png"}, content=PICTURE)
    sent = await manager.post(
        f"{base}/conversations/{chats[0]['id']}/messages",
        json={"file_id": kept.raise_for_status().json()["id"]},
    )
    sent.raise_for_status()
