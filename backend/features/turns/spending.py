"""What turns have asked the model: kept and counted whatever became of their verdicts."""

from collections.abc import Sequence

from backend.features.ai_budgets.service import alert_if_reached
from backend.features.ai_calls.service import budget_of, keep, spend
from backend.features.turns.schemas import Settled, Thought
from backend.work import Work


async def keep_call(work: Work, thought: Thought) -> None:
    """Of a verdict that is not written: it cost money, and the guest's words left all the same."""
    if thought.verdict.call is not None:
        await keep(work, thought.verdict.call, conversation_id=thought.turn.conversation.id)


async def keep_unwritten(
    work: Work, thoughts: Sequence[Thought], settled: Sequence[Settled]
) -> None:
    """Of turns that somebody else has claimed meanwhile."""
    written = {one.turn.conversation.id for one in settled}
    for thought in thoughts:
        if thought.turn.conversation.id not in written:
            await keep_call(work, thought)


async def count_calls(work: Work, settled: Sequence[Settled]) -> None:
    """Against the limit of a hotel that has one."""
    if not settled or not budget_of(settled[0].turn.book.hotel).is_bounded:
        return
    book = settled[0].turn.book
    calls = [one.verdict.call for one in settled if one.verdict.call is not None]
    if calls:
        await spend(work, calls)
        await alert_if_reached(work, book.hotel, book.today)
