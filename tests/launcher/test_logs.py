"""Where the children's words go."""

from pathlib import Path

import pytest

from launcher.logs import BoundedFile, Logs


def test_a_log_never_grows_past_twice_its_limit(tmp_path: Path) -> None:
    """A talkative child does not fill the disk over months."""
    log = BoundedFile(tmp_path / "web.log", limit=1000)

    for number in range(500):
        log.write(f"line {number}")
    log.close()

    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 2100
    assert (tmp_path / "web.log").read_text().endswith("line 499\n")


def test_nothing_reaches_the_terminal_until_all_is_ready(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """While starting, a person reads progress; afterwards, what each process says, by name."""
    logs = Logs(tmp_path)

    logs.add("web-1", "starting up")
    logs.shown = True
    logs.add("web-1", "a guest wrote")

    printed = capsys.readouterr().out
    assert "starting up" not in printed
    assert "web-1       | a guest wrote" in printed
    assert (tmp_path / "web-1.log").read_text() == "starting up\na guest wrote\n"


def test_the_last_words_are_kept_for_the_report_of_a_failure(tmp_path: Path) -> None:
    """Thirty lines say why; the whole file is there for the rest."""
    logs = Logs(tmp_path)

    for number in range(100):
        logs.add("worker-1", f"line {number}")

    kept = logs.last("worker-1").splitlines()
    assert len(kept) == 30
    assert kept[-1].strip() == "line 99"


def test_a_full_disk_costs_lines_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The service goes on, the other logs too, and the operator is told once."""
    (tmp_path / "web-1.log").symlink_to("/dev/full")
    logs = Logs(tmp_path)

    for number in range(3):
        logs.add("web-1", f"line {number}")
        logs.add("worker-1", f"line {number}")
    logs.close()

    printed = capsys.readouterr().out
    assert printed.count("Log lines are lost") == 1
    assert str(tmp_path) in printed
    assert logs.last("web-1").splitlines()[-1].strip() == "line 2"
    assert (tmp_path / "worker-1.log").read_text() == "line 0\nline 1\nline 2\n"


def test_after_a_full_disk_the_log_says_what_is_missing(tmp_path: Path) -> None:
    """A gap in a log is seen as a gap."""
    logs = Logs(tmp_path / "logs")
    (tmp_path / "logs").rename(tmp_path / "gone")
    logs.add("web-1", "nowhere to go")
    logs.add("web-1", "nor this")
    (tmp_path / "gone").rename(tmp_path / "logs")
    logs.add("web-1", "back")
    logs.close()

    kept = (tmp_path / "logs" / "web-1.log").read_text().splitlines()
    assert kept == ["(2 lines before this one could not be kept)", "back"]
