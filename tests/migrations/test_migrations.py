"""Migrations run from empty, back, and say the same as the models."""

import psycopg
from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.fixtures.database import CHECKOUT, Database, migrate, urls_of


def test_there_is_one_head() -> None:
    """Two heads would leave the order of migrations to chance."""
    script = ScriptDirectory.from_config(Config(str(CHECKOUT / "alembic.ini")))

    assert len(script.get_heads()) == 1


def test_up_down_and_up_again_from_empty(database: Database, postgres_server: str) -> None:
    """Every migration can be taken back, and the models need no further one."""
    urls = urls_of(postgres_server, "test_migrations")
    with psycopg.connect(postgres_server, autocommit=True) as owner:
        owner.execute("create database test_migrations owner hotelbot_migrator")
        owner.execute("grant connect on database test_migrations to hotelbot_app_login")
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        owner.execute("grant create, usage on schema public to hotelbot_migrator")
        owner.execute("grant create, usage on schema public to hotelbot_dispatcher")
    migrate(urls, "upgrade", "head")
    migrate(urls, "downgrade", "base")
    migrate(urls, "upgrade", "head")

    assert "No new upgrade operations" in migrate(urls, "check").stdout
