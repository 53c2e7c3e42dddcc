"""The JSON of each webhook, and the setting that lets it out."""

import time
from typing import Any

from simulators.green_api.message import Message

# Only these two statuses come even with every webhook off.
ALWAYS_SENT = frozenset({"noAccount", "failed"})
SETTING_OF_TYPE = {
    "incomingMessageReceived": "incomingWebhook",
    "outgoingMessageReceived": "outgoingMessageWebhook",
    "outgoingAPIMessageReceived": "outgoingAPIMessageWebhook",
    "outgoingMessageStatus": "outgoingWebhook",
    "stateInstanceChanged": "stateWebhook",
    "incomingCall": "incomingCallWebhook",
    "incomingBlock": "incomingBlockWebhook",
}
SETTING_OF_MESSAGE = {
    "pollMessage": "pollMessageWebhook",
    "pollUpdateMessage": "pollMessageWebhook",
    "editedMessage": "editedMessageWebhook",
    "deletedMessage": "deletedMessageWebhook",
}
TYPE_OF_AUTHOR = {
    "guest": "incomingMessageReceived",
    "phone": "outgoingMessageReceived",
    "api": "outgoingAPIMessageReceived",
}


def is_let_out(settings: dict[str, Any], payload: dict[str, Any]) -> bool:
    if payload.get("status") in ALWAYS_SENT:
        return True
    setting = SETTING_OF_TYPE.get(payload["typeWebhook"])
    if setting is not None and settings.get(setting) != "yes":
        return False
    kind = payload.get("messageData", {}).get("typeMessage")
    extra = SETTING_OF_MESSAGE.get(kind)
    return extra is None or settings.get(extra) == "yes"


def instance_data(id_instance: int, wid: str) -> dict[str, Any]:
    return {"idInstance": id_instance, "wid": wid, "typeInstance": "whatsapp"}


def message_received(
    message: Message, instance: dict[str, Any], *, chat_name: str, sender_name: str
) -> dict[str, Any]:
    """`chatName` is always the guest; the sender is whoever wrote it."""
    return {
        "typeWebhook": TYPE_OF_AUTHOR[message.by],
        "instanceData": instance,
        "timestamp": message.timestamp,
        "idMessage": message.id,
        "senderData": {
            "chatId": message.chat_id,
            "chatName": chat_name,
            "sender": message.author,
            "senderName": sender_name,
            "senderContactName": "",
        },
        "messageData": message.data,
    }


def message_status(
    message: Message, instance: dict[str, Any], *, status: str, description: str = ""
) -> dict[str, Any]:
    body = {
        "typeWebhook": "outgoingMessageStatus",
        "chatId": message.chat_id,
        "instanceData": instance,
        "timestamp": int(time.time()),
        "idMessage": message.id,
        "status": status,
        "sendByApi": message.by == "api",
    }
    return body | {"description": description} if description else body


def state_changed(instance: dict[str, Any], state: str) -> dict[str, Any]:
    return {
        "typeWebhook": "stateInstanceChanged",
        "instanceData": instance,
        "timestamp": int(time.time()),
        "stateInstance": state,
    }


def incoming_call(
    instance: dict[str, Any], *, caller: str, status: str, id_message: str
) -> dict[str, Any]:
    """Has neither senderData nor chatId."""
    return {
        "from": caller,
        "typeWebhook": "incomingCall",
        "instanceData": instance,
        "status": status,
        "timestamp": int(time.time()),
        "idMessage": id_message,
    }
