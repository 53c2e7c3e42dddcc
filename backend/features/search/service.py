"""Search of one hotel's inbox: guests by name, phone or room, and what was said.

Guests are ranked by how like they are to what was typed, messages by their time: whoever searches
in an inbox looks for what happened lately far more often than for what says a word most.
"""

from uuid import UUID

from backend.domain.searching import Wanted, read_wanted, snippet
from backend.domain.words import Author
from backend.features.conversations.service import views_of
from backend.features.search import repository
from backend.features.search.repository import Said
from backend.features.search.schemas import Found, FoundMessage, SnippetPart
from backend.kit.pagination import DEFAULT_LIMIT, cut, decode_cursor, number_in
from backend.work import Work

MOST_GUESTS = 10
LEAST_LETTERS = 2
_NEWEST = 2**63 - 1


async def search(
    work: Work, typed: str, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Found:
    """Raises BadCursor. Fewer than two letters find nothing: everybody has one of them."""
    wanted = read_wanted(typed)
    before = number_in(decode_cursor(cursor, 1)[0]) if cursor else _NEWEST
    if len(wanted.text) < LEAST_LETTERS or not wanted.words:
        return Found(guests=[], messages=[], next_cursor=None)
    ids = [] if cursor else await _conversations(work, wanted)
    views = {view.id: view for view in await views_of(work, ids)}
    rows = await repository.find_messages(work, wanted.query, before=before, most=limit + 1)
    shown, more = cut(rows, limit, lambda row: (row.id,))
    return Found(
        guests=[views[one] for one in ids],
        messages=[_message(row, wanted) for row in shown],
        next_cursor=more,
    )


async def _conversations(work: Work, wanted: Wanted) -> list[UUID]:
    return await repository.find_conversations(
        work, text=wanted.text, digits=wanted.digits, most=MOST_GUESTS
    )


def _message(row: Said, wanted: Wanted) -> FoundMessage:
    return FoundMessage(
        id=str(row.id),
        conversation_id=row.conversation_id,
        guest_name=row.guest_name,
        room=row.room,
        author=Author(row.author),
        sent_at=row.sent_at,
        parts=[SnippetPart.model_validate(part) for part in snippet(row.text, wanted.words)],
    )
