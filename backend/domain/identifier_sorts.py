"""The kinds of personal data that are replaced, and where one stands in a text."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """The word inside a placeholder."""

    GUEST = "GUEST"
    NAME = "NAME"
    """Of somebody else, or one that the guest gives and no reservation has."""
    ROOM = "ROOM"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    CARD = "CARD"
    IBAN = "IBAN"
    ID = "ID"
    BIRTH = "BIRTH"
    ADDRESS = "ADDRESS"
    BOOKING = "BOOKING"
    LINK = "LINK"
    CODE = "CODE"
    """A door code or another secret of a stay."""


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    sort: Sort
