"""The wall clock behind a name, so that code which needs time says so and tests can hand it in."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Aware, UTC."""
    return datetime.now(UTC)
