"""What a load does to the database: dead rows, and whatever is asked."""

from collections.abc import Mapping
from typing import LiteralString

import psycopg

from bench._chain import owner_url
from tests.fixtures.stack import Stack


class Watch:
    """With the superuser's rights."""

    def __init__(self, stack: Stack) -> None:
        self._owner = psycopg.connect(owner_url(stack.data_dir), autocommit=True)

    def dead_rows(self) -> Mapping[str, int]:
        rows = self._owner.execute(
            "select relname, n_dead_tup from pg_stat_user_tables order by n_dead_tup desc"
        )
        return dict(rows.fetchall())

    def count(self, question: LiteralString) -> int:
        row = self._owner.execute(question).fetchone()
        assert row is not None
        return int(row[0])

    def close(self) -> None:
        self._owner.close()
