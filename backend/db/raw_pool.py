"""Connections without an ORM, for the one path where round trips are counted."""

from psycopg_pool import AsyncConnectionPool
from sqlalchemy.engine import make_url

from backend.db.engine import session_options


def create_raw_pool(
    database_url: str, *, max_size: int, statement_timeout_ms: int = 2000
) -> AsyncConnectionPool:
    """Autocommit, closed: `await pool.open()` first. Holds the application's role and limits."""
    url = make_url(database_url).set(drivername="postgresql")
    return AsyncConnectionPool(
        url.render_as_string(hide_password=False),
        min_size=1,
        max_size=max_size,
        open=False,
        kwargs={
            "autocommit": True,
            "options": session_options(statement_timeout_ms=statement_timeout_ms),
            "connect_timeout": 3,
        },
    )
