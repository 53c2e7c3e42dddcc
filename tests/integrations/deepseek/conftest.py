"""The simulator of DeepSeek on a free port, and a client that talks to it."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from backend.integrations.deepseek.client import DeepSeekClient
from tests.simulators.serving import Simulator, simulator

KEY = "sk-a-key-of-the-tests-0042"


@pytest.fixture(scope="package")
def running_sim() -> Iterator[Simulator]:
    with simulator() as one:
        yield one


@pytest.fixture
def sim(running_sim: Simulator) -> Simulator:
    running_sim.control("reset")
    running_sim.control("settings", {"ai_latency_s": 0, "ai_key": ""})
    return running_sim


@pytest_asyncio.fixture
async def client(sim: Simulator) -> AsyncIterator[DeepSeekClient]:
    async with httpx.AsyncHTTPTransport(trust_env=False) as transport:
        yield DeepSeekClient(
            transport, base_url=sim.deepseek, api_key=SecretStr(KEY), model="deepseek-flash"
        )
