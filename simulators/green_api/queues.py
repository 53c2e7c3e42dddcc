"""The send queue and the notification queue, seen from outside."""

import orjson

from simulators.exchange import Answer
from simulators.green_api.call import Call, json_answer
from simulators.green_api.errors import Refused

SHORTEST_WAIT_S = 5
LONGEST_WAIT_S = 60


async def show_messages_queue(call: Call) -> Answer:
    return json_answer(call.instance.outbox.show())


async def clear_messages_queue(call: Call) -> Answer:
    call.instance.outbox.clear()
    return json_answer({"isCleared": True})


async def get_messages_count(call: Call) -> Answer:
    return json_answer({"count": call.instance.outbox.count()})


async def get_webhooks_count(call: Call) -> Answer:
    return json_answer({"count": call.instance.notifications.count()})


async def clear_webhooks_queue(call: Call) -> Answer:
    call.instance.notifications.clear()
    return json_answer({"isCleared": True, "reason": ""})


async def receive_notification(call: Call) -> Answer:
    """Refused while a webhook address is set, as one queue has one consumer."""
    if call.instance.settings["webhookUrl"]:
        raise Refused("webhookUrl is set: notifications go there")
    wait = call.query.get("receiveTimeout", str(SHORTEST_WAIT_S))
    if not wait.isdigit() or not SHORTEST_WAIT_S <= int(wait) <= LONGEST_WAIT_S:
        raise Refused(
            f"Validation failed. Details: 'receiveTimeout' must be between {SHORTEST_WAIT_S} "
            f"and {LONGEST_WAIT_S}"
        )
    head = await call.instance.notifications.receive(int(wait))
    if head is None:
        return Answer(200, b"null")
    return json_answer({"receiptId": head.receipt_id, "body": orjson.Fragment(head.body)})


async def delete_notification(call: Call) -> Answer:
    if not call.rest.isdigit():
        raise Refused("Parameter receiptId must be a Number")
    return json_answer({"result": call.instance.notifications.delete(int(call.rest)), "reason": ""})
