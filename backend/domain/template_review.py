"""Who wrote a text of a template, and whether a person has read it since."""

from enum import StrEnum


class TextOrigin(StrEnum):
    """Who wrote a version of a template's text."""

    PERSON = "person"
    MACHINE = "machine"


class ReviewState(StrEnum):
    """How far the newest version of a template's text is; only reviewed ones are sent."""

    DRAFT = "draft"
    MACHINE = "machine"
    REVIEWED = "reviewed"


def state_of(version: int, *, sent_version: int | None, origin: TextOrigin) -> ReviewState:
    if version == sent_version:
        return ReviewState.REVIEWED
    return ReviewState.MACHINE if origin is TextOrigin.MACHINE else ReviewState.DRAFT
