"""The inbox: conversations, their messages, and who works on them."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, StringConstraints, model_validator

from backend.api.deps import PAGE, Cursor, Limit, Reader, Writer
from backend.api.pages import PageOf
from backend.domain.inbox_words import Priority
from backend.domain.words import MessageStatus
from backend.features.canned_replies.service import refuse_unfilled
from backend.features.conversations import service
from backend.features.conversations.schemas import ConversationView, IdentityView, MessageView
from backend.features.kept_files.service import take
from backend.features.messages.replying import reply
from backend.features.saved_views.schemas import InboxTab, ViewFilter
from backend.features.translations.service import keep_original, readings_of_draft, written
from backend.kit.fields import Code
from backend.kit.text import storable

router = APIRouter(prefix="/hotels/{hotel_id}/conversations", tags=["conversations"])

# Green API: sendMessage at most 20,000 characters, a caption 1,024.
LONGEST_CAPTION = 1024
ReplyText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=20_000),
    AfterValidator(storable),
]

Original = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=20_000),
    AfterValidator(storable),
]


class Counts(BaseModel):
    """Each is how many rows the view of that name shows."""

    open: int
    mine: int
    unassigned: int
    waiting: int
    mentions: int
    alerts: int
    waiting_guest: int
    snoozed: int
    resolved: int
    saved: dict[UUID, int]
    """By saved view."""


class Reply(BaseModel):
    text: ReplyText = ""
    """Of a file its caption, which may be empty."""
    file_id: UUID | None = None
    """What POST /files answered; one message takes it."""
    client_id: Code | None = None
    """The sender's own id: the same one twice queues one message."""
    idempotency_key: Code | None = None
    """Another name of client_id."""
    quote_id: Code | None = None
    """Id of the message that is answered."""
    last_seen_id: Code | None = None
    """Id of the newest message the writer knew of. Where others said something since, the answer is
    409 `thread_changed` with the news in `details`; to send anyway, name the last of them."""
    original: Original | None = None
    """What the writer wrote, where `text` is its translation: both are kept."""
    draft_id: UUID | None = None
    """The draft of the AI that it began as; how much was changed is kept."""
    help_id: UUID | None = None
    """The same for a text that the AI wrote when it was asked for help."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.file_id is None and not self.text:
            raise ValueError("Write a text or attach a file.")
        if self.file_id is not None and len(self.text) > LONGEST_CAPTION:
            raise ValueError(f"The words under a file have at most {LONGEST_CAPTION} signs.")
        return self


class Queued(BaseModel):
    id: str
    status: MessageStatus


@router.get("")
async def list_conversations(
    access: Reader,
    status: InboxTab = "all",
    label_id: UUID | None = None,
    team_id: UUID | None = None,
    assignee_id: UUID | None = None,
    priority: Priority | None = None,
    cursor: Cursor = None,
    limit: Limit = PAGE,
) -> PageOf[ConversationView]:
    """Latest message first."""
    chosen = ViewFilter(
        status=status,
        label_id=label_id,
        team_id=team_id,
        assignee_id=assignee_id,
        priority=priority,
    )
    async with access.work() as work:
        page = await service.list_conversations(work, chosen=chosen, cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.get("/counts")
async def count_conversations(access: Reader) -> Counts:
    async with access.work() as work:
        fixed, saved = await service.counts(work)
        return Counts(**fixed, saved=saved)


@router.get("/{conversation_id}")
async def get_conversation(conversation_id: UUID, access: Reader) -> ConversationView:
    async with access.work() as work:
        return await service.get_conversation(work, conversation_id)


@router.get("/{conversation_id}/messages")
async def list_messages(
    conversation_id: UUID, access: Reader, cursor: Cursor = None, limit: Limit = PAGE
) -> PageOf[MessageView]:
    """Newest first; each page goes further back."""
    async with access.work() as work:
        page = await service.list_messages(work, conversation_id, cursor=cursor, limit=limit)
        return PageOf.of(page)


@router.post("/{conversation_id}/messages", status_code=202)
async def send_message(conversation_id: UUID, data: Reply, access: Writer) -> Queued:
    """Queues an answer and takes the conversation over. 202: queued is not sent."""
    async with access.work() as work:
        refuse_unfilled(data.text)
        key = data.client_id or data.idempotency_key
        file = None
        if data.file_id is not None:
            file = await take(work, data.file_id, conversation_id=conversation_id, client_id=key)
        read_as = (
            await readings_of_draft(work, conversation_id, data.draft_id) if data.draft_id else ()
        )
        message = await reply(
            work,
            conversation_id,
            text=data.text,
            client_id=key,
            quote_id=data.quote_id,
            last_seen_id=data.last_seen_id,
            file=file,
            draft_id=data.draft_id,
            help_id=data.help_id,
            written=data.original,
            read_as=read_as,
        )
        if data.original:
            said = await written(work, conversation_id, data.original)
            await keep_original(work, message, said)
        return Queued(id=str(message.id), status=message.status)


class StayChoice(BaseModel):
    stay_id: UUID | None
    """One of the guest's stays; null takes the choice back."""


@router.get("/{conversation_id}/identity")
async def get_identity(conversation_id: UUID, access: Reader) -> IdentityView:
    """Which stay the guest writes about, or which it may be."""
    async with access.work() as work:
        return await service.identity_of(work, conversation_id)


@router.put("/{conversation_id}/stay")
async def choose_stay(conversation_id: UUID, data: StayChoice, access: Writer) -> IdentityView:
    """Staff say which of several stays this is."""
    async with access.work() as work:
        return await service.choose_stay(work, conversation_id, data.stay_id)


@router.post("/{conversation_id}/read")
async def mark_read(conversation_id: UUID, access: Writer) -> ConversationView:
    async with access.work() as work:
        return await service.mark_read(work, conversation_id)


@router.post("/{conversation_id}/take-over")
async def take_over(conversation_id: UUID, access: Writer) -> ConversationView:
    """The AI is silent until the lease ends or somebody returns the conversation."""
    async with access.work() as work:
        return await service.take_over(work, conversation_id)


@router.post("/{conversation_id}/return-to-ai")
async def return_to_ai(conversation_id: UUID, access: Writer) -> ConversationView:
    async with access.work() as work:
        return await service.return_to_ai(work, conversation_id)
