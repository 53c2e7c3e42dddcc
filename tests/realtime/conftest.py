"""A Valkey that a test may stop, hang and kill."""

from pathlib import Path

import pytest

from launcher.kept import free_port, kept_secret
from launcher.valkey import Valkey, write_configuration


@pytest.fixture
def own_valkey(tmp_path: Path) -> Valkey:
    """Not started: the test decides when it lives."""
    server = Valkey(folder=tmp_path, port=free_port(), password=kept_secret(tmp_path / "password"))
    write_configuration(server, keep=False)
    return server
