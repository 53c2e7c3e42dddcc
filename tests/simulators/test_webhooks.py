"""Webhooks: their shape, their order, their retries and what keeps them back."""

import pytest

from tests.simulators.serving import Hotel, Number, Simulator, wait_until
from tests.simulators.shapes import differences, sample

GUEST = "79001234568"


def write(sim: Simulator, number: Number, **fields: object) -> str:
    body = {"id_instance": number.id, "phone": GUEST, "name": "Ann", **fields}
    id_message: str = sim.control("guest-message", body)["id_message"]
    return id_message


def texts(hotel: Hotel) -> list[str]:
    incoming = hotel.of_type("incomingMessageReceived")
    return [one["messageData"]["textMessageData"]["textMessage"] for one in incoming]


@pytest.mark.parametrize(
    ("fields", "recorded"),
    [
        ({"text": "Hi"}, "incomingMessageReceived.textMessage"),
        ({"sample": "photo"}, "incomingMessageReceived.imageMessage"),
        ({"sample": "location"}, "incomingMessageReceived.locationMessage"),
    ],
)
def test_a_guests_message_has_the_recorded_shape(
    sim: Simulator, hotel: Hotel, number: Number, fields: dict[str, str], recorded: str
) -> None:
    """What the hotel receives has every key of the recording."""
    write(sim, number, **fields)

    wait_until(lambda: hotel.received)
    assert differences(sample(f"green_api/{recorded}.json"), hotel.received[0]) == []


@pytest.mark.parametrize(
    ("fields", "recorded"),
    [
        ({"text": "👍", "react_to_id": "IT"}, "incomingMessageReceived.reactionMessage.apidog"),
        (
            {"text": "Yes", "quoted_id": "IT"},
            "incomingMessageReceived.quotedMessage-quoting-textMessage",
        ),
    ],
)
def test_a_guest_can_speak_of_another_message(
    sim: Simulator, hotel: Hotel, number: Number, fields: dict[str, str], recorded: str
) -> None:
    """Reactions and quotes name the message as the recordings do."""
    write(sim, number, text="First", id_message="IT")

    write(sim, number, **fields)

    wait_until(lambda: len(hotel.received) == 2)
    data = hotel.received[1]["messageData"]
    assert differences(sample(f"green_api/{recorded}.json")["messageData"], data) == []
    assert data["quotedMessage"]["stanzaId"] == "IT"


