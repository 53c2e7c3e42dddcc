"""How one person is told of alerts beside the screen; without a row, by e-mail."""

from uuid import UUID

from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to, flag, prose


class DutyContact(HotelTable, table=True):
    __tablename__ = "duty_contact"
    __table_args__ = (belongs_to("staff", "staff_id"),)

    staff_id: UUID = Field(primary_key=True)
    email: bool = Field(default=True, sa_column=flag(default=True))
    """To the address the person signs in with."""
    phone: str | None = Field(default=None, sa_column=prose(nullable=True))
    """E.164; written to on WhatsApp from the hotel's number."""
    webhook_url: str | None = Field(default=None, sa_column=prose(nullable=True))
