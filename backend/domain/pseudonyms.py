"""Placeholders in place of personal data while a text is out of the house.

The same value always gets the same placeholder; what comes back is filled in again only where a
placeholder that was given out stands unharmed. What a guest types in a placeholder's form is made
harmless first, so nobody fishes for a value by guessing its name.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from backend.domain.identifiers import Sort, digits_of, find_identifiers
from backend.kit.text import visible

_LIKE_PLACEHOLDER = re.compile(r"<\s*/?\s*([A-Za-z]+(?:_\d+)?)\s*/?\s*>")
_NUMBERED = "|".join(sort for sort in Sort if sort is not Sort.GUEST)
_PLACEHOLDER = re.compile(rf"<(?:GUEST|(?:{_NUMBERED})_\d+)>")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTICLES = frozenset(
    {"de", "di", "da", "la", "le", "el", "van", "von", "der", "den", "del", "al", "bin", "ibn"}
    | {"mr", "mrs", "ms", "dr", "herr", "frau"}
)
_GUEST = f"<{Sort.GUEST}>"
_REPEATED_GUEST = re.compile(rf"{_GUEST}(?:[ \t]+{_GUEST})+")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
# Shorter known values would hide half of the ordinary numbers and words.
SHORTEST_ROOM = 3
SHORTEST_NAME = 2
SHORTEST_INFLECTED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What we know of the guest and must not let out."""

    names: tuple[str, ...] = ()
    """Full names as booked and as shown by WhatsApp; the first is used to address the guest."""
    rooms: tuple[str, ...] = ()
    bookings: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Door codes and other secrets."""
    tellable: frozenset[str] = frozenset()
    """Those of the codes that this guest may be told now."""


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """What may be said to anybody: the hotel's own phones, addresses and links."""

    phones: frozenset[str] = frozenset()
    """Digits only."""
    links: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def holds(self, sort: Sort, value: str) -> bool:
        if sort is Sort.EMAIL:
            return _plain(value) in self.emails
        if sort is Sort.LINK:
            return plain_link(value) in self.links
        if sort is Sort.ADDRESS:
            return _plain(value) in self.addresses
        return sort is Sort.PHONE and digits_of(value) in self.phones


def public_facts(texts: Iterable[str]) -> PublicFacts:
    """Everything of the kind in the hotel's own texts."""
    phones, links, emails, addresses = set[str](), set[str](), set[str](), set[str]()
    for text in texts:
        for span in find_identifiers(text):
            value = text[span.start : span.end]
            if span.sort is Sort.LINK:
                links.add(plain_link(value))
            elif span.sort is Sort.EMAIL:
                emails.add(_plain(value))
            elif span.sort is Sort.ADDRESS:
                addresses.add(_plain(value))
            elif span.sort in (Sort.PHONE, Sort.CARD):
                phones.add(digits_of(value))
    return PublicFacts(*map(frozenset, (phones, links, emails, addresses)))


