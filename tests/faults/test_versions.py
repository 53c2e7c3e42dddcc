"""A new version comes while guests write: migrations under load, old and new code side by side."""

import asyncio
import subprocess
from pathlib import Path

import psycopg

from tests.faults.matrix import covers
from tests.faults.rig import Rig
from tests.faults.test_database_down import turned_away, writing
from tests.fixtures.database import CHECKOUT, migrate
from tests.waiting import until

# What the expanding half of a later version may do to the tables that are used most.
EXPAND = """
alter table message add column later_version text;
alter table conversation add column later_version jsonb not null default '{}';
alter table outbox add column later_version integer not null default 0;
alter table inbox add column later_version timestamptz default clock_timestamp();
create table later_table (id bigint primary key, hotel_id uuid not null);
"""
BACKFILL = "update message set later_version = 'filled' where later_version is null"
MIGRATION = '''"""A later version."""

from alembic import op

revision = "later"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in """{statement}""".split(";"):
        if statement.strip():
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError
'''


@covers("F46")
async def test_a_migration_under_load(rig: Rig, seed: int, tmp_path: Path) -> None:
    """Columns, a table, an index and a backfill come while guests write, behind a session that
    holds a lock for long: the migration steps back and tries again, and keeps nobody waiting."""
    async with writing(rig, seed):
        before = turned_away(rig)
        with psycopg.connect(rig.database.owner_url) as reader:
            reader.execute("select count(*) from message")  # holds its lock until it ends
            task = asyncio.create_task(asyncio.to_thread(_upgrade, rig, tmp_path))
            await until(lambda: rig.servers.database.has_said("lock timeout"), seconds=60)
            refused = turned_away(rig) - before
            reader.rollback()
        await task
        # A webhook is acknowledged before its message is written.
        await until(lambda: rig.value("select count(*) from message") > 0, seconds=60)
        await asyncio.to_thread(_index_and_fill, rig)
    assert refused == 0
    assert rig.value("select count(*) from message where later_version = 'filled'") > 0


def _upgrade(rig: Rig, folder: Path) -> None:
    """Our own alembic environment, with one migration more."""
    script = folder / "alembic"
    subprocess.run(["cp", "-r", str(CHECKOUT / "alembic"), str(script)], check=True)
    head = rig.value("select version_num from alembic_version")
    (script / "versions" / "later.py").write_text(MIGRATION.format(head=head, statement=EXPAND))
    config = folder / "alembic.ini"
    ours = (CHECKOUT / "alembic.ini").read_text()
    config.write_text(
        ours.replace("%(here)s", str(CHECKOUT), 1).replace(
            f"script_location = {CHECKOUT}/alembic", f"script_location = {script}"
        )
    )
    migrate(rig.database, "-c", str(config), "upgrade", "head")


def _index_and_fill(rig: Rig) -> None:
    rig.change("create index concurrently later_index on message (hotel_id, later_version)")
    rig.change(BACKFILL)


@covers("F47")
async def test_code_beside_another_versions_schema(rig: Rig, seed: int) -> None:
    """This code on the schema that the next version has expanded, and the migrations back and
    forth under the same code."""
    rig.change(EXPAND)
    async with writing(rig, seed):
        # A webhook is acknowledged before its message is written.
        await until(lambda: rig.value("select count(*) from message") > 0, seconds=60)
        await asyncio.to_thread(rig.change, BACKFILL)
    assert rig.value("select count(*) from message where later_version = 'filled'") > 0
