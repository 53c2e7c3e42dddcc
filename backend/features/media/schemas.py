"""What moves between the drain and the database, and what a route needs to serve a file."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from backend.domain.ids import HotelId
from backend.domain.media_fetching import MediaTrouble
from backend.features.messages.service import NO_SHAPE, Shape


class TranscriptInput(BaseModel):
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]
    """Nothing: it is taken away."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file this worker may fetch until its lease ends."""

    id: UUID
    message_id: int
    epoch: int
    attempts: int
    """With this one."""
    url: str
    file_name: str
    hotel_id: HotelId

    @property
    def key(self) -> str:
        """Each attempt has a place of its own: a late one of a lost worker overwrites nothing."""
        return f"{self.hotel_id}/media/{self.id}-{self.epoch}"


@dataclass(frozen=True, slots=True)
class Fetched:
    """How one fetch ended: with a stored file, or with a trouble."""

    wanted: Wanted
    mime_type: str = ""
    size: int = 0
    shape: Shape = NO_SHAPE
    trouble: MediaTrouble | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    key: str
    file_name: str
    mime_type: str
