"""The browser's part: built once, and again only when something it is made from has changed."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from launcher.service import Service

SOURCES = (
    "hotelbot_ui/**/*.py",
    "hotelbot_ui/**/*.js",
    "hotelbot_ui/**/*.css",
    "assets/**/*",
    "rxconfig.py",
    "reflex.lock/*",
)

STAMP = "hotelbot-build"
BUILD_SECONDS = 600.0


def is_current(checkout: Path, public_url: str) -> bool:
    web = web_folder(checkout)
    stamp = web / STAMP
    built = (web / "build" / "client").is_dir() and stamp.exists()
    return built and stamp.read_text() == fingerprint(checkout, public_url)


def forget(checkout: Path) -> None:
    """Before a build: an interrupted one must not look finished."""
    (web_folder(checkout) / STAMP).unlink(missing_ok=True)


def remember(checkout: Path, public_url: str) -> None:
    (web_folder(checkout) / STAMP).write_text(fingerprint(checkout, public_url))


def build_task(checkout: Path, env: Mapping[str, str]) -> Service:
    scripts = Path(sys.executable).parent
    return Service(
        name="front-end",
        argv=(str(scripts / "reflex"), "export", "--frontend-only", "--no-zip"),
        env=env,
        cwd=checkout,
        start_seconds=BUILD_SECONDS,
    )


def web_folder(checkout: Path) -> Path:
    return checkout / ".web"


def fingerprint(checkout: Path, public_url: str) -> str:
    """Of the inputs: two builds of the same inputs differ in their bytes."""
    digest = hashlib.sha256(f"{version('reflex')} {public_url}".encode())
    for path in _sources(checkout):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(checkout)} {content}\n".encode())
    return digest.hexdigest()


def _sources(checkout: Path) -> Iterator[Path]:
    found = {path for pattern in SOURCES for path in checkout.glob(pattern) if path.is_file()}
    return iter(sorted(found))
