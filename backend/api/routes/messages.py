"""What staff may see and do of one message: what it stands on, and when it did not arrive."""

from typing import Annotated

from fastapi import APIRouter, Path

from backend.api.deps import Reader, Writer
from backend.features.conversations.schemas import MessageView
from backend.features.conversations.service import message_view
from backend.features.messages import service
from backend.features.turns.evidence_views import EvidenceView
from backend.features.turns.service import evidence_of

router = APIRouter(prefix="/hotels/{hotel_id}/messages", tags=["messages"])
MessageNumber = Annotated[int, Path(ge=1, lt=2**63)]


@router.get("/{message_id}/evidence")
async def get_evidence(message_id: MessageNumber, access: Reader) -> EvidenceView:
    """The sentences of the AI with their entries, and those that were dropped with the reason."""
    async with access.work() as work:
        return await evidence_of(work, message_id)


@router.post("/{message_id}/retry")
async def retry(message_id: MessageNumber, access: Writer) -> MessageView:
    """Sends it again, also where it may have arrived: a person decided. The same request twice
    sends it once; 409 when it was settled otherwise meanwhile."""
    async with access.work() as work:
        return await message_view(work, await service.resend(work, message_id))


@router.post("/{message_id}/mark-sent")
async def mark_sent(message_id: MessageNumber, access: Writer) -> MessageView:
    """A person saw it on the hotel's phone. The same request twice is one; 409 when it was settled
    otherwise meanwhile."""
    async with access.work() as work:
        return await message_view(work, await service.mark_as_sent(work, message_id))


@router.post("/{message_id}/cancel")
async def cancel(message_id: MessageNumber, access: Writer) -> MessageView:
    """Takes back what has not left yet."""
    async with access.work() as work:
        return await message_view(work, await service.cancel(work, message_id))
