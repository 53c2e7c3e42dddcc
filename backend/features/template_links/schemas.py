"""Shapes of the addresses in templates."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from backend.domain.template_links import LinkOutcome


class LinkView(BaseModel):
    model_config = ConfigDict(frozen=True)

    url: str
    languages: list[str]
    outcome: LinkOutcome | None
    """None: not tried yet."""
    status: int | None
    leads_to: str
    checked_at: datetime | None
