"""The audit log as managers read it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class AuditView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: str
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    action: str
    subject: str
    detail: dict[str, Any]
    ip: str | None
