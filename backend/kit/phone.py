"""Phone numbers and WhatsApp chat ids."""

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

CHAT_SUFFIX = "@c.us"
LID_SUFFIX = "@lid"
GROUP_SUFFIX = "@g.us"
SHORTEST_DIGITS = 6
LONG_DIGITS = 11
# Gone since 2019, but still in WhatsApp's ids and in address books.
_MEXICAN_ONE = re.compile(r"^\+\s*52[\s-]*1(?=(?:[\s-]*\d){10}$)")
_EXTENSION = re.compile(
    r"[;,]?\s{0,3}(?:ext|extension|durchwahl|доб|x)\.?\s{0,3}\d{1,6}$", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:tel|phone|mobile|mobil|telefon|móvil|movil|тел|моб)[\s.:]*", re.IGNORECASE
)


def to_e164(raw: str, region: str | None = None) -> str | None:
    """`+79001234567` for any usual spelling, or None when it is no possible number.

    `region` (ISO 3166 alpha-2) reads national spellings such as `0171 234567`. A Mexican mobile
    number is given without the 1 that WhatsApp and old address books put after the 52.
    """
    text = _EXTENSION.sub("", _LABEL.sub("", raw.strip()))
    if any(char.isalpha() for char in text) or sum(map(str.isdigit, text)) < SHORTEST_DIGITS:
        return None
    number = _international(text) or _without_plus(text, region)
    if number is None:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def region_of(e164: str) -> str | None:
    """The country a number belongs to; None where several share the code or it is none."""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(e164, None))
    except phonenumbers.NumberParseException:
        return None


def spellings_of(e164: str) -> tuple[str, ...]:
    """The number as WhatsApp may know it: Mexico with its old 1, Argentina with or without a 9."""
    if e164.startswith("+52") and len(e164) == 13:
        return (e164, f"+521{e164[3:]}")
    if e164.startswith("+549") and len(e164) == 14:
        return (e164, f"+54{e164[4:]}")
    if e164.startswith("+54") and len(e164) == 13:
        return (e164, f"+549{e164[3:]}")
    return (e164,)


def phone_of_chat(chat_id: str) -> str | None:
    """The number inside `79001234567@c.us`; None for groups and `@lid`."""
    if not chat_id.endswith(CHAT_SUFFIX):
        return None
    digits = chat_id.removesuffix(CHAT_SUFFIX)
    return to_e164("+" + digits) if digits.isdigit() else None


def chat_of_phone(e164: str) -> str:
    return e164.lstrip("+") + CHAT_SUFFIX


def is_group(chat_id: str) -> bool:
    return chat_id.endswith(GROUP_SUFFIX)


def _international(text: str) -> PhoneNumber | None:
    bare = text.lstrip(" (")
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    return _parse(bare, None) if bare.startswith(("+", "\uff0b")) else None


def _without_plus(text: str, region: str | None) -> PhoneNumber | None:
    """With its country code but no plus, or as somebody in the region writes it.

    Long digits without a trunk 0 are read with their country code first where that is a number in
    use: address books drop the plus more often than people leave out the 0.
    """
    abroad = None if text.lstrip(" (").startswith("0") else _parse("+" + text, None)
    if region is None:
        return abroad
    is_long = sum(map(str.isdigit, text)) >= LONG_DIGITS
    if is_long and abroad is not None and phonenumbers.is_valid_number(abroad):
        return abroad
    at_home = _parse(text, region)
    if at_home is None or (
        not phonenumbers.is_valid_number(at_home)
        and abroad is not None
        and phonenumbers.is_valid_number(abroad)
    ):
        return abroad
    return at_home


def _parse(text: str, region: str | None) -> PhoneNumber | None:
    if text.startswith("+"):
        text = _MEXICAN_ONE.sub("+52", text)
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None
