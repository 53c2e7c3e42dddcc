"""Runs migrations as the role that owns the tables, one process at a time."""

import os

from alembic import context
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

import backend.models  # noqa: F401 - fills the metadata
from backend.db.types import EnumText
from backend.settings import get_settings

MIGRATION_LOCK = 0x686F7462


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Closed vocabularies are plain text in the database."""
    return "sa.Text()" if kind == "type" and isinstance(item, EnumText) else False


def run() -> None:
    settings = get_settings()
    raw = os.environ.get("HOTELBOT_MIGRATION_DATABASE_URL") or settings.migration_database_url
    url = make_url(raw or settings.database_url).set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
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
