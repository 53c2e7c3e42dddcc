"""How soon a committed change is on the open screens of 1,000 people, in one web process.

The clock starts when the commit is done. Beside it, over the same database and Redis and with the
same changes: the least Socket.IO server with rooms.
"""

import asyncio
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import httpx
import orjson

from bench._chain import ADMIN_ENV, owner_url
from bench._crowd import Crowd, Seat, crowd
from bench._driver import Addresses, drive
from bench._processes import processor_seconds, resident_kb, web_process
from bench._rooms_app import serve
from bench._staff import FullHotel, fill_hotels
from bench.row import Row
from launcher.kept import free_port
from tests.fixtures.stack import Stack, running_stack

HOTELS, STAFF = 50, 20
RATE, P95_GOAL_MS = 20, 100.0
BUSY_RATE, BUSY_P95_GOAL_MS = 100, 300.0
SECONDS = 20.0
SESSION_GOAL_KB = 300.0
LAST_ARRIVALS_S = 2.0
BARE = "bare python-socketio"
# What Chromium sends for our inbox: the first event of a page travels in the CONNECT packet.
HYDRATE = {
    "event": {
        "name": "reflex___state____state.hydrate_and_load",
        "payload": {},
        "router_data": {"pathname": "/", "asPath": "/"},
    }
}


@dataclass(frozen=True, slots=True)
class Seen:
    latencies: Sequence[float]
    """Seconds from commit to arrival, in order of size."""
    missing: int
    joined_in: float
    kb_per_session: float
    cpu_per_recipient: float
    """Seconds of the serving process, heartbeats included."""

    def percentile_ms(self, share: float) -> float:
        at = min(len(self.latencies) - 1, int(share * len(self.latencies)))
        return self.latencies[at] * 1000 if self.latencies else float("inf")


def run() -> list[Row]:
    options = ("--web", "1", "--workers", "1", "--no-demo")
    with running_stack(*options, env=ADMIN_ENV) as stack:
        hotels = fill_hotels(owner_url(stack.data_dir), hotels=HOTELS, staff=STAFF)
        addresses = _addresses(stack)
        ours = _measure(_our_seats(stack, hotels), hotels, addresses, pid=web_process(stack))
        with _bare_server(addresses) as (port, pid):
            bare = _measure(_bare_seats(port, hotels), hotels, addresses, pid=pid)
        busy = _measure(
            _our_seats(stack, hotels), hotels, addresses, pid=web_process(stack), rate=BUSY_RATE
        )
    return [*_rows(ours, bare), *_busy_rows(busy)]


def _busy_rows(busy: Seen) -> list[Row]:
    p95 = busy.percentile_ms(0.95)
    return [
        _row(f"commit to screen at {BUSY_RATE}/s, p95", p95, "ms", "goal", BUSY_P95_GOAL_MS),
        _row(
            f"missing of {int(BUSY_RATE * SECONDS) * STAFF} at {BUSY_RATE}/s",
            busy.missing,
            "arrivals",
            "goal",
            0,
        ),
    ]


def _rows(ours: Seen, bare: Seen) -> list[Row]:
    def beside(what: str, value: float, unit: str, reference_value: float) -> Row:
        return _row(what, value, unit, BARE, reference_value)

    people = HOTELS * STAFF
    latencies = [
        beside(
            f"commit to screen, {name}, {people} screens",
            ours.percentile_ms(share),
            "ms",
            bare.percentile_ms(share),
        )
        for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
    ]
    return [
        _row(
            f"commit to screen at {RATE}/s, p95",
            ours.percentile_ms(0.95),
            "ms",
            "goal",
            P95_GOAL_MS,
        ),
        *latencies,
        _row(f"missing of {int(RATE * SECONDS) * STAFF}", ours.missing, "arrivals", "goal", 0),
        beside(
            "processor time per recipient",
            ours.cpu_per_recipient * 1000,
            "ms",
            bare.cpu_per_recipient * 1000,
        ),
        _row("memory per idle session", ours.kb_per_session, "kB", "goal", SESSION_GOAL_KB),
        beside("memory per idle session", ours.kb_per_session, "kB", bare.kb_per_session),
        beside(f"until all {people} have joined", ours.joined_in, "s", bare.joined_in),
    ]


def _row(what: str, value: float, unit: str, reference: str, reference_value: float) -> Row:
    return Row(
        what=what,
        value=value,
        unit=unit,
        reference=reference,
        reference_value=reference_value,
        better="lower",
    )


def _measure(
    seats: Sequence[Seat],
    hotels: Sequence[FullHotel],
    addresses: Addresses,
    *,
    pid: int,
    rate: int = RATE,
) -> Seen:
    empty_kb = resident_kb(pid)
    with crowd(seats) as people:
        full_kb, began = resident_kb(pid), processor_seconds(pid)
        committed = asyncio.run(drive(addresses, hotels, rate=rate, seconds=SECONDS))
        time.sleep(LAST_ARRIVALS_S)
        used = processor_seconds(pid) - began
        return _judge(people, committed, used, kb=(full_kb - empty_kb) / len(seats))


def _judge(people: Crowd, committed: dict[int, float], used: float, *, kb: float) -> Seen:
    latencies = sorted(at - committed[number] for number, at in people.arrivals())
    return Seen(
        latencies=latencies,
        missing=len(committed) * STAFF - len(latencies),
        joined_in=people.joined_in,
        kb_per_session=kb,
        cpu_per_recipient=used / max(1, len(latencies)),
    )


def _addresses(stack: Stack) -> Addresses:
    def kept(name: str) -> str:
        return (stack.data_dir / name).read_text().strip()

    database = f"127.0.0.1:{kept('postgres-port')}/hotelbot"
    return Addresses(
        f"postgresql://hotelbot_app_login:{kept('postgres-app-password')}@{database}",
        f"redis://app:{kept('valkey-password')}@127.0.0.1:{kept('valkey-port')}/0",
    )


def _our_seats(stack: Stack, hotels: Sequence[FullHotel]) -> list[Seat]:
    address = stack.url.replace("http://localhost", "ws://127.0.0.1")
    return [
        Seat(
            f"{address}/_event/?token={uuid4()}&EIO=4&transport=websocket",
            f"40/_event,{orjson.dumps(HYDRATE).decode()}",
            origin=stack.url,
            cookie=f"hotelbot_session={token}",
            subprotocol="0.10.1",
        )
        for hotel in hotels
        for token in hotel.tokens
    ]


def _bare_seats(port: int, hotels: Sequence[FullHotel]) -> list[Seat]:
    address = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    return [Seat(f"{address}&hotel={hotel.id}", "40") for hotel in hotels for _ in hotel.tokens]


@contextmanager
def _bare_server(addresses: Addresses) -> Iterator[tuple[int, int]]:
    """Its port and its process id."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(addresses.redis,), kwargs={"port": port}
    )
    process.start()
    try:
        _wait_for(port)
        assert process.pid
        yield port, process.pid
    finally:
        process.terminate()
        process.join(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{port}/", trust_env=False)
            return
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
