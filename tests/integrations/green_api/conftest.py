"""The client against a simulated Green API that speaks the vendor's wire contract."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from backend.integrations.green_api.client import GreenApiClient
from backend.ports.messaging import ChannelAccess
from tests.simulators.conftest import FAST
from tests.simulators.serving import Simulator, simulator

TOKEN = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345"
ID_INSTANCE = 1101000001
GUEST = "79001234567@c.us"


@pytest.fixture(scope="session")
def running_green_api() -> Iterator[Simulator]:
    with simulator() as one:
        yield one


@pytest.fixture
def green_api(running_green_api: Simulator) -> Simulator:
    running_green_api.control("reset")
    running_green_api.control("settings", {**FAST, "rate_limits": False})
    body = {"id_instance": ID_INSTANCE, "api_token": TOKEN, "wid": "71231234567"}
    running_green_api.control("instances", body)
    return running_green_api


@pytest.fixture
def access(green_api: Simulator) -> ChannelAccess:
    return ChannelAccess(ID_INSTANCE, TOKEN, green_api.green, green_api.green)


@pytest_asyncio.fixture
async def client() -> AsyncIterator[GreenApiClient]:
    made = GreenApiClient()
    yield made
    await made.close()
