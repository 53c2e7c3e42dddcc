"""Time-ordered identifiers."""

from uuid import UUID

import uuid_utils


def new_uuid() -> UUID:
    """A UUIDv7: random enough to be unguessable in lists, ordered enough for an index."""
    return UUID(bytes=uuid_utils.uuid7().bytes)
