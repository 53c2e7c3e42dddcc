"""Dead letters: looking at them, trying again, or putting them away with a note."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.errors import Conflict, NotFound
from backend.features.audit.service import record
from backend.features.dead_letters import context, repository
from backend.features.dead_letters.schemas import (
    Counts,
    DeadLetterView,
    ReasonCount,
    Replayed,
    ReplayRequest,
)
from backend.features.failures.service import MOST_SHOWN, Source, list_failures
from backend.features.messages.service import resend
from backend.features.pms.service import revive as revive_pms
from backend.kit.pagination import DEFAULT_LIMIT, BadCursor, Page, cut, decode_cursor
from backend.models import DeadLetter
from backend.ports.incoming import WebhookReader
from backend.ports.wake import WorkKind
from backend.work import Work

NOTHING_LEFT = "Nothing was left to try again."


async def list_dead_letters(
    work: Work,
    *,
    waiting: bool = True,
    source: Source | None = None,
    reason: str | None = None,
    cursor: str | None = None,
    limit: int = DEFAULT_LIMIT,
    reader: WebhookReader | None = None,
) -> Page[DeadLetterView]:
    """Latest first; `waiting` leaves out what was replayed or discarded. Without a `reader` it is
    not said what a webhook was about. Raises BadCursor."""
    rows = await repository.list_letters(
        work,
        waiting=waiting,
        source=source,
        reason=reason,
        after=_after(cursor),
        limit=limit + 1,
    )
    shown, following = cut(rows, limit, _key)
    return Page(await _views(work, shown, reader), following)


async def count_dead_letters(work: Work) -> Counts:
    """Of the waiting ones."""
    rows = await repository.count_by_reason(work)
    by_source: Counter[str] = Counter()
    for row in rows:
        by_source[row["source"]] += row["waiting"]
    return Counts(
        waiting=by_source.total(),
        by_source={source.value: by_source[source.value] for source in Source},
        by_reason=[ReasonCount(**row) for row in rows],
    )


async def get_dead_letter(
    work: Work, letter_id: UUID, *, reader: WebhookReader | None = None
) -> DeadLetterView:
    return (await _views(work, [await _find(work, letter_id)], reader))[0]


async def replay(
    work: Work, letter_id: UUID, *, reader: WebhookReader | None = None
) -> DeadLetterView:
    """Puts the work back into its queue; asked twice, it is done once. Raises Conflict when there
    is nothing left to do."""
    row = await _find(work, letter_id)
    if row.replayed_at is None:
        if row.discarded_at is not None:
            raise Conflict("This was put away already.")
        if not await _revive(work, row):
            raise Conflict("There is nothing left to try again here. Discard it with a note.")
        row.replayed_at, row.replayed_by = work.now, work.actor.id
        await record(work, "dead_letter.replay", subject=str(letter_id), detail=_what(row))
    return (await _views(work, [row], reader))[0]


async def replay_many(work: Work, wanted: ReplayRequest) -> Replayed:
    """The oldest of the chosen ones, at most `wanted.most`; what has nothing left to do is put
    away with a note, so that asking again comes to an end."""
    rows = await repository.lock_waiting(
        work, source=wanted.source, reason=wanted.reason, most=wanted.most
    )
    replayed = 0
    for row in rows:
        if await _revive(work, row):
            row.replayed_at, row.replayed_by = work.now, work.actor.id
            replayed += 1
        else:
            row.discarded_at, row.discarded_by = work.now, work.actor.id
            row.note = NOTHING_LEFT
    await work.session.flush()
    closed = len(rows) - replayed
    if rows:
        detail = {
            "source": wanted.source,
            "reason": wanted.reason,
            "replayed": replayed,
            "closed": closed,
        }
        await record(work, "dead_letter.replay_many", detail=detail)
    remaining = await repository.count_waiting(work, source=wanted.source, reason=wanted.reason)
    return Replayed(replayed=replayed, closed=closed, remaining=remaining)


async def discard(
    work: Work, letter_id: UUID, *, note: str, reader: WebhookReader | None = None
) -> DeadLetterView:
    """Raises Conflict for one that was replayed: it may be under way."""
    row = await _find(work, letter_id)
    if row.replayed_at is not None:
        raise Conflict("This was tried again already.")
    if row.discarded_at is None:
        row.discarded_at, row.discarded_by, row.note = work.now, work.actor.id, note
        await record(work, "dead_letter.discard", subject=str(letter_id), detail=_what(row))
    return (await _views(work, [row], reader))[0]


async def replay_inbox(work: Work) -> int:
    """Every webhook of the hotel that could not be read; returns how many go again."""
    keys = await repository.unparsed_inbox(work)
    revived = [await repository.revive_inbox(work, key) for key in keys]
    if any(revived):
        work.wake(WorkKind.INTAKE)
        await record(work, "inbox.replay", detail={"rows": sum(revived)})
    return sum(revived)


async def _revive(work: Work, row: DeadLetter) -> bool:
    """False: nothing is left to do."""
    if row.source == Source.INBOX:
        work.wake(WorkKind.INTAKE)
        return await repository.revive_inbox(work, int(row.source_id))
    if row.source == Source.TURN:
        work.wake(WorkKind.TURNS)
        return await repository.revive_turn(work, UUID(row.source_id))
    if row.source == Source.PMS:
        return await revive_pms(work, int(row.source_id))
    try:
        # The same row goes out under a new epoch: never a second one beside it.
        await resend(work, int(row.source_id), only=context.RESENDABLE)
    except (Conflict, NotFound):
        return False
    return True


async def _views(
    work: Work, rows: Sequence[DeadLetter], reader: WebhookReader | None
) -> list[DeadLetterView]:
    """In a fixed number of queries."""
    if not rows:
        return []
    inbox_ids = [int(row.source_id) for row in rows if row.source == Source.INBOX]
    message_ids = [int(row.source_id) for row in rows if row.source == Source.OUTBOX]
    others = [row.id for row in rows if row.source != Source.INBOX]
    about = await repository.around(work, others) if others else {}
    hooks = await repository.webhooks(work, inbox_ids) if inbox_ids else {}
    said = {key: context.peek(work, hook, reader) for key, hook in hooks.items() if reader}
    wanted = {
        key: (hooks[key].channel_id, chat.id)
        for key, incoming in said.items()
        if (chat := getattr(incoming.event if incoming else None, "chat", None)) is not None
    }
    chats = await repository.chats(work, list(wanted.values())) if wanted else {}
    failures = await list_failures(work, [(row.source, row.source_id) for row in rows])
    tries = context.by_message(
        await repository.send_tries(work, message_ids, most=MOST_SHOWN) if message_ids else ()
    )
    views = []
    for row in rows:
        if row.source == Source.INBOX:
            key = int(row.source_id)
            chat = chats.get(wanted[key]) if key in wanted else None
            view = context.webhook_view(row, hooks.get(key), said.get(key), chat)
        elif row.source == Source.PMS:
            view = context.reservation_view(row)
        else:
            view = context.work_view(row, about.get(row.id))
        sends = tries.get(int(row.source_id), ()) if row.source == Source.OUTBOX else ()
        history = context.history_of(failures.get((row.source, row.source_id), ()), sends)
        views.append(view.model_copy(update={"history": history}))
    return views


async def _find(work: Work, letter_id: UUID) -> DeadLetter:
    row = await repository.lock_letter(work, letter_id)
    if row is None:
        raise NotFound("There is no such dead letter.")
    return row


def _what(row: DeadLetter) -> dict[str, str]:
    return {"source": row.source, "source_id": row.source_id}


def _key(row: DeadLetter) -> tuple[str, str]:
    assert row.last_at is not None
    return row.last_at.isoformat(), str(row.id)


def _after(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    at, key = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(str(at)), UUID(str(key))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
