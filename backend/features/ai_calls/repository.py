"""Writing of calls to the model that no turn makes; those of a turn join its verdict's write."""

from uuid import UUID

from backend.features.ai_calls.schemas import CallRecord
from backend.models import AiCall
from backend.work import Work


def add(work: Work, call: CallRecord, conversation_id: UUID | None) -> None:
    work.session.add(
        AiCall(
            hotel_id=work.hotel_id,
            conversation_id=conversation_id,
            task=call.task,
            model=call.model,
            outcome=call.outcome,
            started_at=call.started_at,
            duration_ms=call.duration_ms,
            prompt_tokens=call.prompt_tokens,
            cached_tokens=call.cached_tokens,
            completion_tokens=call.completion_tokens,
            stable_sha256=call.stable_sha256,
            payload_sha256=call.payload_sha256,
            payload_redacted=call.payload_redacted,
            cost_usd=call.cost_usd,
            id_of_provider=call.provider_id,
        )
    )
