"""Green API refuses, fails, hangs and talks nonsense: nothing is lost, nothing sent twice."""

import pytest

from tests.faults.guests import Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.provider import (
    alerts,
    attempts,
    paused,
    reached,
    say,
    send_calls,
    spoil,
    states,
    waiting,
)
from tests.faults.proxy import fault_proxy
from tests.faults.rig import REAL_LEASES, Rig
from tests.faults.weather import Way
from tests.waiting import until

ECHO = "outgoingAPIMessageReceived"
NONSENSE = ("html_200", "empty_200", "truncated_200", "no_id_message")
OUTAGE_S = 150.0
"""A circuit that opened twice is shut for 45 s, and what it held back comes again in up to 60."""


@pytest.mark.short
@covers("F26")
async def test_a_crowded_provider_gets_everything_later_and_in_order(rig: Rig, seed: int) -> None:
    """A burst of 429: each is a refusal, so each message waits its turn and goes out once."""
    hotel, _ = await rig.open_hotels(2)
    rig.env |= REAL_LEASES
    spoil(rig, "http_429", method="sendMessage", count=6)
    await rig.whole()
    guests = Guests(rig, seed)
    await guests.write(10)
    await rig.settled()

    crowded = [entry for entry in rig.sim.ledger("requests") if entry["http_status"] == 429]
    assert len(crowded) == 6
    assert set(states(rig, hotel)) == {"accepted"}
    assert {*attempts(rig, hotel)} <= {"refused", "accepted"}
    assert check(read(rig)) == []


@covers("F27")
async def test_a_spent_quota_holds_one_number_and_no_other(rig: Rig, seed: int) -> None:
    """The number pauses after the calls that were in flight, staff are told, its messages wait;
    once the quota is there they go out, each once. Other hotels notice nothing."""
    spent, fine = await rig.open_hotels(2)
    spoil(rig, "http_466", hotel=spent, method="sendMessage")
    await rig.whole()
    guests = Guests(rig, seed)
    for chat in guests.chats:
        await guests.write(2, chat=chat)
    await until(lambda: not waiting(rig, fine) and paused(rig, spent) == "quota", seconds=60)
    before = len(send_calls(rig, spent))

    assert before <= 3  # one for each chat, claimed together
    assert "channel_state" in alerts(rig, spent)
    assert alerts(rig, fine) == set()
    assert reached(rig, spent) == []
    assert set(states(rig, fine)) == {"accepted"}

    rig.sim.forgive()
    rig.change("update channel set paused_until = now() where hotel_id = %s", spent.id)
    await rig.settled()
    assert set(states(rig, spent)) == {"accepted"}
    assert paused(rig, spent) is None
    assert check(read(rig)) == []


@covers("F28")
async def test_an_outage_meets_a_few_calls_and_drains_in_order_after(rig: Rig, seed: int) -> None:
    """Each send of a number is answered 503: at most ten find out, then one probe at a time; when
    the provider is back everything goes out, each message once and in order. The circuit is the
    number's own."""
    down, fine = await rig.open_hotels(2)
    spoil(rig, "http_503", hotel=down, method="sendMessage")
    await rig.whole()
    guests = Guests(rig, seed, per_hotel=6)
    for chat in guests.chats:
        await guests.write(1, chat=chat)
    await until(lambda: rig.named("worker")[0].has_said('"state": "open"'), seconds=60)
    await guests.write(10)
    at_first = len(send_calls(rig, down))
    assert at_first <= 10

    # After the circuit's fifteen seconds its probe is one call, and it fails.
    await until(lambda: len(send_calls(rig, down)) > at_first, seconds=90)
    assert len(send_calls(rig, down)) == at_first + 1
    await until(lambda: not waiting(rig, fine), seconds=60)
    rig.sim.forgive()
    await rig.settled(within_s=OUTAGE_S)

    assert set(states(rig, down)) == {"accepted"}
    assert check(read(rig)) == []


