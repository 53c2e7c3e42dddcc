"""Runs migrations as the role that owns the tables, one process at a time.

A migration that waits for a table holds up everybody who comes after it: it waits briefly, steps
back, and tries again.
"""

import os
import time

from alembic import context
from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import backend.models  # noqa: F401 - fills the metadata
from backend.db.types import EnumText
from backend.settings import get_settings

MIGRATION_LOCK = 0x686F7462
LOCK_WAIT = "1s"
PAUSE_S = 1.0
TRIES = 60


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Closed vocabularies are plain text in the database."""
    return "sa.Text()" if kind == "type" and isinstance(item, EnumText) else False


def run() -> None:
    settings = get_settings()
    raw = os.environ.get("HOTELBOT_MIGRATION_DATABASE_URL") or settings.migration_database_url
    url = make_url(raw or settings.database_url).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool)
    for left in reversed(range(TRIES)):
        try:
            migrate(engine)
            break
        except OperationalError as error:
            if left == 0 or not isinstance(error.orig, LockNotAvailable | DeadlockDetected):
                raise
            time.sleep(PAUSE_S)


def migrate(engine: Engine) -> None:
    """What earlier tries have committed stays: each migration has a transaction of its own."""
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        connection.execute(
            text("select set_config('lock_timeout', :wait, false)"), {"wait": LOCK_WAIT}
        )
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            transaction_per_migration=True,
            render_item=render_item,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
