"""Rules of the tree that import contracts cannot express."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("hotelbot_ui", "backend", "jobs", "launcher", "simulators", "tests", "bench")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
# Data and page layouts that are one straight line of thought.
LONG_BY_NATURE = {"hotelbot_ui/design/tokens.py"}


def sources(*packages: str) -> list[Path]:
    return [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def features() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "backend/features").glob("*/__init__.py"))


@pytest.mark.parametrize("feature", features())
def test_a_feature_uses_only_its_own_repository(feature: str) -> None:
    """Another feature's rows are reached through that feature's service."""
    foreign = {
        name
        for path in (ROOT / "backend/features" / feature).rglob("*.py")
        for name in imported(path)
        if name.startswith("backend.features.")
        and ".repository" in name
        and not name.startswith(f"backend.features.{feature}.")
    }

    assert set() == foreign


def test_the_migrations_folder_is_not_a_package() -> None:
    """An __init__.py below alembic/ would hide the installed library."""
    assert list((ROOT / "alembic").rglob("__init__.py")) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_of_code_is_a_package(package: str) -> None:
    """Without __init__.py a package of the same name elsewhere would win."""
    bare = [
        str(folder.relative_to(ROOT))
        for folder in [ROOT / package, *(ROOT / package).rglob("*/")]
        if any(folder.glob("*.py")) and not (folder / "__init__.py").exists()
    ]

    assert bare == []


def test_only_settings_reads_the_environment() -> None:
    """One place to look for what configures the product."""
    allowed = {"backend/settings.py", "backend/reliability/faults.py"}
    readers = {
        str(path.relative_to(ROOT))
        for path in sources("backend", "jobs", "hotelbot_ui")
        if {"os.environ", "os.getenv"} & imported(path) or "os.environ" in path.read_text()
    }

    assert set() == readers - allowed


def test_files_stay_small_enough_to_read() -> None:
    """Past this size there is a noun or a trait to split by."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(*PACKAGES)
        if (lines := path.read_text().count("\n")) > LONGEST_FILE
        and str(path.relative_to(ROOT)) not in LONG_BY_NATURE
    }

    assert long == {}


def test_functions_stay_small_enough_to_see_whole() -> None:
    """Past this size the steps want names."""
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": node.end_lineno - node.lineno
        for path in sources("backend", "jobs", "launcher", "simulators", "hotelbot_ui")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno > LONGEST_FUNCTION
    }

    assert long == {}


def test_entries_are_changed_past_the_golden_questions_by_nobody() -> None:
    """One way for staff, files and programs; the demo fills a hotel before it has any."""
    direct = {"create_entry", "update_entry", "delete_entry", "undelete_entry"}
    allowed = (
        "backend/features/knowledge/",
        "backend/features/knowledge_changes/",
        "backend/features/demo/",
    )
    past = {
        str(path.relative_to(ROOT))
        for path in sources("backend", "jobs", "hotelbot_ui")
        for name in direct
        if re.search(rf"\b{name}\(", path.read_text())
        and not str(path.relative_to(ROOT)).startswith(allowed)
    }

    assert set() == past
