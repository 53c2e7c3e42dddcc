"""Many people at one inbox: who is where, and whether an answer would be given twice."""

from datetime import datetime
from uuid import UUID

from backend.domain.presence import BELIEVED, PresenceState
from backend.domain.words import Author
from backend.errors import Forbidden, ThreadChanged
from backend.features.conversations.service import find_conversation
from backend.features.presence import repository
from backend.features.presence.schemas import NewsView, SignView
from backend.kit.text import shorten
from backend.ports.live import LiveKind
from backend.ports.presence import Sign
from backend.work import Work

TEXT_LENGTH = 140


async def appear(work: Work, conversation_id: UUID, state: PresenceState) -> Sign:
    """Tells the open screens; keeping the sign is the caller's, after the transaction.

    Raises NotFound, and Forbidden for whoever is no member of staff.
    """
    staff_id = work.actor.staff_id
    if staff_id is None:
        raise Forbidden("Only a member of the hotel's staff is seen at a conversation.")
    await find_conversation(work, conversation_id)
    until = work.now + BELIEVED[state]
    sign = Sign(conversation_id, staff_id, work.actor.name, state, until)
    work.tell(LiveKind.PRESENCE, sign_view(sign).as_json())
    return sign


def sign_view(sign: Sign) -> SignView:
    return SignView(
        conversation_id=sign.conversation_id,
        staff_id=sign.staff_id,
        name=sign.name,
        state=sign.state,
        until=sign.until,
    )


async def ensure_unchanged(work: Work, conversation_id: UUID, last_seen_id: str) -> None:
    """Raises ThreadChanged, with what is new, where others said something after that message."""
    seen = int(last_seen_id) if last_seen_id.isascii() and last_seen_id.isdigit() else 0
    found = await repository.news_since(
        work, conversation_id, seen=min(seen, 2**63 - 1), staff_id=work.actor.staff_id
    )
    if found:
        raise ThreadChanged(details=[_news(*row).model_dump(mode="json") for row in found])


def _news(id_: int, author: str, name: str, text: str, sent_at: datetime) -> NewsView:
    return NewsView(
        id=str(id_),
        author=Author(author),
        author_name=name,
        text=shorten(text, TEXT_LENGTH),
        sent_at=sent_at,
    )
