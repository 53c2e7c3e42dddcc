"""Promises: found in what was said to guests, watched by the clock, closed by staff or the guest.

They are found beside the way of a message and not on it: a look every few seconds reads what was
written since the last one, so that sending pays nothing and a look that fails is made up for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from backend.domain.fixed_texts import is_fixed
from backend.domain.promises import (
    Clock,
    Closing,
    PromiseState,
    Stage,
    confirmed,
    due_stage,
    next_at,
    promises_in,
)
from backend.domain.words import AlertKind, Direction
from backend.errors import Conflict, Invalid, NotFound
from backend.features.alerts.service import finish, raise_alert
from backend.features.audit.service import record
from backend.features.conversations.service import find_conversation
from backend.features.promises import repository
from backend.features.promises.repository import Named
from backend.features.promises.schemas import PromiseView, Said
from backend.kit.pagination import (
    DEFAULT_LIMIT,
    BadCursor,
    Page,
    cut,
    decode_cursor,
    number_in,
)
from backend.models import Promise
from backend.observability.metrics import PROMISES
from backend.ports.live import LiveKind
from backend.work import Work

PAGE = 200
"""What is read at once holds up what else this process does for some milliseconds."""
MOST_PAGES = 50
SETTLED = timedelta(seconds=60)
"""No transaction of ours stays open so long: what has a smaller number is written by then."""
ON_ITS_WAY = timedelta(seconds=3)
"""Most are written within it, so that a look passes over few until they are settled."""
DUE_AT_ONCE = 200
LAST = 2**63 - 1
"""Of the numbers that a message can have."""
log = structlog.get_logger()


async def follow(work: Work) -> bool:
    """One look: what was said and heard since the last one, then what time does. Whether more is
    waiting."""
    reading = await repository.lock_reading(work)
    if reading is None:
        return False
    zone = ZoneInfo(reading.timezone)
    # Once more what may have been written late, then what is new.
    if reading.is_settled(work.now, SETTLED):
        again = await _read(work, zone, after=reading.read_to, until=reading.seen_to)
        reading = replace(reading, read_to=again.last)
    fresh = await _read(work, zone, after=reading.reached)
    if reading.read_to == reading.seen_to:
        reading = replace(reading, seen_to=max(fresh.last, reading.read_to), seen_at=work.now)
    await repository.note_read(work, replace(reading, reached=fresh.quiet_to))
    await _tell(work, await repository.close_unsaid(work))
    due = await repository.lock_due(work, limit=DUE_AT_ONCE) if reading.is_any_due else ()
    for row in due:
        await _pass_time(work, row, zone)
    await work.flush()
    return len(due) == DUE_AT_ONCE


@dataclass(frozen=True, slots=True)
class _Part:
    last: int
    """The last number that was read; the end of what was wanted where all of it was."""
    quiet_to: int
    """Up to here nothing was written so lately that a smaller number may be on its way."""


async def _read(work: Work, zone: ZoneInfo, *, after: int, until: int | None = None) -> _Part:
    last, quiet_to, young = after, after, work.now - ON_ITS_WAY
    for _ in range(MOST_PAGES):
        said = await repository.page(work, after=last, until=until or LAST, most=PAGE)
        before = last
        if said:
            last = said[-1].id
            await _hear(work, said, zone)
        quiet = list(takewhile(lambda one: one.arrived_at <= young, said))
        if quiet and quiet_to == before:
            quiet_to = quiet[-1].id
        if len(said) < PAGE:
            return _Part(until or last, quiet_to)
    return _Part(last, quiet_to)


async def list_open(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[PromiseView]:
    """What is due first comes first. Raises Invalid for a cursor of another list."""
    rows = await repository.list_open(work, after=_after(cursor), limit=limit + 1)
    kept, following = cut(rows, limit, lambda one: (one[0].due_at.isoformat(), one[0].id))
    return Page([view_of(one) for one in kept], following)


async def list_closed(
    work: Work, *, cursor: str | None = None, limit: int = DEFAULT_LIMIT
) -> Page[PromiseView]:
    """The last closed first. Raises Invalid for a cursor of another list."""
    rows = await repository.list_closed(work, after=_after(cursor), limit=limit + 1)
    kept, following = cut(rows, limit, lambda one: (_closed_at(one[0]).isoformat(), one[0].id))
    return Page([view_of(one) for one in kept], following)


async def list_of_conversation(work: Work, conversation_id: UUID) -> list[PromiseView]:
    """The open ones. Raises NotFound."""
    await find_conversation(work, conversation_id)
    return [view_of(one) for one in await repository.list_of_conversation(work, conversation_id)]


async def keep(work: Work, promise_id: int) -> PromiseView:
    """It is done. Raises NotFound, Conflict."""
    row = await _open(work, promise_id)
    return await _decided(work, row, PromiseState.KEPT)


async def cancel(work: Work, promise_id: int) -> PromiseView:
    """Nothing has to be done, or it was no promise. Raises NotFound, Conflict."""
    row = await _open(work, promise_id)
    return await _decided(work, row, PromiseState.CANCELLED)


async def reopen(work: Work, promise_id: int) -> PromiseView:
    """It was closed by mistake. Raises NotFound, Conflict for one that is open or was never
    said."""
    row = await _require(work, promise_id)
    if row.state in (PromiseState.OPEN, PromiseState.UNSAID):
        raise Conflict("This promise cannot be opened again.")
    row.state, row.closing, row.closed_at, row.closed_by = PromiseState.OPEN, None, None, None
    row.next_at = next_at(_clock(row))
    await work.session.flush()
    await record(work, "promise.reopen", subject=str(promise_id))
    return await _tell_one(work, promise_id)


def view_of(one: Named) -> PromiseView:
    row, guest_name, room, closed_by = one
    own = row.model_dump(include=set(PromiseView.model_fields) - {"id", "message_id", "closed_by"})
    return PromiseView(
        **own,
        id=str(row.id),
        message_id=str(row.message_id),
        guest_name=guest_name,
        room=room,
        closed_by=closed_by,
    )


async def _hear(work: Work, said: Sequence[Said], zone: ZoneInfo) -> None:
    """Promises of one page, and what guests say of those that are open."""
    rows = [row for one in said if one.direction is Direction.OUT for row in _rows(work, one, zone)]
    added = await repository.add(work, rows)
    for _, author in added:
        PROMISES.labels(author.value, "found").inc()
    if added:
        log.info("promises.found", promises=len(added))
    await _tell(work, [id_ for id_, _ in added])
    heard = [one for one in said if one.direction is Direction.IN and one.text]
    open_ones = await repository.lock_open_of(work, {one.conversation_id for one in heard})
    for one in heard:
        known = [
            row
            for row in open_ones.get(one.conversation_id, ())
            if max(row.message_id, row.heard_to) < one.id and row.state is PromiseState.OPEN
        ]
        place = confirmed(one.text, [row.quote for row in known])
        if place is not None:
            known[place].heard_to = one.id
            await _close(work, known[place], PromiseState.KEPT, Closing.GUEST)


def _rows(work: Work, one: Said, zone: ZoneInfo) -> list[dict[str, Any]]:
    if is_fixed(one.text):
        # "A colleague will answer" is the turn's own affair: the guest waits visibly.
        return []
    return [
        {
            "hotel_id": work.hotel_id,
            "conversation_id": one.conversation_id,
            "message_id": one.id,
            "place": place,
            "author": one.author,
            "quote": promise.words,
            "said_at": one.at,
            "due_at": promise.due_at,
            "next_at": next_at(Clock(one.at, promise.due_at, warned=False, missed=False)),
        }
        for place, promise in enumerate(promises_in(one.text, said_at=one.at, zone=zone))
    ]


async def _pass_time(work: Work, row: Promise, zone: ZoneInfo) -> None:
    stage = due_stage(_clock(row), work.now)
    if stage is Stage.LAPSE:
        await _close(work, row, PromiseState.MISSED, Closing.CLOCK)
        return
    if stage is Stage.WARN:
        row.warned_at = work.now
        await _alert(work, row, AlertKind.PROMISE_DUE, zone)
    elif stage is Stage.MISS:
        row.missed_at = work.now
        await finish(work, [_key(AlertKind.PROMISE_DUE, row)])
        await _alert(work, row, AlertKind.PROMISE_MISSED, zone)
    row.next_at = next_at(_clock(row))
    await work.session.flush()
    if stage is not None:
        PROMISES.labels(row.author.value, stage.value).inc()
        assert row.id is not None
        await _tell(work, [row.id])


async def _alert(work: Work, row: Promise, kind: AlertKind, zone: ZoneInfo) -> None:
    """Without the words, which may name the guest."""
    at = f"{row.due_at.astimezone(zone):%H:%M}"
    await raise_alert(
        work,
        kind=kind,
        reason=f"What the guest was promised is due at {at}."
        if kind is AlertKind.PROMISE_DUE
        else f"What the guest was promised for {at} is not marked as done.",
        dedupe_key=_key(kind, row),
        conversation_id=row.conversation_id,
        message_id=row.message_id,
    )


async def _decided(work: Work, row: Promise, state: PromiseState) -> PromiseView:
    row.closed_by = work.actor.staff_id
    await _close(work, row, state, Closing.STAFF)
    await record(work, f"promise.{state}", subject=str(row.id))
    assert row.id is not None
    return await _tell_one(work, row.id)


async def _close(work: Work, row: Promise, state: PromiseState, closing: Closing) -> None:
    row.state, row.closing, row.closed_at, row.next_at = state, closing, work.now, None
    await work.session.flush()
    PROMISES.labels(row.author.value, f"{state}_{closing}").inc()
    await finish(
        work, [_key(kind, row) for kind in (AlertKind.PROMISE_DUE, AlertKind.PROMISE_MISSED)]
    )
    if closing is not Closing.STAFF:
        assert row.id is not None
        await _tell(work, [row.id])


async def _open(work: Work, promise_id: int) -> Promise:
    row = await _require(work, promise_id)
    if row.state is not PromiseState.OPEN:
        raise Conflict("This promise is closed already.")
    return row


async def _require(work: Work, promise_id: int) -> Promise:
    row = await repository.lock(work, promise_id)
    if row is None:
        raise NotFound("There is no such promise.")
    return row


async def _tell(work: Work, ids: Sequence[int]) -> None:
    for one in await repository.read(work, ids) if ids else ():
        work.tell(LiveKind.PROMISE, view_of(one).as_json())


async def _tell_one(work: Work, promise_id: int) -> PromiseView:
    (one,) = await repository.read(work, [promise_id])
    view = view_of(one)
    work.tell(LiveKind.PROMISE, view.as_json())
    return view


def _clock(row: Promise) -> Clock:
    return Clock(
        row.said_at,
        row.due_at,
        warned=row.warned_at is not None,
        missed=row.missed_at is not None,
    )


def _key(kind: AlertKind, row: Promise) -> str:
    return f"{kind}:{row.id}"


def _closed_at(row: Promise) -> datetime:
    assert row.closed_at is not None
    return row.closed_at


def _after(cursor: str | None) -> tuple[datetime, int] | None:
    if cursor is None:
        return None
    try:
        moment, number = decode_cursor(cursor, 2)
        return datetime.fromisoformat(str(moment)), number_in(number)
    except (BadCursor, ValueError):
        raise Invalid("The cursor does not belong to this list.") from None
