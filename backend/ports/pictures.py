"""How large a picture is, and a small copy of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PictureTrouble(StrEnum):
    """Why a picture has no small copy; it is shown whole then."""

    BROKEN = "broken"
    TOO_LARGE = "too_large"
    """More pixels, or more bytes, than are looked at."""
    TOO_SLOW = "too_slow"


class Unshrunk(Exception):
    def __init__(self, trouble: PictureTrouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)


@dataclass(frozen=True, slots=True)
class Shrunk:
    width: int
    """Of the whole picture as it is seen, turned upright."""
    height: int
    copy: bytes | None
    """A WebP without anything but pixels; None: the picture is small already, or it moves."""


class PictureShrinker(Protocol):
    async def shrink(self, raw: bytes) -> Shrunk:
        """Raises Unshrunk."""
