"""Small text helpers with no hotel word in them."""

import hashlib
import unicodedata

# Tag block, zero-width and bidi controls: invisible to people, not to models and matchers.
_INVISIBLE = {
    *range(0xE0000, 0xE0080),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
    0xFEFF,
    0x00AD,
}
_KEEP = {0x200D}  # joins emoji; a family would fall apart without it


def storable(text: str) -> str:
    """Text that PostgreSQL can hold: no NUL, no lone surrogate."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def visible(text: str) -> str:
    """Without characters a person cannot see; used before a model or a matcher reads it."""
    return "".join(c for c in text if ord(c) not in _INVISIBLE or ord(c) in _KEEP)


def shorten(text: str, length: int) -> str:
    """One line of at most `length` characters, with an ellipsis where it was cut."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def body_hash(text: str) -> bytes:
    """How two systems recognise one message text: NFC, outer white space apart."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).strip().encode()).digest()


def file_hash(caption: str, file_name: str) -> bytes:
    """The same for a file: never that of a text, and another for each name under one caption."""
    return body_hash(f"file\x00{file_name.strip()}\x00{caption.strip()}")
