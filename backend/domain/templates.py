"""Texts with variables: {{room}} or {{guest_first_name|dear guest}}.

A text leaves only complete: a variable without a value and without a fallback is named, never sent.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.domain.language import base_language
from backend.domain.words import FactClass

LONGEST_TEXT = 2000

VARIABLES = {
    "guest_name": "Guest's full name",
    "guest_first_name": "Guest's first name",
    "room": "Room number",
    "room_type": "Room type",
    "arrival": "Day of arrival",
    "departure": "Day of departure",
    "nights": "Number of nights",
    "booking_number": "Reservation number",
    "door_code": "Door code (only while verified in the house)",
    "hotel_name": "Name of the hotel",
    "hotel_phone": "Phone of the hotel",
    "hotel_website": "Website of the hotel",
}
"""Every variable a text may use, with the label that staff read."""
PUBLIC_VARIABLES = frozenset(
    {"guest_name", "guest_first_name", "hotel_name", "hotel_phone", "hotel_website"}
)
"""Everybody knows these, the guest's own name included."""
SECRET_VARIABLES = frozenset({"door_code"})

_VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*(?:\|([^{}|]*))?\}\}")
_BRACES = re.compile(r"\{\{|\}\}")


@dataclass(frozen=True, slots=True)
class Rendered:
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What the text needs and nobody knows."""

    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StayFacts:
    """What a text may say about guest, stay and hotel; empty: not known."""

    guest_name: str = ""
    room: str = ""
    room_type: str = ""
    arrival: date | None = None
    departure: date | None = None
    booking_number: str = ""
    door_code: str = ""
    hotel_name: str = ""
    hotel_phone: str = ""
    hotel_website: str = ""


def variables_in(text: str) -> tuple[str, ...]:
    """Names in order of first use."""
    return tuple(dict.fromkeys(found[1] for found in _VARIABLE.finditer(text)))


def class_of(variable: str) -> FactClass:
    """To whom the value of a variable may be told."""
    if variable in SECRET_VARIABLES:
        return FactClass.SECRET
    return FactClass.PUBLIC if variable in PUBLIC_VARIABLES else FactClass.STAY_PRIVATE


def problems_of(text: str) -> list[str]:
    """Why the text cannot be saved, as sentences for staff; empty: it can."""
    problems = [
        f"{{{{{name}}}}} is not a variable." for name in variables_in(text) if name not in VARIABLES
    ]
    if _BRACES.search(_VARIABLE.sub("", text)):
        problems.append("Braces are not closed: write {{name}} or {{name|fallback}}.")
    if not text.strip():
        problems.append("The text is empty.")
    if len(text) > LONGEST_TEXT:
        problems.append(f"The text is longer than {LONGEST_TEXT} characters.")
    return problems


def render(text: str, values: Mapping[str, str]) -> Rendered | Missing:
    missing: list[str] = []

    def fill(found: re.Match[str]) -> str:
        name, fallback = found[1], found[2]
        # Braces in a value, e.g. in a WhatsApp name, may not become a variable of their own.
        value = values.get(name, "").replace("{", "").replace("}", "").strip()
        if value:
            return value
        if fallback is None:
            missing.append(name)
            return ""
        return fallback.strip()

    filled = _VARIABLE.sub(fill, text)
    broken = [] if missing else _BRACES.findall(filled)
    if missing or broken:
        return Missing(tuple(dict.fromkeys(missing or broken)))
    return Rendered(filled)


def values_of(facts: StayFacts, language: str) -> dict[str, str]:
    nights = (facts.departure - facts.arrival).days if facts.arrival and facts.departure else 0
    return {
        "guest_name": facts.guest_name,
        "guest_first_name": facts.guest_name.split(" ")[0],
        "room": facts.room,
        "room_type": facts.room_type,
        "arrival": _day(facts.arrival, language),
        "departure": _day(facts.departure, language),
        "nights": str(nights) if nights else "",
        "booking_number": facts.booking_number,
        "door_code": facts.door_code,
        "hotel_name": facts.hotel_name,
        "hotel_phone": facts.hotel_phone,
        "hotel_website": facts.hotel_website,
    }


def choose_language(available: Iterable[str], wanted: Sequence[str | None]) -> str | None:
    """The first wanted language there is a text in, also by its base (`pt-BR` takes `pt`).

    Falls back to English, then to the first in the alphabet; None only without any text.
    """
    texts = sorted(available)
    for tag in (*filter(None, wanted), "en"):
        exact = [text for text in texts if text.lower() == tag.lower()]
        same_base = [text for text in texts if base_language(text) == base_language(tag)]
        if exact or same_base:
            return (exact or same_base)[0]
    return texts[0] if texts else None


def _day(day: date | None, language: str) -> str:
    if day is None:
        return ""
    if base_language(language) == "en":
        return f"{day.day} {day:%B %Y}"
    return f"{day:%d.%m.%Y}"