def test_outgoing_webhooks_have_the_recorded_shape(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """Echo, status, a message typed on the phone, and a change of state."""
    sim.green_call("sendMessage", {"chatId": f"{GUEST}@c.us", "message": "Hi"}, number=number)
    sim.control("phone-message", {"id_instance": number.id, "phone": GUEST, "text": "Typed"})
    sim.control("instance-state", {"id_instance": number.id, "state": "notAuthorized"})

    wait_until(lambda: len(hotel.received) >= 9)
    for type_webhook, recorded in (
        ("outgoingAPIMessageReceived", "outgoingAPIMessageReceived.extendedTextMessage.apidog"),
        ("outgoingMessageStatus", "outgoingMessageStatus-sent.apidog"),
        ("outgoingMessageReceived", "outgoingMessageReceived.textMessage.apidog"),
        ("stateInstanceChanged", "stateInstanceChanged-notAuthorized"),
    ):
        ours = hotel.of_type(type_webhook)[0]
        assert differences(sample(f"green_api/{recorded}.json"), ours) == []


def test_our_own_number_is_the_sender_of_what_we_send(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """chatId names the guest, sender names us."""
    sim.control("phone-message", {"id_instance": number.id, "phone": GUEST, "text": "Typed"})

    wait_until(lambda: hotel.received)
    sender = hotel.received[0]["senderData"]
    assert (f"{GUEST}@c.us", "71231234567@c.us") == (sender["chatId"], sender["sender"])


def test_a_refused_webhook_blocks_all_later_ones_until_it_is_taken(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """The same notification comes again and again, the next ones only after it."""
    hotel.answers = [500, 204, 302]
    for text in ("one", "two", "three"):
        write(sim, number, text=text)

    wait_until(lambda: len(hotel.received) == 6)
    assert texts(hotel) == ["one", "one", "one", "one", "two", "three"]
    attempts = [(e["attempt"], e["http_status"], e["outcome"]) for e in sim.ledger("webhooks")]
    assert (attempts[:4]) == [
        (1, 500, "refused"),
        (2, 204, "refused"),
        (3, 302, "refused"),
        (4, 200, "acked"),
    ]


def test_one_numbers_blocked_webhooks_do_not_hold_up_another(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """Each number has a queue of its own."""
    other = Number(1101000002, "f" * 50)
    sim.control(
        "instances",
        {"id_instance": other.id, "api_token": other.token, "webhook_url": "http://127.0.0.1:9"},
    )
    write(sim, other, text="stuck")

    write(sim, number, text="free")

    wait_until(lambda: texts(hotel) == ["free"])
    waiting = {
        one["id_instance"]: one["webhooks_waiting"] for one in sim.look("state")["instances"]
    }
    assert waiting[other.id] == 1


def test_an_old_notification_is_given_up(sim: Simulator, hotel: Hotel, number: Number) -> None:
    """After its life the head goes, and the next one gets through."""
    sim.control("settings", {"notification_life_s": 0.1})
    hotel.answers = [500] * 20
    write(sim, number, text="lost")

    wait_until(lambda: any(e["outcome"] == "expired" for e in sim.ledger("webhooks")))
    sim.control("settings", {"notification_life_s": 86_400})
    hotel.answers.clear()
    write(sim, number, text="kept")
    wait_until(lambda: texts(hotel)[-1] == "kept")


@pytest.mark.parametrize(
    ("token", "header"),
    [
        ("secret", "Bearer secret"),
        ("Bearer given", "Bearer given"),
        ("Basic dXNlcjpwYXNz", "Basic dXNlcjpwYXNz"),
        ("", None),
    ],
)
def test_the_authorization_header_follows_the_token(
    sim: Simulator, hotel: Hotel, number: Number, token: str, header: str | None
) -> None:
    """Bearer unless the token names its own scheme; none for an empty token."""
    sim.green_call("setSettings", {"webhookUrlToken": token}, number=number)
    write(sim, number, text="Hi")

    wait_until(lambda: texts(hotel))
    assert header == hotel.headers[-1].get("authorization")
    assert hotel.headers[-1]["content-type"] == "application/json; charset=utf-8"


def test_switched_off_webhooks_stay_away(sim: Simulator, hotel: Hotel, number: Number) -> None:
    """Only the types whose setting says yes are delivered."""
    off = {"incomingWebhook": "no", "outgoingWebhook": "no", "stateWebhook": "no"}
    sim.green_call("setSettings", off, number=number)
    wait_until(lambda: sim.look("state")["instances"][0]["state"] == "authorized")
    before = len(hotel.received)

    write(sim, number, text="Hi")
    sim.green_call("sendMessage", {"chatId": f"{GUEST}@c.us", "message": "Hi"}, number=number)

    wait_until(lambda: hotel.of_type("outgoingAPIMessageReceived"))
    assert [
        one for one in hotel.received[before:] if one["typeWebhook"] != "outgoingAPIMessageReceived"
    ] == []


def test_settings_restart_the_number_for_a_moment(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """setSettings leads through starting back to authorized."""
    sim.green_call("setSettings", {"incomingWebhook": "yes"}, number=number)

    wait_until(lambda: len(hotel.of_type("stateInstanceChanged")) == 2)
    states = [one["stateInstance"] for one in hotel.of_type("stateInstanceChanged")]
    assert states == ["starting", "authorized"]


def test_a_phone_unlinked_during_a_restart_stays_unlinked(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """The end of the restart does not connect what was taken away meanwhile."""
    sim.green_call("setSettings", {"incomingWebhook": "yes"}, number=number)
    sim.control("instance-state", {"id_instance": number.id, "state": "notAuthorized"})
    later = Number(number.id + 1, number.token)
    sim.control("instances", {"id_instance": later.id, "api_token": later.token})
    assert sim.green_call("reboot", verb="GET", number=later).json() == {"isReboot": True}

    def states() -> dict[int, str]:
        return {one["id_instance"]: one["state"] for one in sim.look("state")["instances"]}

    wait_until(lambda: states()[later.id] == "authorized")
    assert states()[number.id] == "notAuthorized"


def test_a_guest_who_writes_while_we_are_away_is_heard_later(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """WhatsApp keeps the message until the number is connected, with its old time."""
    sim.control("instance-state", {"id_instance": number.id, "state": "notAuthorized"})
    write(sim, number, text="Anybody?", timestamp=1_700_000_000)
    chat = sim.look("chat", id_instance=number.id, phone=GUEST)
    assert chat["messages"][0]["status"] == "sent"

    sim.control("instance-state", {"id_instance": number.id, "state": "authorized"})

    wait_until(lambda: texts(hotel) == ["Anybody?"])
    assert hotel.of_type("incomingMessageReceived")[0]["timestamp"] == 1_700_000_000


def test_duplicated_webhooks_are_byte_for_byte_the_same(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """Five deliveries of one notification, one of the next."""
    sim.switch_on("webhook_duplicate", params={"times": 5})
    write(sim, number, text="again")
    write(sim, number, text="once")

    wait_until(lambda: texts(hotel) == ["again"] * 5 + ["once"])
    assert len({str(one) for one in hotel.received[:5]}) == 1


def test_duplicates_can_arrive_at_the_same_time(
    sim: Simulator, hotel: Hotel, number: Number
) -> None:
    """All copies are on their way at once."""
    sim.switch_on("webhook_duplicate", params={"times": 3, "parallel": True})

    write(sim, number, text="twin")

    wait_until(lambda: texts(hotel) == ["twin"] * 3)


def test_webhooks_can_change_places_or_vanish(sim: Simulator, hotel: Hotel, number: Number) -> None:
    """The first is held back behind the second, the third never comes."""
    sim.switch_on("webhook_reorder", params={"hold_s": 5})
    write(sim, number, text="one")
    write(sim, number, text="two")
    sim.switch_on("webhook_drop")
    write(sim, number, text="three")
    write(sim, number, text="four")

    wait_until(lambda: len(hotel.received) == 3)
    assert texts(hotel) == ["two", "one", "four"]


def test_a_delayed_webhook_lets_others_pass(sim: Simulator, hotel: Hotel, number: Number) -> None:
    """It enters the queue late instead of blocking it."""
    sim.switch_on("webhook_delay", params={"seconds": 0.2})
    write(sim, number, text="late")
    write(sim, number, text="early")

    wait_until(lambda: texts(hotel) == ["early", "late"])
