"""Keeps numbers, guests and their last messages over a restart, when a file is named.

Without it a restarted demo would have phones that do not know the hotel any more. What waits in
queues is not kept, nor are ledgers and faults.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from simulators.green_api.chats import Guest
from simulators.green_api.instance import Instance
from simulators.green_api.message import Message
from simulators.world import World

EVERY_S = 5.0
KEPT_MESSAGES = 100


@asynccontextmanager
async def kept_in(path: Path, world: World) -> AsyncIterator[None]:
    """Loads at the start, saves while running and at the end."""
    _load(path, world)
    saving = asyncio.create_task(_save_changes(path, world))
    try:
        yield
    finally:
        saving.cancel()
        _save(path, world)


async def _save_changes(path: Path, world: World) -> None:
    saved = _fingerprint(world)
    while True:
        await asyncio.sleep(EVERY_S)
        now = _fingerprint(world)
        if now != saved:
            _save(path, world)
            saved = now


def _fingerprint(world: World) -> list[tuple[object, ...]]:
    return [
        (one.id, one.token, one.state, one.chats.version, *one.settings.values())
        for one in world.registry.all()
    ]


def _save(path: Path, world: World) -> None:
    content = orjson.dumps([_instance_as_dict(one) for one in world.registry.all()])
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    # Tokens are inside: nobody else may read it, from its first byte on.
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    fresh.replace(path)


def _load(path: Path, world: World) -> None:
    if path.exists():
        for kept in orjson.loads(path.read_bytes()):
            _restore(world, kept)


def _instance_as_dict(instance: Instance) -> dict[str, Any]:
    newest = list(islice(instance.chats.newest_first(), KEPT_MESSAGES))
    return {
        "id": instance.id,
        "token": instance.token,
        "wid": instance.wid,
        "state": instance.state,
        "settings": instance.settings,
        # Dataclasses: orjson writes them out, at a tenth of what asdict() costs.
        "guests": list(instance.chats.guests.values()),
        "messages": newest[::-1],
    }


def _restore(world: World, kept: dict[str, Any]) -> None:
    instance = world.registry.create(kept["id"], kept["token"], wid=kept["wid"])
    instance.state = "authorized" if kept["state"] == "starting" else kept["state"]
    instance.settings |= kept["settings"]
    for guest in kept["guests"]:
        instance.chats.add_guest(Guest(**guest))
    for message in kept["messages"]:
        instance.chats.put(Message(**message))
