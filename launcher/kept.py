"""Small facts made once and kept in the data folder: ports and secrets."""

import os
import secrets
import socket
from pathlib import Path


def kept_secret(path: Path) -> str:
    """A random secret, safe in URLs, made on the first call; only its owner may read the file."""
    if path.exists():
        return path.read_text().strip()
    secret = secrets.token_urlsafe(32)
    write_private(path, secret + "\n")
    return secret


def kept_port(path: Path) -> int:
    """A free loopback port that stays the same over restarts while nobody else takes it."""
    if path.exists():
        text = path.read_text().strip()
        if text.isdigit() and is_free(int(text)):
            return int(text)
    port = free_port()
    write_private(path, f"{port}\n")
    return port


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # Without this the port of a server that has just stopped would look taken for a minute.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def write_private(path: Path, text: str) -> None:
    """Write a file with mode 0600 in one step, so that an interrupt never leaves half of it."""
    half = path.with_name(path.name + ".new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
