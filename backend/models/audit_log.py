"""Who did what, when, from where. Insert only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import document, moment, number_id, prose, reference


class AuditLog(HotelTable, table=True):
    __tablename__ = "audit_log"
    __table_args__ = (Index("ix_audit_log_recent", "hotel_id", text("id DESC")),)

    id: int | None = Field(default=None, sa_column=number_id())
    at: datetime | None = Field(default=None, sa_column=moment(now=True))
    actor_kind: str = Field(sa_column=prose())
    """staff, admin, api_key, system, anonymous."""
    actor_id: UUID | None = Field(default=None, sa_column=reference())
    action: str = Field(sa_column=prose())
    """noun.verb, e.g. channel.create."""
    subject: str = Field(default="", sa_column=prose(default=""))
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=document())
    ip: str | None = Field(default=None, sa_column=prose(nullable=True))
