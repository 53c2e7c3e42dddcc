"""Where something broke, without what it broke on."""

import traceback
from pathlib import Path


def place_of(error: BaseException) -> str:
    """file:line of the raise. The error's text stays out: it may hold a guest's words."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
