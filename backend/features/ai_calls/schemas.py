"""What is kept of a call to the model."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call to the model, as the ledger of calls keeps it."""

    task: str
    model: str
    outcome: str
    started_at: datetime
    duration_ms: int
    stable_sha256: bytes
    payload_sha256: bytes
    payload_redacted: str
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = None
    provider_id: str | None = None
