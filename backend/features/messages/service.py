"""Messages on their way out: queueing, and what staff may do with one that did not arrive."""

from collections.abc import Collection, Sequence, Set
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.domain.ids import DecisionId, StaffId
from backend.domain.number_health import CLASS_OF
from backend.domain.reconciling import ByHand
from backend.domain.sending import ECHO_MARGIN, NOT_AFTER, PRIORITY
from backend.domain.words import (
    AiRung,
    Author,
    DecisionKind,
    DecisionOutcome,
    MessageClass,
    MessageStatus,
    OutboxState,
)
from backend.errors import Conflict, NotFound
from backend.features.alerts.service import close_alerts
from backend.features.audit.service import record
from backend.features.conversations.service import message_views, read_messages, views_of
from backend.features.failures.service import Source, settle_letter
from backend.features.messages import repository
from backend.features.messages.outgoing import NO_SHAPE, Draft, Shape, StoredFile, queue_row
from backend.features.messages.repository import Accepted, TakenBack
from backend.kit.text import body_hash, file_hash, storable
from backend.models import Channel, Conversation, Decision, Message, Outbox
from backend.observability.metrics import RECONCILED
from backend.ports.live import LiveKind
from backend.ports.wake import WorkKind
from backend.work import Work

__all__ = [
    "NO_SHAPE",
    "Accepted",
    "Draft",
    "Shape",
    "StoredFile",
    "TakenBack",
    "accept",
    "accept_doubted",
    "apply_waiting_notes",
    "cancel",
    "cancel_automatic",
    "find_by_client",
    "forget_old_notes",
    "is_queued",
    "mark_as_sent",
    "match_echo",
    "queue_message",
    "queue_messages",
    "resend",
    "say_why",
    "tell_changed",
]

ECHO_MEMORY = timedelta(hours=24)
"""The provider keeps an accepted message in its queue for a day."""

RESENDABLE = frozenset(
    {
        MessageStatus.FAILED,
        MessageStatus.NO_ACCOUNT,
        MessageStatus.EXPIRED,
        MessageStatus.UNCERTAIN,
    }
)
MARKABLE = {MessageStatus.UNCERTAIN, MessageStatus.FAILED, MessageStatus.EXPIRED}


async def say_why(
    work: Work, conversation_id: UUID, reason: str, *, facts: dict[str, Any] | None = None
) -> DecisionId:
    """A line of the ledger for what is said by itself and by no trigger."""
    row = Decision(
        hotel_id=work.hotel_id,
        kind=DecisionKind.NOTICE,
        conversation_id=conversation_id,
        outcome=DecisionOutcome.FIRED,
        reason=reason,
        facts=facts or {},
    )
    work.session.add(row)
    await work.session.flush()
    assert row.id is not None
    return DecisionId(row.id)


async def queue_message(
    work: Work,
    conversation: Conversation,
    *,
    author: Author,
    text: str,
    dedupe_key: str,
    not_after: datetime,
    staff_id: StaffId | None = None,
    client_id: str | None = None,
    quoted_provider_id: str | None = None,
    ai_rung: AiRung | None = None,
    ai_sources: Sequence[dict[str, str]] = (),
    decision_id: DecisionId | None = None,
    message_class: MessageClass | None = None,
    file: StoredFile | None = None,
) -> Message:
    """Queues a text for the guest; with a dedupe key that exists, returns what is queued already.

    A message of staff makes the guest's open turn stale. A holding message does not count as an
    answer: the guest goes on waiting.
    """
    draft = Draft(
        conversation_id=conversation.id,
        author=author,
        text=text,
        dedupe_key=dedupe_key,
        not_after=not_after,
        staff_id=staff_id,
        client_id=client_id,
        quoted_provider_id=quoted_provider_id,
        ai_rung=ai_rung,
        ai_sources=ai_sources,
        decision_id=decision_id,
        message_class=message_class,
        file=file,
    )
    queued = await queue_messages(work, [draft])
    if queued:
        return queued[0]
    return await repository.find_queued(
        work, dedupe_key=dedupe_key, conversation_id=conversation.id, client_id=client_id
    )


async def find_by_client(work: Work, conversation_id: UUID, client_id: str) -> Message | None:
    """What a request with this id of the sender's own has queued already."""
    return await repository.find_by_client(work, conversation_id, client_id)


