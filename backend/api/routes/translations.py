"""Messages in the reader's language, and replies in the guest's."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from backend.api.deps import Reader, Writer
from backend.api.pages import PageOf
from backend.features.translations import service
from backend.features.translations.schemas import ReadingView, Translated, TranslationView
from backend.kit.fields import Language
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}/conversations/{conversation_id}", tags=["messages"])

MOST_AT_ONCE = 20
MessageId = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,17}$")]
Written = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    AfterValidator(storable),
]


class WantedMessages(BaseModel):
    message_ids: Annotated[list[MessageId], Field(min_length=1, max_length=MOST_AT_ONCE)]
    language: Language | None = None
    """Left away: what the caller reads, by their account."""
    again: bool = False
    """Asks anew for what was refused before."""


class WantedDraft(BaseModel):
    text: Written
    ai_draft_id: UUID | None = None
    """The draft of the AI that it began as: taken up translated and not changed, it goes in its own
    words."""
    again: bool = False


class WantedAiDraft(BaseModel):
    language: Language | None = None
    """Left away: what the caller reads, by their account."""
    again: bool = False


class Switch(BaseModel):
    on: bool


@router.get("/translation")
async def get_reading(conversation_id: UUID, access: Reader) -> ReadingView:
    """Whether the caller reads this conversation translated, and into which language."""
    async with access.work() as work:
        return await service.reading_of(work, conversation_id)


@router.put("/translation")
async def switch(conversation_id: UUID, data: Switch, access: Reader) -> ReadingView:
    """For the caller and this conversation alone; in every browser of theirs."""
    async with access.work() as work:
        return await service.switch(work, conversation_id, on=data.on)


@router.post("/translations")
async def translate_messages(
    conversation_id: UUID, data: WantedMessages, access: Reader
) -> PageOf[TranslationView]:
    """What was translated before comes at once; the model is asked for the rest, and a text without
    a translation says why."""
    items = await access.services.translator.messages(
        access.hotel_id,
        access.actor,
        conversation_id,
        [int(one) for one in data.message_ids],
        language=data.language,
        again=data.again,
    )
    return PageOf.whole(items)


@router.post("/translations/draft")
async def translate_draft(conversation_id: UUID, data: WantedDraft, access: Writer) -> Translated:
    """A reply in the guest's language, to look at before it is sent."""
    return await access.services.translator.draft(
        access.hotel_id,
        access.actor,
        conversation_id,
        data.text,
        ai_draft_id=data.ai_draft_id,
        again=data.again,
    )


@router.post("/ai-drafts/{ai_draft_id}/translation")
async def translate_ai_draft(
    conversation_id: UUID, ai_draft_id: UUID, data: WantedAiDraft, access: Reader
) -> Translated:
    """What the AI wrote for staff, in the reader's language."""
    return await access.services.translator.ai_draft(
        access.hotel_id,
        access.actor,
        conversation_id,
        ai_draft_id,
        language=data.language,
        again=data.again,
    )
