"""Finding what identifies a person in free text: numbers, addresses, documents, names.

A third person's name is found where something says that it is one; a bare name is not.
"""

import re
from collections.abc import Callable, Iterable, Iterator

import phonenumbers
from phonenumbers import Leniency, PhoneNumberMatcher

from backend.domain.identifier_phrases import (
    addresses,
    birthdays,
    spelled_emails,
    spelled_phones,
    told_names,
)
from backend.domain.identifier_sorts import Sort, Span

__all__ = ["Sort", "Span", "digits_of", "find_identifiers", "passes_luhn", "passes_mod_97"]


# Short national numbers are only believed where the guests of a hotel are likely to be from.
REGIONS = ("DE", "GB", "US", "RU", "FR", "ES", "IT", "KZ", "TR", "AE")
SHORTEST_PHONE = 7
MOST_GAP = 3

_GAP = r"[ \t().\-\u2010-\u2015/\u2022\u00b7*_\u00a0\u202f]"
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'»“”]+[^\s<>\"'»“”.,;:!?)\]]"
    r"|(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|net|org|info|de|ru|fr|es|it|uk|eu|at|"
    r"ch|nl|pl|tr|kz|me|io|app|hotel|travel|link|site|online|shop|club|xyz|ly|gl|to|co)"
    r"(?![\w-])(?:/[^\s<>\"'»“”]*)?",
    re.IGNORECASE,
)
# As long as the parts of an address may be, and no longer: else it tries every beginning of a word.
EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\"'«»]{1,64}\s?@\s?[^\s@<>()\[\],;:\"'«»]{1,255}\.[^\W\d_]{2,}"
)
_DIGITS = re.compile(rf"(?<![\w<])\+?\(?\d(?:{_GAP}{{0,{MOST_GAP}}}\d){{5,}}(?![\w>])")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w<])\d{4}(?P<gap>[ \-]?)\d{4}(?P=gap)\d{4}(?P=gap)\d{1,7}(?![\w>])")
_DATE = (
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.?)"
)
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
_CALENDAR = re.compile(
    rf"(?<!\d)(?:{_DATE}|{_TIME})(?:\s*(?:-|–|—|to|bis|до|a|/)?\s*(?:{_DATE}|{_TIME}))*(?!\d)"
)
_DOCUMENT = re.compile(r"(?<!\w)(?=[A-Z0-9]*[A-Z])(?=(?:[A-Z0-9]*\d){4})[A-Z0-9]{7,12}(?!\w)")
_DOCUMENT_AFTER = re.compile(
    r"\b(?:passport|passeport|reisepass|pass(?:nummer|nr)|ausweis\w*|pasaporte|dni|(?-i:NIE)|"
    r"passaporto|паспорт\w*|id card|"
    r"identity card|visa)\b[^\w\n]*(?:no|nr|number|nummer|n[uú]mero|num[eé]ro|номер|серия|is|ist|"
    r"es|est|№|#)*"
    r"[\s.:#№]*((?:[a-z]{1,3} (?=\d{4}))?(?=[^\s]*\d)[\w-]{4,}(?:[ \t]\d{2,}){0,2})",
    re.IGNORECASE,
)
_BOOKING = re.compile(
    r"\b(?:booking|reservation|confirmation|confirmación|подтверждени[ея]|buchung\w*|reservierung\w*|bestätigung\w*|reserva|"
    r"réservation|prenotazione|бронь|брони|бронировани\w*)\b"
    r"(?:[\s.:#№-]|(?:code|number|no|nr|nummer|id|ref|reference|is|is:|ist|número|numéro|numero|"
    r"номер|es|est|è)\b){1,12}((?=[\w/-]*\d)[\w/-]{4,})",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"(?<!\w)(?:room|rm|suite|apartment|apt|zimmer|zi|appartement|habitaci[oó]n|hab|cuarto|"
    r"chambre|ch(?=\.)|"
    r"camera|stanza|quarto|kamer|pok[oó]j|pokoju|oda|номер[еау]?|комнат[аеуы]|апартамент\w*)"
    r"(?:[\s.:#№-]|(?:number|no|nr|nummer|n[uú]mero|num[eé]ro|is|ist|es|est|номер)\b){1,8}"
    r"([a-z]?-?\d{1,5}[a-z]?)(?!\w|[.,:]\d|\s?(?:€|\$|eur|%))",
    re.IGNORECASE,
)


