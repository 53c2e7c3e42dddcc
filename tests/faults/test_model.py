"""DeepSeek is down, refuses, talks nonsense or never ends: the guest gets an honest answer."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest

from tests.faults.guests import Chat, Guests
from tests.faults.invariants import check
from tests.faults.ledgers import read
from tests.faults.matrix import covers
from tests.faults.provider import COT, alerts, reached, rungs, say, spoil
from tests.faults.proxy import fault_proxy
from tests.faults.rig import Rig
from tests.waiting import until

BELOW_THE_MODEL = {"rule", "holding"}
NONSENSE = {
    "ai_garbage": "not_json",
    "ai_wrong_schema": "unreadable",
    "ai_huge": "ok",
    "ai_other_language": "ok",
    "ai_truncated": "truncated",
}
"""How each call is written down; what reads well but may not be said is refused after it."""


@contextmanager
def unreachable(rig: Rig) -> Iterator[None]:
    with fault_proxy(*rig.target("deepseek")) as proxy:
        proxy.refuse()
        rig.route("deepseek", proxy)
        yield


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("ai_429", "overloaded"), ("ai_402", "no_balance"), ("unreachable", "network")],
)
@covers("F36")
async def test_without_the_model_everybody_is_answered_and_staff_are_called(
    rig: Rig, kind: str, outcome: str
) -> None:
    """Each guest has a fallback in twenty seconds, staff an alert, and the circuit spares the
    model after a few calls."""
    with unreachable(rig) if kind == "unreachable" else nullcontext():
        (hotel,) = await rig.open_hotels(1)
        if kind != "unreachable":
            spoil(rig, kind)
        await rig.whole()
        guests = Guests(rig, 1, per_hotel=14)
        for number, chat in enumerate(guests.chats):
            say(rig, chat, COT if number % 2 else "Hello, when is breakfast?")
            await until(lambda n=number: len(reached(rig, hotel)) > n, seconds=60)  # type: ignore[misc]
        say(rig, guests.chats[1], COT)  # told once already: silence now
        await rig.settled()

    assert set(rungs(rig, hotel)) == BELOW_THE_MODEL
    assert "ai_failed" in alerts(rig, hotel)
    outcomes = [row["outcome"] for row in rig.rows("select outcome from ai_call order by id")]
    called = [one for one in outcomes if one != "breaker_open"]
    assert set(called) == {outcome}
    assert len(called) <= 10
    assert outcomes[-1] == "breaker_open"
    assert slowest_answer_s(rig) < 20
    assert check(read(rig)) == []


@covers("F37")
async def test_nonsense_of_the_model_never_reaches_a_guest(rig: Rig) -> None:
    """No JSON, another shape, 100 kB, the wrong language, half an answer: the guest gets the
    hotel's own text instead, and each is on record under its name."""
    (hotel,) = await rig.open_hotels(1)
    await rig.whole()
    chats = Guests(rig, 1, per_hotel=len(NONSENSE)).chats
    for number, (chat, kind) in enumerate(zip(chats, NONSENSE, strict=True)):
        spoil(rig, kind, count=1)
        say(rig, chat, "Hello, when is breakfast?")
        await until(lambda n=number: len(reached(rig, hotel)) > n, seconds=60)  # type: ignore[misc]
    await rig.settled()

    outcomes = [row["outcome"] for row in rig.rows("select outcome from ai_call order by id")]
    assert outcomes == list(NONSENSE.values())
    assert set(rungs(rig, hotel)) <= BELOW_THE_MODEL
    assert all(len(entry["text"]) < 1000 for entry in reached(rig, hotel))
    refused = rig.value("select count(*) from decision where facts::text like '%%refusal%%'")
    assert refused == list(NONSENSE.values()).count("ok")
    assert check(read(rig)) == []


@covers("F38")
async def test_a_line_kept_open_for_minutes_is_cut(rig: Rig) -> None:
    """Blank lines come every second for ten minutes, so no read time-out would ever fire: the
    total deadline ends it, and the guest is answered without the model."""
    rig.env["HOTELBOT_WORK_LEASE_S"] = "30"  # longer than a model call, as in the product
    (hotel,) = await rig.open_hotels(1)
    spoil(rig, "ai_keep_alive", every_s=1.0, for_s=600.0)
    await rig.whole()
    chat: Chat = Guests(rig, 1, per_hotel=1).chats[0]
    say(rig, chat, "Hello, when is breakfast?")
    await rig.settled()

    (call,) = rig.rows("select outcome, duration_ms from ai_call")
    assert call["outcome"] == "timeout"
    assert call["duration_ms"] < 40_000  # 20 s by our own clock, and a busy machine's share
    assert set(rungs(rig, hotel)) <= BELOW_THE_MODEL
    assert len(reached(rig, hotel)) == 1
    assert check(read(rig)) == []


def slowest_answer_s(rig: Rig) -> float:
    """From a guest's message to the hotel's next one in the chat, queued for sending."""
    return float(
        rig.value(
            "select max(extract(epoch from (select min(o.created_at) from outbox o"
            "  where o.hotel_id = m.hotel_id and o.conversation_id = m.conversation_id"
            "    and o.message_id > m.id) - m.received_at))"
            " from message m where m.direction = 'in'"
        )
    )
