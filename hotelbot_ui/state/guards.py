"""The one decorator of State handlers: every public method of a State is an endpoint.

It reads the session anew, checks the permission, validates the payload strictly, counts the calls
and only then runs the handler, which gets the identity as an argument and never from State.
"""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import reflex as rx
from pydantic import BaseModel, ConfigDict, ValidationError
from redis.exceptions import RedisError

from backend.domain.permissions import Permission
from backend.realtime.redis_client import QUESTION_S
from hotelbot_ui.services import Identity, services
from hotelbot_ui.state.session import SecureState

CALLS = 120
WINDOW_S = 60


class Payload(BaseModel):
    """Base of what a handler may be given: no unknown keys, no conversions."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Refused(Exception):
    """The handler was not run: no session, no permission, a bad payload or too many calls."""


def guarded(
    permission: Permission,
    model: type[Payload] | None = None,
    *,
    background: bool = False,
    fresh: bool = False,
) -> Callable[[Callable[..., Any]], Any]:
    """Turns `async def name(self, identity[, payload])` into an event handler.

    A refused call does nothing and says nothing: a screen never makes one, and whoever made it by
    hand learns nothing from it. `fresh`: what the session says now, not up to FRESH_S ago.
    """

    def decorate(function: Callable[..., Any]) -> Any:
        if not inspect.iscoroutinefunction(function):
            raise TypeError("a guarded handler is a plain async function")

        async def run(self: SecureState, data: Any = None) -> Any:
            try:
                identity = await _identity(self, background=background, fresh=fresh)
                payload = _payload(model, data)
                await _admit(identity, permission)
            except Refused:
                return None
            return await function(self, identity, *payload)

        _present(run, function, takes_payload=model is not None)
        run.__guarded__ = permission  # type: ignore[attr-defined]
        return rx.event(run, background=background)

    return decorate


async def _identity(state: SecureState, *, background: bool, fresh: bool) -> Identity:
    if background:
        async with state:
            identity = await state._identity(fresh=fresh)
    else:
        identity = await state._identity(fresh=fresh)
    if identity is None:
        raise Refused("no session")
    return identity


def _payload(model: type[Payload] | None, data: Any) -> tuple[Payload, ...]:
    # Reflex passes a value that does not fit the annotation on as it came.
    if model is None:
        return ()
    try:
        return (model.model_validate(data),)
    except ValidationError as wrong:
        raise Refused("bad payload") from wrong


async def _admit(identity: Identity, permission: Permission) -> None:
    if permission not in identity.permissions:
        raise Refused("not permitted")
    key = f"ui:calls:{identity.account_id}"
    try:
        async with asyncio.timeout(QUESTION_S), services().redis().pipeline() as pipe:
            pipe.incr(key)
            pipe.expire(key, WINDOW_S, nx=True)
            count, _ = await pipe.execute()
    except (RedisError, OSError):
        return  # A limit without its counter must not lock the house out.
    if count > CALLS:
        raise Refused("too many calls")


def _present(run: Any, function: Callable[..., Any], *, takes_payload: bool) -> None:
    """Reflex reads name and signature of a handler when it compiles the pages."""

    async def with_payload(self: Any, data: dict) -> None: ...
    async def without(self: Any) -> None: ...

    run.__signature__ = inspect.signature(with_payload if takes_payload else without)
    run.__annotations__ = {"data": dict} if takes_payload else {}
    run.__name__, run.__qualname__ = function.__name__, function.__qualname__
    run.__module__, run.__doc__ = function.__module__, function.__doc__
