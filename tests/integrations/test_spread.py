"""Many calls at once over several pools, and few connections when it is quiet."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest

from backend.integrations.spread import CALLS_IN_A_POOL, SpreadTransport

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@dataclass
class Server:
    url: str = ""
    connections: int = 0
    waiting: int = 0
    most_waiting: int = 0
    wanted: int = 1
    """Answers when so many requests wait."""
    enough: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.waiting += 1
                self.most_waiting = max(self.most_waiting, self.waiting)
                if self.waiting >= self.wanted:
                    self.enough.set()
                await self.enough.wait()
                self.waiting -= 1
                writer.write(ANSWER)
                await writer.drain()
        except asyncio.IncompleteReadError:
            writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as listening:
        made.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
        yield made
        listening.close()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    transport = SpreadTransport(limits=httpx.Limits(max_connections=None))
    async with httpx.AsyncClient(transport=transport) as made:
        yield made


async def test_a_hundred_calls_are_under_way_at_once(
    server: Server, client: httpx.AsyncClient
) -> None:
    """No pool makes a call wait for another one."""
    server.wanted = 100
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*(client.get(server.url) for _ in range(100)))

    assert {answer.status_code for answer in answers} == {200}
    assert server.most_waiting == 100


async def test_quiet_traffic_uses_one_connection(server: Server, client: httpx.AsyncClient) -> None:
    """A new connection to a provider costs more than a call."""
    for _ in range(CALLS_IN_A_POOL * 3):
        await client.get(server.url)

    assert server.connections == 1


async def test_a_failed_call_frees_its_place(client: httpx.AsyncClient) -> None:
    """Otherwise an outage would push later calls to ever new connections."""
    for _ in range(CALLS_IN_A_POOL * 2):
        with pytest.raises(httpx.ConnectError):
            await client.get("http://127.0.0.1:9/")

    transport = client._transport
    assert isinstance(transport, SpreadTransport)
    assert [pool.in_flight for pool in transport._pools if pool.in_flight] == []