def find_identifiers(text: str) -> list[Span]:
    """Non-overlapping, in the order of the text; the surer recogniser wins."""
    taken: list[Span] = []
    rest = text
    for recognise in _RECOGNISERS:
        for span in recognise(rest):
            if all(span.end <= other.start or span.start >= other.end for other in taken):
                taken.append(span)
        rest = _without(text, taken)
    return sorted(taken, key=lambda span: span.start)


def _without(text: str, taken: Iterable[Span]) -> str:
    """What is found already is out of sight, positions stay: a number that runs on from it would
    else reach into it and be dropped as a whole."""
    for span in taken:
        text = text[: span.start] + "|" * (span.end - span.start) + text[span.end :]
    return text


def digits_of(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdecimal())


def passes_luhn(digits: str) -> bool:
    total = 0
    for place, char in enumerate(reversed(digits)):
        digit = int(char) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def passes_mod_97(iban: str) -> bool:
    moved = iban[4:] + iban[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _emails(text: str) -> Iterator[Span]:
    if "@" in text:
        for found in EMAIL.finditer(text):
            yield Span(found.start(), found.end(), Sort.EMAIL)


def _links(text: str) -> Iterator[Span]:
    if "." in text:
        for found in LINK.finditer(text):
            yield Span(found.start(), found.end(), Sort.LINK)


def _ibans(text: str) -> Iterator[Span]:
    for found in _IBAN.finditer(text):
        compact = re.sub(r"[ -]", "", found.group()).upper()
        # The pattern runs on into following words: the longest head that checks is the number.
        for length in range(min(len(compact), 34), 14, -1):
            if compact[:length].isascii() and passes_mod_97(compact[:length]):
                yield Span(found.start(), _end_of(found.group(), found.start(), length), Sort.IBAN)
                break


def _end_of(text: str, start: int, length: int) -> int:
    seen = 0
    for offset, char in enumerate(text):
        seen += char not in " -"
        if seen == length:
            return start + offset + 1
    return start + len(text)


def _bookings(text: str) -> Iterator[Span]:
    for found in _BOOKING.finditer(text):
        if not _CALENDAR.fullmatch(found[1]):
            yield Span(found.start(1), found.end(1), Sort.BOOKING)


def _rooms(text: str) -> Iterator[Span]:
    for found in _ROOM.finditer(text):
        yield Span(found.start(1), found.end(1), Sort.ROOM)


def _documents(text: str) -> Iterator[Span]:
    for pattern, group in ((_DOCUMENT_AFTER, 1), (_DOCUMENT, 0)):
        for found in pattern.finditer(text):
            yield Span(found.start(group), found.end(group), Sort.ID)


def _numbers(text: str) -> Iterator[Span]:
    """Cards, and any run of seven digits or more that is no date."""
    # Same length, so that positions stay: neither a date nor a card joins its neighbours.
    plain = _CALENDAR.sub(lambda found: "|" * len(found.group()), text)
    for found in _CARD.finditer(plain):
        if passes_luhn(digits_of(found.group())):
            yield Span(found.start(), found.end(), Sort.CARD)
            plain = plain.replace(found.group(), "|" * len(found.group()))
    for found in _DIGITS.finditer(plain):
        digits = digits_of(found.group())
        if 13 <= len(digits) <= 19 and passes_luhn(digits):
            yield Span(found.start(), found.end(), Sort.CARD)
        elif len(digits) >= SHORTEST_PHONE:
            yield Span(found.start(), found.end(), Sort.PHONE)


def _short_phones(text: str) -> Iterator[Span]:
    """Numbers of six digits that some likely region calls valid; longer ones are found anyway."""
    runs = (digits_of(found.group()) for found in _DIGITS.finditer(text))
    if all(len(run) >= SHORTEST_PHONE for run in runs):
        return
    for region in REGIONS:
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
            if phonenumbers.is_valid_number(match.number):
                yield Span(match.start, match.end, Sort.PHONE)


_RECOGNISERS: tuple[Callable[[str], Iterator[Span]], ...] = (
    _emails,
    spelled_emails,
    _links,
    _ibans,
    birthdays,
    addresses,
    _bookings,
    _documents,
    spelled_phones,
    _numbers,
    _short_phones,
    _rooms,
    told_names,
)
