"""The settings of an instance: keys, defaults, and what `setSettings` refuses."""

from typing import Any

from simulators.green_api.errors import Refused

SHORTEST_DELAY_MS = 500
LONGEST_DELAY_MS = 600_000
YES_NO = (
    "markIncomingMessagesReaded",
    "markIncomingMessagesReadedOnReply",
    "sharedSession",
    "outgoingWebhook",
    "outgoingMessageWebhook",
    "outgoingAPIMessageWebhook",
    "incomingWebhook",
    "deviceWebhook",
    "statusInstanceWebhook",
    "stateWebhook",
    "enableMessagesHistory",
    "keepOnlineStatus",
    "pollMessageWebhook",
    "incomingBlockWebhook",
    "incomingCallWebhook",
    "outgoingCallWebhook",
    "editedMessageWebhook",
    "deletedMessageWebhook",
    "catalogWebhook",
    "linkPreview",
    "enableLidMode",
)
TEXT = (
    "webhookUrl",
    "webhookUrlToken",
    "countryInstance",
    "typeAccount",
    "proxyInstance",
    "sendFromUTC",
    "sendToUTC",
)
# What a test usually wants of an instance created together with its webhook address.
LISTENING = (
    "incomingWebhook",
    "outgoingWebhook",
    "outgoingMessageWebhook",
    "outgoingAPIMessageWebhook",
    "stateWebhook",
    "incomingCallWebhook",
)


def fresh(wid: str) -> dict[str, Any]:
    """The keys, order and values of a recorded new instance, whose webhooks are off."""
    return {
        "wid": wid,
        "countryInstance": "",
        "typeAccount": "",
        "webhookUrl": "",
        "webhookUrlToken": "",
        "delaySendMessagesMilliseconds": 0,
        "markIncomingMessagesReaded": "no",
        "markIncomingMessagesReadedOnReply": "no",
        "sharedSession": "no",
        "proxyInstance": "system proxy",
        "outgoingWebhook": "no",
        "outgoingMessageWebhook": "no",
        "outgoingAPIMessageWebhook": "no",
        "incomingWebhook": "no",
        "deviceWebhook": "no",
        "statusInstanceWebhook": "no",
        "stateWebhook": "no",
        "enableMessagesHistory": "no",
        "keepOnlineStatus": "no",
        "pollMessageWebhook": "yes",
        "incomingBlockWebhook": "no",
        "incomingCallWebhook": "no",
        "outgoingCallWebhook": "no",
        "editedMessageWebhook": "yes",
        "deletedMessageWebhook": "yes",
        "catalogWebhook": "no",
        "linkPreview": "yes",
        "autoTyping": 0,
        "version": "",
    }


def checked(changes: dict[str, Any]) -> dict[str, Any]:
    """Raises Refused when a key or value is not one `setSettings` takes."""
    if not changes:
        raise Refused("Validation failed. Details: value must have at least 1 key")
    for key, value in changes.items():
        _check(key, value)
    return changes


def authorization(token: str) -> str | None:
    """The header a webhook carries: Bearer unless the token names its scheme itself."""
    if not token:
        return None
    if token.startswith(("Bearer ", "Basic ")):
        return token
    return f"Bearer {token}"


def _check(key: str, value: Any) -> None:
    if key in YES_NO:
        if value not in ("yes", "no"):
            raise Refused(f"Validation failed. Details: '{key}' must be one of [yes, no]")
    elif key in TEXT:
        _check_text(key, value)
    elif key == "delaySendMessagesMilliseconds":
        _check_range(key, value, SHORTEST_DELAY_MS, LONGEST_DELAY_MS)
    elif key == "autoTyping":
        _check_range(key, value, 0, 10)
    else:
        raise Refused(f"Validation failed. Details: '{key}' is not allowed")


def _check_text(key: str, value: Any) -> None:
    if not isinstance(value, str):
        raise Refused(f"Validation failed. Details: '{key}' must be a string")
    if key == "webhookUrl" and value and not value.startswith(("http://", "https://")):
        raise Refused("Validation failed. Details: 'webhookUrl' must be a valid uri")


def _check_range(key: str, value: Any, least: int, most: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(f"Validation failed. Details: '{key}' must be a number")
    if value < least:
        raise Refused(
            f"Validation failed. Details: '{key}' must be greater than or equal to {least}"
        )
    if value > most:
        raise Refused(f"Validation failed. Details: '{key}' must be less than or equal to {most}")