def plain_link(link: str) -> str:
    """For comparing: no scheme, no www., no trailing slash or full stop."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip().casefold())
    return bare.rstrip("/.,;:!?)")


def placeholders_in(text: str) -> list[str]:
    return _PLACEHOLDER.findall(text)


@dataclass(slots=True)
class Pseudonyms:
    """The placeholders of one conversation, for the time of one turn."""

    known: Known
    public: PublicFacts = PublicFacts()
    _by_value: dict[tuple[Sort, str], str] = field(default_factory=dict)
    _values: dict[str, str] = field(default_factory=dict)
    _names: re.Pattern[str] | None = None
    _exact: list[tuple[Sort, re.Pattern[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._names = _names_pattern(self.known.names)
        rooms = [room for room in self.known.rooms if len(room) >= SHORTEST_ROOM]
        exact = (
            (Sort.CODE, self.known.codes),
            (Sort.BOOKING, self.known.bookings),
            (Sort.ROOM, rooms),
        )
        for sort, values in exact:
            pattern = _exact_pattern(values)
            if pattern is not None:
                self._exact.append((sort, pattern))
        if self.known.names:
            self._values[_GUEST] = self.known.names[0]

    def hide(self, text: str) -> str:
        """The text as it may leave the house."""
        return self._hide_names(self._without_identifiers(text))

    def names_in(self, text: str) -> list[str]:
        """The guest's names as this text writes them, one for each placeholder that hides them."""
        if self._names is None:
            return []
        rest = self._without_identifiers(text)
        runs: list[tuple[int, int]] = []
        for found in self._names.finditer(rest):
            if runs and not rest[runs[-1][1] : found.start()].strip(" \t"):
                runs[-1] = (runs[-1][0], found.end())
            else:
                runs.append(found.span())
        return [rest[start:end] for start, end in runs]

    def _without_identifiers(self, text: str) -> str:
        harmless = _LIKE_PLACEHOLDER.sub(r"(\1)", visible(text))
        return self._hide_found(self._hide_exact(harmless))

    def hide_again(self, text: str) -> str:
        """A text of the model, whose placeholders stay, with what it should not have named."""
        pieces = _PLACEHOLDER.split(text)
        kept = [*_PLACEHOLDER.findall(text), ""]
        hidden = (self.hide(piece) + mark for piece, mark in zip(pieces, kept, strict=True))
        return "".join(hidden)

    def restore(self, text: str) -> str:
        """Fills in what was hidden; a placeholder that was never given out stays as it is."""
        return _PLACEHOLDER.sub(lambda found: self._values.get(found.group(), found.group()), text)

    def named_in(self, text: str) -> list[str]:
        """How a text names the guest, each way once: "Anna", "Anna Berg"."""
        return list(dict.fromkeys(self.names_in(text)))

    def knows(self, placeholder: str) -> bool:
        return placeholder in self._values

    def code(self, value: str) -> str:
        """The placeholder of a secret, for a prompt that may speak of it."""
        return self._placeholder(Sort.CODE, value)

    def has_withheld(self, text: str) -> bool:
        """Whether a text names a secret that this guest may not be told."""
        withheld = [code for code in self.known.codes if code not in self.known.tellable]
        pattern = _exact_pattern(withheld)
        return pattern is not None and pattern.search(text) is not None

    def _hide_exact(self, text: str) -> str:
        for sort, pattern in self._exact:
            pieces: list[str] = []
            end = 0
            for found in pattern.finditer(text):
                pieces += [text[end : found.start()], self._placeholder(sort, found.group())]
                end = found.end()
            text = "".join([*pieces, text[end:]])
        return text

    def _hide_found(self, text: str) -> str:
        pieces: list[str] = []
        end = 0
        for span in find_identifiers(text):
            value = text[span.start : span.end]
            if _PLACEHOLDER.search(value) or self.public.holds(span.sort, value):
                continue
            pieces += [text[end : span.start], self._placeholder(span.sort, value)]
            end = span.end
        return "".join([*pieces, text[end:]])

    def _hide_names(self, text: str) -> str:
        if self._names is None:
            return text
        return _REPEATED_GUEST.sub(_GUEST, self._names.sub(_GUEST, text))

    def _placeholder(self, sort: Sort, value: str) -> str:
        digits = digits_of(value) if sort in (Sort.PHONE, Sort.CARD) else ""
        key = (sort, digits or _plain(value))
        if key not in self._by_value:
            number = 1 + sum(other is sort for other, _ in self._by_value)
            self._by_value[key] = f"<{sort}_{number}>"
            # What may not be told has a placeholder that nobody fills in again.
            if sort is not Sort.CODE or value in self.known.tellable:
                self._values[self._by_value[key]] = value
        return self._by_value[key]


def _plain(value: str) -> str:
    return "".join(value.casefold().split())


def _exact_pattern(values: Iterable[str]) -> re.Pattern[str] | None:
    escaped = [re.escape(value.strip()) for value in values if value.strip()]
    if not escaped:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(escaped)})(?!\w)", re.IGNORECASE)


def _names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    parts = {part for name in names for part in _WORD.findall(name)}
    known = [p for p in parts if len(p) >= SHORTEST_NAME and p.casefold() not in _PARTICLES]
    spellings = {spelling for part in known for spelling in _spellings(part)}
    if not spellings:
        return None
    longest_first = sorted(spellings, key=len, reverse=True)
    return re.compile(rf"(?<![\w<])(?:{'|'.join(longest_first)})(?![\w>])", re.IGNORECASE)


def _spellings(part: str) -> set[str]:
    """Patterns for a name as written, without accents, and in other cases of Slavic grammar."""
    composed = unicodedata.normalize("NFC", part)
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", part) if not unicodedata.combining(char)
    )
    written = {composed, unicodedata.normalize("NFD", part), bare, composed.translate(_UMLAUTS)}
    if len(composed) >= SHORTEST_INFLECTED and "\u0400" <= composed[0] <= "\u04ff":
        stem = composed[:-1] if composed[-1].casefold() in "аяйьеиоуыюэ" else composed
        return {re.escape(one) for one in written} | {re.escape(stem) + r"\w{0,3}"}
    return {re.escape(one) for one in written}
