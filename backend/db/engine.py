"""The asynchronous engine: bounded pool, bounded statements, the application's role."""

from time import monotonic

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from backend.db.scope import guard_transactions
from backend.db.transaction import name_limits

APP_ROLE = "hotelbot_app"
RESTED_S = 1.0


LOCK_TIMEOUT_MS = 500
"""Whoever waits longer for a row is told to come back; work that can wait is tried again."""


def session_options(*, statement_timeout_ms: int, plans_once: bool = False) -> str:
    """libpq `options`: what every connection of the application starts with.

    `plans_once`: for a process that runs few statements, each always in the same way. A prepared
    statement is then planned at its first use, not at each of the first five on each connection.
    """
    plans = " -c plan_cache_mode=force_generic_plan" if plans_once else ""
    return (
        f"-c role={APP_ROLE} -c statement_timeout={statement_timeout_ms}"
        f" -c lock_timeout={LOCK_TIMEOUT_MS} -c idle_in_transaction_session_timeout=10000"
        f" -c timezone=UTC{plans}"
    )


def create_engine(
    database_url: str, *, pool_size: int, statement_timeout_ms: int, plans_once: bool = False
) -> AsyncEngine:
    url = make_url(database_url).set(drivername="postgresql+psycopg")
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        # The connection that was used last knows its plans; the others may rest.
        pool_use_lifo=True,
        # Every transaction is ended where it was begun: see backend.db.transaction.
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
        # An error text is logged; what a guest wrote is a parameter.
        hide_parameters=True,
        connect_args={
            "options": session_options(
                statement_timeout_ms=statement_timeout_ms, plans_once=plans_once
            ),
            "connect_timeout": 3,
        },
    )
    guard_transactions(engine.sync_engine)
    name_limits(engine.sync_engine)
    _ping_after_rest(engine.sync_engine)
    return engine


def _ping_after_rest(engine: Engine) -> None:
    """Asks a connection whether it still lives, but not between two uses in quick succession.

    A ping each time would be a round trip for every transaction; a server that vanished within
    the last second is noticed by the statement itself.
    """

    def returned(_: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["returned_at"] = monotonic()

    def taken(
        connection: DBAPIConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection
    ) -> None:
        if monotonic() - record.info.get("returned_at", monotonic()) < RESTED_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except psycopg.Error as error:
            raise DisconnectionError from error

    event.listen(engine, "checkin", returned)
    event.listen(engine, "checkout", taken)
