"""One instance: a hotel's number, its state, and what its guests do."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, Literal, get_args

from simulators.green_api import message as payloads
from simulators.green_api import webhook_bodies as bodies
from simulators.green_api.chats import Chats, Guest
from simulators.green_api.errors import Refused
from simulators.green_api.instance_settings import LISTENING, fresh
from simulators.green_api.limits import Quotas, RateLimiter
from simulators.green_api.message import By, Message, new_id
from simulators.green_api.notifications import Notifications
from simulators.green_api.outbox import Outbox, Outgoing
from simulators.runtime import Runtime

State = Literal[
    "authorized", "notAuthorized", "blocked", "yellowCard", "starting", "suspended", "sleepMode"
]
STATES: tuple[State, ...] = get_args(State)
EDITABLE_S = 15 * 60
PART_WITH_TARGET = {
    "editedMessage": "editedMessageData",
    "deletedMessage": "deletedMessageData",
    "reactionMessage": "quotedMessage",
}


class Instance:
    def __init__(self, id_instance: int, token: str, wid: str, runtime: Runtime) -> None:
        self.id = id_instance
        self.token = token
        self.wid = wid
        self.state: State = "authorized"
        self.settings = fresh(wid)
        self.chats = Chats()
        self.limiter = RateLimiter()
        self.quotas = Quotas()
        self.notifications = Notifications(id_instance, self.settings, runtime)
        self.outbox = Outbox(self.settings, runtime, lambda: self.state == "authorized")
        self._runtime = runtime
        self._at_whatsapp: list[Message] = []
        self._restart: asyncio.TimerHandle | None = None
        self._closed = False

    def listen(self, url: str, token: str) -> None:
        """Points the usual webhooks at `url`."""
        self.settings |= {"webhookUrl": url, "webhookUrlToken": token}
        self.settings |= dict.fromkeys(LISTENING, "yes")

    def change_settings(self, changes: dict[str, Any]) -> None:
        self.settings |= changes
        self.notifications.wake()

    def set_state(self, state: State) -> None:
        """A state that is set while the instance restarts is the one it keeps."""
        if self._restart is not None:
            self._restart.cancel()
            self._restart = None
        if state == self.state:
            return
        was_blocked = self.state == "blocked"
        self.state = state
        self.chats.version += 1
        # Seen in the vendor's forum: after a block no notAuthorized notification comes.
        if not (was_blocked and state == "notAuthorized"):
            self._notify(bodies.state_changed(self._instance_data(), state))
        if state == "authorized":
            self._bring_in_waiting()
            self.outbox.wake()

    def reboot(self) -> None:
        """`starting` for a moment, then as before."""
        after: State = "authorized" if self.state == "starting" else self.state
        self.set_state("starting")
        self._restart = self._later(self._runtime.knobs.reboot_s, self.set_state, after)

    def send(
        self, kind: str, body: dict[str, Any], data: dict[str, Any], *, typing_s: float = 0.0
    ) -> Message:
        """Puts a message into the queue; the caller gets its id at once."""
        message = self._message("api", body["chatId"], data)
        if typing_s:
            self.chats.guest(message.chat_id).typing_until = time.time() + typing_s
        deliver = self._deliver if kind != "editMessage" else self._deliver_edit
        self.outbox.enqueue(
            Outgoing(message.id, kind, body, lambda: deliver(message, body), typing_s)
        )
        return message

    def receive(
        self,
        guest: Guest,
        data: dict[str, Any],
        *,
        timestamp: int | None = None,
        id_message: str | None = None,
    ) -> Message:
        """A guest wrote; waits at WhatsApp while the number is not connected."""
        message = self._message("guest", guest.chat_id, data, timestamp, id_message)
        message.sender_name = guest.name
        message.status = "sent"
        self.chats.put(message)
        self._apply_to_target(message)
        self._runtime.ledger.add("whatsapp", **self._ledger_entry(message))
        if self.state == "authorized":
            self._bring_in(message)
        else:
            self._at_whatsapp.append(message)
        return message

    def type_on_phone(self, guest: Guest, data: dict[str, Any]) -> Message:
        """Somebody used WhatsApp on the hotel's own phone."""
        message = self._message("phone", guest.chat_id, data)
        self._announce(message)
        self._apply_to_target(message)
        self._plan_statuses(message, ("sent", "delivered", "read"))
        return message

    def call(self, guest: Guest, status: str) -> str:
        id_message = new_id("guest")
        self._notify(
            bodies.incoming_call(
                self._instance_data(), caller=guest.chat_id, status=status, id_message=id_message
            )
        )
        return id_message

    def read_chat(self, chat_id: str, id_message: str | None = None) -> None:
        """The hotel has seen the guest's messages: their ticks turn blue."""
        for message in self.chats.newest_first(chat_id=chat_id, incoming=True):
            if message.status != "read" and id_message in (None, message.id):
                self.chats.set_status(message, "read")

    def delete(self, target: Message) -> None:
        notice = self._message("api", target.chat_id, payloads.deleted_data(target))
        self.chats.delete(target, deleted_by=notice.id)
        self._notify_message(notice)

    def close(self) -> None:
        self._closed = True
        self.outbox.clear()
        self.notifications.close()

    def _message(
        self,
        by: By,
        chat_id: str,
        data: dict[str, Any],
        timestamp: int | None = None,
        id_message: str | None = None,
    ) -> Message:
        return Message(
            id=id_message or new_id(by),
            chat_id=chat_id,
            by=by,
            author=chat_id if by == "guest" else self.wid,
            data=data,
            timestamp=int(time.time()) if timestamp is None else timestamp,
        )

    def _deliver(self, message: Message, _body: dict[str, Any]) -> None:
        fault = self._runtime.faults.draw("whatsapp", id_instance=self.id)
        kind = fault.kind if fault else None
        if kind == "message_lost":
            return
        message.timestamp, message.appeared = int(time.time()), time.time()
        if kind == "no_account" or not self.chats.guest(message.chat_id).whatsapp:
            self.chats.put(message)
            self._after(1, message, "noAccount")
            return
        self._announce(message)
        if self.settings["markIncomingMessagesReadedOnReply"] == "yes":
            self.read_chat(message.chat_id)
        if fault is not None and kind == "status_failed":
            why = str(fault.params["description"])
            self._after(1, message, "failed", why)
        elif kind == "status_reversed":
            self._plan_statuses(message, ("read", "delivered", "sent"))
        elif kind != "status_missing":
            read = ("read",) if self._runtime.knobs.auto_read else ()
            self._plan_statuses(message, ("sent", "delivered", *read))

    def _deliver_edit(self, notice: Message, body: dict[str, Any]) -> None:
        target = self.chats.find(body["chatId"], body["idMessage"])
        if target is None or time.time() - target.appeared > EDITABLE_S:
            self._set_status(notice, "failed", "Message was not edited")
            return
        self.chats.edit(target, body["message"], edited_by=notice.id)
        self._notify_message(notice)

    def _announce(self, message: Message) -> None:
        self.chats.put(message)
        self._runtime.ledger.add("whatsapp", **self._ledger_entry(message))
        self._notify_message(message)

    def _bring_in_waiting(self) -> None:
        waiting, self._at_whatsapp = self._at_whatsapp, []
        for message in waiting:
            self._bring_in(message)

    def _bring_in(self, message: Message) -> None:
        self._notify_message(message, lambda: self._mark_delivered(message))
        if self.settings["markIncomingMessagesReaded"] == "yes":
            self.chats.set_status(message, "read")

    def _mark_delivered(self, message: Message) -> None:
        if message.status == "sent":
            self.chats.set_status(message, "delivered")

    def _apply_to_target(self, message: Message) -> None:
        """Edits, deletions and reactions change the message they speak of."""
        kind = message.data.get("typeMessage")
        part = message.data.get(PART_WITH_TARGET.get(str(kind), ""), {})
        target = self.chats.find(message.chat_id, part.get("stanzaId", ""))
        if target is None:
            return
        if kind == "editedMessage":
            self.chats.edit(target, payloads.plain_text(message.data), edited_by=message.id)
        elif kind == "deletedMessage":
            self.chats.delete(target, deleted_by=message.id)
        else:
            self.chats.react(target, payloads.plain_text(message.data))

    def _plan_statuses(self, message: Message, statuses: tuple[str, ...]) -> None:
        for steps, status in enumerate(statuses, start=1):
            self._after(steps, message, status)

    def _after(self, steps: int, message: Message, status: str, why: str = "") -> None:
        delay_s = steps * self._runtime.knobs.status_delay_ms / 1000
        self._later(delay_s, self._set_status, message, status, why)

    def _later(
        self, seconds: float, act: Callable[..., None], *arguments: object
    ) -> asyncio.TimerHandle:
        def unless_closed() -> None:
            if not self._closed:
                act(*arguments)

        return asyncio.get_running_loop().call_later(seconds, unless_closed)

    def _set_status(self, message: Message, status: str, description: str = "") -> None:
        self.chats.set_status(message, status)
        self._notify(
            bodies.message_status(
                message, self._instance_data(), status=status, description=description
            )
        )

    def _notify_message(
        self, message: Message, on_delivered: Callable[[], None] | None = None
    ) -> None:
        guest = self.chats.guest(message.chat_id)
        payload = bodies.message_received(
            message,
            self._instance_data(),
            chat_name=guest.name,
            sender_name=guest.name if message.incoming else "Hotel",
        )
        self._notify(payload, on_delivered)

    def _notify(
        self, payload: dict[str, Any], on_delivered: Callable[[], None] | None = None
    ) -> None:
        if bodies.is_let_out(self.settings, payload):
            self.notifications.push(payload, on_delivered)

    def _instance_data(self) -> dict[str, Any]:
        return bodies.instance_data(self.id, "" if self.state == "notAuthorized" else self.wid)

    def _ledger_entry(self, message: Message) -> dict[str, Any]:
        return {
            "id_instance": self.id,
            "chat_id": message.chat_id,
            "id_message": message.id,
            "by": message.by,
            "type_message": message.data.get("typeMessage"),
            "text": payloads.plain_text(message.data),
        }


def require_connected(instance: Instance) -> None:
    """Raises Refused, in the vendor's words, unless the number is connected."""
    if instance.state == "starting":
        raise Refused("instance in starting process try later")
    if instance.state != "authorized":
        raise Refused("instance account not authorized")
