"""F17: what Valkey kept on disk is damaged when it starts."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis

from launcher import valkey
from launcher.service import Service, running
from tests.faults.matrix import covers
from tests.fixtures.database import CHECKOUT


def write_garbage(log: Path) -> None:
    with log.open("r+b") as file:
        file.seek(max(log.stat().st_size // 2, 1))
        file.write(b"\xff\x00 not a command \xff" * 20)


def cut_in_the_middle(log: Path) -> None:
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size - 7)


@contextmanager
def started(data_dir: Path, said: Path) -> Iterator[redis.Redis]:
    service = Service(
        name="kept hints",
        argv=(sys.executable, "-m", "tests.faults.kept_hints", str(data_dir)),
        ready=lambda: "Ready" in said.read_text(),
        cwd=CHECKOUT,
        stop_seconds=15.0,
    )
    with running(service, said=said), redis.Redis.from_url(address(data_dir)) as client:
        yield client


def address(data_dir: Path) -> str:
    port = (data_dir / "valkey-port").read_text().strip()
    password = (data_dir / "valkey-password").read_text().strip()
    return f"redis://{valkey.USER}:{password}@127.0.0.1:{port}/0"


@pytest.mark.short
@covers("F17")
@pytest.mark.parametrize(
    ("damage", "is_set_aside"), [(cut_in_the_middle, False), (write_garbage, True)]
)
def test_valkey_starts_whatever_has_become_of_its_file(
    tmp_path: Path, damage: Callable[[Path], None], is_set_aside: bool
) -> None:
    """A half-written end is dropped; a file that cannot be read is set aside and said so. The
    hints are lost then, and nothing else: PostgreSQL holds the truth."""
    with started(tmp_path, tmp_path / "first") as client:
        client.set("hint", "x" * 200)
    (log,) = (tmp_path / "valkey" / valkey.KEPT).glob("*.incr.aof")
    damage(log)

    with started(tmp_path, tmp_path / "second") as client:
        assert client.set("hint", "again")

    aside = tmp_path / "valkey" / f"{valkey.KEPT}.unreadable"
    assert aside.exists() is is_set_aside
    assert ("set aside as" in (tmp_path / "second").read_text()) is is_set_aside
