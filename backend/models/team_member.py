"""Who is in a team."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from backend.db.base import HotelTable
from backend.db.types import belongs_to


class TeamMember(HotelTable, table=True):
    __tablename__ = "team_member"
    __table_args__ = (
        Index(None, "hotel_id", "staff_id"),
        belongs_to("team", "team_id", on_delete="CASCADE"),
        belongs_to("staff", "staff_id"),
    )

    team_id: UUID = Field(primary_key=True)
    staff_id: UUID = Field(primary_key=True)