@covers("F29")
async def test_a_timeout_before_or_after_acceptance_ends_in_one_message(
    rig: Rig, seed: int
) -> None:
    """No answer comes within fifteen seconds. What was never accepted is sent once more, what
    was accepted is found in the journal and not sent again; the next message waits for it."""
    rig.env |= REAL_LEASES
    lost, taken = await rig.open_hotels(2)
    for hotel, accepted in ((lost, False), (taken, True)):
        spoil(rig, "hang", hotel=hotel, method="sendMessage", count=1, accepted=accepted)
    spoil(rig, "webhook_drop", method=ECHO)
    await rig.whole()
    guests = Guests(rig, seed, per_hotel=1)
    for chat in guests.chats:
        await guests.write(2, chat=chat)
    await rig.settled()

    for hotel in (lost, taken):
        assert attempts(rig, hotel)[0] == "ambiguous"
        assert len(reached(rig, hotel)) == len(states(rig, hotel))
    assert len(send_calls(rig, lost)) == len(states(rig, lost)) + 1
    assert len(send_calls(rig, taken)) == len(states(rig, taken))
    assert check(read(rig)) == []


@covers("F30")
async def test_an_answer_that_never_ends_is_cut_and_looked_up(rig: Rig) -> None:
    """A byte a second, silence after the request, a reset in the middle: each is cut at the total
    deadline at the latest and counts as unknown; the message was sent, and is sent once."""
    rig.env |= REAL_LEASES
    with (
        fault_proxy(*rig.target("green")) as dripping,
        fault_proxy(*rig.target("green")) as silent,
        fault_proxy(*rig.target("green")) as resetting,
    ):
        for proxy in (dripping, silent, resetting):
            rig.route("green", proxy)
            await rig.open_hotels(1)
        dripping.drip(1.0, Way.DOWN)
        silent.silence(Way.DOWN)
        resetting.reset_after(30, Way.DOWN)
        spoil(rig, "webhook_drop", method=ECHO)
        await rig.whole()
        for chat in Guests(rig, 1, per_hotel=1).chats:
            say(rig, chat, "Hello, when is breakfast?")

        def is_known() -> bool:
            return all(attempts(rig, hotel)[:1] == ["ambiguous"] for hotel in rig.hotels)

        await until(is_known, seconds=60)
        for proxy in (dripping, silent, resetting):
            proxy.heal()
        await rig.settled()

    for hotel in rig.hotels:
        assert states(rig, hotel) == ["accepted"]
        assert len(send_calls(rig, hotel)) == 1
        assert len(reached(rig, hotel)) == 1
    longest = rig.value("select max(extract(epoch from ended_at - started_at)) from send_attempt")
    assert longest < 60  # 15 s by our own clock, and a busy machine's share
    assert check(read(rig)) == []


@pytest.mark.short
@covers("F31")
async def test_a_success_that_says_nothing_is_looked_up(rig: Rig) -> None:
    """200 with a web page, an empty body, half a document or no id proves nothing: the journal
    is asked, shows the message, and it is not sent again."""
    rig.env |= REAL_LEASES
    hotels = await rig.open_hotels(len(NONSENSE))
    for hotel, kind in zip(hotels, NONSENSE, strict=True):
        spoil(rig, kind, hotel=hotel, method="sendMessage", count=1)
    spoil(rig, "webhook_drop", method=ECHO)
    await rig.whole()
    for chat in Guests(rig, 1, per_hotel=1).chats:
        say(rig, chat, "Hello, when is breakfast?")
    await until(lambda: all(states(rig, hotel) for hotel in hotels), seconds=60)
    await rig.settled()

    for hotel in hotels:
        assert attempts(rig, hotel) == ["ambiguous"]
        assert states(rig, hotel) == ["accepted"]
        assert len(reached(rig, hotel)) == 1
    assert check(read(rig)) == []
