"""The ledger of calls to the model."""

from uuid import UUID

from backend.features.ai_calls import repository
from backend.features.ai_calls.schemas import CallRecord
from backend.work import Work


async def keep(work: Work, call: CallRecord, *, conversation_id: UUID | None = None) -> None:
    """For calls outside of a turn. Call it in a transaction of its own, after the call has ended,
    whatever came of it: a call that failed may have cost money, and something left the building.
    """
    repository.add(work, call, conversation_id)
    await work.session.flush()
