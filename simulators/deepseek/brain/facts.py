"""The literal facts of an entry: hours, prices, codes, that read the same in any language."""

import re
from dataclasses import dataclass

_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?\s?(?:a\.?m\.?|p\.?m\.?|uhr|h\b)?"
_CLOCK_SURE = r"(?:(?:[01]?\d|2[0-4])[:.][0-5]\d(?:\s?(?:am|pm))?|(?:1[0-2]|[1-9])\s?(?:am|pm)\b)"
RANGE = re.compile(
    rf"({_CLOCK})\s?(?:-|–|—|to|till|until|bis|a|hasta|до|and)\s?({_CLOCK_SURE}|{_CLOCK}(?=\s?uhr))",
    re.IGNORECASE,
)
SINGLE = re.compile(rf"\b{_CLOCK_SURE}", re.IGNORECASE)
PRICE = re.compile(
    r"([€$£₽]\s?\d+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?\s?(?:€|\$|£|₽|eur\b|euros?\b|usd\b|"
    r"руб\.?|chf\b))(?:\s*(?:per|pro|je|por|за|/|a|an|в)\s*(?:einen|eine|una|un|одну)?\s*(\w+))?",
    re.IGNORECASE,
)
UNITS = {
    "night": ("night", "nacht", "noche", "ноч", "сут"),
    "day": ("day", "tag", "día", "dia", "день", "дня"),
    "person": ("person", "guest", "gast", "huésped", "человек", "гост", "чел"),
    "hour": ("hour", "stunde", "hora", "час"),
    "stay": ("stay", "aufenthalt", "estancia", "прожив"),
}
NETWORK = re.compile(
    r"(?:[Nn]etwork|SSID|[Nn]etz(?:werk)?|\b[Rr]ed|[Сс]еть|W-?LAN|[Ww]i-?[Ff]i)"
    r"\s*(?:name|:|is|ist|es|se llama|heißt|—|-)*"
    r"\s*[\"“„«']?([A-Z][\w-]*(?:[ _-][A-Z0-9][\w-]*)*)",
)
SECRET = re.compile(
    r"(?:password|passwort|kennwort|contraseña|clave|пароль|code|pin|код)\s*(?:is|ist|es|:|—|–|-)*"
    r"\s*[\"“„«']?([\w!@#$%&*+.-]*[\w!@#$%&*+])",
    re.IGNORECASE,
)
PHONE = re.compile(r"\+\d[\d\s()/-]{6,}\d")


@dataclass(frozen=True, slots=True)
class Price:
    amount: str
    unit: str
    """One of UNITS, or empty."""


@dataclass(frozen=True, slots=True)
class Facts:
    hours: tuple[str, ...] = ()
    """Ranges such as `7:00–10:30`; the first single time when there is no range."""
    prices: tuple[Price, ...] = ()
    network: str = ""
    secret: str = ""
    phone: str = ""


def facts_of(text: str) -> Facts:
    ranges = [f"{_tidy(found[1])}–{_tidy(found[2])}" for found in RANGE.finditer(text)]
    hours = ranges or [_tidy(found[0]) for found in SINGLE.finditer(text)][:1]
    network = NETWORK.search(text)
    secret = SECRET.search(text)
    phone = PHONE.search(text)
    return Facts(
        hours=tuple(dict.fromkeys(hours))[:3],
        prices=tuple(dict.fromkeys(_price(found) for found in PRICE.finditer(text)))[:3],
        network=network[1] if network else "",
        secret=secret[1] if secret else "",
        phone=phone[0] if phone else "",
    )


def _price(found: re.Match[str]) -> Price:
    word = (found[2] or "").lower()
    units = [unit for unit, starts in UNITS.items() if word.startswith(starts)]
    return Price(found[1].strip(), units[0] if units else "")


def _tidy(clock: str) -> str:
    return re.sub(r"\s*uhr$", "", clock.strip(), flags=re.IGNORECASE)
