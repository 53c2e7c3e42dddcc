"""Two records of one person that become one."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class MergeInput(BaseModel):
    gone_id: UUID
    """The record that is given up; everything of it goes to the other."""


class MergePreview(BaseModel):
    """What would move."""

    model_config = ConfigDict(frozen=True)

    kept_id: UUID
    gone_id: UUID
    gone_name: str
    conversations: int
    stays: int
    addresses: list[str]
    """Numbers and chats that lead to the kept record from then on."""
    opts_out: bool
    """One of the two asked for no automatic messages: it holds for both."""


class MergeView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    kept_id: UUID
    gone_id: UUID
    gone_name: str
    by_name: str
    merged_at: datetime
    undone_at: datetime | None
    undo_until: datetime
    can_undo: bool
