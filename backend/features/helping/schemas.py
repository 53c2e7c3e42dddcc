"""What a colleague may ask of the AI in a conversation."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from backend.domain.inbox_words import HelpTask
from backend.features.knowledge.schemas import Language

Written = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class HelpWish(BaseModel):
    model_config = ConfigDict(frozen=True)

    task: HelpTask
    text: Written = ""
    """What has been written so far; a rewriting is of this."""
    language: Language | None = None
    """Of a summary; null: the hotel's."""

    @model_validator(mode="after")
    def _has_a_text(self) -> Self:
        if self.task.rewrites and not self.text:
            raise ValueError("Write the text that is to be rewritten.")
        return self
