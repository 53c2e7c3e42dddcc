"""Coverage-guided fuzzing of what reads foreign bytes, the same runs in every run of the tests."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.effort import FACTOR, LONG
from tests.fixtures.database import CHECKOUT
from tests.fuzz.targets import SAMPLES_FOLDER

SEED = 20_261
ENOUGH_S = 150
RUNS = {"webhook": 12_000, "spoiled_webhook": 12_000, "pseudonyms": 500, "templates": 20_000}
LONGEST = {"webhook": 4096, "spoiled_webhook": 512, "pseudonyms": 256, "templates": 512}


@pytest.mark.timeout(2 * ENOUGH_S * FACTOR)
@pytest.mark.parametrize("target", RUNS)
def test_no_bytes_break_it(target: str, tmp_path: Path) -> None:
    """Nothing but a named refusal comes out of the parser; nothing personal out of the house; no
    braces out of a template."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path in sorted(SAMPLES_FOLDER.rglob("*")):
        if path.is_file():
            shutil.copy(path, corpus / path.name)
    options = (
        f"-runs={RUNS[target] * FACTOR}",
        f"-seed={SEED if not LONG else 0}",
        f"-max_len={LONGEST[target]}",
        f"-artifact_prefix={tmp_path}/",
    )
    found = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run_atheris", target, *options, str(corpus)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=ENOUGH_S * FACTOR,
        check=False,
    )
    assert found.returncode == 0, found.stderr[-4000:]
    assert "Instrumenting backend" in found.stderr, "nothing was measured, so nothing was guided"
