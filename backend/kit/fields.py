"""Types of fields that come from outside: bounded, and such that PostgreSQL can hold them."""

from datetime import datetime, time
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, WithJsonSchema

from backend.kit.text import storable

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(storable),
]
"""A name, a title: one line that is not blank."""
Note = Annotated[str, StringConstraints(max_length=4000), AfterValidator(storable)]
Code = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(storable),
]
"""A room number, a reservation number."""


def _without_zone(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("is a time on the hotel's clock; leave the zone away")
    return value.replace(microsecond=0)


ClockTime = Annotated[
    time,
    AfterValidator(_without_zone),
    # JSON Schema's own "time" wants a zone.
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2})?$", "examples": ["15:00:00"]}
    ),
]
"""On the hotel's clock."""
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""As in BCP 47, e.g. de or pt-BR."""
Email = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        to_lower=True,
        max_length=254,
        pattern=r"^[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+$",
    ),
]


def _on_wall(value: datetime) -> datetime:
    if value.tzinfo is not None:
        raise ValueError("is what the hotel's clock shows; leave the zone away")
    return value


WallTime = Annotated[
    datetime,
    AfterValidator(_on_wall),
    # JSON Schema's own "date-time" wants a zone.
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$",
            "examples": ["2026-03-29T09:00"],
        }
    ),
]
"""A day and a time on the hotel's clock."""
