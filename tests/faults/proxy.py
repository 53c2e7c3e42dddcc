"""A bad network: TCP in front of any address, spoilt and healed while a test runs.

It lives on an event loop in a thread of its own, so that a test may drive it from anywhere. What
was held is delivered after `heal`: a network that comes back loses no byte of an open connection.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from launcher.kept import free_port
from tests.faults.weather import Link, Sky, Way, Weather

ANSWER_S = 10.0
NOBODY_TAKES_S = 0.2


class FaultProxy:
    """Everything public is safe to call from the test's thread and has happened on return."""

    def __init__(self, host: str, port: int) -> None:
        self.port = free_port()
        self.taken = 0
        """Connections that were let in until now."""
        self._server = (host, port)
        self._sky = Sky()
        self._links: dict[Link, asyncio.Task[None]] = {}
        self._fillers: list[socket.socket] = []
        self._door = socket.socket()
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # A port that was asked for by number stays ours while nobody listens on it.
        self._door.bind(("127.0.0.1", self.port))
        self._door.setblocking(False)
        self._accepting: asyncio.Task[None] | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._do(self._open)

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def heal(self) -> None:
        self._do(self._heal)

    def delay(self, seconds: float, *ways: Way) -> None:
        """Each piece comes so much later."""
        self._spoil(Weather(delay_s=seconds), ways)

    def drip(self, seconds_per_byte: float, *ways: Way) -> None:
        self._spoil(Weather(byte_every_s=seconds_per_byte), ways)

    def silence(self, *ways: Way) -> None:
        """Half-open: connections are taken and stay, and no byte arrives."""
        self._spoil(Weather(holds=True), ways)

    def reset_after(self, count: int, *ways: Way) -> None:
        self._spoil(Weather(reset_after=count), ways)

    def cut(self) -> None:
        """Ends every connection there is; new ones are taken."""
        self._do(self._cut)

    def refuse(self) -> None:
        """Nobody listens any more; what is open is cut."""
        self._do(self._refuse)

    def black_hole(self) -> None:
        """New connections get no answer at all, and no byte arrives on the open ones."""
        self._do(self._black_hole)

    def close(self) -> None:
        self._do(self._refuse)
        asyncio.run_coroutine_threadsafe(self._empty(), self._loop).result(ANSWER_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(ANSWER_S)
        self._loop.close()
        self._door.close()

    def _spoil(self, weather: Weather, ways: tuple[Way, ...]) -> None:
        self._do(lambda: self._sky.change(dict.fromkeys(ways or Way, weather)))

    def _do(self, change: Callable[[], None]) -> None:
        async def on_loop() -> None:
            change()
            # Tasks that were cancelled or woken have seen it when this returns.
            await asyncio.sleep(0)

        asyncio.run_coroutine_threadsafe(on_loop(), self._loop).result(ANSWER_S)

    def _heal(self) -> None:
        for filler in self._fillers:
            filler.close()
        self._fillers.clear()
        self._sky.change(dict.fromkeys(Way, Weather()))
        self._open()

    def _open(self) -> None:
        self._door.listen(1024)
        if self._accepting is None:
            self._accepting = self._loop.create_task(self._accept())

    async def _accept(self) -> None:
        while True:
            client, _ = await self._loop.sock_accept(self._door)
            self.taken += 1
            link = Link(self._sky, client)
            self._links[link] = asyncio.create_task(self._live(link))

    async def _live(self, link: Link) -> None:
        await link.live(self._server)
        del self._links[link]

    def _stop_accepting(self) -> None:
        if self._accepting is not None:
            self._accepting.cancel()
            self._accepting = None

    def _cut(self) -> None:
        for link in self._links:
            link.reset()
        self._sky.change({})  # wakes those that hold bytes for a connection that is gone

    def _refuse(self) -> None:
        self._stop_accepting()
        with suppress(OSError):  # it does not listen
            self._door.shutdown(socket.SHUT_RD)
        self._cut()

    def _black_hole(self) -> None:
        """Linux drops whoever knocks while the queue of a listener is full."""
        self._stop_accepting()
        self._sky.change(dict.fromkeys(Way, Weather(holds=True)))
        self._door.listen(0)
        while True:
            filler = socket.socket()
            self._fillers.append(filler)
            filler.settimeout(NOBODY_TAKES_S)
            try:
                filler.connect(("127.0.0.1", self.port))
            except TimeoutError:
                return

    async def _empty(self) -> None:
        if self._links:
            await asyncio.wait(list(self._links.values()))


@contextmanager
def fault_proxy(host: str, port: int) -> Iterator[FaultProxy]:
    """In front of the server at this address; in fair weather at first."""
    proxy = FaultProxy(host, port)
    try:
        yield proxy
    finally:
        proxy.close()
