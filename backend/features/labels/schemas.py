"""Labels of a hotel."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from backend.domain.inbox_words import LabelColour
from backend.kit.fields import Code


class LabelInput(BaseModel):
    name: Code
    colour: LabelColour = LabelColour.NEUTRAL


class LabelPatch(BaseModel):
    name: Code | None = None
    colour: LabelColour | None = None


class LabelView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    colour: LabelColour
