"""Compares an answer with a recorded one: the same keys with the same kinds of values."""

import json
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[1] / "samples"


def sample(path: str) -> Any:
    return json.loads((SAMPLES / path).read_text())


def differences(recorded: Any, ours: Any, *, at: str = "$") -> list[str]:
    """Keys the recording has and we lack, and values of another kind. Extra keys are allowed."""
    if recorded == "***" or recorded is None or ours is None:
        # The publisher masked the value, or null stands for any kind.
        return []
    if isinstance(recorded, dict) and isinstance(ours, dict):
        missing = [f"{at}.{key} is missing" for key in recorded if key not in ours]
        shared = [key for key in recorded if key in ours]
        return missing + [
            found
            for key in shared
            for found in differences(recorded[key], ours[key], at=f"{at}.{key}")
        ]
    if isinstance(recorded, list) and isinstance(ours, list):
        return differences(recorded[0], ours[0], at=f"{at}[0]") if recorded and ours else []
    if isinstance(recorded, bool) or isinstance(ours, bool):
        same = isinstance(recorded, bool) and isinstance(ours, bool)
    elif isinstance(recorded, int | float) and isinstance(ours, int | float):
        same = True
    else:
        same = type(recorded) is type(ours)
    return [] if same else [f"{at}: {recorded!r} against {ours!r}"]
