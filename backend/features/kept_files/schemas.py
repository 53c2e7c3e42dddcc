"""Files that staff chose to send."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.words import MessageKind


class FileLimits(BaseModel):
    model_config = ConfigDict(frozen=True)

    largest_bytes: int
    quota_bytes: int
    kept_bytes: int
    """Of guests' files and our own."""


class FileView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    file_name: str
    """As the guest will see it."""
    mime_type: str
    kind: MessageKind
    size_bytes: int
