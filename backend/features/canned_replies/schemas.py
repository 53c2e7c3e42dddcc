"""Canned replies, as they are written and as they are offered for one guest."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from backend.features.kept_files.schemas import FileView
from backend.kit.fields import Language, Line
from backend.kit.text import storable

MOST_FILES = 5
Shortcut = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, max_length=40, pattern=r"^[^\s/\x00-\x1f]+$"
    ),
    AfterValidator(storable),
]
"""What is typed behind the slash: one word."""
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(storable),
]
Texts = Annotated[dict[Language, Words], Field(min_length=1, max_length=20)]
"""By language."""
FileIds = Annotated[list[UUID], Field(max_length=MOST_FILES)]


class CannedReplyInput(BaseModel):
    shortcut: Shortcut
    title: Line
    texts: Texts
    file_ids: FileIds = []


class CannedReplyPatch(BaseModel):
    shortcut: Shortcut | None = None
    title: Line | None = None
    texts: Texts | None = None
    file_ids: FileIds | None = None


class CannedReplyView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    shortcut: str
    title: str
    texts: dict[str, str]
    files: list[FileView]
    file_ids: list[UUID]


class OfferView(BaseModel):
    """One reply as this guest would read it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    shortcut: str
    title: str
    language: str
    text: str
    """What nobody knows stands in it as it was written."""
    missing: list[str]
    """Its names, as staff know them; while one is left in a text it cannot be sent."""
    files: list[FileView]
