"""The methods that put something into the send queue. All of them answer at once."""

from typing import Any

from simulators.exchange import Answer
from simulators.green_api import message as payloads
from simulators.green_api.call import (
    Call,
    chat_of,
    invalid,
    json_answer,
    message_of,
    number_of,
    quoted_of,
    text_of,
    typing_of,
)
from simulators.green_api.errors import Refused
from simulators.green_api.media import LARGEST_FILE, kind_of, mime_of
from simulators.green_api.multipart import read_form

LONGEST_TEXT = 20_000
LONGEST_CAPTION = 1_024
LONGEST_POLL_NAME = 255
MOST_POLL_OPTIONS = 12


async def send_message(call: Call) -> Answer:
    chat_id = chat_of(call)
    text = text_of(call, "message", most=LONGEST_TEXT)
    data = payloads.extended_text_data(text, quoted_of(call, chat_id))
    return _queue(call, "sendMessage", data)


async def send_file_by_url(call: Call) -> Answer:
    chat_of(call)
    url = text_of(call, "urlFile", most=2_000)
    if not url.startswith(("http://", "https://")):
        raise invalid("'urlFile' must be a valid uri")
    return _queue(call, "sendFileByUrl", _file(call, url))


async def send_file_by_upload(call: Call) -> Answer:
    form = await read_form(call.raw, call.headers)
    call.payload = dict(form.fields)
    chat_of(call)
    call.payload.setdefault("fileName", form.file_name)
    path = call.media.put(form.content, file_name=call.payload["fileName"], mime=form.mime)
    url = call.base_url + path
    message = _queue_message(call, "sendFileByUpload", _file(call, url))
    return json_answer({"idMessage": message.id, "urlFile": url})


async def upload_file(call: Call) -> Answer:
    if not call.raw:
        raise Refused("bad request data")
    if len(call.raw) > LARGEST_FILE:
        raise Refused("file is too large")
    name = call.headers.get("ga-filename", "file")
    path = call.media.put(call.raw, file_name=name, mime=call.headers.get("content-type"))
    return json_answer({"urlFile": call.base_url + path})


async def send_poll(call: Call) -> Answer:
    chat_of(call)
    name = text_of(call, "message", most=LONGEST_POLL_NAME)
    options = call.payload.get("options")
    if not isinstance(options, list) or not 2 <= len(options) <= MOST_POLL_OPTIONS:
        raise invalid(f"'options' must contain 2 to {MOST_POLL_OPTIONS} items")
    names = [option.get("optionName") for option in options if isinstance(option, dict)]
    if len(set(names)) != len(options) or not all(isinstance(one, str) and one for one in names):
        raise invalid("'options' contains a duplicate or empty value")
    multiple = bool(call.payload.get("multipleAnswers", False))
    return _queue(call, "sendPoll", payloads.poll_data(name, options, multiple=multiple))


async def send_location(call: Call) -> Answer:
    chat_of(call)
    data = payloads.location_data(
        number_of(call, "latitude"),
        number_of(call, "longitude"),
        name=text_of(call, "nameLocation", most=1_000, least=0, default=""),
        address=text_of(call, "address", most=1_000, least=0, default=""),
    )
    return _queue(call, "sendLocation", data)


async def send_contact(call: Call) -> Answer:
    chat_of(call)
    contact = call.payload.get("contact")
    if not isinstance(contact, dict) or not isinstance(contact.get("phoneContact"), int):
        raise invalid("'contact.phoneContact' must be a number")
    parts = [contact.get(key) for key in ("firstName", "middleName", "lastName")]
    display = " ".join(part for part in parts if part) or contact.get("company")
    if not display:
        raise invalid("'contact' must contain at least one of [firstName, middleName, lastName]")
    phone = contact["phoneContact"]
    vcard = (
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{display}\nTEL;type=CELL;waid={phone}:+{phone}\nEND:VCARD"
    )
    return _queue(call, "sendContact", payloads.contact_data(display, vcard))


async def edit_message(call: Call) -> Answer:
    chat_of(call)
    text = text_of(call, "message", most=LONGEST_TEXT)
    target = message_of(call)
    if target.by != "api":
        raise Refused("only messages sent by API can be edited")
    return _queue(call, "editMessage", payloads.edited_data(text, target))


async def delete_message(call: Call) -> Answer:
    call.instance.delete(message_of(call))
    return Answer(200, b"")


def _queue(call: Call, kind: str, data: dict[str, Any]) -> Answer:
    return json_answer({"idMessage": _queue_message(call, kind, data).id})


def _queue_message(call: Call, kind: str, data: dict[str, Any]) -> payloads.Message:
    message = call.instance.send(kind, call.payload, data, typing_s=typing_of(call))
    call.id_message = message.id
    return message


def _file(call: Call, url: str) -> dict[str, Any]:
    name = text_of(call, "fileName", most=255)
    caption = text_of(call, "caption", most=LONGEST_CAPTION, least=0, default="")
    kind = kind_of(name)
    return payloads.file_data(kind, url=url, name=name, mime=mime_of(name), caption=caption)
