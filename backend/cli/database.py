"""Roles, database, schema."""

import argparse
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config

from backend.db.provision import provision
from backend.errors import Invalid, Unavailable
from backend.settings import Settings

OWNER_URL = "HOTELBOT_OWNER_DATABASE_URL"
CHECKOUT = Path(__file__).parents[2]


def provision_database(settings: Settings, _: argparse.Namespace) -> int:
    if settings.owner_database_url is None:
        raise Invalid(f"Set {OWNER_URL} to a login that may create roles and databases.")
    if not settings.migration_database_url:
        raise Invalid("Set HOTELBOT_MIGRATION_DATABASE_URL: the login that owns the tables.")
    try:
        provision(
            settings.owner_database_url.get_secret_value(),
            app_url=settings.database_url,
            migration_url=settings.migration_database_url,
        )
    except psycopg.OperationalError as error:
        raise Unavailable(
            f"The database does not let its owner in ({str(error).strip().splitlines()[-1]}). "
            "The data folder and the passwords beside it belong together: restore both from one "
            "backup, or move the data folder away to begin anew."
        ) from None
    return 0


def migrate_database(_: Settings, __: argparse.Namespace) -> int:
    command.upgrade(Config(str(CHECKOUT / "alembic.ini")), "head")
    return 0
