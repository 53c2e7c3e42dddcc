"""The privacy proof: what of a conversation left the building, to whom, and in which words."""

from collections import Counter
from datetime import datetime
from uuid import UUID

import orjson

from backend.domain.call_hash import Mark, compare
from backend.domain.pseudonyms import placeholders_in
from backend.features.audit.service import record
from backend.features.conversations.service import get_conversation
from backend.features.disclosures import repository
from backend.features.disclosures.repository import Key, Row
from backend.features.disclosures.schemas import (
    DisclosuresView,
    DisclosureView,
    Kind,
    Placeholder,
)
from backend.features.hotels.service import get_hotel
from backend.kit.pagination import BadCursor, cut, decode_cursor
from backend.kit.text import body_hash, file_hash
from backend.work import Work

EXPORT_PAGE = 200


async def list_disclosures(
    work: Work, conversation_id: UUID, *, cursor: str | None, limit: int
) -> DisclosuresView:
    """Newest first. Raises NotFound, BadCursor."""
    conversation = await get_conversation(work, conversation_id)
    items, following = await _page(work, conversation_id, cursor=cursor, limit=limit)
    return DisclosuresView(
        conversation_id=conversation_id,
        guest_name=conversation.guest.name,
        counts=await repository.count(work, conversation_id),
        keep_days=(await get_hotel(work)).keep_calls_days,
        items=items,
        next_cursor=following,
    )


async def begin_export(work: Work, conversation_id: UUID) -> None:
    """Raises NotFound. That somebody took a copy stands in the audit log."""
    await get_conversation(work, conversation_id)
    await record(work, "disclosures.export", subject=str(conversation_id))


async def export_page(
    work: Work, conversation_id: UUID, *, cursor: str | None
) -> tuple[bytes, str | None]:
    """Lines of JSON, and where to go on; None: that was all."""
    items, following = await _page(work, conversation_id, cursor=cursor, limit=EXPORT_PAGE)
    lines = (orjson.dumps(item.model_dump(mode="json")) + b"\n" for item in items)
    return b"".join(lines), following


async def _page(
    work: Work, conversation_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[DisclosureView], str | None]:
    after = _key_in(cursor) if cursor else None
    rows = await repository.list_rows(work, conversation_id, after=after, most=limit + 1)
    shown, following = cut(rows, limit, lambda row: (row.at.isoformat(), row.kind, row.id))
    return [view_of(row) for row in shown], following


def view_of(row: Row) -> DisclosureView:
    what = row.what
    is_model, is_message = row.kind == Kind.MODEL, row.kind == Kind.MESSAGE
    return DisclosureView(
        id=f"{row.kind}-{row.id}",
        kind=Kind(row.kind),
        at=row.at,
        to=what.get("to") or "",
        task=what.get("task") or what.get("author") or what.get("type") or "",
        outcome=what.get("outcome") or "",
        attempts=what.get("attempts") or 0,
        payload="" if is_message else row.payload,
        placeholders=replaced_in(row.payload) if is_model else [],
        stable_sha256=row.stable_sha256.hex(),
        sha256=row.sha256.hex(),
        mark=_mark(row),
    )


def replaced_in(payload: str) -> list[Placeholder]:
    """The kinds of placeholders that stand in a text, and how many."""
    times = Counter[str]()
    values: dict[str, set[str]] = {}
    for placeholder in placeholders_in(payload):
        kind = placeholder.strip("<>").split("_")[0].lower()
        times[kind] += 1
        values.setdefault(kind, set()).add(placeholder)
    return [
        Placeholder(kind=kind, values=len(values[kind]), times=times[kind])
        for kind in sorted(times)
    ]


def _mark(row: Row) -> Mark | None:
    match row.kind:
        case Kind.MODEL:
            gone = bool(row.what["gone"])
            return compare(row.stable_sha256, row.payload, row.sha256, gone=gone)
        case Kind.MESSAGE if row.sha256:
            file_name = row.what.get("file") or ""
            possible = (body_hash(row.payload), file_hash(row.payload, file_name))
            return Mark.EQUAL if row.sha256 in possible else Mark.DIFFERENT
    return None


def _key_in(cursor: str) -> Key:
    at, kind, id_ = decode_cursor(cursor, 3)
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        raise BadCursor("the cursor belongs to another list") from None
    if moment.tzinfo is None:
        raise BadCursor("the cursor belongs to another list")
    return moment, str(kind), str(id_)
