"""Argon2id, two hashes at a time: a flood of sign-ins slows down sign-ins and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
# The least OWASP's password storage cheat sheet accepts: 2 passes over 19 MiB, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_slots: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}
_nobody = _hasher.hash("the hash that is checked when there is no such account")


async def hash_password(password: str) -> str:
    async with hashing_slot():
        return await asyncio.to_thread(_hasher.hash, password)


async def verify_password(stored: str | None, password: str) -> bool:
    """Takes the same time whether or not there is a stored hash. Call it in a hashing slot."""
    return await asyncio.to_thread(_verify, stored, password)


@asynccontextmanager
async def hashing_slot() -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    slots = _slots.setdefault(loop, asyncio.Semaphore(AT_ONCE))
    async with slots:
        yield


def _verify(stored: str | None, password: str) -> bool:
    try:
        return _hasher.verify(stored or _nobody, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
