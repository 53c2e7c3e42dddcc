"""What an index costs is measured on two tables that differ in nothing else."""

import psycopg
import pytest

from bench import indexes
from bench._inbox_store import fill
from tests.fixtures.database import Database, clone_template

LEFT = (
    "select regexp_replace(indexdef, '^.* USING ', '') from pg_indexes where tablename = %s"
    " order by 1"
)


@pytest.mark.parametrize(("index", "table"), indexes.ASKED)
def test_the_copies_differ_by_the_one_index(
    database: Database, postgres_server: str, index: str, table: str
) -> None:
    """The rows are stored into both, and nothing is left behind."""
    urls = clone_template(postgres_server, f"test_{index}")
    with psycopg.connect(urls.owner_url) as owner:
        fill(owner, 2_000, hotels=4)
    with psycopg.connect(urls.owner_url, autocommit=True) as owner:
        indexes.copy_of(owner, table, "whole", without=None)
        indexes.copy_of(owner, table, "less", without=index)
        whole = owner.execute(LEFT, ("whole",)).fetchall()
        less = owner.execute(LEFT, ("less",)).fetchall()
        (before,) = owner.execute("select count(*) from less").fetchone() or (0,)
        seconds, written = indexes.store(owner, table, "less", rows=20, number=1)
        (after,) = owner.execute("select count(*) from less").fetchone() or (0,)

    assert len(whole) == len(less) + 1
    assert set(less) < set(whole)
    assert after == before + 20
    assert seconds > 0
    assert written > 0
