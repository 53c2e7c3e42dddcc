"""A chain of hotels on a running stack, made through the API as an operator would."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg

from tests.fixtures.stack import Stack

ADMIN_EMAIL = "admin@bench.test"
ADMIN_PASSWORD = "a-long-password-for-benchmarks"
ADMIN_ENV = {"HOTELBOT_ADMIN_EMAIL": ADMIN_EMAIL, "HOTELBOT_ADMIN_PASSWORD": ADMIN_PASSWORD}
ENTRIES = (
    ("Breakfast", "Breakfast is served from 7:00 to 10:30 in the garden room."),
    ("WiFi", "The WiFi network is called Guest and needs no password."),
    ("Check-out", "Check-out is until 11:00. Late check-out costs 20 EUR."),
)
QUESTION = "Hello, when is breakfast?"


@dataclass(frozen=True, slots=True)
class BenchHotel:
    id: str
    id_instance: int


@asynccontextmanager
async def signed_in(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    """The API as the operator sees it."""
    async with httpx.AsyncClient(base_url=stack.url, timeout=30) as api:
        answer = await api.post(
            "/api/v1/auth/token", json={"email": ADMIN_EMAIL, "password": ADMIN_PASSWORD}
        )
        answer.raise_for_status()
        api.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield api


async def build_chain(stack: Stack, hotels: int) -> list[BenchHotel]:
    async with signed_in(stack) as api:
        made = [await _make_hotel(api, stack, number) for number in range(hotels)]
    _take_brakes_off(stack.data_dir)
    return made


def owner_url(data_dir: Path) -> str:
    """The superuser's address of a stack's embedded database."""
    port = (data_dir / "postgres-port").read_text().strip()
    password = (data_dir / "postgres-owner-password").read_text().strip()
    return f"postgresql://owner:{password}@127.0.0.1:{port}/hotelbot"


async def _make_hotel(api: httpx.AsyncClient, stack: Stack, number: int) -> BenchHotel:
    hotel = {"name": f"Hotel {number}", "timezone": "Europe/Berlin", "language": "en"}
    created = (await api.post("/api/v1/hotels", json=hotel)).raise_for_status().json()
    instance = 2_000_000_000 + number * 1000 + secrets.randbelow(1000)
    token = secrets.token_hex(25)
    async with httpx.AsyncClient(base_url=stack.simulator_url) as simulator:
        new = {"id_instance": instance, "api_token": token}
        (await simulator.post("/control/instances", json=new)).raise_for_status()
    green = f"{stack.simulator_url}/green"
    channel = {
        "id_instance": instance,
        "api_token": token,
        "api_url": green,
        "media_url": green,
        "policy": "personal",
    }
    path = f"/api/v1/hotels/{created['id']}"
    (await api.post(f"{path}/channels", json=channel)).raise_for_status()
    for title, text in ENTRIES:
        entry = {"title": title, "text": text, "language": "en"}
        (await api.post(f"{path}/knowledge", json=entry)).raise_for_status()
    return BenchHotel(created["id"], instance)


def _take_brakes_off(data_dir: Path) -> None:
    """Pacing and debounce protect real numbers and guests; here they would be what is measured."""
    with psycopg.connect(owner_url(data_dir), autocommit=True) as owner:
        owner.execute("update channel set send_interval_ms = 0")
        owner.execute("update hotel set debounce_ms = 0")


async def settle(stack: Stack, **knobs: object) -> None:
    async with httpx.AsyncClient(base_url=stack.simulator_url) as simulator:
        (await simulator.post("/control/settings", json=knobs)).raise_for_status()
        await asyncio.sleep(1)
