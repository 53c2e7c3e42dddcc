"""Migrations run from empty, back, and say the same as the models."""

import psycopg
from alembic.config import Config
from alembic.script import ScriptDirectory

from backend.kit.ids import new_uuid
from tests.fixtures.database import CHECKOUT, Database, migrate, urls_of


def test_there_is_one_head() -> None:
    """Two heads would leave the order of migrations to chance."""
    script = ScriptDirectory.from_config(Config(str(CHECKOUT / "alembic.ini")))

    assert len(script.get_heads()) == 1


def test_up_down_and_up_again_from_empty(database: Database, postgres_server: str) -> None:
    """Every migration can be taken back, and the models need no further one."""
    urls = _empty(postgres_server, "test_migrations")
    migrate(urls, "upgrade", "head")
    migrate(urls, "downgrade", "base")
    migrate(urls, "upgrade", "head")

    assert "No new upgrade operations" in migrate(urls, "check").stdout


def test_texts_from_before_the_review_go_on_being_sent(
    database: Database, postgres_server: str
) -> None:
    """Each is the first version of its language and counts as reviewed; on the way back the
    words that guests get are kept."""
    urls = _empty(postgres_server, "test_template_texts")
    migrate(urls, "upgrade", "0022")
    hotel, template = new_uuid(), new_uuid()
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        owner.execute(
            "insert into hotel (id, name, timezone, status, ai_mode)"
            " values (%s, 'H', 'UTC', 'active', 'auto')",
            [hotel],
        )
        owner.execute(
            "insert into template (hotel_id, id, name) values (%s, %s, 'T')", [hotel, template]
        )
        owner.execute(
            "insert into template_text (hotel_id, template_id, language, text)"
            " values (%s, %s, 'en', 'Hello {{room|dear guest}}')",
            [hotel, template],
        )
    migrate(urls, "upgrade", "0032")
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        after = owner.execute(
            "select t.version, t.sent_version, v.text, v.reviewed_at is not null"
            " from template_text t join template_version v using (hotel_id, template_id, language)"
        ).fetchall()
        owner.execute(
            "insert into template_version (hotel_id, template_id, language, version, text)"
            " values (%s, %s, 'en', 2, 'A draft')",
            [hotel, template],
        )
        owner.execute("update template_text set version = 2")
    migrate(urls, "downgrade", "0022")
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        back = owner.execute("select language, text from template_text").fetchall()

    assert after == [(1, 1, "Hello {{room|dear guest}}", True)]
    assert back == [("en", "Hello {{room|dear guest}}")]


def _empty(postgres_server: str, name: str) -> Database:
    urls = urls_of(postgres_server, name)
    with psycopg.connect(postgres_server, autocommit=True) as owner:
        owner.execute(f"create database {name} owner hotelbot_migrator")
        owner.execute(f"grant connect on database {name} to hotelbot_app_login")
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        owner.execute("grant create, usage on schema public to hotelbot_migrator")
        owner.execute("grant create, usage on schema public to hotelbot_dispatcher")
        owner.execute("grant create, usage on schema public to hotelbot_searcher")
    return urls
