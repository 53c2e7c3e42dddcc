"""What somebody has begun to write."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from backend.domain.inbox_words import ComposerMode


class DraftView(BaseModel):
    model_config = ConfigDict(frozen=True)

    mode: ComposerMode
    text: str
    updated_at: datetime
