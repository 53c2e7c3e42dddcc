"""Journals that lag, lie or fail, and statuses that misbehave."""

from typing import Any

import httpx
import pytest

from tests.simulators.serving import Hotel, Number, Simulator, wait_until

CHAT = "79001234567@c.us"


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    """Journals may be read once a second otherwise."""
    sim.control("settings", {"rate_limits": False})


def send(sim: Simulator, number: Number, text: str) -> str:
    body = {"chatId": CHAT, "message": text}
    id_message: str = sim.green_call("sendMessage", body, number=number).json()["idMessage"]
    return id_message


def journal(sim: Simulator, number: Number) -> httpx.Response:
    return sim.green_call("lastOutgoingMessages", verb="GET", number=number)


def journal_texts(sim: Simulator, number: Number) -> list[Any]:
    return [item["textMessage"] for item in journal(sim, number).json()]


def test_a_lagging_journal_shows_messages_later(sim: Simulator, number: Number) -> None:
    """What reached WhatsApp appears only after the lag."""
    sim.control("settings", {"journal_lag_s": 0.4})
    send(sim, number, "Hello")
    wait_until(lambda: sim.ledger("whatsapp"))

    assert journal_texts(sim, number) == []
    wait_until(lambda: journal_texts(sim, number) == ["Hello"])


def test_a_journal_can_be_empty_broken_or_incomplete(sim: Simulator, number: Number) -> None:
    """Each fault once, then the truth."""
    for text in ("one", "two"):
        send(sim, number, text)
    wait_until(lambda: len(sim.ledger("whatsapp")) == 2)

    sim.switch_on("journal_empty")
    assert journal_texts(sim, number) == []
    sim.switch_on("journal_500")
    assert journal(sim, number).status_code == 500
    sim.switch_on("journal_miss_one")
    assert journal_texts(sim, number) == ["one"]
    sim.switch_on("journal_lag", params={"seconds": 60})
    assert journal_texts(sim, number) == []
    assert journal_texts(sim, number) == ["two", "one"]


def test_a_journal_looks_back_only_as_far_as_asked(sim: Simulator, number: Number) -> None:
    """`minutes` limits by the message's own time."""
    old = {"id_instance": number.id, "phone": "79001234567", "text": "old", "timestamp": 1_000}
    sim.control("guest-message", old)
    sim.control("guest-message", {**old, "text": "new", "timestamp": None})

    path = f"{sim.green}/waInstance{number.id}/lastIncomingMessages/{number.token}?minutes=5"

    assert [item["textMessage"] for item in httpx.get(path).json()] == ["new"]


@pytest.mark.parametrize(
    ("kind", "statuses", "echoes"),
    [
        ("no_account", ["noAccount"], 0),
        ("status_failed", ["failed"], 1),
        ("status_reversed", ["read", "delivered", "sent"], 1),
    ],
)
def test_statuses_can_misbehave(
    sim: Simulator, hotel: Hotel, number: Number, kind: str, statuses: list[str], echoes: int
) -> None:
    """The statuses of the fault, in its order, with or without an echo."""
    sim.switch_on(kind)

    id_message = send(sim, number, "Hello")

    wait_until(lambda: len(hotel.statuses(id_message)) == len(statuses))
    assert hotel.statuses(id_message) == statuses
    assert len(hotel.of_type("outgoingAPIMessageReceived")) == echoes


def test_a_failure_tells_why(sim: Simulator, hotel: Hotel, number: Number) -> None:
    """Only failures carry a description."""
    sim.switch_on("status_failed", params={"description": "blocked by the guest"})

    send(sim, number, "Hello")

    status = wait_until(lambda: hotel.of_type("outgoingMessageStatus"))[0]
    assert status["description"] == "blocked by the guest"


def test_an_accepted_message_can_vanish(sim: Simulator, hotel: Hotel, number: Number) -> None:
    """200 with an id, then nothing: no echo, no status, no journal entry."""
    sim.switch_on("message_lost")
    send(sim, number, "Lost")

    kept = send(sim, number, "Kept")

    wait_until(lambda: len(hotel.statuses(kept)) == 3)
    assert [one["text"] for one in sim.ledger("whatsapp")] == ["Kept"]
    assert journal_texts(sim, number) == ["Kept"]


def test_statuses_can_stay_away(sim: Simulator, hotel: Hotel, number: Number) -> None:
    """The echo arrives, the ticks never do."""
    sim.switch_on("status_missing")
    silent = send(sim, number, "Silent")
    spoken = send(sim, number, "Spoken")

    wait_until(lambda: len(hotel.statuses(spoken)) == 3)
    assert hotel.statuses(silent) == []
