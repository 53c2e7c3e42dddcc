"""Hotels full of signed-in staff, written straight into the database: no password is hashed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg

from backend.kit.crypto import new_token, token_hash
from backend.kit.ids import new_uuid


@dataclass(frozen=True, slots=True)
class FullHotel:
    id: UUID
    guest_id: UUID
    tokens: tuple[str, ...]
    """Of its staff's sessions, as their cookies hold them."""


def fill_hotels(owner_url: str, *, hotels: int, staff: int) -> list[FullHotel]:
    with psycopg.connect(owner_url) as owner:
        return [_fill(owner, number, staff) for number in range(hotels)]


def _fill(owner: psycopg.Connection, number: int, staff: int) -> FullHotel:
    hotel = FullHotel(new_uuid(), new_uuid(), tuple(new_token() for _ in range(staff)))
    owner.execute(
        "insert into hotel (id, name, timezone, status, ai_mode)"
        " values (%s, %s, 'Europe/Berlin', 'active', 'auto')",
        (hotel.id, f"Hotel {number}"),
    )
    owner.execute(
        "insert into guest (id, hotel_id, name) values (%s, %s, 'Anna Weber')",
        (hotel.guest_id, hotel.id),
    )
    accounts = [new_uuid() for _ in hotel.tokens]
    expires = datetime.now(UTC) + timedelta(hours=1)
    with owner.cursor() as cursor:
        cursor.executemany(
            "insert into account (id, email, name) values (%s, %s, 'Bench')",
            [(account, f"{account}@bench.test") for account in accounts],
        )
        cursor.executemany(
            "insert into staff (id, hotel_id, account_id, name, role)"
            " values (%s, %s, %s, 'Bench', 'agent')",
            [(new_uuid(), hotel.id, account) for account in accounts],
        )
        cursor.executemany(
            "insert into session (token_hash, account_id, hotel_id, expires_at)"
            " values (%s, %s, %s, %s)",
            [
                (token_hash(token), account, hotel.id, expires)
                for token, account in zip(hotel.tokens, accounts, strict=True)
            ],
        )
    return hotel
