"""What a bad network does to the bytes of one connection."""

import asyncio
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

CHUNK = 65_536
RESET = struct.pack("ii", 1, 0)
"""Linger of zero: the close is a reset."""
ON_THE_WIRE_S = 0.05


class Way(Enum):
    UP = "to the server"
    DOWN = "to the client"


@dataclass(frozen=True, slots=True, eq=False)
class Weather:
    """What befalls the bytes of one direction."""

    delay_s: float = 0.0
    byte_every_s: float = 0.0
    """Slow-loris: one byte, a pause, one byte."""
    holds: bool = False
    reset_after: int | None = None
    """So many more bytes of each connection pass, then both its ends are reset."""


class Sky:
    """The weather of now, the same for all connections. Belongs to one event loop."""

    def __init__(self) -> None:
        self._weather = {way: Weather() for way in Way}
        self._changed = asyncio.Event()

    def __getitem__(self, way: Way) -> Weather:
        return self._weather[way]

    def change(self, weather: dict[Way, Weather]) -> None:
        self._weather |= weather
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def pause(self, seconds: float | None) -> None:
        """Over early when something changes."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)


class Link:
    """One client's connection and ours to the server."""

    def __init__(self, sky: Sky, client: socket.socket) -> None:
        self._sky = sky
        self._client = client
        self._writers: list[asyncio.StreamWriter] = []

    async def live(self, server: tuple[str, int]) -> None:
        try:
            reader, writer = await asyncio.open_connection(sock=self._client)
            self._writers.append(writer)
            far_reader, far_writer = await asyncio.open_connection(*server)
            self._writers.append(far_writer)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._carry(Way.UP, reader, far_writer))
                group.create_task(self._carry(Way.DOWN, far_reader, writer))
        except* OSError:
            self.reset()
        finally:
            for writer in self._writers:
                writer.close()

    def reset(self) -> None:
        for writer in self._writers:
            with suppress(OSError):  # closed already
                end = writer.get_extra_info("socket")
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            writer.transport.abort()

    async def _carry(
        self, way: Way, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        weather, passed = self._sky[way], 0
        while rest := await reader.read(CHUNK):
            delayed = False
            while rest and not writer.is_closing():
                if weather is not self._sky[way]:
                    weather, passed = self._sky[way], 0
                if weather.holds:
                    await self._sky.pause(None)
                    continue
                if weather.delay_s and not delayed:
                    delayed = True
                    await self._sky.pause(weather.delay_s)
                    continue
                most = 1 if weather.byte_every_s else len(rest)
                if weather.reset_after is not None:
                    most = min(most, weather.reset_after - passed)
                writer.write(rest[:most])
                await writer.drain()
                rest, passed = rest[most:], passed + most
                if passed == weather.reset_after:
                    # What passed must have left before the reset throws the buffer away.
                    await asyncio.sleep(ON_THE_WIRE_S)
                    self.reset()
                    return
                if weather.byte_every_s:
                    await self._sky.pause(weather.byte_every_s)
        with suppress(OSError):  # the other end left meanwhile
            writer.write_eof()
