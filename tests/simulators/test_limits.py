"""Who may call, how often, and how much a month."""

import httpx
import pytest

from tests.simulators.serving import Number, Simulator
from tests.simulators.shapes import differences, sample

CHAT = "79001234567@c.us"


def send(sim: Simulator, number: Number, chat: str = CHAT) -> httpx.Response:
    return sim.green_call("sendMessage", {"chatId": chat, "message": "x"}, number=number)


def test_the_51st_send_of_a_second_is_refused(sim: Simulator, number: Number) -> None:
    """Fifty pass, the next ones get 429, another number is not touched."""
    other = Number(1101000009, "e" * 50)

    statuses = [send(sim, number).status_code for _ in range(53)]

    assert statuses == [200] * 50 + [429] * 3
    assert send(sim, other).status_code == 200


def test_each_method_has_its_own_limit(sim: Simulator, number: Number) -> None:
    """getStateInstance allows one call a second and does not use up others."""
    first = sim.green_call("getStateInstance", verb="GET", number=number)
    second = sim.green_call("getstateinstance", verb="GET", number=number)

    assert (first.status_code, second.status_code) == (200, 429)
    assert sim.green_call("getSettings", verb="GET", number=number).status_code == 200


def test_a_used_up_method_quota_answers_466(sim: Simulator, number: Number) -> None:
    """The body names the method, as recorded."""
    body = {"id_instance": number.id, "api_token": number.token, "quotas": {"checkWhatsapp": 1}}
    sim.control("instances", body)
    ask = {"phoneNumber": 79001234567}
    sim.green_call("checkWhatsapp", ask, number=number)

    answer = sim.green_call("checkWhatsapp", ask, number=number)

    assert answer.status_code == 466
    recorded = sample("green_api/http.466-method-quota.json")
    assert differences(recorded, answer.json()) == []


def test_a_plan_for_few_chats_answers_466_for_a_new_one(sim: Simulator, number: Number) -> None:
    """The chats already written to stay possible."""
    body = {"id_instance": number.id, "api_token": number.token, "quotas": {"correspondents": 1}}
    sim.control("instances", body)
    send(sim, number)

    refused = send(sim, number, "79001234568@c.us")

    assert refused.status_code == 466
    recorded = sample("green_api/http.466-correspondents.json")
    assert differences(recorded, refused.json()) == []
    assert send(sim, number).status_code == 200


def test_a_wrong_token_gets_an_empty_401(sim: Simulator, number: Number) -> None:
    """As recorded: no body at all."""
    answer = send(sim, Number(number.id, "a" * 50))

    assert (answer.status_code, answer.content) == (401, b"")


def test_an_unknown_number_is_forbidden_unless_it_may_appear(sim: Simulator) -> None:
    """With auto_create any hex token connects a new number; without it nobody does."""
    stranger = Number(1101000077, "abcdef0123456789")
    sim.control("settings", {"auto_create": False})
    assert send(sim, stranger).status_code == 403

    sim.control("settings", {"auto_create": True})

    assert send(sim, Number(stranger.id, "not-a-token")).status_code == 401
    assert send(sim, stranger).status_code == 200


@pytest.mark.parametrize(("method", "status"), [("sendButtons", 403), ("inventedMethod", 404)])
def test_withdrawn_and_unknown_methods_are_told_apart(
    sim: Simulator, number: Number, method: str, status: int
) -> None:
    """Methods the vendor withdrew answer 403, names it never had 404."""
    assert sim.green_call(method, {}, number=number).status_code == status


def test_a_json_body_above_100_kb_is_refused(sim: Simulator, number: Number) -> None:
    """500 although it is the caller's fault, as documented."""
    body = {"chatId": CHAT, "message": "x" * 110_000}

    answer = sim.green_call("sendMessage", body, number=number)

    assert answer.status_code == 500
    assert "request entity too large" in answer.text


@pytest.mark.parametrize(
    ("state", "words"),
    [("starting", "starting process"), ("notAuthorized", "not authorized")],
)
def test_an_unconnected_number_cannot_look_up_people(
    sim: Simulator, number: Number, state: str, words: str
) -> None:
    """Methods that need WhatsApp are refused with the reason; sends are only queued."""
    sim.control("instance-state", {"id_instance": number.id, "state": state})

    answer = sim.green_call("checkWhatsapp", {"phoneNumber": 79001234567}, number=number)

    assert answer.status_code == 400
    assert words in answer.json()["message"]
    assert send(sim, number).status_code == 200


def test_the_qr_code_depends_on_the_state(sim: Simulator, number: Number) -> None:
    """A picture while unconnected, `alreadyLogged` afterwards."""
    connected = sim.green_call("qr", verb="GET", number=number).json()
    sim.control("instance-state", {"id_instance": number.id, "state": "notAuthorized"})
    unconnected = sim.green_call("qr", verb="GET", number=number).json()

    assert (connected["type"], unconnected["type"]) == ("alreadyLogged", "qrCode")
    assert unconnected["message"].startswith("iVBORw0KGgo")
