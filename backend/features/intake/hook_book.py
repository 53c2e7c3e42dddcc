"""Which number a webhook path belongs to, and whether the caller holds its token."""

import time
from dataclasses import dataclass, field
from uuid import UUID

from psycopg_pool import AsyncConnectionPool

from backend.kit.crypto import same_bytes, token_hash

KEPT_S = 60.0
UNKNOWN_KEPT_S = 5.0
"""Shorter: a number just connected must not be refused for long."""
MOST_KEPT = 20_000
_FIND = "select hotel_id, channel_id, id_instance, token_hash from hook where id = %s"
_NOBODY = token_hash("")


@dataclass(frozen=True, slots=True)
class HookEntry:
    hotel_id: UUID
    channel_id: UUID
    id_instance: int
    token_hash: bytes


@dataclass(slots=True)
class HookBook:
    pool: AsyncConnectionPool
    _known: dict[str, tuple[float, HookEntry | None]] = field(default_factory=dict)

    async def find(self, hook_id: str) -> HookEntry | None:
        """Raises what the pool raises when the database is away and nothing is remembered."""
        kept = self._known.get(hook_id)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        async with self.pool.connection(timeout=1.0) as connection:
            row = await (await connection.execute(_FIND, (hook_id,))).fetchone()
        entry = HookEntry(*row) if row else None
        self._keep(hook_id, entry)
        return entry

    def forget(self, hook_id: str) -> None:
        self._known.pop(hook_id, None)

    def _keep(self, hook_id: str, entry: HookEntry | None) -> None:
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        kept_for = KEPT_S if entry else UNKNOWN_KEPT_S
        self._known[hook_id] = (time.monotonic() + kept_for, entry)


def is_allowed(entry: HookEntry | None, authorization: str) -> bool:
    """Takes as long for an unknown path as for a wrong token.

    Green API sends `Bearer <token>`; a token that was saved as `Basic …` or with its own
    `Bearer …` comes as it was saved, so the whole header is tried as well.
    """
    expected = entry.token_hash if entry else _NOBODY
    scheme, _, rest = authorization.partition(" ")
    bare = rest.strip() if scheme.lower() == "bearer" else ""
    # Both are always compared: `or` would stop early and tell which form was right.
    is_bare = same_bytes(token_hash(bare), expected)
    is_whole = same_bytes(token_hash(authorization), expected)
    return entry is not None and bool(authorization) and (is_bare | is_whole)