async def queue_messages(work: Work, drafts: Sequence[Draft]) -> Sequence[Message]:
    """The same for many conversations, in a fixed number of queries; at most one message of each
    author in a conversation. Returns those that were not queued before."""
    if not drafts:
        return ()
    queued = await repository.insert_queued(
        work, [queue_row(draft, place) for place, draft in enumerate(drafts)]
    )
    files = {
        queued[one.dedupe_key]: one.file for one in drafts if one.file and one.dedupe_key in queued
    }
    await repository.insert_files(work, files)
    if queued:
        work.wake(WorkKind.SENDS)
    return await _tell_queued(work, sorted(queued.values()))


async def is_queued(work: Work, conversation_id: UUID, *, client_id: str) -> bool:
    """Whether this conversation has a message of the sender's id."""
    return await repository.has_client_id(work, conversation_id, client_id)


async def accept(work: Work, rows: Sequence[Accepted]) -> Sequence[Message]:
    """The provider holds these messages; those that changed by it. Statuses that came earlier are
    applied now."""
    return await tell_changed(work, await repository.accept(work, rows)) if rows else ()


async def accept_doubted(work: Work, rows: Sequence[Accepted]) -> Sequence[Message]:
    """The same for messages in doubt: what a person was asked about them is answered."""
    changed = await accept(work, rows)
    await close_alerts(work, changed)
    return changed


async def match_echo(
    work: Work,
    *,
    channel: Channel,
    chat_id: str,
    text: str,
    provider_id: str,
    at: datetime,
    file_name: str | None = None,
) -> Message | None:
    """Our message that this echo of the provider (outgoingAPIMessageReceived) speaks of.

    Settles a message whose send call had no clear end. None: the number was used through the API
    by somebody else. `at` is the provider's time, whole seconds; `file_name` is of a file alone,
    whose caption is then the text.
    """
    known = await repository.find_by_provider_id(
        work, channel_id=channel.id, chat_id=chat_id, provider_id=provider_id
    )
    if known is not None:
        return known
    outbox_id = await repository.find_awaiting_echo(
        work,
        channel_id=channel.id,
        chat_id=chat_id,
        body_hash=body_hash(text) if file_name is None else file_hash(text, file_name),
        since=work.now - ECHO_MEMORY,
        until=at + ECHO_MARGIN,
    )
    if outbox_id is None and file_name is not None:
        outbox_id = await repository.find_renamed_file(
            work, channel_id=channel.id, chat_id=chat_id, caption=storable(text).strip()
        )
    if outbox_id is None:
        return None
    changed = await accept_doubted(work, [Accepted(outbox_id, provider_id)])
    if not changed:
        # The answer to our own call was written while we waited for the row.
        return await repository.find_by_provider_id(
            work, channel_id=channel.id, chat_id=chat_id, provider_id=provider_id
        )
    RECONCILED.labels("echo").inc()
    work.wake(WorkKind.SENDS)
    return changed[0]


async def tell_changed(work: Work, message_ids: Sequence[int]) -> Sequence[Message]:
    """Shows how far these messages got. Screens copy that into their list by themselves."""
    if not message_ids:
        return ()
    messages = await read_messages(work, message_ids)
    await _tell(work, messages, ())
    return messages


async def _tell_queued(work: Work, message_ids: Sequence[int]) -> Sequence[Message]:
    """Shows these messages, and the list rows that end with them."""
    messages = await read_messages(work, message_ids)
    chats = {message.conversation_id for message in messages}
    await _tell(work, messages, chats)
    return messages


async def apply_waiting_notes(work: Work) -> None:
    """Statuses that crossed the answer to our own call: neither side saw the other then."""
    await tell_changed(work, await repository.apply_waiting_notes(work))


async def forget_old_notes(work: Work, *, older_than: timedelta) -> None:
    await repository.forget_notes(work, before=work.now - older_than)


