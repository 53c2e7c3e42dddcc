"""The browser's part: built once, and again only when something it is made from has changed."""

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from launcher.service import Service

# What the build is made from, relative to the checkout.
SOURCES = (
    "hotelbot_ui/**/*.py",
    "hotelbot_ui/**/*.js",
    "hotelbot_ui/**/*.css",
    "hotelbot_ui/**/*.json",
    "assets/**/*",
    "rxconfig.py",
    "reflex.lock/*",
)

STAMP = "hotelbot-build"
PACKAGE_LISTS = ("package.json", "bun.lock")
SCRIPTS = Path(sys.executable).parent
BUILD_SECONDS = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The bundle of one installation; two installations of a checkout do not share it."""

    checkout: Path
    folder: Path
    public_url: str
    """Baked into the bundle: the browser opens its socket there."""

    def is_current(self) -> bool:
        stamp = self.folder / STAMP
        made = (self.folder / "build" / "client").is_dir() and stamp.exists()
        return made and stamp.read_text() == self.fingerprint()

    def forget(self) -> None:
        """Before a build: an interrupted one must not look finished, and the package list of an
        older release must not be held against the lock of this one."""
        for name in (STAMP, *PACKAGE_LISTS):
            (self.folder / name).unlink(missing_ok=True)

    def remember(self) -> None:
        (self.folder / STAMP).write_text(self.fingerprint())

    def task(self, env: Mapping[str, str]) -> Service:
        return Service(
            name="front-end",
            argv=(str(SCRIPTS / "reflex"), "export", "--frontend-only", "--no-zip"),
            env=env,
            cwd=self.checkout,
            start_seconds=BUILD_SECONDS,
        )

    def fingerprint(self) -> str:
        """Of the inputs: two builds of the same inputs differ in their bytes."""
        digest = hashlib.sha256(f"{version('reflex')} {self.public_url}".encode())
        for path in self._sources():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(self.checkout)} {content}\n".encode())
        return digest.hexdigest()

    def _sources(self) -> list[Path]:
        found = {path for pattern in SOURCES for path in self.checkout.glob(pattern)}
        return sorted(path for path in found if path.is_file())
