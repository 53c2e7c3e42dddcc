"""Personal data planted in messages, and whether something of it is still in what was sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.domain.pseudonyms import Known

FOLDER = Path(__file__).parent / "labelled"
KNOWN_SET, FRESH_SET = "privacy.tsv", "privacy_fresh.tsv"
SETS = (KNOWN_SET, FRESH_SET)
LONGEST_LEFT = 4
"""So many characters of a number in a row tell nobody whose it is; one more is a leak."""
_TITLES = {"mr", "mrs", "ms", "herr", "frau", "señor", "señora", "mme", "m", "господин"}
_STREETS = {
    *("street", "road", "avenue", "parkway", "lane", "drive", "square", "allee", "straße", "markt"),
    *("platz", "weg", "calle", "avenida", "plaza", "paseo", "улица", "проспект", "переулок"),
    *("boulevard", "place", "quai", "chemin"),
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Case:
    language: str
    kind: str
    planted: str
    text: str

    @property
    def known(self) -> Known:
        """What the hotel would know of the guest who writes this."""
        match self.kind:
            case "name":
                return Known(names=(_booked(self.planted),))
            case "room":
                return Known(names=("Zoltan Fekete",), rooms=(self.planted,))
        return Known(names=("Zoltan Fekete",))


def cases(name: str) -> Iterator[Case]:
    for line in (FOLDER / name).read_text().splitlines():
        yield Case(*line.split("\t"))


def leaks(case: Case, sent: str) -> bool:
    """Whether a telling part of what was planted is in it."""
    words = [word.casefold() for word in _WORD.findall(case.planted)]
    left = [word.casefold() for word in _WORD.findall(sent)]
    if case.kind in ("name", "other_name", "address"):
        telling = {word for word in words if len(word) > 2} - _TITLES - _STREETS
        return not telling.isdisjoint(left) or case.planted in sent
    if len(words) > LONGEST_LEFT and case.kind in ("phone", "email"):
        return any(
            words[start : start + LONGEST_LEFT] == left[at : at + LONGEST_LEFT]
            for start in range(len(words) - LONGEST_LEFT + 1)
            for at in range(len(left))
        )
    planted = _bare(case.planted)
    if case.kind == "birth" or len(planted) <= LONGEST_LEFT + 1:
        return re.search(rf"(?<!\w){re.escape(case.planted)}(?!\w)", sent) is not None
    reach = LONGEST_LEFT + 1
    remains = _bare(sent)
    return any(planted[at : at + reach] in remains for at in range(len(planted) - reach + 1))


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _booked(written: str) -> str:
    """The name as a reservation has it; a guest writes it in other ways."""
    return _BOOKED.get(written, written)


_BOOKED = {
    "john miller": "John Miller",
    "Mr. Miller": "John Miller",
    "Herr Becker": "Hans Becker",
    "HANS BECKER": "Hans Becker",
    "lucia ramos": "Lucía Ramos",
    "señora Ramos": "Lucía Ramos",
    "Ивана Петрова": "Иван Петров",
    "Петрову": "Иван Петров",
    "Mme Dubois": "Claire Dubois",
    "claire dubois": "Claire Dubois",
    "okafor": "Grace Okafor",
    "Mueller": "Torsten Müller",
    "Соколовой": "Ольга Соколова",
    "Lefevre": "Marc Lefèvre",
}
