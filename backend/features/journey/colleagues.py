"""Conversations with the hotel's own people."""

from uuid import UUID

from backend.features.guests.service import identify_colleague
from backend.features.journey.service import begin_chat
from backend.kit.phone import chat_of_phone
from backend.work import Work


async def begin_colleagues_chat(work: Work, phone: str) -> UUID | None:
    """At an E.164 number, on the first number that can send; None without one."""
    chat_id = chat_of_phone(phone)
    colleague = await identify_colleague(work, chat_id=chat_id)
    return await begin_chat(work, chat_id=chat_id, guest_id=colleague)
