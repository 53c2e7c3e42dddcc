"""A colleague asks the AI for help with a conversation; what comes of it is shown to them alone."""

from uuid import UUID

from backend.domain.ids import HotelId
from backend.domain.inbox_words import HelpTask
from backend.domain.words import Direction
from backend.features.ai_budgets.service import may_ask
from backend.features.ai_calls.service import keep
from backend.features.conversations.service import list_messages
from backend.features.helping.schemas import HelpWish
from backend.features.helping.thinking import Wish, think
from backend.features.helps.schemas import Ended, HelpView
from backend.features.helps.service import begin, end, find_summary
from backend.features.turns.schemas import Claim
from backend.features.turns.service import read_turns
from backend.ports.ai import AiGateway
from backend.work import Actor, Work, WorkFactory

OVER_BUDGET = "over_budget"
MOST_SAID = 80
"""Messages of which a summary is made."""


async def help_with(
    works: WorkFactory,
    hotel_id: HotelId,
    ai: AiGateway,
    conversation_id: UUID,
    asked: HelpWish,
    *,
    actor: Actor,
) -> HelpView:
    """Whoever speaks, and whatever the hotel's mode is: nothing of it is said by itself.

    A failure is an outcome with a code. A summary that is still true is not written again.
    Raises NotFound; Conflict while this person's last wish here is under way.
    """
    async with works.hotel(hotel_id, actor=actor) as work:
        if asked.task is HelpTask.SUMMARY:
            known = await find_summary(work, conversation_id)
            if known is not None:
                return known
        help_id = await begin(work, conversation_id, asked.task)
        if not await may_ask(work):
            return await end(work, conversation_id, help_id, Ended(OVER_BUDGET))
        # Nothing is claimed: a turn that is under way goes on beside it.
        (turn,) = await read_turns(work, [Claim(conversation_id, epoch=0, attempts=0)])
        said = await _said(work, conversation_id) if asked.task is HelpTask.SUMMARY else ()
        now = work.now
    language = asked.language or turn.book.hotel.language
    helped = await think(Wish(asked.task, turn, asked.text, said, language), ai, now=now)
    async with works.hotel(hotel_id, actor=actor) as work:
        if helped.call is not None:
            await keep(work, helped.call, conversation_id=conversation_id)
        return await end(work, conversation_id, help_id, helped.ended)


async def _said(work: Work, conversation_id: UUID) -> tuple[tuple[Direction, str], ...]:
    page = await list_messages(work, conversation_id, limit=MOST_SAID)
    kept = [one for one in page.items if one.deleted_at is None]
    return tuple((one.direction, one.text) for one in reversed(kept))
