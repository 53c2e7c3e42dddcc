"""Which hotel the running task works for. Set by one unit of work, read when a transaction begins.

A transaction that begins without a scope is refused here, before PostgreSQL sees it; row-level
security is the second wall, composite hotel-first keys the third.
"""

from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg import AsyncConnection
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.util import await_only

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
    """Makes every transaction of the engine carry its scope, or not begin at all.

    The engine must be in AUTOCOMMIT, which leaves the BEGIN to us; its commits and rollbacks end
    the transaction all the same.
    """
    event.listen(engine, "begin", _on_begin)


def transaction_time(connection: Connection) -> datetime:
    """The database's clock when the transaction began; UTC."""
    moment = connection.info["began_at"]
    assert isinstance(moment, datetime)
    return moment


def _on_begin(connection: Connection) -> None:
    current = scope.get()
    if current is None:
        raise NoHotelScope()
    if isinstance(current, UUID):
        statement = _BEGIN.format(hotel=current, kind="hotel")
    else:
        statement = _BEGIN.format(hotel="", kind=PLATFORM)
    driver: AsyncConnection[tuple[str, str, datetime]] = connection.connection.driver_connection  # type: ignore[assignment]
    try:
        connection.info["began_at"] = await_only(_begin(driver, statement))
    except psycopg.Error as error:
        # As SQLAlchemy would say it of a statement of its own, the broken connection with it.
        connection.invalidate(error)
        raise OperationalError("begin", None, error) from None


async def _begin(driver: AsyncConnection[tuple[str, str, datetime]], statement: str) -> datetime:
    # Ours alone, hence not a literal: see _BEGIN.
    # Two commands in one string cannot be a prepared statement.
    cursor = await driver.execute(statement.encode(), prepare=False)
    cursor.nextset()
    row = await cursor.fetchone()
    assert row is not None
    return row[2]
