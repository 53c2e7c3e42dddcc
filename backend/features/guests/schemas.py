"""A guest as lists and scripts see one."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.words import MoodLevel
from backend.kit.fields import Language, Line
from backend.models import Guest


class GuestCard(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    whatsapp_name: str | None
    phone: str | None
    """E.164; None while WhatsApp hides the number."""
    language: str | None
    vip: bool
    opted_out_at: datetime | None
    merged_into: UUID | None
    """The record of the same person that has everything of this one now."""


class GuestPatch(BaseModel):
    name: Line | None = None
    language: Language | None = None
    vip: bool | None = None
    opted_out: bool | None = None
    """What the guest told staff: True, nothing automatic any more."""


class ConsentView(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: str
    """opt_out or opt_in."""
    method: str
    """keyword, staff, import."""
    at: datetime


class MoodPoint(BaseModel):
    """How one message of the guest felt."""

    model_config = ConfigDict(frozen=True)

    message_id: str
    score: float
    level: MoodLevel
    at: datetime


def card_of(guest: Guest) -> GuestCard:
    return GuestCard(
        id=guest.id,
        name=guest.name,
        whatsapp_name=guest.whatsapp_name,
        phone=guest.phone,
        language=guest.language,
        vip=guest.vip,
        opted_out_at=guest.opted_out_at,
        merged_into=guest.merged_into,
    )
