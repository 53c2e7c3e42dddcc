"""One simulator for all tests here, emptied before each."""

from collections.abc import Iterator

import pytest

from tests.simulators.serving import Hotel, Number, Simulator, served, simulator

TOKEN = "d75b3a66374942c5b3c019c698abc2067e151558acbd412345"
FAST = {
    "send_delay_ms": 1,
    "status_delay_ms": 5,
    "webhook_retry_s": 0.05,
    "journal_lag_s": 0,
    "ai_latency_s": 0,
    "ai_key": "",
    "auto_create": True,
    "rate_limits": True,
    "auto_read": True,
}


@pytest.fixture(scope="session")
def running() -> Iterator[Simulator]:
    with simulator() as one:
        yield one


@pytest.fixture
def sim(running: Simulator) -> Simulator:
    running.control("reset")
    running.control("settings", FAST)
    return running


@pytest.fixture
def hotel() -> Iterator[Hotel]:
    """Where webhooks arrive."""
    one = Hotel()
    with served(one) as address:
        one.address = f"{address}/webhooks/1101"
        yield one


@pytest.fixture
def number(sim: Simulator, hotel: Hotel) -> Number:
    """A connected number whose webhooks go to the hotel."""
    body = {
        "id_instance": 1101000001,
        "api_token": TOKEN,
        "webhook_url": hotel.address,
        "webhook_token": "secret",
        "wid": "71231234567",
    }
    sim.control("instances", body)
    return Number(1101000001, TOKEN)
