"""F32: the journal that would settle an unknown send is late, empty, failing or incomplete."""

from tests.faults.guests import Chat, Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.provider import (
    alerts,
    attempts,
    reached,
    say,
    send_calls,
    spoil,
    states,
)
from tests.faults.rig import Rig, RigHotel
from tests.waiting import until

ECHO = "outgoingAPIMessageReceived"
# The provider promises its journals within 120 s and is asked after 150: the same, thirty times
# faster.
LAG_S, ASKED_AFTER_S = 4.0, "5"


async def unknown_sends(rig: Rig, how_many: int) -> list[RigHotel]:
    """In each hotel one answer that was accepted, with nothing but the journals to show it."""
    hotels = await rig.open_hotels(how_many)
    for hotel in hotels:
        spoil(rig, "html_200", hotel=hotel, method="sendMessage", count=1)
    spoil(rig, "webhook_drop", method=ECHO)
    spoil(rig, "status_missing")
    return hotels


def chats_of(rig: Rig) -> list[Chat]:
    return Guests(rig, 1, per_hotel=1).chats


@covers("F32")
async def test_a_late_journal_is_waited_for(rig: Rig) -> None:
    """It is asked only once it had time to show the message: found, and not sent again."""
    rig.env["HOTELBOT_RECONCILE_AFTER_S"] = ASKED_AFTER_S
    (hotel,) = await unknown_sends(rig, 1)
    spoil(rig, "journal_lag", seconds=LAG_S)
    await rig.whole()
    say(rig, chats_of(rig)[0], "Hello, when is breakfast?")
    await until(lambda: attempts(rig, hotel) == ["ambiguous"], seconds=60)
    await rig.settled()

    assert states(rig, hotel) == ["accepted"]
    assert len(send_calls(rig, hotel)) == len(reached(rig, hotel)) == 1
    assert check(read(rig)) == []


@covers("F32")
async def test_an_unreadable_journal_leaves_it_to_a_person(rig: Rig) -> None:
    """While it fails nothing is sent again; after half an hour staff are asked."""
    (hotel,) = await unknown_sends(rig, 1)
    spoil(rig, "journal_500")
    await rig.whole()
    say(rig, chats_of(rig)[0], "Hello, when is breakfast?")

    def asked() -> int:
        calls = [one["method"] for one in rig.sim.ledger("requests")]
        return calls.count("lastOutgoingMessages")

    await until(lambda: states(rig, hotel) == ["uncertain"] and asked() >= 1, seconds=60)
    # Half an hour later, and the next look is due.
    rig.change(
        "update outbox set first_try_at = first_try_at - interval '31 min',"
        " last_try_at = last_try_at - interval '31 min', next_at = now()"
    )
    await until(lambda: "send_uncertain" in alerts(rig, hotel), seconds=60)

    assert len(send_calls(rig, hotel)) == len(reached(rig, hotel)) == 1
    assert rig.value("select status from message where direction = 'out'") == "uncertain"
    rig.sim.forgive()
    await rig.settled()
    assert len(reached(rig, hotel)) == 1
    assert check(read(rig)) == []


@covers("F32")
async def test_a_journal_that_hides_a_message_costs_one_duplicate_and_it_is_counted(
    rig: Rig,
) -> None:
    """Empty or without its newest entry it says "never sent", and an AI's answer is sent once
    more: the one case in which a guest may read it twice. It happens once, it is on record, and
    the checker sees it."""
    empty, incomplete = await unknown_sends(rig, 2)
    spoil(rig, "journal_empty", hotel=empty)
    spoil(rig, "journal_miss_one", hotel=incomplete)
    await rig.whole()
    for chat in chats_of(rig):
        say(rig, chat, "Hello, when is breakfast?")
    await until(lambda: all(attempts(rig, one) for one in (empty, incomplete)), seconds=60)
    await rig.settled()

    for hotel in (empty, incomplete):
        assert states(rig, hotel) == ["accepted"]
        assert attempts(rig, hotel) == ["ambiguous", "accepted"]
        assert len(reached(rig, hotel)) == 2
    assert [finding.name for finding in check(read(rig))] == [
        "more answers than questions",
        "more answers than questions",
        "sent twice",
        "sent twice",
    ]
