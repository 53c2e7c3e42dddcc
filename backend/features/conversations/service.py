"""The inbox: reading conversations, telling open screens, and who works on one now."""

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.domain.identity import identify
from backend.domain.inbox_words import ActivityKind
from backend.domain.words import Author, Speaker
from backend.errors import NotFound
from backend.features.activities.service import log_activity, see_mentions
from backend.features.audit.service import record
from backend.features.conversations import repository, views
from backend.features.conversations.repository import After
from backend.features.conversations.schemas import (
    ConversationView,
    IdentityView,
    MessageView,
    StayView,
)
from backend.features.conversations.views import Surroundings
from backend.features.saved_views.schemas import InboxTab, ViewFilter
from backend.features.saved_views.service import list_views
from backend.kit.pagination import (
    DEFAULT_LIMIT,
    BadCursor,
    Page,
    decode_cursor,
    encode_cursor,
    number_in,
)
from backend.models import Conversation, Guest, Message
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Work

SAID = 16
"""Messages in which a guest may have named a reservation."""
COUNTED: tuple[InboxTab, ...] = (
    "open",
    "mine",
    "unassigned",
    "waiting",
    "mentions",
    "alerts",
    "waiting_guest",
    "snoozed",
    "resolved",
)


async def list_conversations(
    work: Work,
    *,
    chosen: ViewFilter | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Page[ConversationView]:
    """Latest message first. Raises BadCursor."""
    where = repository.selected(chosen or ViewFilter(status="all"), work.actor.staff_id)
    after = _uuid_key(cursor) if cursor else None
    rows = await repository.list_conversations(work, where=where, after=after, limit=limit + 1)
    shown = rows[:limit]
    more = None
    if len(rows) > limit and shown[-1].last_message_at:
        more = encode_cursor(shown[-1].last_message_at.isoformat(), str(shown[-1].id))
    return Page(await conversation_views(work, shown), more)


async def counts(work: Work) -> tuple[dict[InboxTab, int], dict[UUID, int]]:
    """How many conversations each view of the inbox holds, and each of the caller's saved ones."""
    saved = await list_views(work)
    wanted = [ViewFilter(status=name) for name in COUNTED]
    found = await repository.counts(work, [*wanted, *(view.filter for view in saved)])
    fixed, own = found[: len(COUNTED)], found[len(COUNTED) :]
    return (
        dict(zip(COUNTED, fixed, strict=True)),
        dict(zip((view.id for view in saved), own, strict=True)),
    )


async def get_conversation(work: Work, conversation_id: UUID) -> ConversationView:
    return await conversation_view(work, await find_conversation(work, conversation_id))


async def find_conversation(
    work: Work, conversation_id: UUID, *, lock: bool = False
) -> Conversation:
    """Raises NotFound. `lock` holds the row until the unit of work ends."""
    row = await repository.get_conversation(work, conversation_id, lock=lock)
    if row is None:
        raise NotFound("There is no such conversation.")
    return row


async def find_message(work: Work, message_id: str) -> Message:
    """Raises NotFound."""
    number = int(message_id) if message_id.isascii() and message_id.isdigit() else 0
    row = await repository.get_message(work, number) if 0 < number < 2**63 else None
    if row is None:
        raise NotFound("There is no such message.")
    return row


async def list_messages(
    work: Work, conversation_id: UUID, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[MessageView]:
    """Newest first; each page goes further back. Raises NotFound, BadCursor."""
    await find_conversation(work, conversation_id)
    before = _number_key(cursor) if cursor else None
    rows = await repository.list_messages(work, conversation_id, before=before, limit=limit + 1)
    shown = rows[:limit]
    more = None
    if len(rows) > limit:
        more = encode_cursor(shown[-1].sort_at.isoformat(), shown[-1].id)
    return Page(await message_views(work, shown), more)


async def conversation_view(work: Work, conversation: Conversation) -> ConversationView:
    return (await conversation_views(work, [conversation]))[0]


async def conversation_views(
    work: Work, conversations: Sequence[Conversation], *, held: Sequence[Message] = ()
) -> list[ConversationView]:
    """A fixed number of queries, however many conversations. `held`: messages that are at hand and
    need not be read again."""
    if not conversations:
        return []
    around = {
        row.id: surroundings
        for row, surroundings in await repository.read_listed(work, {c.id for c in conversations})
    }
    return await _views(work, [(row, around[row.id]) for row in conversations], held)


async def views_of(
    work: Work, ids: Collection[UUID], *, held: Sequence[Message] = ()
) -> list[ConversationView]:
    """The same for rows that are not at hand."""
    return await _views(work, await repository.read_listed(work, ids), held) if ids else []


async def _views(
    work: Work, listed: Sequence[tuple[Conversation, Surroundings]], held: Sequence[Message]
) -> list[ConversationView]:
    in_house = any(around.stay is not None for _, around in listed)
    heads = {row.id: row for row in held if row.id}
    last = {row.last_message_id for row, _ in listed if row.last_message_id}
    missing = await repository.read_messages(work, last - heads.keys())
    heads |= {row.id: row for row in missing if row.id}
    today = await _today(work) if in_house else work.now.date()
    return [
        views.conversation_view(row, around, last=heads.get(row.last_message_id or 0), today=today)
        for row, around in listed
    ]


async def read_messages(work: Work, ids: Collection[int]) -> list[Message]:
    """As the database has them now, oldest first. For reading: they belong to no session."""
    return await repository.read_messages(work, ids)


async def message_view(work: Work, message: Message) -> MessageView:
    return (await message_views(work, [message]))[0]


async def message_views(
    work: Work,
    messages: Sequence[Message],
    *,
    guests: Mapping[UUID, Guest] | None = None,
    judged: bool = True,
) -> list[MessageView]:
    """A fixed number of queries, however many messages; none for what they cannot have.

    `guests`: by conversation, where they are at hand. Not `judged`: these came just now.
    """
    if not messages:
        return []
    await work.flush()
    for row in messages:
        if row.received_at is None:
            await work.session.refresh(row)
    of_guests = [row for row in messages if row.author is Author.GUEST]
    with_file = {row.id for row in messages if row.id and row.kind in views.FILES}
    quotes = {
        (row.conversation_id, row.quoted_provider_id) for row in messages if row.quoted_provider_id
    }
    around = views.AroundMessages(
        guests=await _guests_of(work, {row.conversation_id for row in of_guests}, guests or {}),
        staff_names=await repository.staff_names(
            work, {row.staff_id for row in messages if row.staff_id}
        ),
        media=await repository.media(work, with_file),
        assessments=await repository.assessments(
            work, {row.id for row in of_guests if row.id} if judged else ()
        ),
        quoted=await repository.quoted(work, quotes),
    )
    return [views.message_view(row, around) for row in messages]


async def _guests_of(
    work: Work, conversations: Set[UUID], known: Mapping[UUID, Guest]
) -> dict[UUID, Guest]:
    missing = conversations - known.keys()
    return {**known, **await repository.guests_of(work, missing)}


async def guest_stays(work: Work, guest_id: UUID) -> list[StayView]:
    """Latest arrival first."""
    today = await _today(work)
    rows = await repository.stays_of_guest(work, guest_id)
    return [views.stay_view(row, today=today) for row in rows]


async def identity_of(work: Work, conversation_id: UUID) -> IdentityView:
    """Raises NotFound."""
    row = await find_conversation(work, conversation_id)
    guest = await repository.get_guest(work, row.guest_id)
    recent = await repository.list_messages(work, row.id, before=None, limit=SAID)
    today = await _today(work)
    identity = identify(
        await repository.stays_of_guest(work, row.guest_id),
        today=today,
        number_known=guest.phone is not None,
        chosen=row.chosen_stay_id,
        said=[one.text for one in recent if one.author is Author.GUEST],
    )
    return views.identity_view(identity, today=today)


async def choose_stay(work: Work, conversation_id: UUID, stay_id: UUID | None) -> IdentityView:
    """Staff say which of several stays this is; None takes it back. Raises NotFound."""
    row = await find_conversation(work, conversation_id, lock=True)
    stays = await repository.stays_of_guest(work, row.guest_id)
    if stay_id is not None and stay_id not in {stay.id for stay in stays}:
        raise NotFound("This guest has no such stay.")
    row.chosen_stay_id = stay_id
    row.stay_id = stay_id or row.stay_id
    detail = {"stay": str(stay_id) if stay_id else None}
    await record(work, "conversation.choose_stay", subject=str(row.id), detail=detail)
    await show(work, row)
    return await identity_of(work, conversation_id)


async def tell_conversations_of(work: Work, guest_id: UUID) -> None:
    """Shows every row of a guest anew, on every open screen of the hotel."""
    await work.session.flush()
    rows = await repository.conversations_of_guest(work, guest_id)
    for view in await conversation_views(work, rows):
        work.tell(LiveKind.CONVERSATION, view.as_json())


async def tell_message(work: Work, message: Message) -> None:
    """Shows the message, new or changed, on every open screen of the hotel."""
    view = await message_view(work, message)
    work.tell(LiveKind.MESSAGE, view.as_json())


async def languages_of(work: Work, conversation_id: UUID) -> tuple[str | None, str]:
    """The guest's, where it is known, and the hotel's."""
    return await repository.languages(work, conversation_id)


async def put_question(
    work: Work, conversation_id: UUID, question: str | None, until: datetime | None
) -> None:
    """What the guest was asked last; None: nothing any more."""
    await repository.put_question(work, conversation_id, question, until)


async def tell_conversation(work: Work, conversation_id: UUID) -> None:
    """Shows the conversation's row anew on every open screen of the hotel."""
    view = await get_conversation(work, conversation_id)
    work.tell(LiveKind.CONVERSATION, view.as_json())


async def take_over(work: Work, conversation_id: UUID) -> ConversationView:
    """The colleague speaks from now on; the AI is silent until the lease ends."""
    row = await find_conversation(work, conversation_id, lock=True)
    await hold_for_staff(work, row, reason="took_over")
    await record(work, "conversation.take_over", subject=str(row.id))
    await log_activity(work, row.id, ActivityKind.TAKEN_OVER)
    return await show(work, row)


async def hold_for_staff(work: Work, row: Conversation, *, reason: str) -> None:
    """Gives the speaker lease to whoever acts, and makes an answer under way stale."""
    hotel = await repository.get_hotel(work)
    row.speaker = Speaker.STAFF
    row.speaker_staff_id = work.actor.staff_id
    row.speaker_reason = reason
    row.speaker_until = work.now + timedelta(minutes=hotel.speaker_minutes)
    close_turn(row)


async def return_to_ai(work: Work, conversation_id: UUID) -> ConversationView:
    """The AI may speak again, and answers at once where the guest still waits."""
    row = await find_conversation(work, conversation_id, lock=True)
    row.speaker, row.speaker_staff_id = Speaker.AI, None
    row.speaker_reason, row.speaker_until = None, None
    if row.waiting_since is not None:
        row.due_at = row.due_since = work.now
        row.attempts = 0
        work.wake(WorkKind.TURNS)
    await record(work, "conversation.return_to_ai", subject=str(row.id))
    await log_activity(work, row.id, ActivityKind.RETURNED_TO_AI)
    return await show(work, row)


async def mark_read(work: Work, conversation_id: UUID) -> ConversationView:
    """Also what names the reader in notes."""
    row = await find_conversation(work, conversation_id, lock=True)
    if not await see_mentions(work, row.id) and row.unread == 0:
        return await conversation_view(work, row)
    row.unread = 0
    return await show(work, row)


async def _today(work: Work) -> date:
    hotel = await repository.get_hotel(work)
    return work.now.astimezone(ZoneInfo(hotel.timezone)).date()


def close_turn(row: Conversation) -> None:
    """Makes an answer under way stale; nothing is to be decided."""
    row.turn += 1
    row.due_at = row.due_since = None
    row.attempts = 0


async def show(work: Work, row: Conversation) -> ConversationView:
    """Shows the row as it is now on every open screen of the hotel."""
    view = await conversation_view(work, row)
    work.tell(LiveKind.CONVERSATION, view.as_json())
    return view


def _uuid_key(cursor: str) -> After:
    at, key = decode_cursor(cursor, 2)
    try:
        return After(datetime.fromisoformat(str(at)), UUID(str(key)))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None


def _number_key(cursor: str) -> After:
    at, key = decode_cursor(cursor, 2)
    try:
        return After(datetime.fromisoformat(str(at)), number_in(key))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
