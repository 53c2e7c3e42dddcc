"""Calls over connections of our own: what they may be used for again, and what ends them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import pytest

from backend.integrations.calling import answer_to
from backend.integrations.connection import LARGEST_HEAD, MOST_UNREAD
from backend.integrations.kept_connections import KeptConnections, _Body
from tests.waiting import PATIENCE_S, until

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
Script = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Server:
    url: str = ""
    connections: int = 0
    gone: int = 0
    waiting: int = 0
    most_waiting: int = 0
    wanted: int = 1
    """Answers when so many requests wait."""
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    answer: bytes = ANSWER
    closes: bool = False
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.waiting += 1
                self.most_waiting = max(self.most_waiting, self.waiting)
                if self.waiting >= self.wanted:
                    self.enough.set()
                await self.enough.wait()
                self.waiting -= 1
                writer.write(self.answer)
                await writer.drain()
                if self.closes:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        self.gone += 1
        writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as listening:
        made.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
        yield made
        made.enough.set()
        for writer in made.writers:
            writer.close()
        listening.close()


@pytest.fixture
async def kept() -> AsyncIterator[KeptConnections]:
    made = KeptConnections(keep_s=60)
    yield made
    await made.aclose()


async def asked(kept: KeptConnections, url: str) -> tuple[int, bytes]:
    times = httpx.Timeout(PATIENCE_S).as_dict()
    request = httpx.Request("GET", url, extensions={"timeout": times})
    async with asyncio.timeout(PATIENCE_S), answer_to(request, kept) as response:
        return response.status_code, await response.aread()


async def test_a_hundred_calls_are_under_way_at_once(server: Server, kept: KeptConnections) -> None:
    """No call waits for another one."""
    server.wanted = 100
    answers = await asyncio.gather(*(asked(kept, server.url) for _ in range(100)))

    assert set(answers) == {(200, b"{}")}
    assert server.most_waiting == 100


async def test_quiet_traffic_uses_one_connection(server: Server, kept: KeptConnections) -> None:
    """A new connection to a provider costs more than a call."""
    for _ in range(12):
        await asked(kept, server.url)

    assert server.connections == 1


async def test_an_old_connection_is_not_trusted(server: Server, kept: KeptConnections) -> None:
    """What the far side may be closing now would make a send ambiguous."""
    await asked(kept, server.url)
    for (connection,) in kept._idle.values():
        connection.idle_since -= 61
    await asked(kept, server.url)

    assert server.connections == 2
    await until(lambda: server.gone == 1)


async def test_connections_nobody_needs_any_more_are_closed(
    server: Server, kept: KeptConnections
) -> None:
    """A rush leaves many; those that stay at the bottom go when others are given back."""
    server.wanted = 3
    await asyncio.gather(*(asked(kept, server.url) for _ in range(3)))
    for idle in kept._idle.values():
        idle[0].idle_since -= 61
    await asked(kept, server.url)

    await until(lambda: server.gone == 1)
    assert server.connections == 3


async def test_a_connection_the_far_side_closed_is_never_written_on(
    server: Server, kept: KeptConnections
) -> None:
    """The end came before the request, so nothing is in doubt."""
    await asked(kept, server.url)
    # In this process the end is on the wire at once, and our loop has not looked at it yet.
    server.writers[0].close()
    await asyncio.sleep(0)

    assert await asked(kept, server.url) == (200, b"{}")
    assert server.connections == 2


async def test_a_closed_port_is_told_from_a_lost_answer(kept: KeptConnections) -> None:
    """Nothing had left: the message may be sent again."""
    for _ in range(3):
        with pytest.raises(httpx.ConnectError):
            await asked(kept, "http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end", b"until the end"),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", b"x"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
            b"abc",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + b"y" * 3_000_000,
            b"y" * 3_000_000,
        ),
    ],
    ids=["without a length", "after a hint", "in chunks", "larger than what lies unread"],
)
async def test_answers_of_every_shape_are_read(
    server: Server, kept: KeptConnections, answer: bytes, body: bytes
) -> None:
    """Whole, and a second call is answered as well."""
    server.answer, server.closes = answer, b"close" in answer

    assert len(body) > MOST_UNREAD or len(body) < 20
    for _ in range(2):
        assert await asked(kept, server.url) == (200, body)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf",
        b"HTTP/1.1 200 OK\r\nContent-",
        b"220 mail.example ready\r\n",
        b"",
    ],
    ids=["short", "short chunk", "short head", "not http", "nothing"],
)
async def test_an_answer_that_is_not_whole_is_no_answer(
    server: Server, kept: KeptConnections, answer: bytes
) -> None:
    """Half of one must never pass for all of it."""
    server.answer, server.closes = answer, True
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        await asked(kept, server.url)


async def test_an_endless_head_is_not_taken_in(server: Server, kept: KeptConnections) -> None:
    """Whoever counts the body never gets to see it."""
    server.answer = b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * (LARGEST_HEAD + 1)
    with pytest.raises(httpx.RemoteProtocolError, match="head_too_large"):
        await asked(kept, server.url)


async def test_the_far_side_waits_for_a_slow_reader(server: Server, kept: KeptConnections) -> None:
    """An answer that nobody reads is not taken in, and goes on when somebody does."""
    body = b"y" * 3_000_000
    server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + body
    async with (
        asyncio.timeout(PATIENCE_S),
        answer_to(httpx.Request("GET", server.url), kept) as response,
    ):
        assert isinstance(response.stream, _Body)
        connection = response.stream._connection
        assert connection is not None
        await until(lambda: connection._is_paused)
        lies_here = connection._unread
        assert await response.aread() == body

    assert MOST_UNREAD < lies_here < len(body)


async def test_what_nobody_asked_for_ends_the_connection(
    server: Server, kept: KeptConnections
) -> None:
    """A second answer would be taken for that of the next call, of another hotel perhaps."""
    server.answer = ANSWER + b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"
    assert await asked(kept, server.url) == (200, b"{}")
    server.answer = ANSWER

    assert await asked(kept, server.url) == (200, b"{}")
    assert server.connections == 2


async def test_a_call_that_is_given_up_takes_its_connection_along(
    server: Server, kept: KeptConnections
) -> None:
    """Its late answer must not meet the next call."""
    server.wanted = 2
    call = asyncio.create_task(asked(kept, server.url))
    await until(lambda: server.waiting == 1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    server.enough.set()

    assert await asked(kept, server.url) == (200, b"{}")
    assert server.connections == 2


async def test_an_answer_that_is_left_half_read_takes_its_connection_along(
    server: Server, kept: KeptConnections
) -> None:
    """Whoever stops for size leaves the rest on the wire."""
    server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + b"y" * 3_000_000
    async with answer_to(httpx.Request("GET", server.url), kept) as response:
        async for _ in response.aiter_bytes():
            break
    await until(lambda: server.gone == 1)
    server.answer = ANSWER

    assert await asked(kept, server.url) == (200, b"{}")
    assert server.connections == 2


async def test_a_silent_server_is_waited_for_as_long_as_was_said(
    server: Server, kept: KeptConnections
) -> None:
    """Where a time to read is given, it holds."""
    server.wanted = 2
    times = httpx.Timeout(10, read=0.01).as_dict()
    request = httpx.Request("GET", server.url, extensions={"timeout": times})
    with pytest.raises(httpx.ReadTimeout):
        async with asyncio.timeout(10), answer_to(request, kept):
            raise AssertionError("nobody answered")


async def test_no_line_break_gets_into_a_head(server: Server, kept: KeptConnections) -> None:
    """What follows one would be a header of somebody else's choice."""
    request = httpx.Request("GET", server.url, headers={"X-Key": "a\r\nX-Other: b"})
    with pytest.raises(httpx.LocalProtocolError):
        await kept.handle_async_request(request)

    assert server.connections == 0


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http:///hook", "/hook"])
async def test_only_addresses_of_the_web_are_called(kept: KeptConnections, url: str) -> None:
    """Without a host, the name would lead to this machine."""
    with pytest.raises(httpx.UnsupportedProtocol):
        await kept.handle_async_request(httpx.Request("GET", url))
