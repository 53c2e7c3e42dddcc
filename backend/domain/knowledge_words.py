"""Vocabularies of entries that come from somewhere else: a page, a file, a colleague's answer."""

from enum import StrEnum


class SourceKind(StrEnum):
    ADDRESS = "address"
    PDF = "pdf"
    TABLE = "table"
    PAGE = "page"
    """An HTML or text file."""


class IntakeState(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    """Its proposals wait for a person."""
    DONE = "done"
    """Every proposal is decided."""
    UNCHANGED = "unchanged"
    """The same source was read before and says the same."""
    FAILED = "failed"


class ReadTrouble(StrEnum):
    """Why nothing could be read of a source."""

    FORBIDDEN_ADDRESS = "forbidden_address"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    REFUSED = "refused"
    """The address answered with an error."""
    UNKNOWN_TYPE = "unknown_type"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    """Pages without any text."""
    TOO_MANY_PAGES = "too_many_pages"
    EMPTY = "empty"
    GAVE_UP = "gave_up"


class ProposalState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SKIPPED = "skipped"


class TextKind(StrEnum):
    """Where a hotel states facts."""

    ENTRY = "entry"
    TEMPLATE = "template"
    """Also what triggers send."""
    REPLY = "reply"
    """What staff wrote to a guest."""


class ClashState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    """A person said which one is right; the other is to be mended."""
    IGNORED = "ignored"
    """Stays so until one of the two texts says something else."""
    MENDED = "mended"


class GapEnd(StrEnum):
    """How a question that nothing answered was settled."""

    TAKEN = "taken"
    """An entry answers it from now on."""
    DISMISSED = "dismissed"


class Mark(StrEnum):
    """What a person should know of a proposal before deciding."""

    SAME = "same"
    """An entry says exactly this already."""
    SIMILAR = "similar"
    """An entry speaks of the same."""
    CONFLICT = "conflict"
    """An entry states something else."""
    SUSPICIOUS = "suspicious"
    """It speaks to an AI instead of a guest, or holds characters that nobody sees."""


class CandidateState(StrEnum):
    """What a person made of a question that a colleague had answered."""

    OPEN = "open"
    TAKEN = "taken"
    """An entry answers it from now on."""
    DISMISSED = "dismissed"
