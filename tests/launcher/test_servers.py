"""The embedded servers, as the tests and bin/up start them."""

import psycopg
import pytest
import redis


def test_postgres_answers_with_checksums_and_utf8(postgres_server: str) -> None:
    """Every database we create detects damaged pages and stores any guest's name."""
    with psycopg.connect(postgres_server) as connection:
        row = connection.execute(
            "select current_setting('data_checksums'), current_setting('server_encoding')"
        ).fetchone()

    assert row == ("on", "UTF8")


def test_postgres_refuses_a_wrong_password(postgres_server: str) -> None:
    """Nobody else on the machine reads guests' messages through the loopback port."""
    wrong = postgres_server.replace("owner:", "owner:x", 1)

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


@pytest.mark.parametrize("extension", ["vector", "pg_trgm", "unaccent", "pg_stat_statements"])
def test_postgres_brings_the_extensions_we_build_on(postgres_server: str, extension: str) -> None:
    """Search and statistics work with the packaged server alone."""
    with psycopg.connect(postgres_server) as connection:
        connection.execute(f"create extension {extension}")
        connection.rollback()


def test_a_flushed_valkey_database_is_empty(flushed_redis_url: str) -> None:
    """A test that asks for an empty database does not see an earlier test's keys."""
    with redis.Redis.from_url(flushed_redis_url) as client:
        assert client.dbsize() == 0


def test_valkey_refuses_a_stranger(redis_url: str) -> None:
    """Without the password nothing can be read."""
    address = redis_url.rpartition("@")[2]

    with (
        redis.Redis.from_url(f"redis://{address}") as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_valkey_refuses_administration(redis_url: str) -> None:
    """The application's user cannot point the server at other files or wipe every database."""
    with redis.Redis.from_url(redis_url) as client:
        with pytest.raises(redis.ResponseError, match="permissions"):
            client.config_set("dir", "/")
        with pytest.raises(redis.ResponseError, match="permissions"):
            client.flushall()
