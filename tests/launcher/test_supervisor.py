"""What the supervisor promises about the processes it starts."""

import signal
from pathlib import Path

import pytest

from launcher.supervisor import (
    STOP_SECONDS,
    STORES_STOP_SECONDS,
    SWEEP_SECONDS,
    apps_stop_seconds,
    restart_delay,
)
from tests.launcher.conftest import Stage, is_alive, kill, until
from tests.waiting import PATIENCE_S

SLEEPER = "echo $$ > sleeper.pid; touch sleeper.ready; exec sleep 300"
DEAF = "trap '' TERM INT; echo $$ > deaf.pid; touch deaf.ready; while :; do sleep 1; done"
# A grandchild with a session of its own: no process group and no death signal reaches it.
STRAY = "setsid sleep 300 & echo $! > stray.pid; touch stray.ready; exec sleep 300"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("ask", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asking_to_stop_ends_every_child(stage: Stage, ask: signal.Signals) -> None:
    """Ctrl-C, SIGTERM and a closed terminal all leave an empty machine and exit code 0."""
    run = stage.start_ready(sleeper=SLEEPER, stray=STRAY)

    run.send_signal(ask)

    assert run.wait(PATIENCE_S) == 0
    assert not is_alive(stage.pid("sleeper"))
    assert not is_alive(stage.pid("stray"))


def test_a_child_that_ignores_the_signal_is_killed_in_time(stage: Stage) -> None:
    """Ten seconds bound the stop, whatever a child does."""
    run = stage.start_ready(deaf=DEAF)

    run.send_signal(signal.SIGTERM)

    assert run.wait(PATIENCE_S) == 0
    assert apps_stop_seconds(STOP_SECONDS) + STORES_STOP_SECONDS + SWEEP_SECONDS <= 10
    assert not is_alive(stage.pid("deaf"))


def test_a_second_ctrl_c_ends_all_at_once(stage: Stage) -> None:
    """An impatient operator does not wait for the grace time."""
    stage.stop_seconds = 10 * PATIENCE_S
    run = stage.start_ready(deaf=DEAF)

    run.send_signal(signal.SIGINT)
    until(lambda: "Stopping" in stage.said())
    run.send_signal(signal.SIGINT)

    run.wait(PATIENCE_S)
    assert not is_alive(stage.pid("deaf"))


def test_a_killed_child_starts_again(stage: Stage) -> None:
    """A crash of one process heals without anybody looking."""
    stage.start_ready(sleeper=SLEEPER)
    first = stage.pid("sleeper")

    kill(first)

    until(lambda: stage.pid_or_none("sleeper") not in (None, first))
    assert is_alive(stage.pid("sleeper"))
    assert "sleeper ended (-9), starts again in 0.5 s" in stage.said()


def test_a_killed_parent_leaves_nobody(stage: Stage) -> None:
    """Even kill -9 of bin/up frees every port and file, grandchildren included."""
    run = stage.start_ready(sleeper=SLEEPER, stray=STRAY, deaf=DEAF)

    run.kill()
    run.wait()

    for name in ("sleeper", "stray", "deaf"):
        until(lambda name=name: not is_alive(stage.pid(name)))  # type: ignore[misc]


def test_a_start_after_a_killed_parent_waits_for_the_cleaning(stage: Stage) -> None:
    """The next start does not meet the last run's processes on its ports."""
    run = stage.start_ready(deaf=DEAF)
    left_behind = stage.pid("deaf")
    run.kill()
    run.wait()

    stage.start_ready(sleeper=SLEEPER)

    assert not is_alive(left_behind)


def test_a_second_start_is_refused(stage: Stage) -> None:
    """Two supervisors on one data folder would fight over the database."""
    first = stage.start_ready(sleeper=SLEEPER)

    second = stage.start(sleeper=SLEEPER)

    assert second.wait(PATIENCE_S) == 1
    assert f"Already running (pid {first.pid})" in stage.said()
    assert first.poll() is None


def test_a_child_that_dies_while_starting_ends_the_start_with_its_words(stage: Stage) -> None:
    """The operator reads the cause, not only that something failed."""
    run = stage.start(sleeper=SLEEPER, broken="echo no such table; : broken.ready; exit 3")

    assert run.wait(PATIENCE_S) == 1
    assert "broken ended while starting" in stage.said()
    assert "no such table" in stage.said()
    assert not is_alive(stage.pid("sleeper"))


def test_a_stop_while_starting_ends_what_has_started(stage: Stage) -> None:
    """Ctrl-C is heard before everything is ready."""
    run = stage.start(sleeper=SLEEPER, slow="echo $$ > slow.pid; : slow.ready; exec sleep 300")
    until(lambda: stage.pid_or_none("slow") is not None)

    run.send_signal(signal.SIGINT)

    assert run.wait(PATIENCE_S) == 0
    assert not is_alive(stage.pid("sleeper"))
    assert not is_alive(stage.pid("slow"))


def test_what_a_child_says_is_kept_in_its_log(stage: Stage, tmp_path: Path) -> None:
    """After a night the operator can still read what each process said."""
    stage.start_ready(talker="echo good evening; touch talker.ready; exec sleep 300")
    log = tmp_path / "logs" / "talker.log"

    until(lambda: log.exists() and "good evening" in log.read_text())


def test_restarts_come_slower_and_never_stop() -> None:
    """A process that falls at once does not burn the machine, and is tried for ever."""
    assert [restart_delay(failures) for failures in (1, 2, 3, 4)] == [0.5, 1.0, 2.0, 4.0]
    assert restart_delay(1_000_000) == 30.0
