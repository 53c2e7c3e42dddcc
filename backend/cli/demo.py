"""The demo hotels: loading them and telling who may sign in."""

import argparse
import asyncio

import httpx

from backend.bootstrap import Container
from backend.errors import Unavailable
from backend.features.demo import service
from backend.features.demo.service import DemoNumber
from backend.settings import Settings

SIMULATOR_PATIENCE_S = 30.0


async def load(container: Container, _: argparse.Namespace) -> int:
    """Also tells the simulators, which forget at every restart, of the numbers and guests."""
    settings = container.settings
    made = await service.load(container.work, container.vault, settings)
    if settings.simulator_port is not None and settings.simulators != "off":
        await _introduce(settings, service.numbers(container.vault))
    print(f"{made} demo hotels were made." if made else "The demo hotels exist already.")
    return 0


def print_logins(settings: Settings, _: argparse.Namespace) -> int:
    service.refuse_in_production(settings)
    for login in service.logins():
        print(f"{login.place:15} {login.role:8} {login.email:24} {service.PASSWORD}")
    return 0


async def _introduce(settings: Settings, numbers: list[DemoNumber]) -> None:
    base = f"http://127.0.0.1:{settings.simulator_port}/control"
    async with httpx.AsyncClient(base_url=base, timeout=5, trust_env=False) as simulators:
        await _await(simulators)
        for number in numbers:
            await _post(simulators, "/instances", _instance(settings, number))
            await _post(simulators, "/guests", _guests(number))


def _instance(settings: Settings, number: DemoNumber) -> dict[str, object]:
    return {
        "id_instance": number.id_instance,
        "api_token": number.api_token,
        # Ourselves, as the simulators reach us: they run beside us, whatever the public address.
        "webhook_url": f"http://127.0.0.1:{settings.port}{number.webhook_path}",
        "webhook_token": number.webhook_token,
    }


def _guests(number: DemoNumber) -> list[dict[str, object]]:
    return [
        {
            "id_instance": number.id_instance,
            "phone": phone,
            "name": name,
            "language": language,
        }
        for phone, name, language in number.guests
    ]


async def _await(simulators: httpx.AsyncClient) -> None:
    """They start beside this command."""
    deadline = asyncio.get_running_loop().time() + SIMULATOR_PATIENCE_S
    while True:
        try:
            (await simulators.get("/state")).raise_for_status()
        except httpx.HTTPError:
            if asyncio.get_running_loop().time() > deadline:
                raise Unavailable("The simulators do not answer.") from None
            await asyncio.sleep(0.2)
        else:
            return


async def _post(simulators: httpx.AsyncClient, path: str, body: object) -> None:
    (await simulators.post(path, json=body)).raise_for_status()
