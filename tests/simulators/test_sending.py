"""A message goes through the queue to the guest, and statuses come back in order."""

import itertools

import pytest

from tests.simulators.serving import Hotel, Number, Simulator, wait_until

GUEST = "79001234567"
CHAT = f"{GUEST}@c.us"


def send(sim: Simulator, number: Number, text: str = "Hello", chat: str = CHAT) -> str:
    answer = sim.green_call("sendMessage", {"chatId": chat, "message": text}, number=number)
    assert answer.status_code == 200, answer.text
    id_message: str = answer.json()["idMessage"]
    return id_message


def test_a_message_is_echoed_then_sent_delivered_and_read(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """The echo comes first, then three statuses of the same id."""
    id_message = send(sim, number)

    wait_until(lambda: len(hotel.received) == 4)
    assert hotel.received[0]["typeWebhook"] == "outgoingAPIMessageReceived"
    assert id_message == hotel.received[0]["idMessage"]
    assert hotel.statuses(id_message) == ["sent", "delivered", "read"]


def test_messages_leave_in_order_and_at_the_set_pace(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """The queue is first in, first out, one message each delaySendMessagesMilliseconds."""
    sim.control(
        "instances",
        {
            "id_instance": number.id,
            "api_token": number.token,
            "settings": {"delaySendMessagesMilliseconds": 60},
        },
    )
    ids = [send(sim, number, f"{place}") for place in range(4)]

    entries = wait_until(lambda: len(found := sim.ledger("whatsapp")) == 4 and found)

    assert ids == [entry["id_message"] for entry in entries]
    gaps = [late["at"] - soon["at"] for soon, late in itertools.pairwise(entries)]
    assert min(gaps) >= 0.05


def test_sends_wait_while_the_number_is_not_connected(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """They are accepted, kept, and leave right after the number is connected again."""
    sim.control("instance-state", {"id_instance": number.id, "state": "notAuthorized"})
    id_message = send(sim, number)

    assert sim.ledger("whatsapp") == []
    assert sim.green_call("getMessagesCount", verb="GET", number=number).json() == {"count": 1}

    sim.control("instance-state", {"id_instance": number.id, "state": "authorized"})
    wait_until(lambda: sim.ledger("whatsapp"))
    assert id_message == sim.ledger("whatsapp")[0]["id_message"]


def test_a_cleared_queue_sends_nothing(sim: Simulator, number: Number) -> None:
    """What was cleared never reaches WhatsApp."""
    sim.control("instance-state", {"id_instance": number.id, "state": "notAuthorized"})
    send(sim, number)
    sim.green_call("clearMessagesQueue", verb="GET", number=number)
    sim.control("instance-state", {"id_instance": number.id, "state": "authorized"})

    after = send(sim, number, "After")

    wait_until(lambda: sim.ledger("whatsapp"))
    assert [after] == [entry["id_message"] for entry in sim.ledger("whatsapp")]


def test_a_number_without_whatsapp_ends_in_no_account(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """HTTP 200, no echo, and a status that no setting can switch off."""
    sim.control(
        "guests",
        [{"id_instance": number.id, "phone": GUEST, "name": "Landline", "whatsapp": False}],
    )
    sim.green_call("setSettings", {"outgoingWebhook": "no"}, number=number)

    id_message = send(sim, number)

    wait_until(lambda: hotel.statuses(id_message))
    assert hotel.statuses(id_message) == ["noAccount"]
    assert hotel.of_type("outgoingAPIMessageReceived") == []


def test_an_edit_changes_the_message_and_has_its_own_id(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """The journal shows the new words under the old id."""
    id_message = send(sim, number)
    wait_until(lambda: sim.ledger("whatsapp"))

    body = {"chatId": CHAT, "idMessage": id_message, "message": "Better"}
    edit_id = sim.green_call("editMessage", body, number=number).json()["idMessage"]

    wait_until(lambda: any(one["idMessage"] == edit_id for one in hotel.received))
    item = sim.green_call("getMessage", body, number=number).json()
    assert edit_id != id_message
    assert ("Better", True, edit_id) == (
        item["textMessage"],
        item["isEdited"],
        item["editedMessageId"],
    )


def test_a_deletion_answers_an_empty_body(sim: Simulator, number: Number) -> None:
    """200 without content; the message is marked, not gone."""
    id_message = send(sim, number)
    wait_until(lambda: sim.ledger("whatsapp"))
    body = {"chatId": CHAT, "idMessage": id_message}

    answer = sim.green_call("deleteMessage", body, number=number)

    assert (answer.status_code, answer.content) == (200, b"")
    assert sim.green_call("getMessage", body, number=number).json()["isDeleted"]


@pytest.mark.parametrize(
    ("method", "body", "words"),
    [
        ("sendMessage", {"chatId": CHAT}, "'message' is required"),
        ("sendMessage", {"chatId": CHAT, "message": ""}, "not allowed to be empty"),
        ("sendMessage", {"chatId": "79001", "message": "x"}, "'chatId'"),
        (
            "sendMessage",
            {"chatId": CHAT, "message": "x" * 20_001},
            "length must be less than or equal to 20000 characters long",
        ),
        ("sendPoll", {"chatId": CHAT, "message": "?", "options": []}, "'options'"),
        ("sendLocation", {"chatId": CHAT, "latitude": "north"}, "'latitude' must be a number"),
        ("sendContact", {"chatId": CHAT, "contact": {"phoneContact": 1}}, "'contact'"),
        ("setSettings", {}, "at least 1 key"),
        ("setSettings", {"delaySendMessagesMilliseconds": 499}, "greater than or equal to 500"),
        ("setSettings", {"incomingWebhook": True}, "must be one of [yes, no]"),
        ("checkWhatsapp", {"phoneNumber": 123}, "bad phone number"),
        ("deleteMessage", {"chatId": CHAT, "idMessage": "none"}, "ID message notfound"),
    ],
)
def test_bad_requests_are_refused_in_the_vendors_words(
    sim: Simulator, number: Number, method: str, body: dict[str, object], words: str
) -> None:
    """HTTP 400 with a message that names the field."""
    answer = sim.green_call(method, body, number=number)

    assert answer.status_code == 400
    assert words in answer.json()["message"]
    assert sim.ledger("whatsapp") == []
