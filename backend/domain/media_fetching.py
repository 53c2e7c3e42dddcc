"""What becomes of a file that could not be fetched."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class MediaTrouble(StrEnum):
    """Why a file is not here."""

    EXPIRED = "expired"
    """The provider keeps a file for some days only."""
    TOO_LARGE = "too_large"
    REFUSED_TYPE = "refused_type"
    FORBIDDEN_ADDRESS = "forbidden_address"
    NO_LINK = "no_link"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    SERVER_ERROR = "server_error"
    NO_SPACE = "no_space"
    """The disk, or what the hotel may keep on it, is full."""
    NOT_WRITABLE = "not_writable"
    """The folder of files, or the bucket, may not be written to."""
    STORE_BROKEN = "store_broken"
    """The store failed in another way, such as a disk that cannot be read."""
    STORE_AWAY = "store_away"
    """The store of files does not answer."""
    DELETED = "deleted"
    """Its message was deleted, so it is not kept."""
    LOST = "lost"
    """The worker that fetched it did not come back."""


AGAIN_AFTER = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
)
OUR_STORE = frozenset(
    {
        MediaTrouble.NO_SPACE,
        MediaTrouble.NOT_WRITABLE,
        MediaTrouble.STORE_BROKEN,
        MediaTrouble.STORE_AWAY,
    }
)
"""Ours to mend: a file is asked for as long as the provider may still have it."""
WHILE_OURS = timedelta(minutes=30)
MOST_WHILE_OURS = 150
"""Three days of half hours."""
PASSING = OUR_STORE | {
    MediaTrouble.TIMEOUT,
    MediaTrouble.UNREACHABLE,
    MediaTrouble.SERVER_ERROR,
    MediaTrouble.LOST,
}
"""Trouble that may be over by itself; the rest is the same however often one asks."""


@dataclass(frozen=True, slots=True)
class NextFetch:
    at: datetime | None
    """None: nobody fetches it again by itself."""


def after_trouble(trouble: MediaTrouble, *, attempts: int, now: datetime) -> NextFetch:
    """`attempts` with the one that has just failed."""
    if trouble in OUR_STORE and len(AGAIN_AFTER) < attempts <= MOST_WHILE_OURS:
        return NextFetch(now + WHILE_OURS)
    if trouble not in PASSING or attempts > len(AGAIN_AFTER):
        return NextFetch(None)
    return NextFetch(now + AGAIN_AFTER[max(attempts, 1) - 1])
