"""Which system account runs the database, and what that account can reach."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from launcher.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Account:
    """A system account to drop to; it has a passwd entry, or initdb refuses it."""

    name: str
    uid: int
    gid: int


class DropRights(TypedDict):
    """What subprocess calls user, group and extra_groups."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


def database_account() -> Account | None:
    """The account for PostgreSQL, which refuses uid 0. None: stay who we are."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble(
            "PostgreSQL refuses to run as root and this system has no account 'nobody': "
            "start bin/up as an ordinary user."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def can_reach(account: Account | None, path: Path) -> bool:
    """Whether the account can enter the folder or run the file, through every folder above it."""
    if account is None:
        return os.access(path, os.X_OK)
    command = ["test", "-x", str(path)]
    return subprocess.run(command, cwd="/", check=False, **run_as(account)).returncode == 0


def give(path: Path, account: Account | None) -> None:
    """Hand one file or folder of ours to the account."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


def run_as(account: Account | None) -> DropRights:
    """The keyword arguments that make subprocess drop to the account, groups included."""
    if account is None:
        return DropRights(user=None, group=None, extra_groups=None)
    return DropRights(user=account.uid, group=account.gid, extra_groups=[])
