"""The vendor's own client works against the simulator, with answers of the recorded shapes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from whatsapp_api_client_python import API

from tests.simulators.serving import Number, Simulator, wait_until
from tests.simulators.shapes import differences, sample

CHAT = "79001234567@c.us"
HTTP = "green_api/http"
Client = API.GreenAPI


@pytest.fixture
def client(sim: Simulator, number: Number) -> Client:
    return API.GreenAPI(str(number.id), number.token, host=sim.green, media=sim.green)


CALLS: list[tuple[Callable[[Client], Any], str]] = [
    (lambda c: c.account.getSettings(), "green_api/live.getSettings-response.json"),
    (lambda c: c.account.setSettings({"stateWebhook": "yes"}), f"{HTTP}/SetSettings.3.json"),
    (lambda c: c.account.getStateInstance(), f"{HTTP}/GetStateInstance.1.json"),
    (lambda c: c.account.reboot(), f"{HTTP}/Reboot.1.json"),
    (lambda c: c.account.logout(), f"{HTTP}/Logout.1.json"),
    (lambda c: c.sending.sendMessage(CHAT, "Hello"), f"{HTTP}/SendMessage.4.json"),
    (
        lambda c: c.sending.sendFileByUrl(CHAT, "https://a.example/h.png", "h.png", "Horse"),
        f"{HTTP}/SendFileByUrl.4.json",
    ),
    (lambda c: c.sending.sendLocation(CHAT, 12.5, 10.1), f"{HTTP}/SendLocation.4.json"),
    (
        lambda c: c.sending.sendContact(CHAT, {"phoneContact": 79001234568, "firstName": "A"}),
        f"{HTTP}/SendContact.4.json",
    ),
    (
        lambda c: c.sending.sendPoll(CHAT, "Tea?", [{"optionName": "a"}, {"optionName": "b"}]),
        "green_api/http.send-response.json",
    ),
    (lambda c: c.marking.readChat(CHAT), f"{HTTP}/ReadChat.3.json"),
    (lambda c: c.serviceMethods.checkWhatsapp(79001234567), f"{HTTP}/CheckWhatsapp.2.json"),
    (lambda c: c.serviceMethods.getContactInfo(CHAT), f"{HTTP}/GetContactInfo.2.json"),
    (lambda c: c.queues.clearMessagesQueue(), f"{HTTP}/ClearMessagesQueue.1.json"),
]


@pytest.mark.parametrize(("call", "recorded"), CALLS)
def test_an_answer_has_the_recorded_shape(
    client: Client, call: Callable[[Client], Any], recorded: str
) -> None:
    """Every key of the recording is there, with a value of the same kind."""
    answer = call(client)

    assert answer.code == 200
    assert differences(sample(recorded), answer.data) == []


def test_an_uploaded_file_can_be_fetched_again(client: Client, tmp_path: Path) -> None:
    """The link in the answer leads to the same bytes."""
    file = tmp_path / "menu.pdf"
    file.write_bytes(b"%PDF-1.4 menu")

    answer: Any = client.sending.sendFileByUpload(CHAT, str(file), "menu.pdf", "Our menu")

    assert answer.code == 200
    assert differences(sample(f"{HTTP}/SendFileByUpload.1.json"), answer.data) == []
    assert httpx.get(answer.data["urlFile"]).content == b"%PDF-1.4 menu"


def test_history_items_are_flat_as_recorded(sim: Simulator, number: Number, client: Client) -> None:
    """Journal items name their fields as the journal does, newest first."""
    sim.control(
        "guest-message",
        {"id_instance": number.id, "phone": "79001234567", "name": "Ann", "text": "Hi"},
    )
    client.sending.sendMessage(CHAT, "Hello")
    wait_until(lambda: len(sim.ledger("whatsapp")) == 2)

    items: Any = client.journals.getChatHistory(CHAT, 10).data

    incoming, outgoing, *_ = sample(f"{HTTP}/GetChatHistory.2.json")
    assert [item["type"] for item in items] == ["outgoing", "incoming"]
    assert differences(outgoing, items[0]) == []
    assert differences(incoming, items[1]) == []
    assert "Hello" == items[0]["textMessage"] == items[0]["extendedTextMessage"]["text"]


def test_the_waiting_queue_is_shown_as_recorded(
    sim: Simulator, number: Number, client: Client
) -> None:
    """An unconnected number keeps its messages and shows them."""
    sim.control("instance-state", {"id_instance": number.id, "state": "notAuthorized"})
    client.sending.sendMessage(CHAT, "Waiting")

    queue: Any = client.queues.showMessagesQueue().data

    recorded = sample("green_api/live.showMessagesQueue-response.json")[1]
    assert differences({**recorded, "body": {"chatId": ""}}, queue[0]) == []
    assert queue[0]["body"] == {"chatId": CHAT, "message": "Waiting"}


def test_polling_returns_the_head_until_it_is_deleted(
    sim: Simulator, number: Number, client: Client
) -> None:
    """Without a webhook address the notifications wait to be fetched and deleted."""
    sim.control(
        "instances",
        {
            "id_instance": number.id,
            "api_token": number.token,
            "settings": {"incomingWebhook": "yes"},
        },
    )
    for text in ("first", "second"):
        sim.control(
            "guest-message", {"id_instance": number.id, "phone": "79001234567", "text": text}
        )

    first: Any = client.receiving.receiveNotification().data
    again: Any = client.receiving.receiveNotification().data
    deleted: Any = client.receiving.deleteNotification(first["receiptId"]).data
    second: Any = client.receiving.receiveNotification().data

    assert differences(sample(f"{HTTP}/ReceiveNotification.1.json"), first) == []
    assert first == again
    assert deleted == {"result": True, "reason": ""}
    assert second["body"]["messageData"]["textMessageData"]["textMessage"] == "second"


def test_the_client_repeats_a_send_that_timed_out(sim: Simulator, number: Number) -> None:
    """Why the product must not use this client: one send becomes several messages."""
    sim.control("faults", {"kind": "hang", "method": "sendMessage", "count": 1})
    client = API.GreenAPI(str(number.id), number.token, host=sim.green, host_timeout=0.2)

    client.sending.sendMessage(CHAT, "Once only")

    wait_until(lambda: len(sim.ledger("whatsapp")) == 2)
    assert len(sim.ledger("requests")) == 2


def test_a_file_sent_ahead_can_be_fetched_by_its_address(client: Client, tmp_path: Path) -> None:
    """The vendor's own client gets an address, and the bytes behind it are those it carried."""
    file = tmp_path / "menu.pdf"
    file.write_bytes(b"%PDF-1.4 menu")

    answer: Any = client.sending.uploadFile(str(file))

    assert answer.code == 200
    assert httpx.get(answer.data["urlFile"]).content == b"%PDF-1.4 menu"
