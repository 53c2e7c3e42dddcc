"""What bin/ says when it cannot set up the environment."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
# What bootstrap.sh calls before it has found a Python.
TOOLS = ("sh", "dirname", "mkdir", "cat", "id", "flock")
NO_INDEX = "http://127.0.0.1:9/simple"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the commands and one package to install."""
    shutil.copytree(CHECKOUT / "bin", tmp_path / "checkout" / "bin")
    requirements = "idna==3.10 --hash=sha256:" + "0" * 64 + "\nuv==0.0.0 --hash=sha256:" + "0" * 64
    (tmp_path / "checkout" / "requirements.txt").write_text(requirements)
    return tmp_path / "checkout"


def up(checkout: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(checkout / "bin" / "up")],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_an_old_python_is_named_with_the_way_out(checkout: Path, tmp_path: Path) -> None:
    """The operator reads what was found and what to install."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found is not None
        (tools / name).symlink_to(found)
    old = tools / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    old.chmod(0o755)

    refused = up(checkout, {"PATH": str(tools)})

    assert refused.returncode == 1
    assert "needs Python 3.11 or newer, found: Python 3.9.2" in refused.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.slow
def test_a_missing_package_index_is_named_and_not_remembered(checkout: Path) -> None:
    """The next start tries again instead of running half an environment."""
    unreachable = {
        "UV_DEFAULT_INDEX": NO_INDEX,
        "UV_NO_CACHE": "1",
        "UV_HTTP_RETRIES": "0",
        "PIP_INDEX_URL": NO_INDEX,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
        "PIP_RETRIES": "0",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}

    refused = up(checkout, {**kept, **unreachable})

    assert refused.returncode == 1
    assert "is a package index reachable?" in refused.stderr
    assert not list((checkout / ".venv").glob(".stamp-*"))
