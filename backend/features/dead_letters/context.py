"""What a dead letter is about, for the person who reads it: guest, room, what was to happen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog

from backend.domain.incoming import Incoming
from backend.domain.words import Author, InboxState, MessageStatus
from backend.features.dead_letters.rows import Around, SendTry, Webhook
from backend.features.dead_letters.schemas import AttemptView, DeadLetterView
from backend.features.failures.service import Failure, Source
from backend.kit.text import shorten
from backend.models import DeadLetter
from backend.models.inbox import RAW_PURPOSE
from backend.ports.incoming import WebhookReader
from backend.work import Work

PREVIEW_LENGTH = 140
RESENDABLE = {MessageStatus.FAILED, MessageStatus.NO_ACCOUNT, MessageStatus.EXPIRED}
"""Of a given-up message. An uncertain one is a question on the message itself: it may have
arrived, and a replay must not decide that."""
GIVEN_UP = {InboxState.DEAD, InboxState.UNPARSED}
_WEBHOOKS = {
    "incomingMessageReceived": "Take in a message of the guest",
    "outgoingMessageReceived": "Take in a message written on the hotel's phone",
    "outgoingAPIMessageReceived": "Note that a message of ours was sent",
    "outgoingMessageStatus": "Note how far a message of ours got",
    "stateInstanceChanged": "Note the state of the number",
}
_SENDS = {
    Author.STAFF: "Send a colleague's message",
    Author.AI: "Send the AI's answer",
    Author.TRIGGER: "Send an automatic message",
}
log = structlog.get_logger()


def plain_view(row: DeadLetter) -> DeadLetterView:
    return DeadLetterView(**row.model_dump(), last_error=row.reason)


def work_view(row: DeadLetter, about: Around | None) -> DeadLetterView:
    """Of a turn or a message; None: what it was about is gone."""
    view = plain_view(row)
    if about is None or about.conversation_id is None:
        return view
    is_turn = row.source == Source.TURN
    left = about.waiting_since is not None if is_turn else about.status in RESENDABLE
    return view.model_copy(
        update={
            "what": "Answer the guest" if is_turn else _SENDS.get(about.author, "Send a message"),  # type: ignore[arg-type]
            "preview": shorten(about.text, PREVIEW_LENGTH),
            "guest_name": about.guest_name,
            "room": about.room,
            "conversation_id": about.conversation_id,
            "message_id": None if about.message_id is None else str(about.message_id),
            "channel_id": about.channel_id,
            "channel_name": about.channel_name,
            "replayable": left and _is_waiting(row),
        }
    )


def reservation_view(row: DeadLetter) -> DeadLetterView:
    """Whose it is was never learned: the PMS could not be asked, or told too little."""
    update = {"what": "Bring a reservation up to date", "replayable": _is_waiting(row)}
    return plain_view(row).model_copy(update=update)


def webhook_view(
    row: DeadLetter,
    webhook: Webhook | None,
    incoming: Incoming | None,
    chat: tuple[UUID, str, str | None] | None,
) -> DeadLetterView:
    view = plain_view(row)
    if webhook is None:
        return view
    event = incoming.event if incoming else None
    known = getattr(event, "chat", None)
    conversation_id, name, room = chat or (None, known.guest_name if known else None, None)
    return view.model_copy(
        update={
            "what": _WEBHOOKS.get(webhook.kind, f"Take in a notification ({webhook.kind})"),
            "preview": shorten(getattr(event, "text", ""), PREVIEW_LENGTH),
            "guest_name": name or None,
            "room": room,
            "conversation_id": conversation_id,
            "channel_id": webhook.channel_id,
            "channel_name": webhook.channel_name,
            "replayable": webhook.state in GIVEN_UP and _is_waiting(row),
        }
    )


def peek(work: Work, webhook: Webhook, reader: WebhookReader) -> Incoming | None:
    """What it says, where it can be read at all: it lies here because something fell over it."""
    try:
        raw = work.vault.open(webhook.raw_sealed, hotel_id=work.hotel_id, purpose=RAW_PURPOSE)
        return reader.read(raw)
    except Exception as error:
        log.info("dead_letter.unreadable", inbox_id=webhook.id, error=type(error).__name__)
        return None


def history_of(failures: Sequence[Failure], tries: Sequence[SendTry]) -> list[AttemptView]:
    own = [AttemptView(n=one.attempt, at=one.at, outcome=one.error) for one in failures]
    sends = [
        AttemptView(
            n=one.n,
            at=one.at,
            outcome=one.outcome.value if one.outcome else "under_way",
            http_status=one.http_status,
        )
        for one in tries
    ]
    return [*own, *sends]


def by_message(tries: Sequence[SendTry]) -> Mapping[int, Sequence[SendTry]]:
    found: dict[int, list[SendTry]] = defaultdict(list)
    for one in tries:
        found[one.message_id].append(one)
    return found


def _is_waiting(row: DeadLetter) -> bool:
    return row.replayed_at is None and row.discarded_at is None
