"""More requests than a web process can serve: people come back in a second, webhooks last."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import psycopg
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from backend.api.capacity import Capacity, Lane
from backend.bootstrap import create_container
from backend.db.engine import LOCK_TIMEOUT_MS
from backend.settings import Settings
from tests.fixtures.api import Api
from tests.fixtures.work import WEBHOOK_TOKEN, HotelFixture
from tests.waiting import until


class Crowded:
    """An app whose requests wait until they are let go."""

    def __init__(self, *, people: int, webhooks: int) -> None:
        self.capacity = Capacity(people=people, webhooks=webhooks)
        self.let_go = asyncio.Event()
        self.inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        lane = Lane.WEBHOOKS if scope["path"].startswith("/hooks") else Lane.PEOPLE
        await self.capacity.serve(lane, self._wait, scope, receive, send)

    async def _wait(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.inside += 1
        await self.let_go.wait()
        self.inside -= 1
        await PlainTextResponse("served")(scope, receive, send)


@pytest.fixture
async def crowd() -> AsyncIterator[tuple[Crowded, httpx.AsyncClient]]:
    app = Crowded(people=3, webhooks=10)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hotel.test") as client:
        yield app, client


async def test_one_too_many_is_asked_to_come_back(
    crowd: tuple[Crowded, httpx.AsyncClient],
) -> None:
    """503 with Retry-After at once; those inside are served; then there is room again."""
    app, client = crowd
    inside = [asyncio.create_task(client.get("/api/x")) for _ in range(3)]
    await until(lambda: app.inside == 3)
    refused = await client.get("/api/x")
    app.let_go.set()
    served = await asyncio.gather(*inside)
    again = await client.get("/api/x")

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    assert refused.json()["error"]["code"] == "unavailable"
    assert {answer.status_code for answer in served} == {200}
    assert again.status_code == 200


async def test_webhooks_are_taken_while_people_are_refused(
    crowd: tuple[Crowded, httpx.AsyncClient],
) -> None:
    """A crowd at the screens never keeps a guest's message out."""
    app, client = crowd
    people = [asyncio.create_task(client.get("/api/x")) for _ in range(3)]
    await until(lambda: app.inside == 3)
    hooks = [asyncio.create_task(client.post("/hooks/x")) for _ in range(10)]
    await until(lambda: app.inside == 13)
    refused = [await client.get("/api/x"), await client.post("/hooks/x")]
    app.let_go.set()
    served = await asyncio.gather(*people, *hooks)

    assert [answer.status_code for answer in refused] == [503, 503]
    assert {answer.status_code for answer in served} == {200}


async def test_the_real_app_counts_and_health_is_never_refused(api: Api) -> None:
    """However full it is, whoever watches the process gets an answer."""
    capacity = Capacity(people=0, webhooks=0)
    stack: Any = api.app.build_middleware_stack()
    around = stack
    while not hasattr(around, "_capacity"):
        around = around.app
    around._capacity = capacity
    api.app.middleware_stack = stack
    async with api.client() as client:
        codes = [
            (await client.get("/api/v1/session")).status_code,
            (await client.post("/hooks/green/x")).status_code,
            (await client.get("/health/live")).status_code,
            (await client.get("/health/ready")).status_code,
        ]

    assert codes == [503, 503, 200, 200]


async def test_a_process_on_its_way_out_is_not_ready(api: Api) -> None:
    """It lives and serves, and a balancer sends nobody here any more."""
    async with api.client() as client:
        before = await client.get("/health/ready")
        api.container.leaving.begin()
        after = [await client.get("/health/ready"), await client.get("/health/live")]

    assert before.status_code == 200
    assert [answer.status_code for answer in after] == [503, 200]
    assert after[0].json()["dependencies"]["process"]["state"] == "down"


async def test_a_database_that_holds_back_makes_a_webhook_come_again(
    api: Api, hotel: HotelFixture, owner: psycopg.AsyncConnection
) -> None:
    """Somebody holds the table: 503 with Retry-After, and nothing is said to be stored."""
    sender = api.client(Authorization=f"Bearer {WEBHOOK_TOKEN}")
    async with asyncio.timeout(30), sender as client, owner.transaction():
        await owner.execute("lock table hook in access exclusive mode")
        answer = await client.post(f"/hooks/green/{hotel.hook_id}", content=b"{}")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


async def test_every_connection_has_its_limits(api_settings: Settings) -> None:
    """No statement, no lock and no idle transaction of the web lasts."""
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    container = create_container(api_settings, "web")
    async with container.work.engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        found = [(await (await driver.execute(f"show {name}")).fetchone())[0] for name in names]
    await container.close()

    assert found[1:] == [f"{LOCK_TIMEOUT_MS}ms", "10s"]
    assert LOCK_TIMEOUT_MS == 500
