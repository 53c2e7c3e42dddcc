"""Methods about people and chats."""

import time

from simulators.exchange import Answer
from simulators.green_api.call import Call, chat_of, invalid, json_answer, text_of, typing_of
from simulators.green_api.errors import Refused
from simulators.green_api.instance import require_connected
from simulators.green_api.message import MEDIA_KINDS

PHONE_DIGITS = range(11, 17)


async def check_whatsapp(call: Call) -> Answer:
    require_connected(call.instance)
    number = call.payload.get("phoneNumber")
    if not isinstance(number, int) or len(str(number)) not in PHONE_DIGITS:
        raise Refused("bad phone number, valid 11 or 12 digits")
    chat_id = f"{number}@c.us"
    guest = call.instance.chats.guests.get(chat_id)
    exists = guest is None or guest.whatsapp
    found = {"chatId": chat_id, "phoneNumber": chat_id} if exists else {}
    return json_answer({"existsWhatsapp": exists, "fromCache": False, **found})


async def get_contact_info(call: Call) -> Answer:
    require_connected(call.instance)
    chat_id = chat_of(call)
    guest = call.instance.chats.guests.get(chat_id)
    name = guest.name if guest else ""
    return json_answer(
        {
            "avatar": "",
            "name": name,
            "contactName": "",
            "email": "",
            "category": "",
            "description": "",
            "products": [],
            "chatId": chat_id,
            "lastSeen": None,
            "isArchive": False,
            "isDisappearing": False,
            "isMute": False,
            "messageExpiration": 0,
            "muteExpiration": None,
            "isBusiness": False,
        }
    )


async def get_contacts(call: Call) -> Answer:
    require_connected(call.instance)
    return json_answer(
        [
            {"id": guest.chat_id, "name": guest.name, "contactName": "", "type": "user"}
            for guest in call.instance.chats.guests.values()
        ]
    )


async def get_avatar(call: Call) -> Answer:
    require_connected(call.instance)
    guest = call.instance.chats.guests.get(chat_of(call))
    exists = guest is None or guest.whatsapp
    return json_answer({"existsWhatsapp": exists, "urlAvatar": "", "reason": ""})


async def read_chat(call: Call) -> Answer:
    require_connected(call.instance)
    id_message = text_of(call, "idMessage", most=100, least=0, default="") or None
    call.instance.read_chat(chat_of(call), id_message)
    return json_answer({"setRead": True})


async def archive_chat(call: Call) -> Answer:
    """Also serves `unarchiveChat`: neither shows anywhere else in the API."""
    chat_of(call)
    return Answer(200, b"")


async def send_typing(call: Call) -> Answer:
    require_connected(call.instance)
    guest = call.instance.chats.guest(chat_of(call))
    guest.typing_until = time.time() + typing_of(call)
    return json_answer({})


async def download_file(call: Call) -> Answer:
    message = call.instance.chats.find(chat_of(call), text_of(call, "idMessage", most=100))
    if message is None:
        raise Refused("ID message notfound")
    if message.data.get("typeMessage") not in MEDIA_KINDS:
        raise invalid("message holds no file")
    return json_answer({"downloadUrl": message.data["fileMessageData"]["downloadUrl"]})
