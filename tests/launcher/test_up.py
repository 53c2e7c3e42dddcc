"""How bin/up refuses: one sentence with the mend, and nothing left running."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from launcher import postgres
from launcher.accounts import database_account
from launcher.folders import data_folder
from launcher.kept import free_port, kept_port, kept_secret
from launcher.service import running
from launcher.trouble import Trouble
from launcher.up import explain
from tests.waiting import PATIENCE_S

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder the database's account can enter; pytest's own are closed to it."""
    with tempfile.TemporaryDirectory(prefix="hotelbot-up-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def up(data_dir: Path, *options: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "launcher.up", *options],
        cwd=CHECKOUT,
        env={**os.environ, "HOTELBOT_DATA_DIR": str(data_dir), **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    """The operator is told which port and what to do; no database was touched."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = up(tmp_path, "--port", str(port))

    assert refused.returncode == 1
    assert f"Port {port} is taken" in refused.stderr
    assert "--port N" in refused.stderr
    assert not (tmp_path / "postgres-port").exists()


def test_a_taken_simulator_port_is_said_too(tmp_path: Path) -> None:
    """The second port gets the same sentence, not a crash of a child."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        refused = up(
            tmp_path,
            "--port",
            str(free_port()),
            HOTELBOT_SIMULATORS="on",
            HOTELBOT_SIMULATOR_PORT=str(taken),
        )

    assert refused.returncode == 1
    assert f"Port {taken} is taken" in refused.stderr


def test_a_failed_step_shows_the_last_words_of_its_command(tmp_path: Path) -> None:
    """A database that does not answer is reported with what the migration said."""
    nowhere = f"postgresql://nobody:pw@127.0.0.1:{free_port()}/none"

    refused = up(
        data_folder(tmp_path / "data"),
        "--port",
        str(free_port()),
        HOTELBOT_SIMULATORS="off",
        HOTELBOT_DATABASE_URL=nowhere,
        HOTELBOT_MIGRATION_DATABASE_URL=nowhere,
    )

    assert refused.returncode == 1
    assert "db-migrate failed" in refused.stderr


def test_the_database_survives_a_restart(reachable: Path) -> None:
    """Same folder, same port, same password, same rows."""
    first = postgres.prepare(reachable)
    with running(first.service()):
        psql(first, "create table kept (n int); insert into kept values (7)")

    second = postgres.prepare(reachable)

    assert second == first
    with running(second.service()):
        assert psql(second, "select n from kept") == "7"


def test_a_database_of_another_major_version_is_refused(reachable: Path) -> None:
    """An upgrade never opens, and never damages, an old database."""
    server = postgres.prepare(reachable)
    (server.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(Trouble, match=r"made by PostgreSQL 17, this release brings 18"):
        postgres.prepare(reachable)


def test_a_broken_database_folder_is_refused_with_the_way_out(reachable: Path) -> None:
    """What looks damaged is not silently replaced by an empty database."""
    server = postgres.prepare(reachable)
    (server.data / "PG_VERSION").unlink()

    with pytest.raises(Trouble, match="restore it from a backup"):
        postgres.prepare(reachable)


def test_a_closed_home_stays_closed(reachable: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root, data goes elsewhere rather than opening the folders above the checkout."""
    if database_account() is None:
        pytest.skip("an ordinary user keeps the database in the data folder")
    monkeypatch.setattr("launcher.folders.SYSTEM_HOME", reachable / "system")
    closed = reachable / "closed"
    closed.mkdir(mode=0o700)

    server = postgres.prepare(data_folder(closed / "data"))

    assert not server.data.is_relative_to(closed)
    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_kept_port_is_given_up_when_somebody_else_took_it(tmp_path: Path) -> None:
    """A foreign server on our port is never mistaken for ours."""
    port = kept_port(tmp_path / "port")
    assert kept_port(tmp_path / "port") == port

    with socket.create_server(("127.0.0.1", port)):
        assert kept_port(tmp_path / "port") != port


def test_a_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    """Nobody else on the machine can read a password."""
    secret = kept_secret(tmp_path / "secret")

    assert kept_secret(tmp_path / "secret") == secret
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("number", "sentence"), [(28, "No space left"), (13, "Not allowed to use"), (30, "read-only")]
)
def test_trouble_with_the_disk_is_a_sentence(number: int, sentence: str) -> None:
    """A full or read-only disk is not a traceback."""
    assert sentence in explain(OSError(number, "", "/somewhere"))


@pytest.mark.slow
def test_ctrl_c_while_the_stores_start_leaves_a_usable_folder(reachable: Path) -> None:
    """An impatient first start does not break the second."""
    command = [sys.executable, "-m", "launcher.up", "--port", str(free_port())]
    with subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env={**os.environ, "HOTELBOT_DATA_DIR": str(reachable), "HOTELBOT_SIMULATORS": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()  # the first step has begun
        run.send_signal(signal.SIGINT)
        assert run.wait(PATIENCE_S) == 0

    with running(postgres.prepare(reachable).service()):
        pass


def psql(server: postgres.Postgres, command: str) -> str:
    program = str(server.binaries / "psql")
    done = subprocess.run(
        [program, server.owner_url, "-At", "-v", "ON_ERROR_STOP=1", "-c", command],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
