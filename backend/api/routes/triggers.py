"""Triggers: their rules, drafts and exceptions."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from backend.api.deps import PAGE, ContentReader, ContentWriter, Cursor, Limit, Writer
from backend.api.pages import PageOf
from backend.api.patching import patched
from backend.domain.words import LateRule, TriggerEvent, TriggerScope
from backend.features.journey import service as journey
from backend.features.triggers import service, starter
from backend.features.triggers.actions import Actions
from backend.features.triggers.schemas import (
    Keyword,
    Name,
    QuietPart,
    SilencePart,
    SkipInput,
    SkipView,
    TimingPart,
    TriggerDraft,
    TriggerView,
    VocabularyView,
    Weekday,
)

router = APIRouter(prefix="/hotels/{hotel_id}", tags=["triggers"])


class TriggerPatch(BaseModel):
    """What is not named stays; of a trigger with a draft, as it is in the draft."""

    name: Name | None = None
    event: TriggerEvent | None = None
    keywords: list[Keyword] | None = Field(default=None, max_length=100)
    timing: TimingPart | None = None
    silence: SilencePart | None = None
    conditions: dict[str, Any] | None = None
    quiet: QuietPart | None = None
    weekdays: list[Weekday] | None = Field(default=None, max_length=7)
    late: LateRule | None = None
    scope: TriggerScope | None = None
    daily_cap: int | None = Field(default=None, ge=1, le=50)
    stale_after_minutes: int | None = Field(default=None, ge=5, le=7 * 24 * 60)
    actions: Actions | None = None
    template_id: UUID | None = None
    enabled: bool | None = None
    priority: int | None = Field(default=None, ge=0, le=1000)


@router.get("/trigger-vocabulary")
async def get_vocabulary(access: ContentReader) -> VocabularyView:
    """Fields, operators and events that a rule may be made of."""
    return service.vocabulary()


@router.get("/triggers")
async def list_triggers(
    access: ContentReader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[TriggerView]:
    """In the order they are tried."""
    async with access.work() as work:
        return PageOf.part(await service.list_triggers(work), cursor=cursor, limit=limit)


@router.post("/triggers", status_code=201)
async def create_trigger(data: TriggerDraft, access: ContentWriter) -> TriggerView:
    """One that writes by itself begins as a draft, off: publish, rehearse, then enable it."""
    async with access.work() as work:
        return await service.create_trigger(work, data)


@router.post("/triggers/starter-journey", status_code=201)
async def make_starter_journey(access: ContentWriter) -> PageOf[TriggerView]:
    """Eight triggers with templates in four languages, off, for a hotel to begin with. What exists
    by the same name is left alone; the answer holds what was made."""
    async with access.work() as work:
        return PageOf.whole(await starter.make_starter_journey(work))


@router.get("/triggers/{trigger_id}")
async def get_trigger(trigger_id: UUID, access: ContentReader) -> TriggerView:
    async with access.work() as work:
        return await service.get_trigger(work, trigger_id)


@router.patch("/triggers/{trigger_id}")
async def update_trigger(
    trigger_id: UUID, data: TriggerPatch, access: ContentWriter
) -> TriggerView:
    """Switching it on or off keeps the version; anything else makes a new one, which of a
    published trigger that writes by itself is a draft."""
    async with access.work() as work:
        if data.model_fields_set == {"enabled"} and data.enabled is not None:
            return await journey.set_enabled(work, trigger_id, data.enabled)
        current = await service.get_trigger(work, trigger_id)
        draft = patched(TriggerDraft, current.draft or current, data)
        return await service.update_trigger(work, trigger_id, draft)


@router.post("/triggers/{trigger_id}/publish")
async def publish(trigger_id: UUID, access: ContentWriter) -> TriggerView:
    """The draft is the rule from now on. 409 where it is on and the draft was not rehearsed."""
    async with access.work() as work:
        return await journey.publish(work, trigger_id)


@router.delete("/triggers/{trigger_id}/draft")
async def discard_draft(trigger_id: UUID, access: ContentWriter) -> TriggerView:
    async with access.work() as work:
        return await service.discard_draft(work, trigger_id)


@router.delete("/triggers/{trigger_id}", status_code=204)
async def remove_trigger(trigger_id: UUID, access: ContentWriter) -> None:
    """Off and out of the list; its lines in the ledger stay, and it can be restored."""
    async with access.work() as work:
        await journey.remove(work, trigger_id)


@router.post("/triggers/{trigger_id}/restore")
async def restore_trigger(trigger_id: UUID, access: ContentWriter) -> TriggerView:
    """A removed one comes back, off. 409 where its name was given away meanwhile."""
    async with access.work() as work:
        return await service.restore(work, trigger_id)


@router.get("/triggers/{trigger_id}/skips")
async def list_skips(trigger_id: UUID, access: ContentReader) -> PageOf[SkipView]:
    """Guests and stays that this trigger leaves out."""
    async with access.work() as work:
        return PageOf.whole(await service.list_skips(work, trigger_id))


@router.post("/triggers/{trigger_id}/skips")
async def add_skip(trigger_id: UUID, data: SkipInput, access: Writer) -> PageOf[SkipView]:
    """Everybody at the desk may spare a guest a message."""
    async with access.work() as work:
        return PageOf.whole(await service.add_skip(work, trigger_id, data))


@router.delete("/triggers/{trigger_id}/skips/{subject_id}", status_code=204)
async def remove_skip(trigger_id: UUID, subject_id: UUID, access: Writer) -> None:
    async with access.work() as work:
        await service.remove_skip(work, trigger_id, subject_id)
