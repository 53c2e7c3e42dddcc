"""Turns what a person does on a phone into the payload Green API would show."""

from typing import Any

from simulators.control.requests import Written
from simulators.green_api import message as payloads
from simulators.green_api.chats import Chats, Guest
from simulators.green_api.message import Message
from simulators.world import World

SAMPLES = {
    "photo": ("imageMessage", "photo.jpg", "image/jpeg"),
    "voice": ("audioMessage", "voice.oga", "audio/ogg; codecs=opus"),
}
WHERE_GUESTS_ARE = (52.516272, 13.377722)


class NothingWritten(ValueError):
    """The request names neither words nor a payload, or a message that does not exist."""


def guest_writes(world: World, written: Written, *, base_url: str) -> Message:
    """Raises UnknownInstance, NothingWritten. `base_url`: where the caller reached us."""
    instance = world.registry.get(written.id_instance)
    guest = guest_of(instance.chats, written)
    media_url = f"{world.runtime.knobs.public_url or base_url}/green/media"
    data = payload_of(instance.chats, guest, written, media_url=media_url)
    return instance.receive(guest, data, timestamp=written.timestamp, id_message=written.id_message)


def guest_of(chats: Chats, written: Written) -> Guest:
    """Known or new; a given name replaces the known one."""
    guest = chats.guest(f"{written.phone.lstrip('+')}@c.us")
    if written.name and guest.name != written.name:
        guest.name = written.name
        chats.version += 1
    return guest


def payload_of(chats: Chats, guest: Guest, written: Written, *, media_url: str) -> dict[str, Any]:
    """Raises NothingWritten."""
    if written.message_data is not None:
        return written.message_data
    if written.sample is not None:
        return _sample(written.sample, media_url)
    if written.delete_id is not None:
        return payloads.deleted_data(_target(chats, guest, written.delete_id))
    if written.text is None:
        raise NothingWritten("one of text, message_data, sample or delete_id is needed")
    if written.edit_id is not None:
        return payloads.edited_data(written.text, _target(chats, guest, written.edit_id))
    if written.react_to_id is not None:
        return payloads.reaction_data(written.text, _target(chats, guest, written.react_to_id))
    quoted = _target(chats, guest, written.quoted_id) if written.quoted_id else None
    return payloads.text_data(written.text, quoted)


def _sample(name: str, media_url: str) -> dict[str, Any]:
    if name == "location":
        return payloads.location_data(*WHERE_GUESTS_ARE, name="Brandenburger Tor, Berlin")
    if name not in SAMPLES:
        raise NothingWritten(f"unknown sample {name!r}; known: location, {', '.join(SAMPLES)}")
    kind, file_name, mime = SAMPLES[name]
    return payloads.file_data(kind, url=f"{media_url}/{file_name}", name=file_name, mime=mime)


def _target(chats: Chats, guest: Guest, id_message: str) -> Message:
    found = chats.find(guest.chat_id, id_message)
    if found is None:
        raise NothingWritten(f"no message {id_message!r} in this chat")
    return found
