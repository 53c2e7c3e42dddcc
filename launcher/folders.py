"""Where data lies: folders that only their owner reads, and that the database account can enter."""

import hashlib
import os
from pathlib import Path

from launcher.accounts import Account, can_reach, give
from launcher.kept import write_private
from launcher.trouble import Trouble

SYSTEM_HOME = Path("/var/lib/hotelbot")
PASS_THROUGH = 0o711


def data_folder(path: Path) -> Path:
    """The folder for everything kept; as root it may be passed through, not listed, by others.

    Its secrets are 0600 files. An existing folder keeps the rights its owner gave it.
    """
    if not path.exists():
        path.mkdir(parents=True)
        path.chmod(PASS_THROUGH if os.geteuid() == 0 else 0o700)
    return path


def owned_folder(path: Path, account: Account | None) -> Path:
    """A folder that only the account reads; None: only we."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    give(path, account)
    return path


def database_home(data_dir: Path, account: Account | None) -> Path:
    """Where the database's files go: in data_dir, or under /var/lib when its account cannot enter.

    Chosen once and written down, so that a change of rights never looks like an empty database.
    Parents are never opened up: a checkout in a closed home stays closed.
    """
    choice = data_dir / "database-folder"
    if not choice.exists():
        write_private(choice, f"{_choose_home(data_dir, account)}\n")
    # A relative choice moves along with the data folder; joining leaves an absolute one alone.
    home = owned_folder(data_dir / choice.read_text().strip(), account)
    if not can_reach(account, home):
        raise Trouble(
            f"The account '{account.name if account else os.geteuid()}' can no longer enter "
            f"{home}: give back the right to pass through the folders above it (chmod o+x)."
        )
    return home


def _choose_home(data_dir: Path, account: Account | None) -> Path:
    if account is None or can_reach(account, data_dir):
        return Path("database")
    elsewhere = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]
    return data_folder(SYSTEM_HOME) / elsewhere
