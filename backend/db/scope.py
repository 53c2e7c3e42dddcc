"""Which hotel the running task works for. Set by one unit of work, read when a transaction begins.

A transaction that begins without a scope is refused here, before PostgreSQL sees it; row-level
security is the second wall, composite hotel-first keys the third.
"""

from contextvars import ContextVar
from datetime import datetime

from sqlalchemy import Connection, Engine, event

from backend.domain.ids import HotelId
from backend.errors import NoHotelScope

PLATFORM = "platform"
"""Scope of the operator and of sign-in: global tables and the list of hotels, no content."""

scope: ContextVar[HotelId | str | None] = ContextVar("scope", default=None)

_SET_SCOPE = (
    "select set_config('app.hotel_id', %s, true), set_config('app.scope', %s, true),"
    " clock_timestamp()"
)


def guard_transactions(engine: Engine) -> None:
    """Makes every transaction of the engine carry its scope, or not begin at all."""
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
    hotel, kind = ("", PLATFORM) if current == PLATFORM else (str(current), "hotel")
    row = connection.exec_driver_sql(_SET_SCOPE, (hotel, kind)).one()
    connection.info["began_at"] = row[2]
