"""F39: a name that does not resolve, and a certificate that ran out."""

from pathlib import Path

from tests.faults.expired import expired_server
from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.provider import attempts, reached, rungs, say, states, waiting
from tests.faults.rig import Rig
from tests.waiting import until

NOWHERE = "https://green-api.invalid"


@covers("F39")
async def test_what_cannot_be_reached_safely_is_not_reached_at_all(
    rig: Rig, tmp_path: Path
) -> None:
    """Neither is a reason to send in the open or to give a message up: its calls are refusals,
    it waits, and goes out once when the address is right again. Other numbers and the guests of
    a hotel whose model is not to be trusted are answered meanwhile."""
    with expired_server(tmp_path) as expired:
        rig.env["HOTELBOT_DEEPSEEK_BASE_URL"] = expired.url
        unresolved, untrusted, fine = await rig.open_hotels(3)
        for hotel, url in ((unresolved, NOWHERE), (untrusted, expired.url)):
            rig.change("update channel set api_url = %s where hotel_id = %s", url, hotel.id)
        await rig.whole()
        for chat in Guests(rig, 1, per_hotel=1).chats:
            say(rig, chat, "Hello, when is breakfast?")

        def have_tried() -> bool:
            tried = all("refused" in attempts(rig, one) for one in (unresolved, untrusted))
            return tried and not waiting(rig, fine)

        await until(have_tried, seconds=90)
        assert expired.knocks >= 2  # of the model's client and of the number's
        assert expired.requests == 0
        assert [states(rig, one) for one in (unresolved, untrusted)] == [["queued"]] * 2
        assert set(rungs(rig, fine)) <= {"rule", "holding"}
        assert len(reached(rig, fine)) == 1

        green = rig.address("green")
        rig.change("update channel set api_url = %s", green)
        await rig.settled()

    assert {*attempts(rig, unresolved)[:-1], *attempts(rig, untrusted)[:-1]} == {"refused"}
    assert all(len(reached(rig, hotel)) == 1 for hotel in rig.hotels)
    assert check(read(rig)) == []
