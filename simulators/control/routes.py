"""The control API: makes instances and guests, writes on the hotel's phone, switches faults.

What a guest writes is answered in `simulators/front.py`.
"""

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, HTTPException, Query, Request, Response

from simulators.control.requests import (
    NewCall,
    NewFault,
    NewGuest,
    NewInstance,
    StateChange,
    Written,
)
from simulators.control.views import chat_view, instance_view
from simulators.control.writing import NothingWritten, guest_of, payload_of
from simulators.faults import KINDS as FAULT_KINDS
from simulators.green_api.chats import Guest
from simulators.green_api.instance import Instance
from simulators.green_api.registry import UnknownInstance
from simulators.ledger import KINDS as LEDGER_KINDS
from simulators.ledger import Kind as LedgerKind
from simulators.world import World


def build_control(world: World) -> APIRouter:
    router = APIRouter(prefix="/control")
    _add_people(router, world)
    _add_machinery(router, world)
    _add_views(router, world)
    return router


def _add_people(router: APIRouter, world: World) -> None:
    @router.post("/instances")
    async def create_instance(new: NewInstance) -> dict[str, Any]:
        instance = world.registry.create(new.id_instance, new.api_token, wid=new.wid)
        instance.state = new.state
        instance.quotas.totals = {name.lower(): total for name, total in new.quotas.items()}
        if new.webhook_url:
            instance.listen(new.webhook_url, new.webhook_token)
        instance.change_settings(new.settings)
        return {"id_instance": instance.id, "wid": instance.wid}

    @router.post("/instance-state")
    async def change_state(change: StateChange) -> dict[str, Any]:
        _instance(world, change.id_instance).set_state(change.state)
        return {"state": change.state}

    @router.post("/guests")
    async def add_guests(guests: list[NewGuest]) -> dict[str, int]:
        for new in guests:
            phone = new.phone.lstrip("+")
            chats = _instance(world, new.id_instance).chats
            chats.add_guest(Guest(phone, new.name, new.language, new.whatsapp))
        return {"added": len(guests)}

    @router.post("/phone-message")
    async def phone_message(written: Written, request: Request) -> dict[str, str]:
        instance = _instance(world, written.id_instance)
        guest = guest_of(instance.chats, written)
        data = _payload(world, instance, guest, written, request)
        return {"id_message": instance.type_on_phone(guest, data).id}

    @router.post("/call")
    async def call(new: NewCall) -> dict[str, str]:
        instance = _instance(world, new.id_instance)
        guest = instance.chats.guest(f"{new.phone.lstrip('+')}@c.us")
        return {"id_message": instance.call(guest, new.status)}


def _add_machinery(router: APIRouter, world: World) -> None:
    faults = world.runtime.faults

    @router.post("/faults")
    async def switch_on(new: NewFault | list[NewFault]) -> dict[str, list[int]]:
        wanted = new if isinstance(new, list) else [new]
        return {"ids": [_switch_on(world, fault) for fault in wanted]}

    @router.delete("/faults")
    async def switch_off(
        ids: Annotated[list[int] | None, Query(alias="id")] = None,
    ) -> dict[str, int]:
        faults.switch_off(ids)
        return {"on": len(faults.as_list())}

    @router.post("/settings")
    async def change_settings(values: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        seed = values.pop("seed", None)
        try:
            world.runtime.knobs.change(values)
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        if isinstance(seed, int):
            faults.reseed(seed)
        for instance in world.registry.all():
            instance.notifications.wake()
        return world.runtime.knobs.as_dict()

    @router.post("/retry-webhooks")
    async def retry_webhooks() -> dict[str, int]:
        for instance in world.registry.all():
            instance.notifications.wake()
        return {"instances": len(world.registry.all())}

    @router.post("/reset")
    async def reset() -> dict[str, bool]:
        world.reset()
        return {"reset": True}


def _add_views(router: APIRouter, world: World) -> None:
    @router.get("/state")
    async def state() -> dict[str, Any]:
        return {
            "instances": [instance_view(instance) for instance in world.registry.all()],
            "settings": world.runtime.knobs.as_dict(),
            "faults": world.runtime.faults.as_list(),
            "ledger": world.runtime.ledger.counts(),
        }

    @router.get("/faults")
    async def fault_kinds() -> dict[str, Any]:
        return {
            "on": world.runtime.faults.as_list(),
            "known": {
                name: {"area": kind.area, "meaning": kind.meaning, "params": kind.params}
                for name, kind in FAULT_KINDS.items()
            },
        }

    @router.get("/chat")
    async def chat(id_instance: int, phone: str) -> dict[str, Any]:
        instance = _instance(world, id_instance)
        return chat_view(instance, instance.chats.guest(f"{phone.lstrip('+ ')}@c.us"))

    @router.get("/ledger")
    async def ledger(
        id_instance: int | None = None,
        kind: LedgerKind | None = None,
        since: int = 0,
        limit: int = 10_000,
    ) -> Response:
        book = world.runtime.ledger
        read = {
            one: book.read(one, id_instance=id_instance, since=since, limit=limit)
            for one in (LEDGER_KINDS if kind is None else (kind,))
        }
        # Thousands of entries at a time: checking each of them would cost more than they did.
        return Response(orjson.dumps(read), media_type="application/json")


def _instance(world: World, id_instance: int) -> Instance:
    try:
        return world.registry.get(id_instance)
    except UnknownInstance as error:
        raise HTTPException(404, f"no instance {id_instance}") from error


def _payload(
    world: World, instance: Instance, guest: Guest, written: Written, request: Request
) -> dict[str, Any]:
    base = world.runtime.knobs.public_url or str(request.base_url).rstrip("/")
    try:
        return payload_of(instance.chats, guest, written, media_url=f"{base}/green/media")
    except NothingWritten as error:
        raise HTTPException(400, str(error)) from error


def _switch_on(world: World, new: NewFault) -> int:
    try:
        fault = world.runtime.faults.switch_on(
            new.kind,
            id_instance=new.id_instance,
            method=new.method,
            times=new.count,
            probability=new.probability,
            params=new.params,
        )
    except ValueError as error:
        raise HTTPException(400, str(error)) from error
    return fault.id
