"""The store of the browser, run by the bun that builds the front end."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.js")))
def test_the_store_keeps_its_promises(name: str) -> None:
    """Every promise of the file, each named there as a sentence."""
    bun = Path(sys.executable).with_name("bun")
    done = subprocess.run(
        [bun, "test", str(HERE / name)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
