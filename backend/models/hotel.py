"""A hotel: one tenant."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer, text
from sqlmodel import Field

from backend.db.base import GlobalTable
from backend.db.types import clock_time, document, flag, listing, moment, prose, words
from backend.domain.words import AiMode, HotelStatus
from backend.kit.ids import new_uuid


class Hotel(GlobalTable, table=True):
    __tablename__ = "hotel"

    id: UUID = Field(default_factory=new_uuid, primary_key=True)
    name: str = Field(sa_column=prose())
    timezone: str = Field(sa_column=prose())
    """IANA name; every time a person of this hotel sees is in it."""
    language: str = Field(default="en", sa_column=prose(default="en"))
    status: HotelStatus = Field(default=HotelStatus.ACTIVE, sa_column=words(HotelStatus))
    ai_mode: AiMode = Field(default=AiMode.AUTO, sa_column=words(AiMode))
    drafts_for_vips: bool = Field(default=False, sa_column=flag())
    """In auto mode too, an answer to a VIP waits for staff."""
    off_for_vips: bool = Field(default=False, sa_column=flag())
    """The AI does nothing for a VIP."""
    stage_modes: dict[str, str] = Field(default_factory=dict, sa_column=document())
    """What the AI may do at a stage of the stay, where it is less: {stage: mode}."""
    reply_delay_s: int = Field(
        default=0, sa_column=Column(Integer, nullable=False, server_default=text("0"))
    )
    """How long its people may answer first."""
    own_topics: list[dict[str, Any]] = Field(default_factory=list, sa_column=listing())
    """What the AI leaves to people: a name, and words by language."""
    debounce_ms: int = Field(
        default=2000, sa_column=Column(Integer, nullable=False, server_default=text("2000"))
    )
    """How long a guest must be silent before a turn is answered; at most 8 s in all."""
    speaker_minutes: int = Field(
        default=30, sa_column=Column(Integer, nullable=False, server_default=text("30"))
    )
    """How long a colleague or the phone keeps the conversation before the AI may speak again."""
    late_minutes: int = Field(
        default=15, sa_column=Column(Integer, nullable=False, server_default=text("15"))
    )
    """A message that took longer to reach us is left to people."""
    country: str | None = Field(default=None, sa_column=prose(nullable=True))
    """ISO 3166 alpha-2; in which country a telephone number without its code is meant."""
    check_in_time: time = Field(default=time(15), sa_column=clock_time(default="15:00"))
    check_out_time: time = Field(default=time(11), sa_column=clock_time(default="11:00"))
    automation_stopped_at: datetime | None = Field(default=None, sa_column=moment())
    """Since when no trigger may write, by an emergency stop; None: they may."""
    automation_stopped_by: str | None = Field(default=None, sa_column=prose(nullable=True))
    """The name of whoever stopped them."""
    closes_on_thanks: bool = Field(default=True, sa_column=flag(default=True))
    """A mere thank you after a conversation was resolved leaves it resolved."""
    keep_webhooks_days: int = Field(
        default=30, sa_column=Column(Integer, nullable=False, server_default=text("30"))
    )
    """How long a webhook is kept as it came, after it was handled."""
    keep_sends_days: int = Field(
        default=365, sa_column=Column(Integer, nullable=False, server_default=text("365"))
    )
    """How long it is kept how a message was sent; the message itself is none of this."""
    keep_calls_days: int = Field(
        default=90, sa_column=Column(Integer, nullable=False, server_default=text("90"))
    )
    """How long it is kept what a call to the model said of a guest; its hash and cost stay."""
    ai_budget_day_usd: float | None = None
    """What the AI may cost on one day of the hotel's clock; None: no limit."""
    ai_budget_month_usd: float | None = None
    contact_phone: str | None = Field(default=None, sa_column=prose(nullable=True))
    website: str | None = Field(default=None, sa_column=prose(nullable=True))
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
