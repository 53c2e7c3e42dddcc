"""Every variable a text may use: what it is, to whom it may be told, an example, its value."""

from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Literal, Protocol, TypeAlias

from backend.domain.locale_words import greeting_in
from backend.domain.words import FactClass


class Kind(StrEnum):
    """What a value is; decides which formats it takes."""

    TEXT = "text"
    DAY = "day"
    TIME = "time"
    NUMBER = "number"


Group = Literal["guest", "stay", "hotel"]
Value: TypeAlias = str | date | time | int | None


@dataclass(frozen=True, slots=True)
class Variable:
    label: str
    group: Group
    kind: Kind = Kind.TEXT
    fact_class: FactClass = FactClass.STAY_PRIVATE
    may_be_empty: bool = True
    """Some guests, stays or hotels have none; False: whoever has a stay has it."""


_PUBLIC, _SECRET = FactClass.PUBLIC, FactClass.SECRET
VARIABLES: dict[str, Variable] = {
    "guest_name": Variable("Full name", "guest", fact_class=_PUBLIC),
    "guest_first_name": Variable("First name", "guest", fact_class=_PUBLIC),
    "guest_last_name": Variable("Last name", "guest", fact_class=_PUBLIC),
    "salutation": Variable(
        "Greeting with the name", "guest", fact_class=_PUBLIC, may_be_empty=False
    ),
    "room": Variable("Room number", "stay"),
    "room_type": Variable("Room type", "stay"),
    "arrival": Variable("Day of arrival", "stay", Kind.DAY, may_be_empty=False),
    "arrival_time": Variable("Time of arrival", "stay", Kind.TIME, may_be_empty=False),
    "departure": Variable("Day of departure", "stay", Kind.DAY, may_be_empty=False),
    "departure_time": Variable("Time of departure", "stay", Kind.TIME, may_be_empty=False),
    "nights": Variable("Number of nights", "stay", Kind.NUMBER),
    "adults": Variable("Number of adults", "stay", Kind.NUMBER, may_be_empty=False),
    "children": Variable("Number of children", "stay", Kind.NUMBER, may_be_empty=False),
    "booking_number": Variable("Reservation number", "stay", may_be_empty=False),
    "door_code": Variable("Door code", "stay", fact_class=_SECRET),
    "hotel_name": Variable("Name of the hotel", "hotel", fact_class=_PUBLIC, may_be_empty=False),
    "hotel_phone": Variable("Phone of the hotel", "hotel", fact_class=_PUBLIC),
    "hotel_website": Variable("Website of the hotel", "hotel", fact_class=_PUBLIC),
    "check_in_time": Variable("Check-in from", "hotel", Kind.TIME, _PUBLIC, may_be_empty=False),
    "check_out_time": Variable("Check-out until", "hotel", Kind.TIME, _PUBLIC, may_be_empty=False),
}


@dataclass(frozen=True, slots=True)
class StayFacts:
    """What a text may say about guest, stay and hotel; empty: not known, or not to be told."""

    guest_name: str = ""
    room: str = ""
    room_type: str = ""
    arrival: date | None = None
    departure: date | None = None
    arrival_time: time | None = None
    departure_time: time | None = None
    adults: int | None = None
    children: int | None = None
    booking_number: str = ""
    door_code: str = ""
    hotel_name: str = ""
    hotel_phone: str = ""
    hotel_website: str = ""
    check_in_time: time | None = None
    check_out_time: time | None = None


class AnyHotel(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def contact_phone(self) -> str | None: ...
    @property
    def website(self) -> str | None: ...
    @property
    def check_in_time(self) -> time: ...
    @property
    def check_out_time(self) -> time: ...


class AnyStay(Protocol):
    @property
    def external_id(self) -> str: ...
    @property
    def room(self) -> str | None: ...
    @property
    def room_type(self) -> str | None: ...
    @property
    def arrival(self) -> date: ...
    @property
    def departure(self) -> date: ...
    @property
    def arrival_time(self) -> time | None: ...
    @property
    def departure_time(self) -> time | None: ...
    @property
    def adults(self) -> int: ...
    @property
    def children(self) -> int: ...


def told_facts(
    hotel: AnyHotel, stay: AnyStay | None, *, guest_name: str, door_code: str = ""
) -> StayFacts:
    """`stay`: the one that may be told of; None: nothing of any stay."""
    known = StayFacts(
        guest_name=guest_name,
        hotel_name=hotel.name,
        hotel_phone=hotel.contact_phone or "",
        hotel_website=hotel.website or "",
        check_in_time=hotel.check_in_time,
        check_out_time=hotel.check_out_time,
    )
    if stay is None:
        return known
    return replace(
        known,
        room=stay.room or "",
        room_type=stay.room_type or "",
        arrival=stay.arrival,
        departure=stay.departure,
        arrival_time=stay.arrival_time or hotel.check_in_time,
        departure_time=stay.departure_time or hotel.check_out_time,
        adults=stay.adults,
        children=stay.children,
        booking_number=stay.external_id,
        door_code=door_code,
    )


SAMPLE = StayFacts(
    guest_name="Anna Keller",
    room="214",
    room_type="Double room",
    arrival=date(2027, 5, 12),
    departure=date(2027, 5, 16),
    arrival_time=time(16, 30),
    departure_time=time(11),
    adults=2,
    children=1,
    booking_number="R-10480",
    door_code="4711#",
    hotel_name="Marina Bay Hotel",
    hotel_phone="+34 910 000 000",
    hotel_website="marina.example",
    check_in_time=time(15),
    check_out_time=time(11),
)
"""An invented guest, for examples and for a preview without a stay."""


def values_of(facts: StayFacts, language: str) -> dict[str, Value]:
    """By variable; None or empty: not known. A greeting is made in the language of the text."""
    nights = (facts.departure - facts.arrival).days if facts.arrival and facts.departure else 0
    first, last = parts_of_name(facts.guest_name)
    return {
        "guest_name": facts.guest_name,
        "guest_first_name": first,
        "guest_last_name": last,
        "salutation": greeting_in(facts.guest_name, language),
        "room": facts.room,
        "room_type": facts.room_type,
        "arrival": facts.arrival,
        "arrival_time": facts.arrival_time,
        "departure": facts.departure,
        "departure_time": facts.departure_time,
        "nights": nights or None,
        "adults": facts.adults,
        "children": facts.children,
        "booking_number": facts.booking_number,
        "door_code": facts.door_code,
        "hotel_name": facts.hotel_name,
        "hotel_phone": facts.hotel_phone,
        "hotel_website": facts.hotel_website,
        "check_in_time": facts.check_in_time,
        "check_out_time": facts.check_out_time,
    }


def parts_of_name(name: str) -> tuple[str, str]:
    """(first, last); particles belong to the last name: `Vincent van Gogh`. A PMS may write
    `Keller, Anna`. One word alone is a first name, as WhatsApp shows it."""
    if "," in name:
        last, _, first = name.partition(",")
        if last.strip() and first.strip():
            return first.split()[0], last.strip()
    words = name.split()
    if len(words) < 2:
        return (words[0] if words else ""), ""
    start = len(words) - 1
    while start > 1 and words[start - 1][0].islower():
        start -= 1
    return words[0], " ".join(words[start:])


def class_of(variable: str) -> FactClass:
    """To whom the value of a variable may be told."""
    known = VARIABLES.get(variable)
    return known.fact_class if known else FactClass.STAY_PRIVATE
