"""Each fault of an answer shows as described, and the ledger tells whether the send happened."""

import threading
import time

import httpx
import pytest

from tests.simulators.serving import Hotel, Number, Simulator, wait_until
from tests.waiting import PATIENCE_S

CHAT = "79001234567@c.us"
BODY = {"chatId": CHAT, "message": "Hello"}


def send(sim: Simulator, number: Number, timeout: float = PATIENCE_S) -> httpx.Response:
    path = f"{sim.green}/waInstance{number.id}/sendMessage/{number.token}"
    return httpx.post(path, json=BODY, timeout=timeout)


def reached_whatsapp(sim: Simulator, number: Number) -> int:
    """How many messages did, after a later one proves that the queue is empty."""
    last = send(sim, number).json()["idMessage"]
    wait_until(lambda: any(one["id_message"] == last for one in sim.ledger("whatsapp")))
    return len(sim.ledger("whatsapp")) - 1


@pytest.mark.parametrize(
    ("kind", "status", "start"),
    [
        ("http_400", 400, b'{"statusCode":400'),
        ("http_401", 401, b""),
        ("http_403", 403, b"Forbidden"),
        ("http_429", 429, b""),
        ("http_466", 466, b'{"invokeStatus"'),
        ("http_500", 500, b"<html>"),
        ("http_502", 502, b"<html>"),
        ("http_503", 503, b"<html>"),
        ("http_504", 504, b"<html>"),
    ],
)
def test_a_refusal_sends_nothing(
    sim: Simulator, number: Number, kind: str, status: int, start: bytes
) -> None:
    """The status and body of the fault, and no message."""
    sim.switch_on(kind)

    answer = send(sim, number)

    assert answer.status_code == status
    assert answer.content.startswith(start)
    assert reached_whatsapp(sim, number) == 0


@pytest.mark.parametrize("kind", ["http_502", "http_504", "http_429"])
def test_a_refusal_can_hide_a_send_that_happened(sim: Simulator, number: Number, kind: str) -> None:
    """With `accepted` the message leaves although the answer says otherwise."""
    sim.switch_on(kind, params={"accepted": True})

    answer = send(sim, number)

    assert answer.status_code != 200
    assert reached_whatsapp(sim, number) == 1


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("html_200", b"<!DOCTYPE html>"),
        ("empty_200", b""),
        ("truncated_200", b'{"idMess'),
        ("no_id_message", b"{}"),
    ],
)
def test_a_spoiled_200_hides_a_send_that_happened(
    sim: Simulator, number: Number, kind: str, start: bytes
) -> None:
    """The caller cannot read the id; WhatsApp has the message."""
    sim.switch_on(kind)

    answer = send(sim, number)

    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert sim.ledger("requests")[0]["id_message"] not in answer.text
    assert reached_whatsapp(sim, number) == 1


@pytest.mark.parametrize(("accepted", "sent"), [(True, 1), (False, 0)])
def test_a_hanging_answer_times_out(
    sim: Simulator, number: Number, accepted: bool, sent: int
) -> None:
    """The connection stays open without a byte, before or after the send."""
    sim.switch_on("hang", params={"accepted": accepted})

    with pytest.raises(httpx.ReadTimeout):
        send(sim, number, timeout=0.2)

    assert reached_whatsapp(sim, number) == sent


@pytest.mark.parametrize(("accepted", "sent"), [(True, 1), (False, 0)])
def test_a_connection_is_reset(sim: Simulator, number: Number, accepted: bool, sent: int) -> None:
    """TCP reset before or after the send; the ledger shows no status."""
    sim.switch_on("reset", params={"accepted": accepted})

    with pytest.raises(httpx.ReadError):
        send(sim, number)

    assert sim.ledger("requests")[0]["http_status"] is None
    assert reached_whatsapp(sim, number) == sent


def test_a_connection_is_reset_in_the_middle_of_the_body(sim: Simulator, number: Number) -> None:
    """Status and half the body arrive, then the reset."""
    sim.switch_on("reset", params={"accepted": True, "mid_body": True})

    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        send(sim, number)

    assert reached_whatsapp(sim, number) == 1


def test_a_slow_body_comes_byte_by_byte(sim: Simulator, number: Number) -> None:
    """No single read times out, the whole takes long."""
    sim.switch_on("slow_body", params={"seconds_per_byte": 0.01})
    started = time.monotonic()

    answer = send(sim, number)

    assert answer.json()["idMessage"].startswith("3EB0")
    assert time.monotonic() - started > 0.25


def test_a_delay_only_makes_it_late(sim: Simulator, number: Number) -> None:
    """The answer is right, after the given seconds."""
    sim.switch_on("delay", params={"seconds": 0.2})
    started = time.monotonic()

    answer = send(sim, number)

    assert answer.status_code == 200
    assert time.monotonic() - started >= 0.2


def test_an_answer_can_come_after_the_echo_of_its_message(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """A delay after acceptance lets webhooks overtake the id they speak of."""
    sim.switch_on("delay", params={"seconds": 0.3, "accepted": True})

    id_message = send(sim, number).json()["idMessage"]

    assert hotel.statuses(id_message) == ["sent", "delivered", "read"]


def test_a_fault_can_be_meant_for_one_number_and_method(sim: Simulator, number: Number) -> None:
    """Other numbers and methods do not see it, and it ends after its count."""
    other = Number(1101000005, "b" * 50)
    sim.control(
        "faults",
        {"kind": "http_500", "id_instance": number.id, "method": "sendMessage", "count": 2},
    )

    others = [
        send(sim, other).status_code,
        sim.green_call("getSettings", verb="GET", number=number).status_code,
    ]
    hit = [send(sim, number).status_code for _ in range(3)]

    assert others == [200, 200]
    assert hit == [500, 500, 200]


def test_a_seed_repeats_the_same_dice(sim: Simulator, number: Number) -> None:
    """A fault with a probability hits the same calls again after reseeding."""
    sim.control("faults", {"kind": "http_503", "probability": 0.5})

    def run() -> list[int]:
        sim.control("settings", {"seed": 7, "rate_limits": False})
        return [send(sim, number).status_code for _ in range(12)]

    first, second = run(), run()

    assert first == second
    assert set(first) == {200, 503}


def test_a_hanging_call_does_not_hold_up_others(sim: Simulator, number: Number) -> None:
    """While one caller waits, the next is served."""
    sim.switch_on("hang", params={"seconds": 30})
    waiting = threading.Thread(target=lambda: _ignore_time_out(sim, number))
    waiting.start()
    wait_until(lambda: sim.ledger("requests"))

    assert send(sim, number).status_code == 200
    waiting.join()


def test_unknown_faults_are_refused(sim: Simulator) -> None:
    """A misspelt kind or parameter is told, not swallowed."""
    for body in ({"kind": "no_such"}, {"kind": "hang", "params": {"second": 1}}):
        with pytest.raises(httpx.HTTPStatusError):
            sim.control("faults", body)


def _ignore_time_out(sim: Simulator, number: Number) -> None:
    with pytest.raises(httpx.ReadTimeout):
        send(sim, number, timeout=0.5)
