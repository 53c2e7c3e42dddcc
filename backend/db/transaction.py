"""One transaction: statements straight to the driver, and a session on the same connection for
whoever asks for one.

What runs for every message goes straight: a statement costs a quarter of the processor time that
it costs through a session. Both see the same transaction; it is committed once.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, NewType, cast
from uuid import UUID

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, ExceptionContext, PoolProxiedConnection, event
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.util import greenlet_spawn
from sqlmodel.ext.asyncio.session import AsyncSession

from backend.db.loading import Loader
from backend.db.scope import begin

Statement = NewType("Statement", bytes)
"""SQL that runs for every message, built once, with its parameters as the driver wants them."""
Driver = psycopg.AsyncConnection[tuple[Any, ...]]
DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)
"""It is gone, gave no connection or kept us waiting: nothing is wrong with the work itself."""
_TOO_MUCH_CLASS = "54"
"""SQLSTATE class "program limit exceeded": the driver calls it operational, yet it is the work
that PostgreSQL cannot take, such as a value too long for an index, and it never will."""
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]+)")


def sql(text: str, **tables: Loader[Any]) -> Statement:
    """Parameters are named `:like_this`, and `{m}` stands for all columns of the table that
    it calls m. Lists belong into `= any(:ids)`: with a place for each value, each length would be
    a statement of its own, to be planned anew."""
    for alias, loader in tables.items():
        text = text.replace(f"{{{alias}}}", loader.columns(alias))
    return Statement(_PARAMETER.sub(r"%(\1)s", text.replace("%", "%%")).encode())


class Transaction:
    """Errors of both ways are SQLAlchemy's."""

    def __init__(
        self, engine: AsyncEngine, pooled: PoolProxiedConnection, driver: Driver, now: datetime
    ) -> None:
        self._engine = engine
        self._pooled = pooled
        self._driver = driver
        self._cursor = driver.cursor()
        self._session: AsyncSession | None = None
        self.now = now
        """The database's clock when it began; UTC."""

    @property
    def session(self) -> AsyncSession:
        if self._session is None:
            connection = Connection(self._engine.sync_engine, self._pooled)
            self._session = AsyncSession(
                AsyncConnection(self._engine, connection), expire_on_commit=False
            )
        return self._session

    async def flush(self) -> None:
        if self._session is not None:
            await self._session.flush()

    async def rows(self, wanted: Statement, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """For a statement that returns something."""
        await self._execute(wanted, values)
        return await self._cursor.fetchall()

    async def run(self, wanted: Statement, values: Mapping[str, Any]) -> int:
        """How many rows it changed."""
        await self._execute(wanted, values)
        return self._cursor.rowcount

    async def _execute(self, wanted: Statement, values: Mapping[str, Any]) -> None:
        await self.flush()
        try:
            await self._cursor.execute(wanted, _bound(values), prepare=True)
        except psycopg.Error as error:
            raise _translated(error, self._driver) from None

    async def commit(self) -> None:
        if self._session is not None:
            await self._session.commit()
        # Also where a session was asked for and then had nothing to do.
        if self._driver.info.transaction_status != TransactionStatus.IDLE:
            try:
                await self._driver.commit()
            except psycopg.Error as error:
                raise _translated(error, self._driver) from None

    async def roll_back(self) -> None:
        """Never raises for a connection that is gone: there is nothing to undo then."""
        if self._session is not None:
            await self._session.close()
        try:
            await self._driver.rollback()
        except psycopg.Error:
            await self._driver.close()


def _bound(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Lists as PostgreSQL writes them: the driver looks at each of their values, which takes ten
    times as long. Every list has its type from the statement."""
    return {
        name: _array_literal(value) if type(value) is list else value
        for name, value in values.items()
    }


def _array_literal(values: list[Any]) -> str | list[Any]:
    """As text; what this cannot write stays with the driver."""
    written = []
    for value in values:
        if value is None:
            written.append("NULL")
        elif isinstance(value, str):
            words = value.replace("\\", r"\\").replace('"', r"\"")
            written.append(f'"{words}"')
        elif isinstance(value, (UUID, int, float)):  # a bool too: "True" is one of its words
            written.append(str(value))
        elif isinstance(value, datetime):
            written.append(f'"{value.isoformat()}"')
        else:
            return values
    return "{" + ",".join(written) + "}"


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[Transaction]:
    """Commits on a clean exit. Needs a scope, see `backend.db.scope`."""
    pooled = await _take(engine)
    driver = cast(Driver, pooled.driver_connection)
    try:
        try:
            now = pooled.info["began_at"] = await begin(driver)
        except psycopg.Error as error:
            raise _translated(error, driver) from None
        made = Transaction(engine, pooled, driver, now)
        try:
            yield made
            await made.commit()
        except BaseException:
            # Undone to the end, also when the task is being cancelled.
            await asyncio.shield(made.roll_back())
            raise
    finally:
        pooled.info.pop("began_at", None)
        if driver.closed:
            # The server went away, and with it what else the pool holds.
            await greenlet_spawn(engine.sync_engine.pool._invalidate, pooled)
        elif driver.info.transaction_status != TransactionStatus.IDLE:
            await greenlet_spawn(pooled.invalidate)
        pooled.close()


async def _take(engine: AsyncEngine) -> PoolProxiedConnection:
    try:
        return await greenlet_spawn(engine.sync_engine.raw_connection)
    except psycopg.Error as error:
        raise _translated(error) from None


def _translated(error: psycopg.Error, driver: Driver | None = None) -> Exception:
    """As SQLAlchemy would say it of a statement of its own."""
    if _is_too_much(error):
        return DataError(None, None, error, hide_parameters=True)
    return DBAPIError.instance(
        None,
        None,
        error,
        psycopg.Error,
        hide_parameters=True,
        connection_invalidated=driver is not None and driver.closed,
    )


def name_limits(engine: Engine) -> None:
    """For the statements of sessions: what is too much is no absence of the database."""

    def named(context: ExceptionContext) -> DataError | None:
        error = context.original_exception
        if isinstance(error, psycopg.Error) and _is_too_much(error):
            return DataError(context.statement, None, error, hide_parameters=True)
        return None

    event.listen(engine, "handle_error", named)


def _is_too_much(error: psycopg.Error) -> bool:
    return (error.sqlstate or "").startswith(_TOO_MUCH_CLASS)
