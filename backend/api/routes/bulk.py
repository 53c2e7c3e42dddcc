"""The same for many conversations: each in a transaction of its own, and told one by one."""

from collections.abc import Awaitable
from typing import Annotated, Literal
from uuid import UUID

import structlog
from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from backend.api.deps import Writer
from backend.domain.inbox_words import Priority, SnoozeChoice
from backend.errors import AppError, Unavailable
from backend.features.handling import service
from backend.kit.fields import WallTime
from backend.work import Work

router = APIRouter(prefix="/hotels/{hotel_id}/conversations", tags=["conversations"])
log = structlog.get_logger()
MOST = 50


class Assign(BaseModel):
    do: Literal["assign"]
    staff_id: UUID | None


class SetTeam(BaseModel):
    do: Literal["set_team"]
    team_id: UUID | None


class SetPriority(BaseModel):
    do: Literal["set_priority"]
    priority: Priority


class LabelChange(BaseModel):
    do: Literal["add_label", "remove_label"]
    label_id: UUID


class Snooze(BaseModel):
    do: Literal["snooze"]
    choice: SnoozeChoice
    on_clock: WallTime | None = None


class Close(BaseModel):
    do: Literal["resolve", "reopen"]


Action = Annotated[
    Assign | SetTeam | SetPriority | LabelChange | Snooze | Close, Field(discriminator="do")
]


class Bulk(BaseModel):
    ids: list[UUID] = Field(min_length=1, max_length=MOST)
    action: Action


class Failed(BaseModel):
    id: UUID
    code: str
    message: str


class Outcome(BaseModel):
    done: list[UUID]
    failed: list[Failed]


@router.post("/bulk")
async def change_many(data: Bulk, access: Writer) -> Outcome:
    """One that fails keeps none of the others back."""
    outcome = Outcome(done=[], failed=[])
    for conversation_id in dict.fromkeys(data.ids):
        try:
            async with access.work() as work:
                await _change(work, conversation_id, data.action)
        except AppError as error:
            outcome.failed.append(_failed(conversation_id, error))
        except SQLAlchemyError as error:
            log.warning("bulk.failed", do=data.action.do, error=type(error).__name__)
            outcome.failed.append(_failed(conversation_id, Unavailable()))
        else:
            outcome.done.append(conversation_id)
    return outcome


def _change(work: Work, conversation_id: UUID, action: Action) -> Awaitable[object]:
    match action:
        case Assign():
            return service.assign(work, conversation_id, action.staff_id)
        case SetTeam():
            return service.set_team(work, conversation_id, action.team_id)
        case SetPriority():
            return service.set_priority(work, conversation_id, action.priority)
        case LabelChange(do="add_label"):
            return service.add_label(work, conversation_id, action.label_id)
        case LabelChange():
            return service.remove_label(work, conversation_id, action.label_id)
        case Snooze():
            return service.snooze_by(work, conversation_id, action.choice, on_clock=action.on_clock)
        case Close(do="resolve"):
            return service.resolve(work, conversation_id)
        case Close():
            return service.reopen(work, conversation_id)


def _failed(conversation_id: UUID, error: AppError) -> Failed:
    return Failed(id=conversation_id, code=error.code, message=error.message)
