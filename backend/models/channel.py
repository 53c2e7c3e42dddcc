"""A hotel's WhatsApp number at Green API."""

from datetime import datetime

from sqlalchemy import Column, Double, Integer, UniqueConstraint, text
from sqlmodel import Field

from backend.db.base import HotelEntity
from backend.db.types import big, flag, moment, prose, sealed, words
from backend.domain.words import ChannelPolicy, InstanceState


class Channel(HotelEntity, table=True):
    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("hotel_id", "id_instance"),)

    name: str = Field(default="", sa_column=prose(default=""))
    id_instance: int = Field(sa_column=big())
    api_token_sealed: bytes = Field(sa_column=sealed())
    api_url: str = Field(sa_column=prose())
    media_url: str = Field(sa_column=prose())
    policy: ChannelPolicy = Field(default=ChannelPolicy.PERSONAL, sa_column=words(ChannelPolicy))
    wid: str | None = Field(default=None, sa_column=prose(nullable=True))
    """The number's own chat id, as Green API last said it."""
    state: InstanceState = Field(default=InstanceState.UNKNOWN, sa_column=words(InstanceState))
    state_at: datetime | None = Field(default=None, sa_column=moment())
    send_interval_ms: int = Field(
        default=1000, sa_column=Column(Integer, nullable=False, server_default=text("1000"))
    )
    """Least time between two sends of this number."""
    next_send_at: datetime | None = Field(default=None, sa_column=moment(now=True))
    next_promotional_at: datetime | None = Field(default=None, sa_column=moment())
    pace_share: float = Field(
        default=1.0, sa_column=Column(Double, nullable=False, server_default=text("1"))
    )
    """What was left of the rate at `pace_at`; backend.domain.pacing says what it is now."""
    pace_at: datetime | None = Field(default=None, sa_column=moment())
    warned_at: datetime | None = Field(default=None, sa_column=moment())
    """When WhatsApp last warned, limited or blocked the number."""
    care_since: datetime | None = Field(default=None, sa_column=moment())
    """When it could send again after that; None while it cannot."""
    daily_new_contacts: int = Field(
        default=100, sa_column=Column(Integer, nullable=False, server_default=text("100"))
    )
    """Conversations that we may begin on one day."""
    warm_up: bool = Field(default=True, sa_column=flag(True))
    """Whether a young number begins fewer than that."""
    paused_until: datetime | None = Field(default=None, sa_column=moment())
    pause_reason: str | None = Field(default=None, sa_column=prose(nullable=True))
    paused_at: datetime | None = Field(default=None, sa_column=moment())
    intake_lease_until: datetime | None = Field(default=None, sa_column=moment())
    intake_epoch: int = Field(default=0, sa_column=big(default=0))
    """Fence of the intake drain: only the holder of the newest epoch may finish rows."""
    journal_checked_at: datetime | None = Field(default=None, sa_column=moment())
    """When the provider's journals were last compared with what is stored."""
    created_at: datetime | None = Field(default=None, sa_column=moment(now=True))
