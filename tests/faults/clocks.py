"""A wrong clock for one process, by libfaketime where the machine has it."""

from pathlib import Path

import pytest

LIBRARIES = (
    *Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"),
    *Path("/usr/lib").glob("faketime/libfaketimeMT.so.1"),
)


def wrong_clock(offset_file: Path) -> dict[str, str]:
    """The environment of a process whose time of day is off by what the file says, as in "+3600".

    The file is read at every look, so the clock can jump while the process lives. Durations stay
    true: they are measured by another clock, which nobody sets.
    """
    if not LIBRARIES:
        pytest.skip("a wrong clock needs the package 'faketime'")
    return {
        "LD_PRELOAD": str(LIBRARIES[0]),
        "FAKETIME_TIMESTAMP_FILE": str(offset_file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
