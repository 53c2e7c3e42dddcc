"""What happens in a hotel, told to its open screens: Redis pub/sub → Socket.IO room → the store.

No State is loaded for a push: the hub emits a hand-made delta of `Live.last`, which is never
assigned on the server. Nothing is replayed, so on each (re)connect the page joins its room and
reads the truth again; events are numbered, and a gap does the same. While Redis is away the pages
are told so and ask the API now and then.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import orjson
import reflex as rx
import structlog
from reflex.state import StateUpdate

from backend.domain.permissions import Permission
from backend.realtime.channels import KICK, LIVE
from backend.realtime.hub import Hub
from hotelbot_ui.services import Identity, services
from hotelbot_ui.state.guards import guarded
from hotelbot_ui.state.session import SecureState, forget, session_key, token_in

log = structlog.get_logger()


class Live(SecureState):
    last: dict[str, Any] = {}
    """Written only by pushes; on the server it stays empty."""

    @guarded(Permission.INBOX_READ, background=True, fresh=True)
    async def join(self, identity: Identity) -> None:
        """Enters the hotel's room. Runs on every connect: rooms are per connection."""
        async with self:
            sid = self.router.session.session_id
        if identity.hotel_id is None:
            return
        await _namespace().enter_room(sid, room_of(identity.hotel_id))
        await push({"kind": "joined", "hears": _hub().hears}, to=sid)


def room_of(hotel_id: UUID | str) -> str:
    return f"hotel:{hotel_id}"


def delta(message: dict[str, Any]) -> StateUpdate:
    """The update that puts `message` into Live.last. The suffix is Reflex 0.10's own."""
    return StateUpdate(delta={Live.get_full_name(): {"last_rx_state_": message}})


async def push(message: dict[str, Any], *, to: str | None) -> None:
    """To one socket, to a room, or with None to every socket, of this process."""
    await _namespace().emit("event", delta(message), to=to)


@asynccontextmanager
async def hub_life() -> AsyncIterator[None]:
    """Listens as long as the process serves; one per process."""
    hub = Hub(services().redis(), (LIVE, KICK), handle=_handle, changed=_tell_hearing)
    _hubs[:] = [hub]
    task = asyncio.create_task(hub.run())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _tell_hearing(hears: bool) -> None:
    await push({"kind": "hearing", "hears": hears}, to=None)


async def _handle(channel: str, data: bytes) -> None:
    try:
        message = orjson.loads(data)
        if channel == KICK:
            await kick(message["session"])
        else:
            await push({"kind": "events", **message}, to=room_of(message["hotel_id"]))
    except (orjson.JSONDecodeError, KeyError, TypeError):
        log.warning("live.message_unreadable", channel=channel)


async def kick(key: str) -> None:
    """Ends every socket of a session in this process; the pages reload into the sign-in."""
    forget(key)
    for sid in list(_sockets_of(key)):
        await push({"kind": "bye"}, to=sid)
        await _namespace().disconnect(sid)


def _sockets_of(key: str) -> Iterator[str]:
    namespace = _namespace()
    server = _app().sio
    for sid in namespace.sid_to_token:
        environ = server.get_environ(sid, namespace.namespace) if server else None
        token = token_in((environ or {}).get("HTTP_COOKIE", ""))
        if token and session_key(token) == key:
            yield sid


_served: list[rx.App] = []
_hubs: list[Hub] = []


def serve(app: rx.App) -> None:
    """Names the app whose sockets are meant; set once by the wiring."""
    _served[:] = [app]


def _app() -> rx.App:
    return _served[0]


def _hub() -> Hub:
    return _hubs[0]


def _namespace() -> Any:
    return _app().event_namespace
