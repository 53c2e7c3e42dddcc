"""The people of a hotel."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.words import Role
from backend.kit.fields import Email, Line


class StaffInput(BaseModel):
    email: Email
    name: Line
    role: Role
    password: str | None = None
    """For a new account; without it, an invitation. An account that exists keeps its own."""


class StaffPatch(BaseModel):
    name: Line | None = None
    role: Role | None = None
    disabled: bool | None = None


class StaffView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    email: str
    name: str
    role: Role
    disabled_at: datetime | None
    created_at: datetime


class NewStaffView(StaffView):
    invitation: str | None = None
    """One-time token of the page where the person chooses a password; shown this once."""
