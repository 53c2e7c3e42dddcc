"""What bin/bench prints and writes."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.report import table, write_json
from bench.row import Row

FASTER = Row(
    what="drain", value=2, unit="ms", reference="one by one", reference_value=6, better="lower"
)
MORE = Row(what="send", value=50, unit="/s", reference="RQ", reference_value=100, better="higher")


def test_a_ratio_above_one_is_always_better() -> None:
    """A reader compares rows without remembering which way is good."""
    assert FASTER.ratio == 3
    assert MORE.ratio == 0.5


def test_the_table_names_the_reference_beside_our_value() -> None:
    """No figure stands alone."""
    assert table([FASTER]).splitlines()[1].split() == (
        ["drain", "2", "ms", "one", "by", "one", "6", "ms", "3.00x"]
    )


def test_the_json_keeps_every_row_with_its_ratio(tmp_path: Path) -> None:
    """A later run can be compared with this one."""
    path = write_json({"drains": [FASTER]}, tmp_path, now=datetime(2026, 3, 1, 12, tzinfo=UTC))

    written = json.loads(path.read_text())

    assert path.name == "20260301T120000Z.json"
    assert written["results"]["drains"][0]["ratio"] == 3.0


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A typing error does not look like a run without results."""
    assert main(["nonsense"]) == 1
    assert "no benchmark nonsense" in capsys.readouterr().err
