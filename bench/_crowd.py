"""Many open pages in two processes of their own: Socket.IO over a raw WebSocket.

They say what a browser says: the frames of our page were read from Chromium's. Compression is
offered as browsers do.
"""

import asyncio
import multiprocessing
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PROCESSES = 2
AT_ONCE = 10
JOIN_SECONDS = 90.0
NUMBER = re.compile(r'"bench":\s*(\d+)')
# Engine.IO 4: the server's ping is "2", the answer "3". Socket.IO on top of it: "42" is an event.
PING, PONG, EVENT = "2", "3", "42"

Arrival = tuple[int, float]
"""The message's number and when it came, by the clock all processes share."""


@dataclass(frozen=True, slots=True)
class Seat:
    url: str
    hello: str
    """The Socket.IO CONNECT packet."""
    origin: str | None = None
    cookie: str = ""
    subprotocol: str | None = None


@dataclass(frozen=True, slots=True)
class Crowd:
    joined_in: float
    """Seconds from the first connect until everybody was in a room."""
    pipes: Sequence[Connection]

    def arrivals(self) -> list[Arrival]:
        for pipe in self.pipes:
            pipe.send("stop")
        return [arrival for pipe in self.pipes for arrival in pipe.recv()]


@contextmanager
def crowd(seats: Sequence[Seat]) -> Iterator[Crowd]:
    """Everybody connected and in their room; TimeoutError when that does not come about."""
    spawn = multiprocessing.get_context("spawn")
    pipes, processes = [], []
    began = time.monotonic()
    for number in range(PROCESSES):
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=_sit_all, args=(seats[number::PROCESSES], theirs))
        process.start()
        pipes.append(ours)
        processes.append(process)
    try:
        first = min(_report(pipe, began) for pipe in pipes)
        last = max(_report(pipe, began) for pipe in pipes)
        yield Crowd(last - first, pipes)
    finally:
        for process in processes:
            process.terminate()
            process.join(10)


def _report(pipe: Connection, began: float) -> float:
    if not pipe.poll(max(0.0, began + JOIN_SECONDS - time.monotonic())):
        raise TimeoutError(f"not everybody was in a room after {JOIN_SECONDS:.0f} s")
    said: float | Exception = pipe.recv()
    if isinstance(said, Exception):
        raise said
    return said


def _sit_all(seats: Sequence[Seat], pipe: Connection) -> None:
    asyncio.run(_sit_together(seats, pipe))


async def _sit_together(seats: Sequence[Seat], pipe: Connection) -> None:
    pipe.send(time.monotonic())
    door, arrivals = asyncio.Semaphore(AT_ONCE), list[Arrival]()
    try:
        sockets = await asyncio.gather(*(_enter(seat, door) for seat in seats))
    except Exception as trouble:
        pipe.send(RuntimeError(f"a page could not join: {trouble!r}"))
        return
    listening = [asyncio.create_task(_listen(socket, arrivals)) for socket in sockets]
    pipe.send(time.monotonic())
    await asyncio.to_thread(pipe.recv)
    pipe.send(arrivals)
    for task in listening:
        task.cancel()


async def _enter(seat: Seat, door: asyncio.Semaphore) -> ClientConnection:
    async with door:
        socket = await connect(
            seat.url,
            origin=Origin(seat.origin) if seat.origin else None,
            subprotocols=[Subprotocol(seat.subprotocol)] if seat.subprotocol else None,
            additional_headers=_headers(seat),
            ping_interval=None,
        )
        await socket.recv()
        await socket.send(seat.hello)
        async for frame in socket:
            if frame == PING:
                await socket.send(PONG)
            elif '"joined"' in str(frame):
                return socket
        raise ConnectionError("closed before it was in a room")


def _headers(seat: Seat) -> Mapping[str, str]:
    return {"Cookie": seat.cookie} if seat.cookie else {}


async def _listen(socket: ClientConnection, arrivals: list[Arrival]) -> None:
    async for frame in socket:
        now = time.monotonic()
        if frame == PING:
            await socket.send(PONG)
        elif (text := str(frame)).startswith(EVENT) and (found := NUMBER.search(text)):
            arrivals.append((int(found[1]), now))
