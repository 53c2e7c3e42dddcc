"""What each index of words, names and decisions costs whoever stores a row: the same rows into two
copies of the table, with all of its indexes and without the one, in turns.

BENCH_DATA names the folder where the filled database stays for the next run.
"""

import os
import statistics
import time
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from bench._inbox_store import filled, kept_server
from bench.inbox import FOLDER
from bench.row import Row

MESSAGES, HOTELS = 100_000, 10
ROUNDS, PER_COMMIT = 6, 10
PER_ROUND = {"message": 6_000, "guest": 1_500}
ASKED = (
    ("ix_message_words", "message"),
    ("ix_guest_names", "guest"),
    ("ix_message_decision", "message"),
)
DEFINITION: LiteralString = "select indexdef from pg_indexes where indexname = %s"
OF_COPY: LiteralString = "select indexname, indexdef from pg_indexes where tablename = %s"


def run() -> list[Row]:
    with kept_server(Path(os.environ.get("BENCH_DATA", FOLDER))) as url:
        owner_url = filled(url, MESSAGES, hotels=HOTELS).urls.owner_url
        with psycopg.connect(owner_url, autocommit=True) as owner:
            return [row for index, table in ASKED for row in _cost(owner, index, table)]


def _cost(owner: psycopg.Connection, index: str, table: str) -> list[Row]:
    names = {"with": f"{table}_with", "without": f"{table}_without"}
    for kind, name in names.items():
        copy_of(owner, table, name, without=index if kind == "without" else None)
    took: dict[str, list[float]] = {"with": [], "without": []}
    log: dict[str, list[float]] = {"with": [], "without": []}
    for number in range(ROUNDS):
        for kind in ("with", "without") if number % 2 else ("without", "with"):
            seconds, written = store(
                owner, table, names[kind], rows=PER_ROUND[table], number=number
            )
            took[kind].append(seconds / PER_ROUND[table] * 1000)
            log[kind].append(written / PER_ROUND[table] / 1000)
    for name in names.values():
        owner.execute(sql.SQL("drop table {}").format(sql.Identifier(name)))
    return [
        _row(f"storing a row of {table} with {index}", "ms", took),
        _row(f"log of a row of {table} with {index}", "kB", log),
    ]


def copy_of(owner: psycopg.Connection, table: str, name: str, *, without: str | None) -> None:
    """Filled as the table is, with its indexes, defaults and checks."""
    held = {"copy": sql.Identifier(name), "table": sql.Identifier(table)}
    owner.execute(sql.SQL("drop table if exists {copy}").format(**held))
    owner.execute(sql.SQL("create table {copy} (like {table} including all)").format(**held))
    if without is not None:
        (definition,) = owner.execute(DEFINITION, (without,)).fetchone() or ("",)
        wanted = definition.partition(" USING ")[2]
        (found,) = [
            copied
            for copied, made in owner.execute(OF_COPY, (name,)).fetchall()
            if made.partition(" USING ")[2] == wanted
        ]
        owner.execute(sql.SQL("drop index {}").format(sql.Identifier(found)))
    owner.execute(sql.SQL("insert into {copy} select * from {table}").format(**held))
    owner.execute(sql.SQL("vacuum analyze {copy}").format(**held))


def store(
    owner: psycopg.Connection, table: str, name: str, *, rows: int, number: int
) -> tuple[float, float]:
    """Seconds, and bytes of the write-ahead log, for rows like those that are there, one by one."""
    owner.execute(sql.SQL(FRESH[table]).format(rows=rows, skip=number * rows))
    before = _log_position(owner)
    began = time.perf_counter()
    owner.execute(sql.SQL(STORE).format(name=sql.Identifier(name), rows=rows, at_once=PER_COMMIT))
    took = time.perf_counter() - began
    written = _log_position(owner) - before
    owner.execute("drop table fresh")
    return took, written


FRESH: dict[str, LiteralString] = {
    "message": """
        create temp table fresh as select row_number() over (order by m.id) - {skip} as number,
          m as made from message m order by m.id offset {skip} limit {rows};
        update fresh set made.id = nextval('message_id_seq'),
          made.provider_id = gen_random_uuid()::text;
        create unique index on fresh (number); analyze fresh""",
    "guest": """
        create temp table fresh as select row_number() over (order by g.id) - {skip} as number,
          g as made from guest g order by g.id offset {skip} limit {rows};
        update fresh set made.id = uuidv7(), made.phone = (made).phone || {skip} || number;
        create unique index on fresh (number); analyze fresh""",
}
STORE: LiteralString = """
do $$
begin
  for place in 1..{rows} loop
    insert into {name} select (made).* from fresh where number = place;
    if place % {at_once} = 0 then commit; end if;
  end loop;
end $$
"""


def _log_position(owner: psycopg.Connection) -> int:
    row = owner.execute("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')").fetchone()
    assert row is not None
    return int(row[0])


def _row(what: str, unit: str, found: dict[str, list[float]]) -> Row:
    return Row(
        what=what,
        value=statistics.median(found["with"]),
        unit=unit,
        reference="without",
        reference_value=statistics.median(found["without"]),
        better="lower",
    )
