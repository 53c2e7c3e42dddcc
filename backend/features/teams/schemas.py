"""Teams of a hotel."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from backend.kit.fields import Code


class TeamInput(BaseModel):
    name: Code
    members: list[UUID] = Field(default_factory=list, max_length=500)


class TeamPatch(BaseModel):
    name: Code | None = None
    members: list[UUID] | None = Field(default=None, max_length=500)
    """All of them; who is not named leaves the team."""


class TeamView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    members: list[UUID]
