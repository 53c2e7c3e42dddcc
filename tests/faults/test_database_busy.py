"""PostgreSQL is there, and short of something: connections, locks, old rows it may clear away."""

import asyncio
from contextlib import ExitStack, closing, suppress
from random import Random
from time import monotonic

import psycopg

from backend.db.engine import session_options
from tests.faults.matrix import covers
from tests.faults.rig import Rig
from tests.faults.test_database_down import turned_away, writing
from tests.waiting import until

CHURNS = 10
"""Of 500 updates of every guest each."""
SLOW_S = 2.0
CONNECTIONS, FOR_SUPERUSERS = 40, 3


@covers("F23")
async def test_connections_exhausted(rig: Rig, seed: int) -> None:
    """Somebody else takes all connections and ours are cut: 503, nobody ends, then all goes on."""
    await rig.servers.restart_database(f"max_connections={CONNECTIONS}")
    async with writing(rig, seed):
        with ExitStack() as hogs:
            await _take_all(rig, hogs)
            await until(lambda: turned_away(rig) > 0, seconds=60)
        assert all(child.is_alive for child in rig.children)


async def _take_all(rig: Rig, hogs: ExitStack) -> None:
    """With the login of the product, whose pools try to come back meanwhile."""
    ours: list[int] = []
    async with asyncio.timeout(60):
        while len(ours) < CONNECTIONS - FOR_SUPERUSERS:
            try:
                taken = await asyncio.to_thread(_connect, rig)
            except psycopg.OperationalError:
                await asyncio.to_thread(rig.change, _CUT_THE_OTHERS, ours)
            else:
                hogs.enter_context(closing(taken))
                ours.append(taken.info.backend_pid)


def _connect(rig: Rig) -> psycopg.Connection:
    return psycopg.connect(rig.database.app_url)


_CUT_THE_OTHERS = """
select pg_terminate_backend(pid) from pg_stat_activity
where usename = 'hotelbot_app_login' and pid <> all(%s)
"""


@covers("F24")
async def test_deadlocks_and_lock_timeouts(rig: Rig, seed: int) -> None:
    """Somebody locks the same rows in any order, for longer than we wait: done again, once.

    We wait half a second, PostgreSQL looks for deadlocks after a whole one: ours end as time-outs.
    """
    async with writing(rig, seed):
        draw = Random(seed)
        wanted = given_up(rig) + LOCK_TIMEOUTS
        async with asyncio.timeout(150):
            while given_up(rig) < wanted:
                await asyncio.to_thread(_lock_some, rig, draw)


LOCK_TIMEOUTS = 10


def given_up(rig: Rig) -> int:
    return rig.servers.database.said.count("canceling statement due to lock timeout")


def _lock_some(rig: Rig, draw: Random) -> None:
    with (
        suppress(psycopg.errors.DeadlockDetected),
        psycopg.connect(rig.database.owner_url) as session,
    ):
        # Later than the engine's own second: the engine looks first, and is the victim.
        session.execute("set local deadlock_timeout = '10s'")
        for table in draw.sample(["conversation", "channel", "guest"], 3):
            session.execute(f"select 1 from {table} for update".encode())
            session.execute("select pg_sleep(%s)", (draw.choice((0.2, 0.5, 2.5)),))
        session.rollback()


@covers("F25")
async def test_an_idle_transaction(rig: Rig, seed: int) -> None:
    """A forgotten transaction of ours is ended by its timeout, while rows churn behind it."""
    async with writing(rig, seed):
        with closing(psycopg.connect(rig.database.app_url, options=_OURS)) as forgotten:
            forgotten.execute("set transaction isolation level repeatable read")
            forgotten.execute("select 1 from pg_class limit 1")
            pid = forgotten.info.backend_pid
            for _ in range(CHURNS):
                await asyncio.to_thread(rig.change, _CHURN)
            await until(lambda: not rig.rows(_ALIVE, pid), seconds=60)
        began = monotonic()
        rig.rows("select count(*) from due_intake(), due_turns(), due_sends()")
        assert monotonic() - began < SLOW_S, "finding what is due has become slow"


# As backend/db/engine.py opens each session: the timeout is what is rehearsed.
_OURS = session_options(statement_timeout_ms=30_000)
_CHURN = """
do $$ begin
  for n in 1..500 loop update guest set language = language; end loop;
end $$
"""
_ALIVE = "select 1 from pg_stat_activity where pid = %s"
