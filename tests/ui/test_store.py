"""The store of the browser, run by the bun that builds the front end."""

import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).with_name("store.test.js")


def test_the_store_keeps_its_promises() -> None:
    """Every promise of store.test.js, each named there as a sentence."""
    bun = Path(sys.executable).with_name("bun")
    done = subprocess.run(
        [bun, "test", str(TESTS)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