async def resend(work: Work, message_id: int, *, only: Set[MessageStatus] = RESENDABLE) -> Message:
    """A person's decision to send it (again), also where it may have arrived, unless `only` leaves
    that out. Repeating the request sends nothing more. Raises NotFound, Conflict."""
    message, outbox = await _outgoing(work, message_id)
    if message.status not in only or outbox.state is OutboxState.SENDING:
        if outbox.by_hand is ByHand.RESENT and message.status not in RESENDABLE:
            return message
        raise Conflict(_settled_meanwhile(message))
    if message.status is not MessageStatus.UNCERTAIN:
        # Its earlier tries are known to have failed: what the journal shows of them proves nothing.
        outbox.first_try_at = None
    outbox.by_hand = ByHand.RESENT
    outbox.look = outbox.looked_at = None
    outbox.state, outbox.error, outbox.provider_id = OutboxState.QUEUED, None, None
    outbox.epoch += 1
    outbox.priority, outbox.message_class = PRIORITY[Author.STAFF], CLASS_OF[Author.STAFF]
    outbox.held_reason = None
    outbox.next_at, outbox.not_after = work.now, work.now + NOT_AFTER[Author.STAFF]
    outbox.done_at = None
    message.provider_id = None
    _show_status(work, message, MessageStatus.QUEUED)
    await _tell_decision(work, message, "message.resend")
    RECONCILED.labels(ByHand.RESENT).inc()
    return message


async def mark_as_sent(work: Work, message_id: int) -> Message:
    """A person saw it on the phone. Repeating the request changes nothing. Raises NotFound,
    Conflict."""
    message, outbox = await _outgoing(work, message_id)
    if message.status not in MARKABLE or outbox.state is OutboxState.SENDING:
        if outbox.by_hand is ByHand.MARKED_SENT and outbox.state is OutboxState.ACCEPTED:
            return message
        raise Conflict(_settled_meanwhile(message))
    outbox.by_hand = ByHand.MARKED_SENT
    _close(work, outbox, OutboxState.ACCEPTED)
    _show_status(work, message, MessageStatus.SENT, reason="marked_by_staff")
    await _tell_decision(work, message, "message.mark_sent")
    RECONCILED.labels(ByHand.MARKED_SENT).inc()
    return message


async def cancel(work: Work, message_id: int) -> Message:
    """Takes back what has not left yet. Raises NotFound, Conflict."""
    message, outbox = await _outgoing(work, message_id)
    if outbox.state is not OutboxState.QUEUED:
        raise Conflict("This message has left already.")
    _close(work, outbox, OutboxState.CANCELLED)
    outbox.by_hand = None
    _show_status(work, message, MessageStatus.CANCELLED)
    await _tell_decision(work, message, "message.cancel")
    return message


async def cancel_automatic(
    work: Work,
    *,
    reason: str,
    stay_ids: Sequence[UUID] | None = None,
    trigger_ids: Sequence[UUID] | None = None,
) -> list[TakenBack]:
    """Takes back what triggers queued and nobody has begun to send; None: all of it."""
    await work.session.flush()
    taken = await repository.take_back(
        work, reason=reason, stay_ids=stay_ids, trigger_ids=trigger_ids
    )
    await tell_changed(work, [one.message_id for one in taken])
    if taken:
        work.wake(WorkKind.SENDS)
    return taken


async def _outgoing(work: Work, message_id: int) -> tuple[Message, Outbox]:
    found = await repository.find_outgoing(work, message_id)
    if found is None:
        raise NotFound("There is no such outgoing message.")
    return found


def _close(work: Work, outbox: Outbox, state: OutboxState) -> None:
    outbox.state, outbox.done_at = state, work.now
    outbox.epoch += 1


def _show_status(
    work: Work, message: Message, status: MessageStatus, *, reason: str | None = None
) -> None:
    message.status, message.status_reason, message.status_at = status, reason, work.now


def _settled_meanwhile(message: Message) -> str:
    if message.status in (MessageStatus.QUEUED, MessageStatus.SENDING):
        return "This message is on its way already."
    if message.status is MessageStatus.CANCELLED:
        return "This message was taken back."
    return "This message has been sent meanwhile."


async def _tell_decision(work: Work, message: Message, action: str) -> None:
    await record(work, action, subject=str(message.id))
    await settle_letter(work, Source.OUTBOX, message.id)
    await work.session.flush()
    await close_alerts(work, [message])
    work.wake(WorkKind.SENDS)
    assert message.id is not None
    await _tell(work, [message], {message.conversation_id})


async def _tell(work: Work, messages: Sequence[Message], conversations: Collection[UUID]) -> None:
    for message in await message_views(work, messages):
        work.tell(LiveKind.MESSAGE, message.as_json())
    for conversation in await views_of(work, conversations, held=messages):
        work.tell(LiveKind.CONVERSATION, conversation.as_json())
