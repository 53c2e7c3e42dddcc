"""Messages whose end is not known, for the people who can settle them.

What they decide is in the messages feature: sending again, or saying that it was sent.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from backend.domain.reconciling import SENT_AGAIN_BY_ITSELF
from backend.domain.sending import SendTimes
from backend.domain.words import Author, OutboxState
from backend.features.delivery import repository
from backend.features.delivery.schemas import TryView, UncertainCounts, UncertainView
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.work import Work

LONG_DOUBT = SendTimes().person_after
"""Then staff have been told of it too."""


async def list_uncertain(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[UncertainView]:
    """The one that waits longest first. Raises BadCursor."""
    rows = await repository.list_doubted(work, after=_after(cursor), limit=limit + 1)
    shown, following = cut(rows, limit, lambda row: (row["id"],))
    tries = await repository.tries_of(work, [row["id"] for row in shown])
    return Page([_view(row, tries.get(row["id"], ()), work.now) for row in shown], following)


async def count_uncertain(work: Work) -> UncertainCounts:
    doubted, asked = await repository.count_doubted(work, long_ago=work.now - LONG_DOUBT)
    return UncertainCounts(uncertain=doubted, needs_person=asked)


def _view(
    row: Mapping[str, Any], tries: Sequence[Mapping[str, Any]], now: datetime
) -> UncertainView:
    author = Author(row["author"])
    is_asked = row["state"] != OutboxState.UNCERTAIN
    last_try_at = row["last_try_at"]
    return UncertainView(
        message_id=str(row["message_id"]),
        conversation_id=row["conversation_id"],
        channel_id=row["channel_id"],
        guest_name=row["guest_name"],
        room=row["room"],
        text=row["text"],
        author=author,
        author_name=row["author_name"],
        state="asked" if is_asked else "checking",
        needs_person=is_asked or (last_try_at is not None and now - last_try_at >= LONG_DOUBT),
        reason=row["reason"],
        first_try_at=row["first_try_at"],
        last_try_at=last_try_at,
        attempts=row["attempts"],
        tries=[_try(one) for one in tries],
        looked_at=row["looked_at"],
        look=row["look"],
        next_look_at=row["next_look_at"],
        never_twice=row["once"] or author not in SENT_AGAIN_BY_ITSELF,
        not_after=row["not_after"],
    )


def _try(row: Mapping[str, Any]) -> TryView:
    return TryView(
        at=row["started_at"],
        ended_at=row["ended_at"],
        outcome=row["outcome"],
        http_status=row["http_status"],
        detail=row["detail"],
    )


def _after(cursor: str | None) -> int:
    if cursor is None:
        return 0
    (key,) = decode_cursor(cursor, 1)
    if isinstance(key, bool) or not isinstance(key, int) or not 0 <= key < 2**63:
        raise BadCursor("the cursor belongs to another list")
    return key
