"""What a load does to the database: statements, dead rows, size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import LiteralString

import psycopg

from bench._chain import owner_url
from tests.fixtures.stack import Stack


@dataclass(frozen=True, slots=True)
class Effort:
    statements: int
    seconds: float
    """Inside statements, waiting for locks and the disk included."""


class Watch:
    """With the superuser's rights."""

    def __init__(self, stack: Stack) -> None:
        self._owner = psycopg.connect(owner_url(stack.data_dir), autocommit=True)

    def begin(self) -> None:
        """Statements are counted from now on, which costs some per cent of what they take."""
        self._owner.execute("create extension if not exists pg_stat_statements")
        self._owner.execute("alter system set pg_stat_statements.track = 'top'")
        self._owner.execute("select pg_reload_conf()")
        self._owner.execute("select pg_stat_statements_reset()")

    def effort(self) -> Effort:
        """Since `begin`."""
        row = self._owner.execute(
            "select sum(calls), sum(total_exec_time) / 1000 from pg_stat_statements"
            " where query not ilike '%pg_stat%' and query not in ('begin', 'commit', 'COMMIT')"
        ).fetchone()
        assert row is not None
        return Effort(int(row[0]), float(row[1]))

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
