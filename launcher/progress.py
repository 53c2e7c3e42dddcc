"""The lines a person watches while everything starts."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from launcher.logs import say


@contextmanager
def step(what: str) -> Iterator[None]:
    """Name what is being done, then how long it took."""
    began = time.monotonic()
    say(f"{what} ...")
    yield
    say(f"{what}: done in {time.monotonic() - began:.1f} s")
