"""The golden questions of the repository: three demo hotels, five languages, and what the model
answered when it was last recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_DNS, UUID, uuid5

import orjson

from backend.domain.golden import Expected
from backend.domain.golden_words import Expects
from backend.features.demo.data import berlin, mexico, tbilisi
from backend.features.turns.book import book_of
from backend.features.turns.schemas import HotelBook
from backend.kit.crypto import Vault
from backend.models import Hotel, KnowledgeEntry

FOLDER = Path(__file__).parent / "labelled"
QUESTIONS, RECORDINGS = "golden.tsv", "golden_recordings.jsonl"
PLANS = {one.HOTEL.key: one.HOTEL for one in (berlin, mexico, tbilisi)}
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A run of today and one of next year give the same."""


@dataclass(frozen=True, slots=True)
class Golden:
    hotel: str
    text: str
    expected: Expected


def questions() -> Iterator[Golden]:
    for line in (FOLDER / QUESTIONS).read_text().splitlines():
        hotel, language, expects, facts, titles, text = line.split("\t")
        sources = frozenset(_id_of(hotel, one) for one in _parts(titles))
        expected = Expected(Expects(expects), language, tuple(_parts(facts)), sources)
        yield Golden(hotel, text, expected)


def books() -> Mapping[str, HotelBook]:
    return {key: _book(key) for key in PLANS}


def recordings() -> dict[tuple[str, str], dict[str, Any]]:
    """By hotel and question; empty before the first one was made."""
    path = FOLDER / RECORDINGS
    lines = path.read_bytes().splitlines() if path.exists() else []
    return {
        (one["hotel"], one["text"]): {"model": one["model"], "answer": one["answer"]}
        for one in map(orjson.loads, lines)
    }


def keep_recordings(made: Mapping[tuple[str, str], Mapping[str, Any]]) -> Path:
    path = FOLDER / RECORDINGS
    lines = [
        orjson.dumps({"hotel": hotel, "text": text, **one})
        for (hotel, text), one in sorted(made.items())
    ]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def _book(key: str) -> HotelBook:
    plan = PLANS[key]
    hotel = Hotel(
        id=uuid5(NAMESPACE_DNS, key),
        name=plan.name,
        timezone=plan.timezone,
        language=plan.language,
        contact_phone=plan.phone,
        website=plan.website,
    )
    rows = [
        KnowledgeEntry(
            hotel_id=hotel.id,
            id=UUID(_id_of(key, one.title)),
            title=one.title,
            text=one.text,
            language=one.language,
        )
        for one in plan.sheets
    ]
    return book_of(hotel, NOW.date(), rows=rows, armed=(), vault=Vault("bench"))


def _id_of(hotel: str, title: str) -> str:
    return str(uuid5(NAMESPACE_DNS, f"{title}.{hotel}"))


def _parts(listed: str) -> list[str]:
    return [one for one in listed.split(";") if one]
