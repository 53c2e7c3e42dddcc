"""Where data lies: folders that only their owner reads, and that the database account can enter."""

import hashlib
import os
from pathlib import Path

from launcher.accounts import Account, can_reach, give

SYSTEM_HOME = Path("/var/lib/hotelbot")


def data_folder(path: Path) -> Path:
    """The folder for everything kept; as root it may be passed through, not listed, by others.

    Its secrets are 0600 files. An existing folder keeps the rights its owner gave it.
    """
    if not path.exists():
        path.mkdir(parents=True)
        path.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return path


def owned_folder(path: Path, account: Account | None) -> Path:
    """A folder that only the account reads; None: only we."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    give(path, account)
    return path


def database_home(data_dir: Path, account: Account | None) -> Path:
    """Where the database's files go: in data_dir, or under /var/lib when its account cannot enter.

    Parents are never opened up: a checkout in a closed home stays closed.
    """
    if account is None or can_reach(account, data_dir):
        return owned_folder(data_dir / "database", account)
    elsewhere = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]
    SYSTEM_HOME.mkdir(parents=True, exist_ok=True)
    return owned_folder(SYSTEM_HOME / elsewhere, account)
