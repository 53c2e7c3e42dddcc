"""What all turns of a hotel share today, put together from its rows."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

import structlog

from backend.domain.ladder import Entry
from backend.domain.pseudonyms import PublicFacts, public_facts
from backend.domain.validity import season_of
from backend.domain.words import FactClass
from backend.features.triggers.service import ArmedTrigger
from backend.features.turns.prompts import list_entries
from backend.features.turns.schemas import GuardedEntry, HotelBook
from backend.kit.crypto import Vault
from backend.models import Hotel, KnowledgeEntry

# About 15,000 tokens. Beyond it the whole base no longer belongs into every prompt.
MOST_KNOWLEDGE = 60_000

log = structlog.get_logger()


def book_of(
    hotel: Hotel,
    today: date,
    *,
    rows: Sequence[KnowledgeEntry],
    armed: Sequence[ArmedTrigger],
    vault: Vault,
) -> HotelBook:
    fitting = _fitting(hotel, rows)
    entries = tuple(one.entry for one in fitting if one.fact_class is FactClass.PUBLIC)
    guarded = tuple(one for one in fitting if one.fact_class is not FactClass.PUBLIC)
    contacts = (hotel.contact_phone or "", hotel.website or "")
    templates = tuple(sent.text for one in armed for sent in one.texts.values())
    knowledge, public = _knowledge(entries, contacts + templates)
    return HotelBook(
        hotel=hotel,
        today=today,
        entries=entries,
        guarded=guarded,
        armed=tuple(armed),
        knowledge=knowledge,
        public=public,
        user_id=user_id_of(hotel.id, vault),
    )


def _fitting(hotel: Hotel, rows: Sequence[KnowledgeEntry]) -> tuple[GuardedEntry, ...]:
    entries: list[GuardedEntry] = []
    size = 0
    for row in rows:
        size += len(row.title) + len(row.text)
        if size > MOST_KNOWLEDGE:
            left_out = len(rows) - len(entries)
            log.warning("knowledge.too_large", hotel_id=str(hotel.id), left_out=left_out)
            break
        entry = Entry(
            str(row.id),
            row.title,
            row.text,
            row.language,
            row.valid_from,
            row.valid_until,
            season_of(row.season_from, row.season_until),
        )
        entries.append(GuardedEntry(entry, row.fact_class))
    return tuple(entries)


@lru_cache(maxsize=256)
def _knowledge(entries: tuple[Entry, ...], contacts: tuple[str, ...]) -> tuple[str, PublicFacts]:
    """The same entries give the same bytes, which is also what the vendor's cache wants."""
    listed = list_entries(tuple((one.title, one.language, one.text) for one in entries))
    return listed, public_facts((*contacts, *(one.text for one in entries)))


def user_id_of(hotel_id: UUID, vault: Vault) -> str:
    """Keyed, so that the vendor cannot tell which hotel it is, nor match two installations."""
    return "h-" + vault.alias("deepseek.user_id", hotel_id.bytes)
