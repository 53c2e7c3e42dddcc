"""From connecting a number to reading its guest's words, through the application as served."""

import time

from backend.domain.ids import ChannelId
from backend.features.intake.service import drain_intake
from backend.integrations.green_api.parse import GreenApiReader
from backend.work import WorkFactory
from tests.fixtures.api import Api
from tests.fixtures.green_api import TOKEN
from tests.fixtures.work import HotelFixture


async def test_a_connected_number_brings_its_guests_words(
    api: Api, works: WorkFactory, hotel: HotelFixture, id_instance: int
) -> None:
    """Path and token of the answer open the webhook; the message is in the list a moment later."""
    staff = await api.staff(hotel)
    base = f"/api/v1/hotels/{hotel.id}"
    number = {"id_instance": id_instance, "api_token": TOKEN, "policy": "personal"}
    made = (await staff.post(f"{base}/channels", json=number)).json()
    sender = {"chatId": "79001234567@c.us", "sender": "79001234567@c.us", "senderName": "Anna"}
    notification = {
        "typeWebhook": "incomingMessageReceived",
        "instanceData": {"idInstance": id_instance, "wid": "79990000000@c.us"},
        "timestamp": int(time.time()),
        "idMessage": "A1",
        "senderData": sender,
        "messageData": {
            "typeMessage": "textMessage",
            "textMessageData": {"textMessage": "Is breakfast included?"},
        },
    }
    async with api.client() as provider:
        bearer = {"Authorization": f"Bearer {made['webhook_token']}"}
        taken = await provider.post(made["webhook_path"], json=notification, headers=bearer)
        refused = await provider.post(made["webhook_path"], json=notification)
    channel_id = ChannelId(made["id"])
    await drain_intake(works, hotel.id, channel_id, reader=GreenApiReader())
    (conversation,) = (await staff.get(f"{base}/conversations")).json()["items"]
    page = (await staff.get(f"{base}/conversations/{conversation['id']}/messages")).json()

    assert made["state"] == "authorized"
    assert (taken.status_code, taken.json(), refused.status_code) == (200, {}, 401)
    assert conversation["guest"]["name"] == "Anna"
    assert [(m["author"], m["text"]) for m in page["items"]] == [
        ("guest", "Is breakfast included?")
    ]
