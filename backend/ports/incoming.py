"""What we need to read the notifications of a messaging provider."""

from dataclasses import dataclass
from typing import Protocol

from backend.domain.incoming import Incoming


@dataclass(frozen=True, slots=True)
class Outline:
    """As much of a notification as storing it takes."""

    dedupe_key: str
    kind: str


class WebhookReader(Protocol):
    def outline(self, raw: bytes, *, id_instance: int) -> Outline:
        """Never raises: what cannot be read is told apart by its bytes."""

    def read(self, raw: bytes) -> Incoming:
        """Raises NotReadable, and nothing else, for whatever bytes there are."""
