"""Webhooks come twice, in the wrong order, late, or before we know what they speak of; and a number
is logged out for a while."""

import time

import pytest

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.provider import (
    alerts,
    reached,
    say,
    send_calls,
    spoil,
    states,
    waiting,
)
from tests.faults.rig import Rig
from tests.waiting import until

INCOMING = "incomingMessageReceived"
ECHO = "outgoingAPIMessageReceived"
STATUS = "outgoingMessageStatus"
DAY_S = 23 * 3600


@pytest.mark.short
@covers("F33")
async def test_repeated_webhooks_have_one_effect(rig: Rig, seed: int) -> None:
    """Each comes five times, one after the other or all at once: one row, one message."""
    one_by_one, at_once = await rig.open_hotels(2)
    for hotel, parallel in ((one_by_one, False), (at_once, True)):
        for kind in (INCOMING, ECHO, STATUS):
            spoil(rig, "webhook_duplicate", hotel=hotel, method=kind, times=5, parallel=parallel)
    await rig.whole(web=2)
    guests = Guests(rig, seed)
    await guests.write(8)
    await rig.settled()

    tries = [entry for entry in rig.sim.ledger("webhooks") if entry["type_webhook"] == INCOMING]
    assert len(tries) == 5 * 8
    assert {entry["http_status"] for entry in tries} == {200}
    assert rig.value("select count(*) from inbox where kind = %s", INCOMING) == 8
    assert check(read(rig)) == []


@covers("F33")
async def test_swapped_webhooks_stand_in_the_order_of_their_arrival(rig: Rig) -> None:
    """Swapped ones stand in the order of their arrival; nothing is lost or answered twice."""
    swapped, _ = await rig.open_hotels(2)
    for _ in range(3):
        spoil(rig, "webhook_reorder", hotel=swapped, method=INCOMING, count=1, hold_s=20.0)
    await rig.whole()
    for chat in Guests(rig, 1, per_hotel=1).chats:
        for number in range(6):
            say(rig, chat, f"{chat.hotel.canary} {'abcdef'[number]}, when is breakfast?")
    await rig.settled()

    arrived = [
        entry["id_message"]
        for entry in rig.sim.ledger("webhooks")
        if entry["id_instance"] == swapped.id_instance and entry["type_webhook"] == INCOMING
    ]
    shown = rig.rows(
        "select provider_id from message where hotel_id = %s and direction = 'in' order by id",
        swapped.id,
    )
    written = [
        entry["id_message"]
        for entry in rig.sim.ledger("whatsapp")
        if entry["id_instance"] == swapped.id_instance and entry["by"] == "guest"
    ]
    assert [row["provider_id"] for row in shown] == arrived
    assert arrived != written
    assert {finding.name for finding in check(read(rig))} == {"shown out of order"}


@covers("F33")
async def test_a_message_a_day_late_is_shown_as_late_and_left_to_people(rig: Rig) -> None:
    """What comes a day late is marked so and answered by people only."""
    (hotel,) = await rig.open_hotels(1)
    await rig.whole()
    late, fresh = Guests(rig, 1, per_hotel=2).chats
    say(rig, late, "Hello, when is breakfast?", timestamp=int(time.time()) - DAY_S)
    say(rig, fresh, "Hello, when is breakfast?")
    await rig.settled()
    await until(lambda: len(reached(rig, hotel)) == 1, seconds=30)

    marks = rig.rows(
        "select m.late, c.chat_id from message m join conversation c on c.id = m.conversation_id"
        " where m.direction = 'in' order by m.id"
    )
    assert {row["chat_id"]: row["late"] for row in marks} == {
        late.chat_id: True,
        fresh.chat_id: False,
    }
    assert [entry["chat_id"] for entry in reached(rig, hotel)] == [fresh.chat_id]


@covers("F34")
async def test_a_status_that_comes_before_the_answer_to_our_call_is_kept(rig: Rig) -> None:
    """The guest reads the message while our call still waits for its answer; no echo ever says
    which message it was. Once the answer is there, the status is too."""
    (hotel,) = await rig.open_hotels(1)
    spoil(rig, "delay", method="sendMessage", count=1, accepted=True, seconds=3.0)
    spoil(rig, "webhook_drop", method=ECHO)
    await rig.whole()
    say(rig, Guests(rig, 1, per_hotel=1).chats[0], "Hello, when is breakfast?")

    def status_came_first() -> bool:
        kept = rig.value("select count(*) from inbox where kind = %s", STATUS)
        return bool(kept) and states(rig, hotel) == ["sending"]

    await until(status_came_first, seconds=60)

    def is_read() -> bool:
        return bool(rig.value("select count(*) from message where status = 'read'"))

    await until(is_read, seconds=90)
    await rig.settled()
    assert states(rig, hotel) == ["accepted"]
    assert len(send_calls(rig, hotel)) == 1
    assert check(read(rig)) == []


@covers("F35")
async def test_what_waited_while_the_number_was_logged_out_is_not_sent_late(rig: Rig) -> None:
    """Answers older than a quarter of an hour expire and staff are told; the number comes back
    and sends only what is new. Another hotel's number notices nothing."""
    out, fine = await rig.open_hotels(2)
    await rig.web()
    guests = Guests(rig, 1, per_hotel=2)
    lost, lasting = [chat for chat in guests.chats if chat.hotel is out]
    for chat in guests.chats:
        say(rig, chat, "Hello, when is breakfast?")
    rig.sim.control("instance-state", {"id_instance": out.id_instance, "state": "notAuthorized"})
    await until(lambda: rig.value("select count(*) from inbox") == 5, seconds=30)
    # Taken in together: the answers are queued behind a number that cannot send.
    await rig.worker()
    await until(lambda: not waiting(rig, fine) and states(rig, out) == ["queued"] * 2, seconds=60)
    assert "channel_state" in alerts(rig, out)
    # Twenty minutes later, for one of the two.
    rig.change(
        "update outbox o set not_after = not_after - interval '20 min',"
        " created_at = o.created_at - interval '20 min' from conversation c"
        " where c.id = o.conversation_id and c.chat_id = %s",
        lost.chat_id,
    )
    await until(lambda: "expired" in states(rig, out), seconds=60)
    assert "send_failed" in alerts(rig, out)
    assert reached(rig, out) == []

    rig.sim.control("instance-state", {"id_instance": out.id_instance, "state": "authorized"})
    await rig.settled()
    assert sorted(states(rig, out)) == ["accepted", "expired"]
    assert [entry["chat_id"] for entry in reached(rig, out)] == [lasting.chat_id]
    assert len(reached(rig, fine)) == 2
    assert check(read(rig)) == []
