"""The hash of a call to the model, so that anybody can see that what is shown is what was sent.

    { printf '%s\\n' <hash of the first message>; cat payload.txt; } | sha256sum

The first message is the same for every guest of a hotel and holds nothing of one; its own hash
stands for it.
"""

import hashlib
from enum import StrEnum


class Mark(StrEnum):
    """What comparing a stored text with its hash says."""

    EQUAL = "equal"
    DIFFERENT = "different"
    GONE = "gone"
    """The text was deleted when its time was over."""
    UNKNOWN = "unknown"
    """Kept before its hash could be compared."""


def sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def whole_hash(stable: bytes, payload: str) -> bytes:
    """`stable`: the first message's own hash; `payload`: all the others, as they are stored."""
    return sha256(f"{stable.hex()}\n{payload}")


def compare(stable: bytes, payload: str, kept: bytes, *, gone: bool) -> Mark:
    if gone:
        return Mark.GONE
    if not stable:
        return Mark.UNKNOWN
    return Mark.EQUAL if whole_hash(stable, payload) == kept else Mark.DIFFERENT
