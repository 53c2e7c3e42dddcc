"""The commands, run as an operator runs them: in a process of their own."""

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from launcher.kept import free_port
from tests.fixtures.database import CHECKOUT, Database
from tests.waiting import PATIENCE_S

EMPTY = "cli_empty"


def run(*words: str, env: dict[str, str], fails: bool = False) -> str:
    """What the command said; both streams."""
    done = subprocess.run(
        [sys.executable, "-m", "backend.cli", *words],
        cwd=CHECKOUT,
        env={**os.environ, "HOTELBOT_LOG_LEVEL": "WARNING", **env},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(postgres_server: str, redis_url: str) -> dict[str, str]:
    """A database made by `db provision` and `db migrate`, and the environment that reaches it."""
    host = postgres_server.rpartition("@")[2].partition("/")[0]
    env = {
        "HOTELBOT_OWNER_DATABASE_URL": postgres_server,
        "HOTELBOT_DATABASE_URL": f"postgresql://hotelbot_app_login:app@{host}/{EMPTY}",
        "HOTELBOT_MIGRATION_DATABASE_URL": f"postgresql://hotelbot_migrator:migrate@{host}/{EMPTY}",
        "HOTELBOT_REDIS_URL": redis_url,
        "HOTELBOT_ADMIN_EMAIL": "Boss@Platform.test",
        "HOTELBOT_ADMIN_PASSWORD": "a password of the boss",
        "HOTELBOT_SIMULATORS": "off",
    }
    for _ in range(2):
        run("db", "provision", env=env)
        run("db", "migrate", env=env)
    return env


def test_the_first_admin_is_made_once(installed: dict[str, str]) -> None:
    """A second run changes nothing and says so."""
    first = run("admin", "create", env=installed)
    second = run("admin", "create", env=installed)

    assert "was made" in first
    assert "exists already" in second


def test_a_weak_admin_password_is_refused(installed: dict[str, str]) -> None:
    """The reason is one sentence, not a traceback."""
    env = {**installed, "HOTELBOT_ADMIN_EMAIL": "x@y.test", "HOTELBOT_ADMIN_PASSWORD": "password"}
    said = run("admin", "create", env=env, fails=True)

    assert "guessed" in said
    assert "Traceback" not in said


def test_demo_hotels_load_once_and_are_whole(installed: dict[str, str]) -> None:
    """Three hotels in three time zones, with guests, chats, facts, triggers and people."""
    first = run("demo", "load", env=installed)
    second = run("demo", "load", env=installed)
    owner = installed["HOTELBOT_OWNER_DATABASE_URL"].rpartition("/")[0] + f"/{EMPTY}"
    with psycopg.connect(owner) as everything:
        rows = everything.execute(
            "select count(*), count(distinct timezone),"
            " min((select count(*) from guest g where g.hotel_id = h.id)),"
            " min((select count(*) from conversation c where c.hotel_id = h.id)),"
            " min((select count(*) from knowledge_entry k where k.hotel_id = h.id)),"
            " min((select count(*) from trigger t where t.hotel_id = h.id and t.enabled)),"
            " min((select count(*) from template_text t where t.hotel_id = h.id)),"
            " min((select count(*) from staff s where s.hotel_id = h.id)),"
            " max((select count(*) from message m where m.hotel_id = h.id and m.sent_at > now()))"
            " from hotel h"
        ).fetchone()

    assert "3 demo hotels were made" in first
    assert "exist already" in second
    assert rows is not None
    assert rows[:2] == (3, 3)
    assert rows[2] >= 12
    assert rows[3] >= 11
    assert rows[4] >= 12
    assert rows[5:8] == (3, 16, 3)
    assert rows[8] == 0


def test_the_logins_are_printed(installed: dict[str, str]) -> None:
    """One line for each person, with the password."""
    lines = run("demo", "logins", env=installed).strip().splitlines()

    assert len(lines) == 10
    assert all("@" in line and "morning coffee" in line for line in lines)


@pytest.mark.parametrize("verb", ["load", "logins"])
def test_production_has_no_demo(installed: dict[str, str], verb: str) -> None:
    """Known passwords never get into an installation that is meant seriously."""
    env = {**installed, "HOTELBOT_ENV": "production", "HOTELBOT_SECRET_KEY": "k" * 40}
    said = run("demo", verb, env=env, fails=True)

    assert "production" in said


def test_the_simulators_learn_of_the_numbers(installed: dict[str, str]) -> None:
    """Each start of the product tells them again: they forget."""
    with simulators() as port:
        run(
            "demo",
            "load",
            env={
                **installed,
                "HOTELBOT_SIMULATORS": "on",
                "HOTELBOT_SIMULATOR_PORT": str(port),
            },
        )
        state = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/control/state"))

    assert len(state["instances"]) == 3


def test_dead_letters_are_listed_by_hotel(installed: dict[str, str], database: Database) -> None:
    """An installation without any says nothing; a wrong id is explained."""
    assert run("deadletters", "list", env=installed).strip() == ""
    assert run("inbox", "replay", env=installed).strip() == ""
    said = run("inbox", "replay", "--hotel", "nonsense", env=installed, fails=True)
    assert re.search(r"id of a hotel", said)


@contextmanager
def simulators() -> Iterator[int]:
    """The simulators in a process of their own; `demo load` waits until they answer."""
    port = free_port()
    options = ("--host", "127.0.0.1", "--port", str(port), "--log-level", "error")
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", *options, "simulators.app:app"], cwd=CHECKOUT
    )
    try:
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE_S)
