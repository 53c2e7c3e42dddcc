"""The asynchronous engine: bounded pool, bounded statements, the application's role."""

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from backend.db.scope import guard_transactions

APP_ROLE = "hotelbot_app"


def session_options(*, statement_timeout_ms: int) -> str:
    """libpq `options`: what every connection of the application starts with."""
    return (
        f"-c role={APP_ROLE} -c statement_timeout={statement_timeout_ms} -c lock_timeout=2000"
        " -c idle_in_transaction_session_timeout=10000 -c timezone=UTC"
    )


def create_engine(database_url: str, *, pool_size: int, statement_timeout_ms: int) -> AsyncEngine:
    url = make_url(database_url).set(drivername="postgresql+psycopg")
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
        # An error text is logged; what a guest wrote is a parameter.
        hide_parameters=True,
        connect_args={
            "options": session_options(statement_timeout_ms=statement_timeout_ms),
            "connect_timeout": 3,
        },
    )
    guard_transactions(engine.sync_engine)
    return engine
