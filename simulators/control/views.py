"""What the control page and scripts get to see of the simulated world."""

import time
from itertools import islice
from typing import Any

from simulators.green_api.chats import Guest
from simulators.green_api.instance import Instance
from simulators.green_api.message import MEDIA_KINDS, Message, plain_text

SHOWN_MESSAGES = 200


def instance_view(instance: Instance) -> dict[str, Any]:
    return {
        "id_instance": instance.id,
        "wid": instance.wid,
        "state": instance.state,
        "webhook_url": instance.settings["webhookUrl"],
        "sends_waiting": instance.outbox.count(),
        "webhooks_waiting": instance.notifications.count(),
        "last_webhook_error": instance.notifications.last_error,
        "version": instance.chats.version,
        "guests": [_guest_view(instance, guest) for guest in instance.chats.guests.values()],
    }


def chat_view(instance: Instance, guest: Guest) -> dict[str, Any]:
    newest = list(islice(instance.chats.newest_first(chat_id=guest.chat_id), SHOWN_MESSAGES))
    return {
        "version": instance.chats.version,
        "typing": guest.typing_until > time.time(),
        "messages": [
            _message_view(message) for message in reversed(newest) if _has_bubble(message)
        ],
    }


def _guest_view(instance: Instance, guest: Guest) -> dict[str, Any]:
    newest = instance.chats.newest_first(chat_id=guest.chat_id)
    last = next((message for message in newest if _has_bubble(message)), None)
    return {
        "phone": guest.phone,
        "name": guest.name,
        "language": guest.language,
        "whatsapp": guest.whatsapp,
        "last_text": _summary(last) if last else "",
        "last_at": last.appeared if last else 0,
        "last_by": last.by if last else "",
    }


def _has_bubble(message: Message) -> bool:
    """Reactions, edits and deletions change another bubble; what failed never arrived."""
    kind = message.data.get("typeMessage")
    changes_another = kind in ("reactionMessage", "editedMessage", "deletedMessage")
    return not changes_another and message.status not in ("noAccount", "failed")


def _summary(message: Message) -> str:
    return plain_text(message.data) or str(message.data.get("typeMessage", ""))


def _message_view(message: Message) -> dict[str, Any]:
    data = message.data
    kind = data.get("typeMessage", "")
    file = data.get("fileMessageData", {}) if kind in MEDIA_KINDS else {}
    quoted = data.get("quotedMessage", {})
    return {
        "id": message.id,
        "by": message.by,
        "kind": kind,
        "text": plain_text(data),
        "at": message.timestamp,
        "status": message.status,
        "edited": bool(message.edited_by),
        "deleted": bool(message.deleted_by),
        "reaction": message.reaction,
        "file_url": file.get("downloadUrl", ""),
        "file_name": file.get("fileName", ""),
        "quoted": quoted.get("textMessage", ""),
        "options": [
            option.get("optionName", "")
            for option in data.get("pollMessageData", {}).get("options", [])
        ],
    }
