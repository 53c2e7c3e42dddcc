"""How hard generated tests look: the same few seconds in every run, or as long as one likes."""

import os
from typing import Any

from hypothesis import HealthCheck, settings

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FACTOR = int(os.environ.get("HYPOTHESIS_FACTOR", "20")) if LONG else 1


def bounded(examples: int, **more: Any) -> settings:
    """`examples` that are the same in every run; the long profile draws many new ones."""
    return settings(
        max_examples=examples * FACTOR,
        derandomize=not LONG,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        **more,
    )
