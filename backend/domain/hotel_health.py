"""How a hotel is doing, in one line for the operator's list."""

from datetime import datetime, timedelta

LONG_WAIT = timedelta(minutes=15)
WELL = "All well"


def describe(
    *,
    suspended: bool,
    numbers: int,
    numbers_down: int,
    waiting_since: datetime | None,
    now: datetime,
) -> str:
    """Worst first, joined by "; "."""
    said = []
    if suspended:
        said.append("Suspended: receives, does not send")
    if numbers == 0:
        said.append("No WhatsApp number yet")
    elif numbers_down:
        said.append(f"{numbers_down} of {numbers} numbers not connected")
    if waiting_since is not None and now - waiting_since >= LONG_WAIT:
        minutes = int((now - waiting_since).total_seconds() // 60)
        said.append(f"A guest has waited {minutes} min")
    return "; ".join(said) or WELL
