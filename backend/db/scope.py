"""Which hotel the running task works for. Set by one unit of work, read when a transaction begins.

A transaction that begins without a scope is refused here, before PostgreSQL sees it; row-level
security is the second wall, composite hotel-first keys the third.
"""

from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from sqlalchemy import Connection, Engine, event

from backend.domain.ids import HotelId
from backend.errors import NoHotelScope

PLATFORM = "platform"
"""Scope of the operator and of sign-in: global tables and the list of hotels, no content."""

scope: ContextVar[HotelId | str | None] = ContextVar("scope", default=None)

# One round trip begins and scopes. A simple query takes no parameters, so what goes in is checked
# to be a UUID or one of two words.
_BEGIN = (
    "begin; select set_config('app.hotel_id', '{hotel}', true),"
    " set_config('app.scope', '{kind}', true), clock_timestamp()"
)


def guard_transactions(engine: Engine) -> None:
    """Lets a session join the transaction that was begun for it; nobody else may begin one.

    The engine must be in AUTOCOMMIT, which leaves the BEGIN to us; its commits and rollbacks end
    the transaction all the same.
    """
    event.listen(engine, "begin", _on_begin)


async def begin(driver: AsyncConnection[Any]) -> datetime:
    """Begins, with the scope of the running task; the database's clock, UTC."""
    current = scope.get()
    if current is None:
        raise NoHotelScope()
    if isinstance(current, UUID):
        statement = _BEGIN.format(hotel=current, kind="hotel")
    else:
        statement = _BEGIN.format(hotel="", kind=PLATFORM)
    # Ours alone, hence not a literal: see _BEGIN.
    # Two commands in one string cannot be a prepared statement.
    cursor = await driver.execute(statement.encode(), prepare=False)
    cursor.nextset()
    row = await cursor.fetchone()
    assert row is not None
    moment = row[2]
    assert isinstance(moment, datetime)
    return moment


def _on_begin(connection: Connection) -> None:
    if "began_at" not in connection.info:
        raise NoHotelScope()
