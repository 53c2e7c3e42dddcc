"""API keys as managers see them, and whoever presents one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.ids import HotelId
from backend.domain.words import Role


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whoever presents an API key: a machine of one hotel."""

    key_id: UUID
    name: str
    hotel_id: HotelId
    role: Role


class ApiKeyView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    role: Role
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewApiKeyView(ApiKeyView):
    key: str
    """Shown this once."""
