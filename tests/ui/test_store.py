"""The store of the browser, run by the bun that builds the front end."""

import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BROWSER = HERE.parents[1] / "hotelbot_ui" / "browser"


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.js")))
def test_the_store_keeps_its_promises(name: str) -> None:
    """Every promise of the file, each named there as a sentence."""
    bun = Path(sys.executable).with_name("bun")
    done = subprocess.run(
        [bun, "test", str(HERE / name)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_two_modules_offer_the_same_action() -> None:
    """All of them are spread into one object: the later one would silently take the other's
    place, and a button would do something else."""
    hooks = (BROWSER / "hooks.js").read_text()
    spread = set(re.findall(r"^ {2}\.\.\.(\w+),$", hooks, re.MULTILINE))
    offered: dict[str, list[str]] = defaultdict(list)
    for module in sorted(spread):
        script = (BROWSER / f"{module}.js").read_text()
        for name in re.findall(r"^export (?:async )?(?:function\*?|const|let) (\w+)", script, re.M):
            offered[name].append(module)

    assert len(offered) > len(spread)
    assert {name: places for name, places in offered.items() if len(places) > 1} == {}
