"""Who handles a conversation, how urgent it is, when it comes back; notes and what was done."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from backend.api.deps import PAGE, Cursor, Limit, Reader, Writer
from backend.api.pages import PageOf
from backend.domain.inbox_words import Priority, SnoozeChoice
from backend.features.activities.schemas import ActivityView
from backend.features.activities.service import list_activities, participants
from backend.features.alerts import service as alerts
from backend.features.conversations.schemas import ConversationView
from backend.features.conversations.service import find_conversation
from backend.features.handling import service
from backend.features.handling.schemas import MomentView
from backend.kit.fields import WallTime
from backend.kit.text import storable

router = APIRouter(
    prefix="/hotels/{hotel_id}/conversations/{conversation_id}", tags=["conversations"]
)

NoteText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000),
    AfterValidator(storable),
]


class Assignment(BaseModel):
    staff_id: UUID | None
    """null: nobody."""


class TeamChoice(BaseModel):
    team_id: UUID | None


class PriorityChoice(BaseModel):
    priority: Priority


class SnoozeBody(BaseModel):
    choice: SnoozeChoice
    on_clock: WallTime | None = None
    """For `custom`: what the hotel's clock shall show, e.g. 2026-03-29T09:00."""


class NoteBody(BaseModel):
    text: NoteText
    mentions: list[UUID] = Field(default_factory=list, max_length=50)
    """Staff who are named."""


class ParticipantView(BaseModel):
    id: UUID
    name: str


@router.put("/assignee")
async def assign(conversation_id: UUID, data: Assignment, access: Writer) -> ConversationView:
    async with access.work() as work:
        if data.staff_id is not None:
            await alerts.taken_over(work, conversation_id)
        return await service.assign(work, conversation_id, data.staff_id)


@router.put("/team")
async def set_team(conversation_id: UUID, data: TeamChoice, access: Writer) -> ConversationView:
    async with access.work() as work:
        return await service.set_team(work, conversation_id, data.team_id)


@router.put("/priority")
async def set_priority(
    conversation_id: UUID, data: PriorityChoice, access: Writer
) -> ConversationView:
    async with access.work() as work:
        return await service.set_priority(work, conversation_id, data.priority)


@router.put("/labels/{label_id}")
async def add_label(conversation_id: UUID, label_id: UUID, access: Writer) -> ConversationView:
    async with access.work() as work:
        return await service.add_label(work, conversation_id, label_id)


@router.delete("/labels/{label_id}")
async def remove_label(conversation_id: UUID, label_id: UUID, access: Writer) -> ConversationView:
    async with access.work() as work:
        return await service.remove_label(work, conversation_id, label_id)


@router.get("/snooze")
async def snooze_choices(conversation_id: UUID, access: Reader) -> PageOf[MomentView]:
    """What each choice would mean now."""
    async with access.work() as work:
        return PageOf.whole(await service.moments(work, conversation_id))


@router.put("/snooze")
async def snooze(conversation_id: UUID, data: SnoozeBody, access: Writer) -> ConversationView:
    """A guest's message brings it back at once, whatever was chosen."""
    async with access.work() as work:
        return await service.snooze_by(work, conversation_id, data.choice, on_clock=data.on_clock)


@router.post("/wait-for-guest")
async def wait_for_guest(conversation_id: UUID, access: Writer) -> ConversationView:
    async with access.work() as work:
        return await service.wait_for_guest(work, conversation_id)


@router.post("/resolve")
async def resolve(conversation_id: UUID, access: Writer) -> ConversationView:
    async with access.work() as work:
        return await service.resolve(work, conversation_id)


@router.post("/reopen")
async def reopen(conversation_id: UUID, access: Writer) -> ConversationView:
    """Also ends a snooze."""
    async with access.work() as work:
        return await service.reopen(work, conversation_id)


@router.post("/notes", status_code=201)
async def add_note(conversation_id: UUID, data: NoteBody, access: Writer) -> ActivityView:
    """For colleagues only: a note never reaches the guest."""
    async with access.work() as work:
        return await service.note(work, conversation_id, text=data.text, mentions=data.mentions)


@router.get("/activities")
async def activities(
    conversation_id: UUID, access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[ActivityView]:
    """What was done and noted, newest first."""
    async with access.work() as work:
        await find_conversation(work, conversation_id)
        return PageOf.of(await list_activities(work, conversation_id, cursor=cursor, limit=limit))


@router.get("/participants")
async def list_participants(conversation_id: UUID, access: Reader) -> PageOf[ParticipantView]:
    """Colleagues who answered, noted, were given it or named."""
    async with access.work() as work:
        await find_conversation(work, conversation_id)
        found = await participants(work, conversation_id)
    return PageOf.whole([ParticipantView(id=id_, name=name) for id_, name in found.items()])
