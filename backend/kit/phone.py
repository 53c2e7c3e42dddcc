"""Phone numbers and WhatsApp chat ids."""

import phonenumbers

CHAT_SUFFIX = "@c.us"
LID_SUFFIX = "@lid"
GROUP_SUFFIX = "@g.us"


def to_e164(raw: str, region: str | None = None) -> str | None:
    """`+79001234567` for any usual spelling, or None when it is no possible number.

    `region` (ISO 3166 alpha-2) reads national spellings such as `0171 234567`.
    """
    text = raw.strip()
    if text.startswith("00"):
        text = "+" + text[2:]
    if not text.startswith("+") and region is None:
        text = "+" + text
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


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
