"""The fault proxy spoils what it says and nothing else."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.faults.proxy import FaultProxy, fault_proxy
from tests.faults.weather import Way

pytestmark = pytest.mark.short

SOON_S = 60.0
SILENT_S = 0.3


@pytest.fixture
def echo() -> Iterator[int]:
    """Says everything back, until the caller has ended."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = door.accept()
                    threading.Thread(target=answer, args=(client,), daemon=True).start()

        def answer(client: socket.socket) -> None:
            with client, suppress(OSError):
                while said := client.recv(65_536):
                    client.sendall(said)

        threading.Thread(target=serve, daemon=True).start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def proxy(echo: int) -> Iterator[FaultProxy]:
    with fault_proxy("127.0.0.1", echo) as made:
        yield made


def call(proxy: FaultProxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.port), SOON_S)


def heard(client: socket.socket, count: int) -> bytes:
    client.settimeout(SOON_S)
    said = b""
    while len(said) < count and (part := client.recv(count - len(said))):
        said += part
    return said


def is_silent(client: socket.socket) -> bool:
    client.settimeout(SILENT_S)
    try:
        client.recv(1)
    except TimeoutError:
        return True
    return False


def test_healthy_it_passes_everything(proxy: FaultProxy) -> None:
    """Large bodies both ways, and an end is passed on as an end."""
    said = bytes(range(256)) * 4096
    with call(proxy) as client:
        threading.Thread(target=client.sendall, args=(said,), daemon=True).start()
        assert heard(client, len(said)) == said
        client.shutdown(socket.SHUT_WR)
        assert client.recv(1) == b""
    assert proxy.taken == 1


def test_latency_holds_one_direction_only(proxy: FaultProxy) -> None:
    """The answer comes late, and after healing at once."""
    proxy.delay(0.3, Way.DOWN)
    with call(proxy) as client:
        started = time.monotonic()
        client.sendall(b"hello")
        assert heard(client, 5) == b"hello"
        assert time.monotonic() - started >= 0.3

        proxy.delay(600.0)
        client.sendall(b"again")
        assert is_silent(client)
        proxy.heal()
        assert heard(client, 5) == b"again"


def test_a_cut_ends_what_is_open_and_takes_new_calls(proxy: FaultProxy) -> None:
    """As when a router restarts."""
    with call(proxy) as client:
        client.sendall(b"x")
        heard(client, 1)
        proxy.cut()
        with pytest.raises(ConnectionResetError):
            client.recv(1)
    with call(proxy) as client:
        client.sendall(b"y")
        assert heard(client, 1) == b"y"


def test_half_open_takes_the_call_and_says_nothing(proxy: FaultProxy) -> None:
    """For old and new connections; held bytes arrive after healing."""
    with call(proxy) as old:
        old.sendall(b"a")
        heard(old, 1)
        proxy.silence()
        with call(proxy) as new:
            old.sendall(b"b")
            new.sendall(b"c")
            assert is_silent(old)
            assert is_silent(new)
            proxy.heal()
            assert (heard(old, 1), heard(new, 1)) == (b"b", b"c")


def test_slow_loris_gives_a_byte_at_a_time(proxy: FaultProxy) -> None:
    """A read time-out never fires: something always comes."""
    proxy.drip(0.05, Way.DOWN)
    with call(proxy) as client:
        started = time.monotonic()
        client.sendall(b"123456")
        client.settimeout(SOON_S)
        parts = [client.recv(100) for _ in range(6)]
    assert b"".join(parts) == b"123456"
    assert time.monotonic() - started >= 0.25


def test_a_reset_comes_after_exactly_so_many_bytes(proxy: FaultProxy) -> None:
    """In the middle of an answer, and again on the next connection."""
    proxy.reset_after(3, Way.DOWN)
    for _ in range(2):
        with call(proxy) as client:
            client.sendall(b"123456")
            assert heard(client, 3) == b"123"
            with pytest.raises(ConnectionResetError):
                client.recv(1)


def test_nobody_listens_after_a_refusal_until_healed(proxy: FaultProxy) -> None:
    """Refused at once, not after a time-out; the port stays the same."""
    with call(proxy) as client:
        client.sendall(b"x")
        heard(client, 1)
        proxy.refuse()
        with pytest.raises(ConnectionResetError):
            client.recv(1)
    with pytest.raises(ConnectionRefusedError):
        call(proxy)
    proxy.heal()
    with call(proxy) as client:
        client.sendall(b"y")
        assert heard(client, 1) == b"y"


def test_a_black_hole_answers_no_knock(proxy: FaultProxy) -> None:
    """Even the connect gets no answer, which is not the same as a refusal."""
    proxy.black_hole()
    with pytest.raises(TimeoutError):
        socket.create_connection(("127.0.0.1", proxy.port), SILENT_S)
    proxy.heal()
    with call(proxy) as client:
        client.sendall(b"y")
        assert heard(client, 1) == b"y"


def test_a_server_that_is_not_there_looks_like_that() -> None:
    """The caller is reset, at the latest when it listens: the proxy invents no answer."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        nobody = door.getsockname()[1]
    # The reset may overtake the end of `connect`, which then is what raises.
    with (
        fault_proxy("127.0.0.1", nobody) as proxy,
        pytest.raises(ConnectionResetError),
        call(proxy) as client,
    ):
        client.recv(1)
